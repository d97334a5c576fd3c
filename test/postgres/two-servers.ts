import { solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import pg from 'pg'
import { grantToApplication, migrateSchema } from '../../src/db/migrate.ts'
import { openPostgres } from '../../src/db/open.ts'
import { migrateJobs } from '../../src/jobs/jobs.ts'
import { readKeyFile } from '../../src/keys.ts'
import { makePuzzle } from '../../src/limits/proof-of-work.ts'
import { standardPolicy } from '../../src/policy.ts'
import { Secret } from '../../src/secret.ts'
import { type Reply, send } from '../bench/load.ts'
import { startSmtp } from '../mail-server.ts'
import type { TestServer } from '../postgres-server.ts'
import { freePort, type ServerProcess, serverSettings, startServer } from '../server-process.ts'
import { openTestDatabase } from '../test-database.ts'

// Two servers of the compiled program over one PostgreSQL database and one mail server, with many fictional employers.

export type TwoServers = Awaited<ReturnType<typeof startTwoServers>>
export type Options = { policy?: Record<string, unknown>; workers?: 'within' | 'apart'; smtp?: Parameters<typeof startSmtp>[0]; postgres?: TestServer }

export async function startTwoServers(options: Options = {}) {
  const database = options.postgres ? null : await openTestDatabase()
  const databaseUrl = options.postgres ? await makeDatabase(options.postgres) : (database?.url?.reveal() ?? '')
  const smtp = await startSmtp(options.smtp)
  let sql = new pg.Client({ connectionString: databaseUrl.replace('app@', 'owner@') })
  await sql.connect()
  await sql.query(seedSql, [employers])
  const ports = [await freePort(), await freePort()]
  const settings = await serverSettings({ databaseUrl, smtpUrl: smtp.url, origin: `http://127.0.0.1:${ports[0]}`, policy: options.policy ?? {} })
  const apart = options.workers === 'apart'
  const servers = await Promise.all(ports.map((port) => startServer(settings, { port, args: apart ? ['--no-worker'] : [] })))
  const worker = apart ? await startServer(settings, { command: 'work' }) : null
  const keys = readKeyFile(settings.CERRAJERO_KEY_FILE ?? '')

  return {
    servers,
    ports,
    settings,
    smtp,
    get sql() {
      return sql
    },
    async reconnect() {
      sql = new pg.Client({ connectionString: databaseUrl.replace('app@', 'owner@') })
      await sql.connect()
    },
    /** The only row of a query, as its owner sees it. */
    async row<T extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<T> {
      const { rows } = await sql.query<T>(text, values)
      const [row] = rows
      if (!row) throw new Error(`no row: ${text}`)
      return row
    },
    /** A proof-of-work whose answer is known. */
    async puzzle(hardness = 10, form: 'recovery' | 'unlock' = 'recovery'): Promise<string> {
      const challenge = await makePuzzle(keys, { form, hardness, nextInt: () => 0, now: new Date(), policy: standardPolicy })
      const solution = await solveChallenge({ challenge, deriveKey, counterStart: 500 * hardness })
      return Buffer.from(JSON.stringify({ challenge, solution })).toString('base64')
    },
    browser: (source?: string) => createBrowser(servers, source),
    /** Starts a server that has ended again, at its address. */
    async startAgain(n: number) {
      servers[n] = await startServer(settings, { port: ports[n] ?? 0, args: apart ? ['--no-worker'] : [] })
    },
    async stop(): Promise<(number | null)[]> {
      const codes = await Promise.all([...servers, ...(worker ? [worker] : [])].map((server) => server.kill('SIGTERM')))
      await sql.end().catch(() => undefined)
      await smtp.stop()
      await database?.close()
      return codes
    },
  }
}

/** The schema on a server that is not the tests' shared one, for the role `app` that serves without owning. */
async function makeDatabase({ url }: TestServer): Promise<string> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('create role app login')
  await client.end()
  const owner = new Secret(url)
  const { db, close } = openPostgres(owner)
  await migrateSchema(db)
  await migrateJobs({ database: owner, retries: 10, onError: () => undefined })
  await grantToApplication(db, 'app')
  await close()
  return url.replace('owner@', 'app@')
}

