import { execFileSync } from 'node:child_process'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import pg from 'pg'
import { grantToApplication, migrateSchema } from '../../src/db/migrate.ts'
import { openPostgres } from '../../src/db/open.ts'
import { migrateJobs } from '../../src/jobs/jobs.ts'
import { type KeyRing, readKeyFile } from '../../src/keys.ts'
import { makePuzzle } from '../../src/limits/proof-of-work.ts'
import { standardPolicy } from '../../src/policy.ts'
import { Secret } from '../../src/secret.ts'
import { startPostgres } from '../postgres-server.ts'
import { freePort, serverSettings, startServer } from '../server-process.ts'
import { openCodeSink, percentiles, type Reply, send } from './load.ts'
import { usageOf } from './processes.ts'
import { countStatements, statementSettings, stopCounting } from './statements.ts'

// Complete recoveries a second (start → code from the mail → new key) with two servers over a durable PostgreSQL, against Argon2id alone
// in the same run. The load, with its mail server, is this process. Proofs-of-work are solved beforehand and checked by the servers.

const { values: asked } = parseArgs({
  options: {
    seconds: { type: 'string', default: '15' },
    clients: { type: 'string', default: '8,32' },
    /** Lists every statement with its calls and milliseconds per recovery. */
    statements: { type: 'boolean', default: false },
    /** A folder for a processor profile of each server. */
    profile: { type: 'string' },
  },
})
const seconds = Number(asked.seconds)
const employers = 60_000
const puzzlesReady = Math.ceil(seconds * 400) + 200

type Times = Record<'start' | 'code' | 'key', number[]>

async function prepareDatabase(): Promise<{ owner: string; url: string; pid: number; stop(): Promise<void> }> {
  const server = await startPostgres({ durable: true, settings: statementSettings })
  const client = new pg.Client({ connectionString: server.url })
  await client.connect()
  await client.query('create role app login')
  await stopCounting(client)
  await client.end()
  const owner = new Secret(server.url)
  const { db, close } = openPostgres(owner)
  await migrateSchema(db)
  await migrateJobs({ database: owner, retries: 10, onError: () => undefined })
  await grantToApplication(db, 'app')
  await close()
  const seed = new pg.Client({ connectionString: server.url })
  await seed.connect()
  await seed.query(seedSql, [employers])
  await seed.query('analyze')
  await seed.end()
  return { owner: server.url, url: server.url.replace('owner@', 'app@'), pid: server.pid, stop: server.stop }
}

const seedSql = `
  with made as (
    insert into employer (id, tax_id, kind, legal_name, status)
    select gen_random_uuid(), '179' || lpad(n::text, 7, '0') || '001', 'company', 'Empresa Inventada ' || n, 'active' from generate_series(1, $1::int) as n returning id, tax_id),
  branches as (insert into branch (id, employer_id, code, status) select gen_random_uuid(), id, '0001', 'active' from made returning id, employer_id),
  people as (insert into person (id, national_id, full_name) values (gen_random_uuid(), '1700000092', 'Persona Inventada') returning id),
  representations as (
    insert into representation (id, employer_id, person_id, role, valid_from, source)
    select gen_random_uuid(), made.id, people.id, 'representante_legal', '2020-01-01', 'bench' from made, people returning id),
  credentials as (
    insert into credential (id, kind, branch_id, generation, status, set_at) select gen_random_uuid(), 'employer', id, 1, 'external', now() from branches returning id)
  insert into contact (id, branch_id, channel, value, status, since, source, last_used_at)
  select gen_random_uuid(), branches.id, 'email', 'contacto' || made.tax_id || '@empresa.example', 'active', now() - interval '1 year', 'bench', now()
  from branches join made on made.id = branches.employer_id`

async function solvePuzzles(keys: KeyRing, count: number): Promise<string[]> {
  const puzzles: string[] = []
  for (let made = 0; made < count; made += 1) {
    const challenge = await makePuzzle(keys, {
      form: 'recovery',
      hardness: 1,
      nextInt: () => 0,
      now: new Date(),
      policy: { ...standardPolicy, challengeLifetime: 3_600_000 },
    })
    const solution = await solveChallenge({ challenge, deriveKey, counterStart: 500 })
    puzzles.push(Buffer.from(JSON.stringify({ challenge, solution })).toString('base64'))
  }
  return puzzles
}

const taxIdOf = (n: number) => `179${String(n).padStart(7, '0')}001`
const sourceOf = (n: number) => `10.${(n >> 8) & 255}.${n & 255}.9`

