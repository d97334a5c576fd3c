import { parseArgs } from 'node:util'
import { z } from 'zod'
import { ConfigError, readEnvironment, readInstitution, readOrigin } from '../config.ts'
import { databaseClock } from '../db/clock.ts'
import { pendingMigrations } from '../db/migrate.ts'
import { openPostgres } from '../db/open.ts'
import { startJobs } from '../jobs/jobs.ts'
import { readKeyFile } from '../keys.ts'
import { systemRandom } from '../random.ts'
import { checkNationalId } from '../registry/identifiers.ts'
import { addByOperator, newLinkByOperator, type OperatorContext } from '../staff/people/add-by-operator.ts'
import { isName, staffRoles, tidyName } from '../staff/staff.ts'

const usage = ['usage: staff add --email E --national-id N --role R [--name NAME] [--role R2] [--office O]', '       staff link --national-id N']
const say = (line: string) => process.stdout.write(`${line}\n`)

/** Adds an account of staff, or gives one another link. Prints a one-time enrolment link: it is not kept anywhere. */
export async function staff(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      name: { type: 'string' },
      email: { type: 'string' },
      'national-id': { type: 'string' },
      role: { type: 'string', multiple: true, default: [] },
      office: { type: 'string' },
    },
  })
  const [action, ...more] = positionals
  if (more.length > 0 || (action !== 'add' && action !== 'link')) throw new ConfigError(usage)
  const nationalId = checkNationalId(values['national-id'] ?? '')
  const problems = nationalId.answer === 'malformed' ? ['--national-id: is no national id'] : []
  const email = z.email().max(200).safeParse(values.email)
  const name = values.name === undefined ? null : tidyName(values.name)
  const roles = z
    .array(z.enum(staffRoles))
    .min(1)
    .safeParse([...new Set(values.role)])
  if (action === 'add') {
    if (name !== null && !isName(name)) problems.push('--name: is no name')
    if (!email.success) problems.push('--email: is no address')
    if (!roles.success) problems.push(`--role: give one or more of ${staffRoles.join(', ')}`)
  }
  if (problems.length > 0 || nationalId.answer === 'malformed') throw new ConfigError([...problems, ...usage])
  return withContext(async (context) => {
    if (action === 'link') return sayLink(await newLinkByOperator(context, nationalId.value))
    const offices = context.institution.offices.map(({ id }) => id)
    if (values.office !== undefined && !offices.includes(values.office)) throw new ConfigError([`--office ${values.office}: is none of ${offices.join(', ')}`])
    if (!email.success || !roles.success) throw new ConfigError(usage)
    // Without a name it is called by its address, until two administrators give it one: the person does not choose it.
    const account = { name: name ?? email.data, email: email.data, nationalId: nationalId.value, roles: roles.data, office: values.office ?? null }
    if (roles.data.includes('agent') && values.office === undefined && offices.length > 0)
      say('An agent of no office is given no case: add again with --office.')
    return sayAdded(await addByOperator(context, account))
  })
}

async function withContext(task: (context: OperatorContext) => Promise<number>): Promise<number> {
  const environment = readEnvironment()
  const { DATABASE_URL: url, CERRAJERO_KEY_FILE: keyFile, CERRAJERO_INSTITUTION: path } = environment
  const missing = (['DATABASE_URL', 'CERRAJERO_KEY_FILE', 'CERRAJERO_INSTITUTION', 'CERRAJERO_ORIGIN'] as const).filter((name) => !environment[name])
  if (missing.length > 0 || !url || !keyFile || !path) throw new ConfigError(missing.map((name) => `${name}: is required`))
  const [institution, origin, keys] = [readInstitution(path), readOrigin(environment), readKeyFile(keyFile)]
  const { db, close } = openPostgres(url, { connections: 2 })
  try {
    const pending = await pendingMigrations(db)
    if (pending.length > 0) throw new Error(`the database lacks ${pending.join(', ')}: run "cerrajero migrate"`)
    const onError = (error: Error) => process.stderr.write(`queue: ${error.name}\n`)
    const jobs = await startJobs({ database: url, retries: institution.policy.messageRetries, onError })
    try {
      return await task({ db, clock: databaseClock, random: systemRandom, jobs, keys, institution, origin })
    } finally {
      await jobs.stop()
    }
  } finally {
    await close()
  }
}

function sayLink(result: Awaited<ReturnType<typeof newLinkByOperator>>): number {
  if (result.outcome === 'unknown') {
    process.stderr.write('There is no confirmed account with this national id.\n')
    return 2
  }
  say(`The passkeys and sessions of the account have ended. Give this link to the person alone; it works once, until ${result.endsAt.toISOString()}:`)
  say(result.link)
  return 0
}

function sayAdded(result: Awaited<ReturnType<typeof addByOperator>>): number {
  if (result.outcome === 'active') {
    process.stderr.write('There is an active account with this national id. For a lost passkey: cerrajero staff link --national-id N\n')
    return 2
  }
  say(`Give this link to the person alone; it works once, until ${result.endsAt.toISOString()}:`)
  say(result.link)
  return 0
}
