import { parseArgs } from 'node:util'
import { ConfigError, readEnvironment, readInstitution, readOperator } from '../config.ts'
import { databaseClock } from '../db/clock.ts'
import { pendingMigrations } from '../db/migrate.ts'
import { openPostgres } from '../db/open.ts'
import { startJobs } from '../jobs/jobs.ts'
import { systemRandom } from '../random.ts'
import type { ImportContext } from '../registry/import/apply-import.ts'
import { type ConfirmOutcome, confirmImport } from '../registry/import/confirm-import.ts'
import { type ImportFormat, importFormats } from '../registry/import/import.ts'
import { type ImportOutcome, importFile } from '../registry/import/import-file.ts'
import { FileRefused } from '../registry/import/read-records.ts'

const usage = ['usage: import FILE [--format registry|people|sri] [--dry-run] [--baseline]', '       import confirm ID']
const exit = { done: 0, problems: 2, held: 3 } as const
const say = (line: string) => process.stdout.write(`${line}\n`)

/** Loads a registry file, or lets a held one go on. Exit code 0: done; 2: lines or the whole file refused; 3: held for another operator. */
export async function importRegistry(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      format: { type: 'string', default: 'registry' },
      'dry-run': { type: 'boolean', default: false },
      baseline: { type: 'boolean', default: false },
    },
  })
  const [first, second, ...more] = positionals
  if (first === undefined || more.length > 0) throw new ConfigError(usage)
  if (first === 'confirm' && second === undefined) throw new ConfigError(['import confirm: give the ID that the held import printed', ...usage])
  const operator = readOperator()
  if (second !== undefined) {
    if (first !== 'confirm') throw new ConfigError(usage)
    return withContext(async (context) => sayConfirmed(second, await confirmImport(context, { id: second, operator })))
  }
  const format = importFormats.find((each) => each === values.format)
  if (format === undefined) throw new ConfigError([`--format ${values.format}: is none of ${importFormats.join(', ')}`])
  if (values.baseline && format === 'sri') throw new ConfigError(['--baseline: is for the formats registry and people'])
  const request = { path: first, format, dryRun: values['dry-run'], baseline: values.baseline, operator }
  return withContext(async (context) => {
    try {
      const onBad = (line: number, reason: string) => process.stderr.write(`line ${line}: ${reason}\n`)
      return sayImported(format, await importFile(context, { ...request, onBad }))
    } catch (error) {
      if (isUnreadable(error)) throw new ConfigError([`${first} cannot be read (${error.code}): give the path of a file that this account may read`])
      if (!(error instanceof FileRefused)) throw error
      throw new ConfigError(error.problems)
    }
  })
}

const isUnreadable = (error: unknown): error is Error & { code: string } =>
  error instanceof Error && 'code' in error && ['ENOENT', 'EACCES', 'EISDIR', 'ENOTDIR'].includes(String(error.code))

async function withContext(task: (context: ImportContext) => Promise<number>): Promise<number> {
  const { DATABASE_URL: url, CERRAJERO_INSTITUTION: path } = readEnvironment()
  if (url === undefined || path === undefined) {
    throw new ConfigError([
      ...(url === undefined ? ['DATABASE_URL: is required'] : []),
      ...(path === undefined ? ['CERRAJERO_INSTITUTION: is required: the cool-off of a changed contact stands in it'] : []),
    ])
  }
  const institution = readInstitution(path)
  const { db, close } = openPostgres(url, { connections: 3 })
  try {
    const pending = await pendingMigrations(db)
    if (pending.length > 0) throw new Error(`the database lacks ${pending.join(', ')}: run "cerrajero migrate"`)
    const onError = (error: Error) => process.stderr.write(`queue: ${error.name}\n`)
    const jobs = await startJobs({ database: url, retries: institution.policy.messageRetries, onError })
    try {
      return await task({ db, clock: databaseClock, random: systemRandom, jobs, institution })
    } finally {
      await jobs.stop()
    }
  } finally {
    await close()
  }
}

const warned = {
  suspect_tax_id: (count: number) => `${count} tax ids have a check digit that does not fit; they were loaded: the tax service no longer guarantees it.`,
  landline: (count: number) => `${count} telephone numbers are landlines, which get no message; they were left out, the rest of their lines was loaded.`,
} as const

const notEmpty = (format: ImportFormat) =>
  format === 'people'
    ? '--baseline is for the first file of people, and one was loaded before. Leave it out.'
    : '--baseline is for an empty registry, and this one is not. Leave it out.'

function sayImported(format: ImportFormat, result: ImportOutcome): number {
  switch (result.outcome) {
    case 'busy':
      process.stderr.write('Another import is running; try again when it has ended.\n')
      return exit.problems
    case 'not_empty':
      process.stderr.write(`${notEmpty(format)}\n`)
      return exit.problems
    case 'unfinished':
      process.stderr.write(`Import ${result.id} was cut short. Finish it first: import confirm ${result.id}\n`)
      return exit.problems
    default:
      return sayTally(format, result)
  }
}

function sayTally(format: ImportFormat, result: Extract<ImportOutcome, { rows: number }>): number {
  const { rows, bad, difference, warnings } = result
  say(`${rows} lines good, ${bad} bad.`)
  for (const kind of ['suspect_tax_id', 'landline'] as const) if (warnings[kind] > 0) say(warned[kind](warnings[kind]))
  const tense = result.outcome === 'applied' ? '' : 'would be '
  if (format === 'people') {
    say(`New: ${difference.newPeople} people.`)
    say(`Of people known before, ${tense}changed: ${difference.contacts} contacts of their own (of ${difference.existingContacts} in the registry).`)
  } else {
    say(`New: ${difference.newEmployers} employers, ${difference.newBranches} branches.`)
    say(`Of employers known before, ${tense}changed: ${difference.contacts} contacts (of ${difference.existingContacts} in the registry),`)
    say(`  ${difference.representatives} representatives (of ${difference.existingRepresentatives}).`)
  }
  switch (result.outcome) {
    case 'would_apply':
      say('Nothing was changed: --dry-run.')
      break
    case 'would_hold':
      say('That is more than one operator may change: the import would stop for another one. Nothing was changed: --dry-run.')
      break
    case 'applied':
      say(`Applied: import ${result.id}.`)
      break
    case 'held':
    case 'already_held':
      say('That is more than one operator may change. Nothing was changed; what was read is kept. Another operator lets it go on with:')
      say(`  cerrajero import confirm ${result.id}`)
      return exit.held
  }
  return bad > 0 ? exit.problems : exit.done
}

const refusals = {
  busy: 'Another import is running; try again when it has ended.',
  unknown: 'There is no import with this ID.',
  not_held: 'This import is not held: it was applied, or a later file took its place.',
  same_operator: 'Whoever started an import cannot confirm it. Another operator has to, from an account of their own.',
} as const

function sayConfirmed(id: string, result: ConfirmOutcome): number {
  if (result.outcome !== 'applied') {
    process.stderr.write(`${refusals[result.outcome]}\n`)
    return exit.problems
  }
  say(`Applied: import ${id}, started by ${result.operator}: ${result.rows} lines, ${result.contactsChanged} contacts and`)
  say(`  ${result.representativesChanged} representatives of known holders changed.`)
  return exit.done
}