const employers = 1500
let given = 0

/** An employer that no other test of this file has used. */
export function newEmployer() {
  given += 1
  if (given > employers) throw new Error('all employers were given out')
  const ruc = `179${String(given).padStart(7, '0')}001`
  return { ruc, sucursal: '1', cedula: '1700000092', email: `contacto${ruc}@empresa.example` }
}
export type Employer = ReturnType<typeof newEmployer>

let networks = 0
/** An address in a network that no other browser has. */
export function newSource() {
  networks += 1
  return `10.${(networks >> 8) & 255}.${networks & 255}.7`
}

/** A browser with its cookies. Every request goes to the next server in turn: nothing may depend on one process. */
export function createBrowser(servers: readonly Pick<ServerProcess, 'origin'>[], source = newSource()) {
  const cookies = new Map<string, string>()
  let csrf = ''
  let turn = 0
  async function request(path: string, options: { form?: Record<string, string>; keep?: boolean; server?: number } = {}): Promise<Reply> {
    turn += 1
    const origin = servers[(options.server ?? turn) % servers.length]?.origin ?? ''
    const reply = await send(origin, path, {
      source,
      cookies: new Map(cookies),
      ...(options.form ? { form: { _csrf: csrf, ...options.form } } : {}),
    })
    if (options.keep !== false) for (const [name, value] of reply.cookies) cookies.set(name, value)
    csrf = /name="_csrf" value="([^"]+)"/.exec(reply.body)?.[1] ?? csrf
    return reply
  }
  return {
    source,
    cookies,
    get: (path: string, server?: number) => request(path, server === undefined ? {} : { server }),
    async post(path: string, form: Record<string, string>, server?: number) {
      if (csrf === '') await request('/empleador/ingresar')
      return request(path, { form, ...(server === undefined ? {} : { server }) })
    },
    /** The same, asked again of the other server while nobody answers: null when it may or may not have arrived. */
    async postUntilAnswered(path: string, form: Record<string, string>): Promise<Reply | null> {
      for (let tries = 0; tries < 100; tries += 1) {
        try {
          if (csrf === '') await request('/empleador/ingresar')
          return await request(path, { form })
        } catch (error) {
          if (!(error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED')) return null
          await new Promise((resolve) => setTimeout(resolve, 50))
        }
      }
      throw new Error('nobody answers')
    },
    /** The same form many times at once, spread over the servers; cookies of the answers are not kept. */
    async postAtOnce(times: number, path: string, form: (n: number) => Record<string, string>) {
      if (csrf === '') await request('/empleador/ingresar')
      return Promise.all(Array.from({ length: times }, (_, n) => request(path, { form: form(n), keep: false, server: n })))
    },
  }
}
export type Browser = ReturnType<typeof createBrowser>

export const paths = {
  start: '/empleador/recuperar',
  code: '/empleador/recuperar/codigo',
  resend: '/empleador/recuperar/reenviar',
  key: '/empleador/recuperar/clave',
  done: '/empleador/recuperar/listo',
  signIn: '/empleador/ingresar',
  account: '/empleador/cuenta',
} as const

export async function start(world: TwoServers, browser: Browser, employer: Employer, puzzle?: string): Promise<Reply> {
  const { ruc, sucursal, cedula } = employer
  return browser.post(paths.start, { ruc, sucursal, cedula, altcha: puzzle ?? (await world.puzzle()) })
}

export async function until<T>(what: string, seconds: number, look: () => Promise<T | null | undefined | false> | T | null | undefined | false): Promise<T> {
  const begun = Date.now()
  while (Date.now() - begun < seconds * 1000) {
    const seen = await look()
    if (seen) return seen
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error(`${what}: not within ${seconds} s`)
}

/** What the newest start message to an employer holds, once there are so many of them. */
export async function startMessage(world: TwoServers, employer: Employer, count = 1) {
  const text = await until(`start message ${count} to ${employer.email}`, 60, () => startTexts(world, employer)[count - 1])
  return {
    code: (/^((?:\d{3,6} ){2}\d{3,6})\s*$/m.exec(text)?.[1] ?? '').replaceAll(' ', ''),
    link: pathIn(text, '/r/'),
    veto: pathIn(text, '/v/'),
  }
}

const startTexts = (world: TwoServers, employer: Employer) =>
  world.smtp
    .to(employer.email)
    .map(({ parsed }) => parsed.text ?? '')
    .filter((text) => text.includes('/r/'))

const pathIn = (text: string, kind: '/r/' | '/v/') => new RegExp(`${kind}[\\w-]{43}`).exec(text)?.[0] ?? ''

/** A case up to a proof, with the browser that holds it; `message`: how many start messages the employer has then had. */
export async function provenBrowser(world: TwoServers, employer: Employer, message = 1): Promise<Browser> {
  const browser = world.browser()
  await start(world, browser, employer)
  const { code } = await startMessage(world, employer, message)
  await browser.post(paths.code, { codigo: code })
  await browser.get(paths.key)
  return browser
}

export const statuses = (replies: readonly Reply[]) => {
  const counts: Record<number, number> = {}
  for (const { status } of replies) counts[status] = (counts[status] ?? 0) + 1
  return counts
}

/** The server's own view of an employer. */
export function recordOf(world: TwoServers, employer: Employer) {
  return world.row<{ branch: string; generations: number; living: number; proven: number; replaced: number }>(
    `select branch.id as branch,
       (select max(generation)::int from credential where branch_id = branch.id) as generations,
       (select count(*)::int from credential where branch_id = branch.id and status in ('active', 'external', 'blocked')) as living,
       (select count(*)::int from audit_event where type = 'recovery.proven' and subject in (select id from recovery where branch_id = branch.id)) as proven,
       (select count(*)::int from audit_event where type = 'credential.replaced' and details ->> 'branch' = branch.id::text) as replaced
     from branch join employer on employer.id = branch.employer_id where employer.tax_id = $1`,
    [employer.ruc],
  )
}

/** Holds the living key of a branch, so that whoever needs it waits, until it is let go. */
export async function holdKeyOf(world: TwoServers, branchId: string) {
  const client = new pg.Client({ connectionString: world.settings.DATABASE_URL?.replace('app@', 'owner@') })
  await client.connect()
  await client.query('begin')
  await client.query(`select id from credential where branch_id = $1 and status in ('external', 'active', 'blocked') for update`, [branchId])
  return {
    until: (waiting: number) =>
      until(`${waiting} waiting`, 30, async () => {
        const { count } = await world.row<{ count: number }>(
          `select count(*)::int as count from pg_stat_activity
           where datname = current_database() and usename = 'app' and wait_event_type = 'Lock' and query like '%credential%'`,
        )
        return count >= waiting
      }),
    async open() {
      await client.query('commit')
      await client.end()
    },
  }
}

const seedSql = `
  with made as (
    insert into employer (id, tax_id, kind, legal_name, status)
    select gen_random_uuid(), '179' || lpad(n::text, 7, '0') || '001', 'company', 'Empresa Inventada ' || n, 'active' from generate_series(1, $1::int) as n returning id, tax_id),
  branches as (insert into branch (id, employer_id, code, status) select gen_random_uuid(), id, '0001', 'active' from made returning id, employer_id),
  people as (insert into person (id, national_id, full_name) values (gen_random_uuid(), '1700000092', 'Persona Inventada') returning id),
  representations as (
    insert into representation (id, employer_id, person_id, role, valid_from, source)
    select gen_random_uuid(), made.id, people.id, 'representante_legal', '2020-01-01', 'test' from made, people returning id),
  credentials as (
    insert into credential (id, kind, branch_id, generation, status, set_at) select gen_random_uuid(), 'employer', id, 1, 'external', now() from branches returning id)
  insert into contact (id, branch_id, channel, value, status, since, source, last_used_at)
  select gen_random_uuid(), branches.id, 'email', 'contacto' || made.tax_id || '@empresa.example', 'active', now() - interval '1 year', 'test', now()
  from branches join made on made.id = branches.employer_id`
