import { spawn } from 'node:child_process'
import { createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { finished } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { grantToApplication, migrateSchema } from '../../src/db/migrate.ts'
import { openPostgres } from '../../src/db/open.ts'
import { demoInstitution } from '../../src/demo/institution.ts'
import { migrateJobs } from '../../src/jobs/jobs.ts'
import { Secret } from '../../src/secret.ts'
import { cedula, peopleHeader } from '../people-file.ts'
import { startPostgres } from '../postgres-server.ts'
import { companyTaxId, registryHeader } from '../registry-file.ts'

// Imports a generated file of employers, or of people, with the compiled program on a PostgreSQL server that fsyncs, and prints lines a second
// and the peak memory of the program. Usage: npm run build && node test/bench/import.ts [LINES] [--format people]

const { values, positionals } = parseArgs({ allowPositionals: true, options: { format: { type: 'string', default: 'registry' } } })
const lines = Number(positionals[0] ?? 1_000_000)

/** A cédula with the check digit that fits, from nine digits. */
function withCheckDigit(nine: string): string {
  const sum = [...nine].reduce((total, digit, at) => {
    const product = Number(digit) * (at % 2 === 0 ? 2 : 1)
    return total + (product > 9 ? product - 9 : product)
  }, 0)
  return `${nine}${(10 - (sum % 10)) % 10}`
}

const pad = (number: number, length: number) => String(number).padStart(length, '0')

/** `asOf` and the changed share tell files apart. */
type FileOptions = { asOf: string; changedEvery: number | null }

/** Fictional employers: one in five has a second branch, one name in ten is quoted. */
function* registryLines(options: FileOptions) {
  yield `${registryHeader.join(',')}\n`
  for (let line = 0, employer = 0; line < lines; employer += 1) {
    const taxId = companyTaxId(employer)
    const representative = withCheckDigit(`${pad((employer % 24) + 1, 2)}${pad(employer % 6, 1)}${pad(Math.floor(employer / 24), 6)}`)
    const name = employer % 10 === 0 ? `"Compañía Inventada ""${employer}"", S.A."` : `Compañía Inventada ${employer} S.A.`
    for (let branch = 1; branch <= (employer % 5 === 0 ? 2 : 1) && line < lines; branch += 1, line += 1) {
      const email = options.changedEvery !== null && employer % options.changedEvery === 0 ? `nuevo${employer}` : `empresa${employer}`
      yield `${taxId},company,${name},${pad(branch, 4)},Local ${branch},Quito,${representative},Persona Inventada ${employer},gerente general,2020-01-01,,${email}@empresa.example,contador${employer}@empresa.example,09${pad(90_000_000 + (employer % 9_999_999), 8)},active,active,2020-01-01,${options.asOf}\n`
    }
  }
}

/** Fictional people with an e-mail address and a telephone each. */
function* peopleLines(options: FileOptions) {
  yield `${peopleHeader.join(',')}\n`
  for (let person = 0; person < lines; person += 1) {
    const email = options.changedEvery !== null && person % options.changedEvery === 0 ? `nueva${person}` : `persona${person}`
    yield `${cedula(person)},Persona Inventada ${person},19${pad(30 + (person % 70), 2)}-05-14,${email}@correo.example,09${pad(90_000_000 + (person % 9_999_999), 8)},active,2020-01-01,${options.asOf}\n`
  }
}

async function writeFile(path: string, rows: Iterable<string>) {
  const file = createWriteStream(path)
  for (const row of rows) if (!file.write(row)) await new Promise<void>((resolve) => file.once('drain', () => resolve()))
  file.end()
  await finished(file)
}

type Run = { seconds: number; peakMiB: number; code: number | null; said: string }

function runImport(args: readonly string[], settings: Record<string, string>): Promise<Run> {
  const started = performance.now()
  const child = spawn(resolve('bin/cerrajero'), ['import', ...args], {
    env: { PATH: process.env.PATH, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  let peakKiB = 0
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (said = `${said}${data}`.slice(-2000)))
  const watch = setInterval(() => {
    try {
      peakKiB = Math.max(peakKiB, Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0))
    } catch {
      // The process has ended.
    }
  }, 200)
  return new Promise((resolve) =>
    child.once('close', (code) => {
      clearInterval(watch)
      resolve({ seconds: (performance.now() - started) / 1000, peakMiB: peakKiB / 1024, code, said })
    }),
  )
}

const server = await startPostgres({ durable: true })
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => server.stop().finally(() => process.exit(1)))
const folder = mkdtempSync(join(tmpdir(), 'cerrajero-bench-import-'))
try {
  const owner = new Secret(server.url)
  const { db, close } = openPostgres(owner)
  await migrateSchema(db)
  await migrateJobs({ database: owner, retries: 10, onError: (error) => process.stderr.write(`${error.name}\n`) })
  const { sql } = await import('kysely')
  await sql`create role app login`.execute(db)
  await grantToApplication(db, 'app')
  await close()
  const { policy: _, ...institution } = demoInstitution
  writeFileSync(join(folder, 'institution.json'), JSON.stringify(institution))
  const settings = { DATABASE_URL: server.url.replace('owner@', 'app@'), CERRAJERO_INSTITUTION: join(folder, 'institution.json') }
  const [first, next] = [join(folder, 'first.csv'), join(folder, 'next.csv')]
  const linesOf = values.format === 'people' ? peopleLines : registryLines
  await writeFile(first, linesOf({ asOf: '2026-01-31', changedEvery: null }))
  await writeFile(next, linesOf({ asOf: '2026-02-28', changedEvery: 250 }))
  const steps: [string, string[]][] = [
    ['baseline', ['--baseline', first]],
    ['the same file again', [first]],
    ['the next month, 0.4 % of addresses changed', [next]],
    ['the next month, rehearsed', ['--dry-run', next]],
  ]
  for (const [what, args] of steps) {
    const run = await runImport(['--format', values.format, ...args], settings)
    process.stdout.write(
      `${what}: exit ${run.code}, ${run.seconds.toFixed(1)} s, ${Math.round(lines / run.seconds)} lines/s, peak ${run.peakMiB.toFixed(0)} MiB\n${run.said.replace(/^/gm, '    ')}\n`,
    )
  }
} finally {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}