const database = await prepareDatabase()
const sink = await openCodeSink()
const ports = [await freePort(), await freePort()]
const settings = await serverSettings({
  databaseUrl: database.url,
  smtpUrl: sink.url,
  origin: `http://127.0.0.1:${ports[0]}`,
  policy: { challengeLifetime: 'PT60M' },
})
const servers = await Promise.all(
  ports.map((port) =>
    startServer({ ...settings, LOG_LEVEL: 'info', ...(asked.profile ? { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${asked.profile}` } : {}) }, { port }),
  ),
)
const puzzles = await solvePuzzles(readKeyFile(settings.CERRAJERO_KEY_FILE ?? ''), puzzlesReady)

let next = 0
let csrf: { cookies: Map<string, string>; token: string } | null = null
const serverFor = (n: number) => servers[n % servers.length]?.origin ?? ''

async function csrfPair() {
  if (csrf) return csrf
  const page = await send(serverFor(0), '/empleador/recuperar', { source: sourceOf(0) })
  csrf = { cookies: page.cookies, token: /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? '' }
  return csrf
}

const expectMove = (reply: Reply, to: string) => {
  if (reply.status !== 303 || reply.location !== to)
    throw new Error(`expected 303 to ${to}, got ${reply.status} ${reply.location}\n${reply.body.slice(0, 2000)}`)
}

async function start(n: number, taxId: string): Promise<Reply & { all: Map<string, string> }> {
  const pair = await csrfPair()
  const reply = await send(serverFor(n), '/empleador/recuperar', {
    source: sourceOf(n),
    cookies: pair.cookies,
    form: { _csrf: pair.token, ruc: taxId, sucursal: '1', cedula: '1700000092', altcha: puzzles.pop() ?? '' },
  })
  expectMove(reply, '/empleador/recuperar/codigo')
  return { ...reply, all: new Map([...pair.cookies, ...reply.cookies]) }
}

async function recover(times: Times) {
  next += 1
  const n = next
  const pair = await csrfPair()
  const taxId = taxIdOf(n)
  const started = await start(n, taxId)
  const code = await sink.codeFor(`contacto${taxId}@empresa.example`)
  // A different server than before: nothing may depend on one process.
  const entered = await send(serverFor(n + 1), '/empleador/recuperar/codigo', {
    source: sourceOf(n),
    cookies: started.all,
    form: { _csrf: pair.token, codigo: code },
  })
  expectMove(entered, '/empleador/recuperar/clave')
  const cookies = new Map([...started.all, ...entered.cookies])
  const set = await send(serverFor(n), '/empleador/recuperar/clave', {
    source: sourceOf(n),
    cookies,
    form: { _csrf: pair.token, clave: `una frase inventada numero ${n}` },
  })
  expectMove(set, '/empleador/recuperar/listo')
  times.start.push(started.milliseconds)
  times.code.push(entered.milliseconds)
  times.key.push(set.milliseconds)
}

async function measure(clients: number) {
  const times: Times = { start: [], code: [], key: [] }
  const pids = [...servers.map(({ pid }) => pid), database.pid]
  const before = usageOf(pids)
  const begun = performance.now()
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (performance.now() - begun < seconds * 1000) await recover(times)
    }),
  )
  const elapsed = (performance.now() - begun) / 1000
  const after = usageOf(pids)
  return {
    clients,
    times,
    rate: times.key.length / elapsed,
    cpu: ((after.cpuSeconds - before.cpuSeconds) * 1000) / times.key.length,
    memoryMiB: after.memoryMiB,
  }
}

async function measureStarts(kind: 'known' | 'unknown'): Promise<number> {
  const begun = performance.now()
  let done = 0
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      while (performance.now() - begun < (seconds * 1000) / 2) {
        next += 1
        await start(next, kind === 'known' ? taxIdOf(next) : `099${String(next).padStart(7, '9')}001`)
        done += 1
      }
    }),
  )
  return done / ((performance.now() - begun) / 1000)
}

const say = (line: string) => process.stdout.write(`${line}\n`)
try {
  for (let warm = 0; warm < 100; warm += 1) await recover({ start: [], code: [], key: [] })
  const alone = () => Number(execFileSync(process.execPath, [new URL('argon2-alone.ts', import.meta.url).pathname, '5'], { encoding: 'utf8' }))
  say(`${cpus().length} cores, two server processes, durable PostgreSQL, ${seconds} s each`)
  for (const clients of asked.clients.split(',').map(Number)) {
    const limit = alone()
    const result = await measure(clients)
    say(`\n${clients} clients: ${result.rate.toFixed(1)} recoveries/s; Argon2id alone ${limit.toFixed(1)}/s; ratio ${(result.rate / limit).toFixed(2)}`)
    say(`  processor time per recovery (servers and database) ${result.cpu.toFixed(1)} ms; memory ${result.memoryMiB.toFixed(0)} MiB`)
    for (const step of ['start', 'code', 'key'] as const) {
      const { p50, p95, p99 } = percentiles(result.times[step])
      say(`  ${step.padEnd(6)} p50 ${p50.toFixed(1)} ms  p95 ${p95.toFixed(1)} ms  p99 ${p99.toFixed(1)} ms`)
    }
  }
  const counted = 100
  const sent = await countStatements(database.owner, async () => {
    for (let n = 0; n < counted; n += 1) await recover({ start: [], code: [], key: [] })
    await new Promise((resolve) => setTimeout(resolve, 1000))
  })
  say(`\nstatements per recovery: ${(sent.reduce((total, { calls }) => total + calls, 0) / counted).toFixed(1)}`)
  if (asked.statements)
    for (const { query, calls, milliseconds } of sent)
      say(`${(calls / counted).toFixed(2)} ${(milliseconds / counted).toFixed(3)} ${query.replace(/\s+/g, ' ').slice(0, 150)}`)
  const [known, unknown] = [await measureStarts('known'), await measureStarts('unknown')]
  say(`\nstarts/s: known ${known.toFixed(0)}, unknown ${unknown.toFixed(0)}`)
} finally {
  await Promise.all(servers.map((server) => server.kill('SIGTERM')))
  sink.close()
  await database.stop()
}
