import { execFile } from 'node:child_process'
import { chmod } from 'node:fs/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type CodeSink, openCodeSink, send } from '../bench/load.ts'
import { freePort, serverSettings, startServer } from '../server-process.ts'
import { openTestDatabase } from '../test-database.ts'

let database: Awaited<ReturnType<typeof openTestDatabase>>
let sink: CodeSink
let settings: Record<string, string>
beforeAll(async () => {
  database = await openTestDatabase()
  sink = await openCodeSink()
  const port = await freePort()
  settings = await serverSettings({ databaseUrl: database.url?.reveal() ?? '', smtpUrl: sink.url, origin: `http://127.0.0.1:${port}` })
})
afterAll(async () => {
  sink.close()
  await database.close()
})

type Ended = { status: number; stdout: string; stderr: string }

/** Runs a command to its end, without holding up the mail server of this process. */
function run(command: string[], changed: Record<string, string | undefined> = {}): Promise<Ended> {
  const env = Object.fromEntries(Object.entries({ PATH: process.env.PATH, ...settings, ...changed }).filter(([, value]) => value !== undefined))
  return new Promise((resolve) => {
    execFile(process.execPath, ['dist/main.js', ...command], { env }, (error, stdout, stderr) => resolve({ status: Number(error?.code ?? 0), stdout, stderr }))
  })
}

it('answers, says it is ready, counts for Prometheus on an address of its own, and stops cleanly', async () => {
  const [port, metricsPort] = [await freePort(), await freePort()]
  const server = await startServer({ ...settings, CERRAJERO_METRICS_LISTEN: `127.0.0.1:${metricsPort}` }, { port })
  const source = '10.9.9.9'
  expect((await send(server.origin, '/healthz', { source })).status).toBe(200)
  expect((await send(server.origin, '/readyz', { source })).body).toBe('{"status":"ready"}')
  expect((await send(server.origin, '/empleador/recuperar?lang=en', { source })).status).toBe(200)
  expect((await send(server.origin, '/metrics', { source })).status).toBe(404)
  const metrics = await send(`http://127.0.0.1:${metricsPort}`, '/metrics', { source })
  expect(metrics.body).toContain('cerrajero_http_request_seconds')
  expect(metrics.body).toContain('cerrajero_messages_undelivered{state="waiting"} 0')
  expect(await server.kill('SIGTERM')).toBe(0)
  const requests = server.lines.map((line) => JSON.parse(line) as Record<string, unknown>).filter(({ msg }) => msg === 'request')
  expect(requests).toContainEqual(expect.objectContaining({ method: 'GET', route: '/empleador/recuperar', status: 200 }))
  expect(server.lines.join('\n')).not.toContain(source)
})

it('refuses to start on what is missing, unknown, misspelt or unsafe, and names each', async () => {
  const cases: [Record<string, string | undefined>, string][] = [
    [{ CERRAJERO_ORIGIN: undefined }, 'CERRAJERO_ORIGIN: is required'],
    [{ CERRAJERO_ORIGIN: 'http://claves.example.ec' }, 'CERRAJERO_ORIGIN: http is allowed on loopback only'],
    [{ CERRAJERO_KEYFILE: '/tmp/key' }, 'CERRAJERO_KEYFILE: is not a setting of this program'],
    [{ CERRAJERO_LISTEN: '0.0.0.0:8080', CERRAJERO_TRUSTED_PROXIES: undefined }, 'CERRAJERO_LISTEN: plain http beyond loopback'],
    [{ CERRAJERO_TRUSTED_PROXIES: '0.0.0.0/0' }, 'CERRAJERO_TRUSTED_PROXIES: must be addresses or networks'],
    [{ CERRAJERO_INSTITUTION: '/nowhere/institution.json' }, 'CERRAJERO_INSTITUTION: /nowhere/institution.json cannot be read'],
    [{ CERRAJERO_KEY_FILE: '/nowhere/key.json' }, '/nowhere/key.json'],
  ]
  for (const [changed, said] of cases) {
    const ended = await run(['serve'], changed)
    expect(ended.stderr).toContain(said)
    expect(ended.status).toBe(2)
  }
})

