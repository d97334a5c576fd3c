import { solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import pg from 'pg'
import { grantToApplication, migrateSchema } from '../../src/db/migrate.ts'
import { openPostgres } from '../../src/db/open.ts'
import { migrateJobs } from '../../src/jobs/jobs.ts'
import { type KeyRing, readKeyFile } from '../../src/keys.ts'
import { makePuzzle, type PuzzleForm } from '../../src/limits/proof-of-work.ts'
import { standardPolicy } from '../../src/policy.ts'
import { Secret } from '../../src/secret.ts'
import { startPostgres } from '../postgres-server.ts'
import { freePort, serverSettings, startServer } from '../server-process.ts'
import { openCodeSink, type Reply, send } from './load.ts'
import { statementSettings, stopCounting } from './statements.ts'

// What the benchmarks run against: two servers over a durable PostgreSQL with many employers, and this process as browser and mail server.

async function prepareDatabase(employers: number) {
  const server = await startPostgres({ durable: true, settings: statementSettings })
  const owner = new Secret(server.url)
  const client = new pg.Client({ connectionString: server.url })
  await client.connect()
  await client.query('create role app login')
  await stopCounting(client)
  const { db, close } = openPostgres(owner)
  await migrateSchema(db)
  await migrateJobs({ database: owner, retries: 10, onError: () => undefined })
  await grantToApplication(db, 'app')
  await close()
  await client.query(seedSql, [employers])
  await client.query('vacuum analyze')
  await client.end()
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

/** Proofs-of-work solved beforehand: the servers check them, the load does not search for them. */
async function solvePuzzles(keys: KeyRing, form: PuzzleForm, count: number): Promise<string[]> {
  const puzzles: string[] = []
  for (let made = 0; made < count; made += 1) {
    const challenge = await makePuzzle(keys, {
      form,
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

export const knownTaxId = (n: number) => `179${String(n).padStart(7, '0')}001`
export const unknownTaxId = (n: number) => `099${String(n).padStart(7, '9')}001`
const sourceOf = (n: number) => `10.${(n >> 8) & 255}.${n & 255}.9`

export type Installation = Awaited<ReturnType<typeof openInstallation>>

type Size = { employers: number; puzzles: number; servers: number; profile?: string | undefined; requests?: number }

/** `puzzles`: for so many recoveries; `requests`: for so many requests of an office. */
export async function openInstallation(of: Size) {
  const database = await prepareDatabase(of.employers)
  const sink = await openCodeSink()
  const ports = await Promise.all(Array.from({ length: of.servers }, freePort))
  const settings = await serverSettings({
    databaseUrl: database.url,
    smtpUrl: sink.url,
    origin: `http://127.0.0.1:${ports[0]}`,
    policy: { challengeLifetime: 'PT60M' },
  })
  const profiled = of.profile === undefined ? {} : { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${of.profile}` }
  const servers = await Promise.all(ports.map((port) => startServer({ ...settings, ...profiled, LOG_LEVEL: 'info' }, { port })))
  const keys = readKeyFile(settings.CERRAJERO_KEY_FILE ?? '')
  const puzzles = await solvePuzzles(keys, 'recovery', of.puzzles)
  const requestPuzzles = await solvePuzzles(keys, 'replacement', of.requests ?? 0)
  const serverFor = (n: number) => servers[n % servers.length]?.origin ?? ''
  const page = await send(serverFor(0), '/empleador/recuperar', { source: sourceOf(0) })
  const token = /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? ''

  const request = (n: number, path: string, on: { server?: number; cookies?: Map<string, string>; form?: Record<string, string> }) =>
    send(serverFor(on.server ?? n), path, {
      source: sourceOf(n),
      cookies: on.cookies ?? page.cookies,
      ...(on.form ? { form: { _csrf: token, ...on.form } } : {}),
    })

  return {
    database,
    sink,
    servers,
    keys,
    /** What every browser holds before it does anything. */
    cookies: page.cookies,
    request,
    requestPuzzle: () => requestPuzzles.pop() ?? '',
    /** Starts a case with a solved proof-of-work; `all` are the browser's cookies from then on. */
    async start(n: number, taxId: string): Promise<Reply & { all: Map<string, string> }> {
      const reply = await request(n, '/empleador/recuperar', { form: { ruc: taxId, sucursal: '1', cedula: '1700000092', altcha: puzzles.pop() ?? '' } })
      expectMove(reply, '/empleador/recuperar/codigo')
      return { ...reply, all: new Map([...page.cookies, ...reply.cookies]) }
    },
    async close() {
      await Promise.all(servers.map((server) => server.kill('SIGTERM')))
      sink.close()
      await database.stop()
    },
  }
}

export function expectMove(reply: Reply, to: string) {
  if (reply.status !== 303 || reply.location !== to)
    throw new Error(`expected 303 to ${to}, got ${reply.status} ${reply.location}\n${reply.body.slice(0, 2000)}`)
}
