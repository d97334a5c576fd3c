import { execFile } from 'node:child_process'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type CodeSink, openCodeSink, send } from '../bench/load.ts'
import { freePort, serverSettings, startServer } from '../server-process.ts'
import { openTestDatabase } from '../test-database.ts'

let database: Awaited<ReturnType<typeof openTestDatabase>>
let sink: CodeSink
let settings: Record<string, string>
let port = 0
beforeAll(async () => {
  database = await openTestDatabase()
  sink = await openCodeSink()
  port = await freePort()
  settings = await serverSettings({ databaseUrl: database.url?.reveal() ?? '', smtpUrl: sink.url, origin: `http://localhost:${port}` })
})
afterAll(async () => {
  sink.close()
  await database.close()
})

type Ended = { status: number; stdout: string; stderr: string }

function staff(args: string[], changed: Record<string, string | undefined> = {}): Promise<Ended> {
  const env = Object.fromEntries(Object.entries({ PATH: process.env.PATH, ...settings, ...changed }).filter(([, value]) => value !== undefined))
  return new Promise((resolve) => {
    execFile(process.execPath, ['dist/main.js', 'staff', ...args], { env }, (error, stdout, stderr) =>
      resolve({ status: Number(error?.code ?? 0), stdout, stderr }),
    )
  })
}

const paula = ['--email', 'paula@instituto.example', '--national-id', '1700002049']
const linkIn = ({ stdout }: Ended) => /^http:\S+$/m.exec(stdout)?.[0] ?? ''

it('adds an account that approves nothing yet, and prints a link that a server takes, once', async () => {
  const added = await staff(['add', ...paula, '--name', 'Paula  Llaves Ejemplo', '--role', 'administrator', '--role', 'approver', '--office', 'centro'])
  expect(added.stderr).toBe('')
  expect(added.status).toBe(0)
  const link = linkIn(added)
  expect(link).toMatch(new RegExp(`^http://localhost:${port}/oficina/inscripcion/[\\w-]{43}$`))
  const row = await database.db.selectFrom('staff_member').selectAll().executeTakeFirstOrThrow()
  expect(row).toMatchObject({
    national_id: '1700002049',
    name: 'Paula Llaves Ejemplo',
    roles: ['administrator', 'approver'],
    office: 'centro',
    state: 'invited',
  })
  expect(row.approves_from?.getTime()).toBe((row.confirmed_at?.getTime() ?? 0) + 72 * 3_600_000)
  const kept = await database.db.selectFrom('staff_enrolment').select('hash').execute()
  expect(JSON.stringify(kept)).not.toContain(link.split('/').at(-1))

  const server = await startServer(settings, { port })
  expect((await send(server.origin, new URL(link).pathname, { source: '10.9.9.1' })).body).toContain('paula@instituto.example')
  const again = await staff(['add', ...paula, '--role', 'administrator'])
  // Without a name, its address: the person does not choose what the record calls them.
  expect((await database.db.selectFrom('staff_member').selectAll().executeTakeFirstOrThrow()).name).toBe('paula@instituto.example')
  expect((await send(server.origin, new URL(link).pathname, { source: '10.9.9.1' })).status).toBe(410)
  expect((await send(server.origin, new URL(linkIn(again)).pathname, { source: '10.9.9.1' })).status).toBe(200)
  expect(await server.kill('SIGTERM')).toBe(0)
  expect(server.lines.join('\n')).not.toContain(link.split('/').at(-1))
})

it('gives another link for a lost passkey, to a confirmed account alone', async () => {
  expect((await staff(['link', '--national-id', '1700002049'])).status).toBe(0)
  const nobody = await staff(['link', '--national-id', '1700002056'])
  expect(nobody.stderr).toContain('no confirmed account')
  expect(nobody.status).toBe(2)
})

it('refuses what is missing or wrong, and names each', async () => {
  const cases: [string[], Record<string, string | undefined>, string][] = [
    [['add'], {}, '--national-id: is no national id'],
    [['add', '--email', 'x', '--national-id', '1700002049', '--role', 'agent'], {}, '--email: is no address'],
    [['add', ...paula, '--name', '…', '--role', 'agent'], {}, '--name: is no name'],
    [['add', ...paula], {}, '--role: give one or more of'],
    [['add', ...paula, '--role', 'boss'], {}, '--role: give one or more of'],
    [['add', ...paula, '--role', 'agent', '--office', 'luna'], {}, '--office luna: is none of'],
    [['remove', ...paula], {}, 'usage: staff add'],
    [['add', ...paula, '--role', 'agent'], { CERRAJERO_ORIGIN: undefined }, 'CERRAJERO_ORIGIN: is required'],
    [['add', ...paula, '--role', 'agent'], { CERRAJERO_ORIGIN: 'http://claves.example.ec' }, 'CERRAJERO_ORIGIN: http is allowed on loopback only'],
    [['add', ...paula, '--role', 'agent'], { CERRAJERO_KEY_FILE: undefined }, 'CERRAJERO_KEY_FILE: is required'],
  ]
  for (const [args, changed, said] of cases) {
    const ended = await staff(args, changed)
    expect(ended.stderr).toContain(said)
    expect(ended.status).toBe(2)
  }
})