it('says which setting to change and ends when its address is taken', async () => {
  const port = await freePort()
  const server = await startServer(settings, { port })
  const second = await run(['serve'], { CERRAJERO_LISTEN: `127.0.0.1:${port}` })
  expect(second.stderr).toContain(`127.0.0.1:${port} is in use by another program: set CERRAJERO_LISTEN`)
  expect(second.status).toBe(2)
  expect(await server.kill('SIGTERM')).toBe(0)
})

it('never overwrites a key file, and adds versions to it', async () => {
  const again = await run(['keygen'])
  expect(again.stderr).toContain('exists already')
  expect(again.status).toBe(2)
  expect((await run(['keygen', '--rotate'])).stdout).toContain('Version 2 added')
})

it('lets the doctor find a set-up in order, and say what is wrong with one that is not', async () => {
  const well = await run(['doctor'])
  expect(well.stdout).toContain('ok    database')
  expect(well.stdout).toContain('ok    record')
  expect(well.stdout).toContain('ok    mail server')
  expect(well.stdout).toContain('WRONG institution: it is the fictional one')
  expect(well.stdout).toContain('note  passkeys: CERRAJERO_ORIGIN is an IP address')
  expect(well.stdout).toContain('note  staff: requests for an office are taken, and nobody enrolled is agent or approver')
  expect((await run(['doctor'], { CERRAJERO_ORIGIN: 'http://localhost:8080' })).stdout).not.toContain('passkeys')
  const owner = (database.url?.reveal() ?? '').replace('app@', 'owner@')
  expect((await run(['doctor'], { DATABASE_URL: owner })).stdout).toContain('WRONG record: the application role could change or delete its entries')
  await chmod(settings.CERRAJERO_KEY_FILE ?? '', 0o644)
  expect((await run(['doctor'])).stdout).toContain('WRONG key file: others can read it (mode 644): chmod 600')
  await chmod(settings.CERRAJERO_KEY_FILE ?? '', 0o600)
  const notice = (id: string, state: string) =>
    `insert into notice (id, kind, details, created_at, ${state}) values ('00000000-0000-4000-8000-00000000000${id}', 'contact.changed', '{}', now() - interval '1 hour', now())`
  await sql.raw(notice('1', 'gave_up_at')).execute(database.db)
  expect((await run(['doctor'])).stdout).toContain('WRONG messages: 1 notices of the last 7 days were given up')
  await sql`update notice set gave_up_at = null`.execute(database.db)
  expect((await run(['doctor'])).stdout).toContain('WRONG messages: 1 wait, the oldest for 60 min')
  await sql`delete from notice`.execute(database.db)
  const down = await run(['doctor'], { CERRAJERO_SMTP_URL: 'smtp://127.0.0.1:1' })
  expect(down.stdout).toContain('WRONG mail server: smtp_esocket: there is no connection')
  expect(down.status).toBe(1)
})

it('says what is missing when an import names no file that can be read, or no number', async () => {
  const operator = { CERRAJERO_INSTITUTION: settings.CERRAJERO_INSTITUTION ?? '' }
  const nowhere = await run(['import', '/nowhere.csv'], operator)
  expect(nowhere.stderr).toContain('/nowhere.csv cannot be read (ENOENT): give the path')
  expect(nowhere.status).toBe(2)
  const nameless = await run(['import', 'confirm'], operator)
  expect(nameless.stderr).toContain('import confirm: give the ID')
  expect(nameless.status).toBe(2)
})

it('migrates as the owner, twice without harm', async () => {
  const owner = (database.url?.reveal() ?? '').replace('app@', 'owner@')
  const done = await run(['migrate'], { CERRAJERO_OWNER_URL: owner })
  expect(done.stdout).toContain('The schema is up to date.')
  expect(done.status).toBe(0)
})
