import { solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { pino } from 'pino'
import { createApp } from '../src/app.ts'
import type { Context } from '../src/context.ts'
import { createHasher } from '../src/credentials/hasher.ts'
import type { Clock } from '../src/db/clock.ts'
import { openPostgres } from '../src/db/open.ts'
import { type DemoEmployer, demoEmployers, seedDemo } from '../src/demo/employers.ts'
import { createInbox, type Inbox } from '../src/demo/inbox.page.tsx'
import { demoInstitution } from '../src/demo/institution.ts'
import { createMetrics } from '../src/http/metrics.ts'
import { startJobs } from '../src/jobs/jobs.ts'
import { createThrowawayKeyRing, type KeyRing } from '../src/keys.ts'
import { makePuzzle, type PuzzleForm } from '../src/limits/proof-of-work.ts'
import type { Senders } from '../src/notifications/message.ts'
import type { Policy } from '../src/policy.ts'
import { systemRandom } from '../src/random.ts'
import type { Secret } from '../src/secret.ts'
import { startWorker } from '../src/worker.ts'
import { openTestDatabase } from './test-database.ts'

// The real program with its real queue, on PGlite or PostgreSQL. Only the clock and the senders are the test's own.

export type Harness = {
  http: FastifyInstance
  context: Context
  inbox: Inbox
  /** The database's address for the application's role; null on PGlite. */
  databaseUrl: string | null
  /** Moves the clock that the program sees. */
  advance(milliseconds: number): void
  now(): Date
  /** Waits until every notice has been dealt with. */
  settled(): Promise<void>
  close(): Promise<void>
}

export type HarnessOptions = {
  policy?: Partial<Policy>
  senders?: Partial<Senders>
  origin?: string
  languages?: ('es' | 'en')[]
  hashing?: { atOnce?: number; queued?: number }
  logTo?: { write(line: string): void }
  /** The database and the keys of other servers, beside which this one works. */
  beside?: { url: Secret; keys: KeyRing }
}

export async function createHarness(options: HarnessOptions = {}): Promise<Harness> {
  const { beside } = options
  const opened = beside ? { ...openPostgres(beside.url), url: beside.url, jobsDatabase: beside.url } : await openTestDatabase()
  let offset = 0
  const started = Date.now()
  const now = () => new Date(started + offset)
  const clock: Clock = async () => now()
  const keys = beside?.keys ?? createThrowawayKeyRing()
  const inbox = createInbox()
  const jobs = await startJobs({ database: opened.jobsDatabase, retries: 10, onError: (error) => process.stderr.write(`jobs: ${error.message}\n`) })
  const institution = {
    ...demoInstitution,
    policy: { ...demoInstitution.policy, ...options.policy },
    languages: options.languages ?? demoInstitution.languages,
  }
  const log = options.logTo ? pino({ level: 'debug' }, options.logTo) : pino({ level: 'silent' })
  const origin = options.origin ?? 'http://127.0.0.1:8080'
  const context: Context = {
    db: opened.db,
    clock,
    random: systemRandom,
    keys,
    hasher: await createHasher(keys, options.hashing),
    jobs,
    institution,
    origin,
    log,
    metrics: createMetrics(),
  }
  if (!beside) await seedDemo(context, now())
  await startWorker(context, { ...inbox.senders, ...options.senders })
  const http = await createApp(context, { inbox, trustedProxies: ['127.0.0.1'] })
  return {
    http,
    context,
    inbox,
    databaseUrl: opened.url?.reveal() ?? null,
    now,
    advance(milliseconds) {
      offset += milliseconds
    },
    async settled() {
      for (let tries = 0; tries < 200; tries += 1) {
        jobs.wake()
        const open = await opened.db.selectFrom('notice').select('id').where('done_at', 'is', null).execute()
        const codes = await opened.db.selectFrom('contact_change').select('id').where('sent_at', 'is', null).where('failed_at', 'is', null).execute()
        const messages = await opened.db.selectFrom('applicant_message').select('id').where('sent_at', 'is', null).where('failed_at', 'is', null).execute()
        const toStaff = await opened.db.selectFrom('staff_message').select('id').where('sent_at', 'is', null).where('failed_at', 'is', null).execute()
        if (open.length + codes.length + messages.length + toStaff.length === 0) return
        await new Promise((resolve) => setTimeout(resolve, 25))
      }
      throw new Error('notices are still open after 5 s')
    },
    async close() {
      await http.close()
      await jobs.stop()
      await opened.close()
    },
  }
}

let networks = 0

/** A browser with its cookies, at an address in a network of its own. */
export function createVisitor(harness: Harness, options: { address?: string; userAgent?: string } = {}) {
  networks += 1
  const address = options.address ?? `10.${(networks >> 8) & 255}.${networks & 255}.7`
  const cookies = new Map<string, string>()
  let csrf = ''

  async function request(method: 'GET' | 'POST', url: string, fields?: Record<string, string>): Promise<LightMyRequestResponse> {
    const response = await harness.http.inject({
      method,
      url,
      headers: {
        'x-forwarded-for': address,
        'user-agent': options.userAgent ?? 'Mozilla/5.0 (X11; Linux x86_64)',
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(fields ? { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' } : {}),
      },
      ...(fields ? { payload: new URLSearchParams(fields).toString() } : {}),
    })
    for (const { name, value, maxAge } of response.cookies as { name: string; value: string; maxAge?: number }[]) {
      if (maxAge === 0 || value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
    csrf = /name="_csrf" value="([^"]+)"/.exec(response.body)?.[1] ?? csrf
    return response
  }

  return {
    address,
    cookies,
    get: (url: string) => request('GET', url),
    /** Sends a form, with the token of the last page that was seen. */
    async post(url: string, fields: Record<string, string>) {
      if (csrf === '') await request('GET', '/empleador/ingresar')
      return request('POST', url, { _csrf: csrf, ...fields })
    },
    /** Starts a recovery with a solved proof-of-work. */
    async start(employer: Pick<DemoEmployer, 'taxId' | 'branchCode' | 'nationalId'> = panaderia, puzzle?: string) {
      return this.post('/empleador/recuperar', {
        ruc: employer.taxId,
        sucursal: employer.branchCode,
        cedula: employer.nationalId,
        altcha: puzzle ?? (await solvedPuzzle(harness)),
      })
    },
    enterCode(code: string) {
      return this.post('/empleador/recuperar/codigo', { codigo: code })
    },
    setKey(key: string) {
      return this.post('/empleador/recuperar/clave', { clave: key })
    },
    /** Starts an unlock with a solved proof-of-work. */
    async startUnlock(nationalId: string, puzzle?: string) {
      return this.post('/personal/desbloquear', { cedula: nationalId, altcha: puzzle ?? (await solvedPuzzle(harness, { form: 'unlock' })) })
    },
    enterUnlockCode(code: string) {
      return this.post('/personal/desbloquear/codigo', { codigo: code })
    },
    keepKey() {
      return this.post('/personal/desbloquear/opcion', { opcion: 'conservar' })
    },
    setPersonalKey(key: string) {
      return this.post('/personal/desbloquear/opcion', { opcion: 'nueva', clave: key })
    },
    signInAsPerson(nationalId: string, key: string) {
      return this.post('/personal/ingresar', { cedula: nationalId, clave: key })
    },
    signIn(employer: Pick<DemoEmployer, 'taxId' | 'branchCode'>, key: string) {
      return this.post('/empleador/ingresar', { ruc: employer.taxId, sucursal: employer.branchCode, clave: key })
    },
  }
}

export type Visitor = ReturnType<typeof createVisitor>

const [first, second] = demoEmployers
if (!first || !second) throw new Error('the demo has employers')
/** A company with an e-mail address and a phone; a natural person with an e-mail address. */
export const [panaderia, taller] = [first, second]
/** Numbers of the right form that name nobody. */
export const nobody = { taxId: '1790000125001', branchCode: '0001', nationalId: '1700000027' }

/** A proof-of-work whose answer the test knows, so that nothing has to be searched for. */
export async function solvedPuzzle(harness: Harness, options: { hardness?: number; form?: PuzzleForm } = {}): Promise<string> {
  const challenge = await makePuzzle(harness.context.keys, {
    form: options.form ?? 'recovery',
    hardness: options.hardness ?? 10,
    nextInt: () => 0,
    now: harness.now(),
    policy: harness.context.institution.policy,
  })
  const solution = await solveChallenge({ challenge, deriveKey, counterStart: 500 * (options.hardness ?? 10) })
  return Buffer.from(JSON.stringify({ challenge, solution })).toString('base64')
}

/** Messages received since the beginning, newest first. */
export function mailTo(harness: Harness, address: string) {
  return harness.inbox.received.filter((received) => received.to === address)
}

/** The code in the newest start message to an address. */
export function codeTo(harness: Harness, address: string): string {
  for (const { message } of mailTo(harness, address)) {
    for (const block of message.blocks) if ('code' in block) return block.code
  }
  throw new Error(`no code was sent to ${address}`)
}

/** The newest link of a kind in the messages to an address, as a path: `/r/` and `/d/` continue, `/v/` stops. */
export function linkTo(harness: Harness, address: string, kind: '/r/' | '/d/' | '/v/'): string {
  for (const { message } of mailTo(harness, address)) {
    for (const block of message.blocks) if ('link' in block && block.link.includes(kind)) return new URL(block.link).pathname
  }
  throw new Error(`no ${kind} link was sent to ${address}`)
}
