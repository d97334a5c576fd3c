import pg from 'pg'
import { readKeyFile } from '../../src/keys.ts'
import { Secret } from '../../src/secret.ts'
import type { Reply } from '../bench/load.ts'
import { createHarness, type Harness } from '../harness.ts'
import { startSmtp } from '../mail-server.ts'
import { freePort, type ServerProcess, serverSettings, startServer } from '../server-process.ts'
import { openTestDatabase } from '../test-database.ts'
import { type Cut, openMessageProxy } from './message-proxy.ts'
import { createBrowser, until } from './two-servers.ts'

// One server of the compiled program over PostgreSQL and SMTP, which is killed when the n-th message of a request passes, and started again.

export type KilledOffice = Awaited<ReturnType<typeof openKilledOffice>>
type Point = Omit<Cut, 'act'>

export async function openKilledOffice() {
  const database = await openTestDatabase()
  const url = database.url?.reveal() ?? ''
  const owner = new pg.Client({ connectionString: url.replace('app@', 'owner@') })
  await owner.connect()
  const smtp = await startSmtp()
  const proxy = await openMessageProxy(Number(new URL(url).port))
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const through = Object.assign(new URL(url), { port: String(proxy.port) }).href
  const settings: Record<string, string> = await serverSettings({ databaseUrl: through, smtpUrl: smtp.url, origin })
  const keys = readKeyFile(settings.CERRAJERO_KEY_FILE ?? '')
  const servers: ServerProcess[] = []

  async function rows<T extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<T[]> {
    return (await owner.query<T>(text, values)).rows
  }
  const kill = async () => {
    await servers.pop()?.kill('SIGKILL')
  }

  const office = {
    smtp,
    rows,
    async start() {
      servers.push(await startServer(settings, { port }))
    },
    /** A browser of the server, with what another one holds. */
    browser(cookies: ReadonlyMap<string, string> = new Map()) {
      const browser = createBrowser(servers)
      for (const [name, value] of cookies) browser.cookies.set(name, value)
      return browser
    },
    /** Brings cases to where a request begins, in this process, over the same database; the server is down meanwhile, and its mail is not the server's. */
    async prepare<T>(work: (harness: Harness) => Promise<T>): Promise<T> {
      await kill()
      const harness = await createHarness({ beside: { url: new Secret(url), keys }, origin })
      try {
        return await work(harness)
      } finally {
        await harness.close()
      }
    },
    /** Sends a request, kills the server at this point of it, and starts it again. `answer` null: it died before it answered. */
    async killed(point: Point, request: () => Promise<Reply>): Promise<{ killed: boolean; passed: number; answer: Reply | null }> {
      const { promise: dead, resolve } = Promise.withResolvers<null>()
      let struck = false
      const armed = proxy.arm({
        ...point,
        act() {
          struck = true
          void kill().then(() => resolve(null))
        },
      })
      const answer = await Promise.race([request().catch(() => dead), dead])
      const passed = proxy.disarm()
      if (!struck) return { killed: false, passed, answer }
      await dead
      await armed.closed()
      await office.start()
      return { killed: true, passed, answer }
    },
    /** Waits until nobody is left to be told. A message whose process was killed waits until another may take it. */
    told: () =>
      until('everybody told', 60, async () => {
        const [open] = await rows<{ count: number }>(
          `select (select count(*) from notice where done_at is null and gave_up_at is null)::int
             + (select count(*) from applicant_message where sent_at is null and failed_at is null)::int as count`,
        )
        return open?.count === 0
      }),
    /** Every row of every table. */
    async everything(): Promise<Record<string, string>> {
      const tables = await rows<{ name: string }>(`select tablename as name from pg_tables where schemaname = 'public' order by 1`)
      const [found] = await rows<Record<string, string>>(
        `select ${tables.map(({ name }) => `(select count(*) || ' ' || md5(coalesce(string_agg(t::text, E'\\n' order by t::text), '')) from "${name}" t) as "${name}"`).join(', ')}`,
      )
      return found ?? {}
    },
    async stop() {
      await kill()
      proxy.close()
      await owner.end()
      await smtp.stop()
      await database.close()
    },
  }
  return office
}

/** Of each request and form, in CI as many points as this, the last always; in a soak every message. */
const sampled = 4

/** What the two who hear of a case had from the server: subjects without numbers, each message once, however often it came. */
export function heard(office: KilledOffice, { holder, email }: { holder: { email: string }; email: string }) {
  return [holder.email, email].map((address) => {
    const byId = new Map(office.smtp.to(address).map(({ parsed }) => [parsed.messageId, (parsed.subject ?? '').replace(/S-\w{4}-\w{4}/, 'N')]))
    return [...byId.values()].sort()
  })
}

/** How often the message that was sent most often was. */
export const mostOften = (office: KilledOffice) =>
  Math.max(...[...Map.groupBy(office.smtp.received, ({ parsed }) => parsed.messageId).values()].map((sent) => sent.length))

/** Points of a request of so many statements, spread over it; the last is its commit. */
export function sampleOf(passed: number): number[] {
  const apart = Math.max(1, Math.floor(passed / (sampled - 1)))
  return [...new Set([...Array.from({ length: sampled - 1 }, (_, n) => 1 + n * apart), passed])].filter((at) => at <= passed)
}

export function* everyPoint(from: number, step: number) {
  for (let at = from; at < 5000; at += step) yield at
}
