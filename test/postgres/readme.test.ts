import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, it, onTestFinished } from 'vitest'
import { type CodeSink, openCodeSink } from '../bench/load.ts'
import { fencedBlocks } from '../fenced-blocks.ts'
import { freePort } from '../server-process.ts'

// The lines that the README gives an institution, run as they stand there. Changed are only the server's address, the folder of the
// settings and the mail server: the test's own take their places.

const readme = readFileSync('README.md', 'utf8')
const [roles = ''] = fencedBlocks(readme, 'sql')
const settings = fencedBlocks(readme, 'sh').find((block) => block.includes('export DATABASE_URL=')) ?? ''
const commands = (fencedBlocks(readme, 'sh').find((block) => block.includes('cerrajero keygen')) ?? '').trim().split('\n')

let folder: string
let sink: CodeSink
let exports: string
beforeAll(async () => {
  const database = inject('database')
  if (database.kind !== 'postgres') throw new Error('these lines need a PostgreSQL server')
  folder = mkdtempSync(join(tmpdir(), 'cerrajero-readme-'))
  mkdirSync(join(folder, 'bin'))
  symlinkSync(resolve('bin/cerrajero'), join(folder, 'bin', 'cerrajero'))
  const institution = JSON.parse(readFileSync('examples/institution.json', 'utf8')) as Record<string, unknown>
  writeFileSync(join(folder, 'institution.json'), JSON.stringify({ ...institution, fictional: false }))
  for (const file of ['registry.csv', 'people.csv']) copyFileSync(join('examples', file), join(folder, file))
  writeFileSync(
    join(folder, 'province.csv'),
    'NUMERO_RUC|RAZON_SOCIAL|TIPO_CONTRIBUYENTE|NUMERO_ESTABLECIMIENTO|ESTADO_ESTABLECIMIENTO\n1790000125001|FERRETERIA INVENTADA S.A.|SOCIEDAD|001|ABI\n',
  )
  sink = await openCodeSink()
  exports = settings
    .replaceAll('127.0.0.1:5432', new URL(database.url).host)
    .replaceAll('/etc/cerrajero', folder)
    .replaceAll('smtps://claves:password@mail.example.ec:465', sink.url)

  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  for (const statement of roles.split(';').filter((each) => each.trim() !== '')) await client.query(statement)
  await client.end()
})
afterAll(() => {
  sink.close()
  rmSync(folder, { recursive: true, force: true })
})

const environment = () => ({ PATH: `${join(folder, 'bin')}:${process.env.PATH}`, HOME: folder })

/** Runs a line in a shell that has read the exports; whatever it exits with. */
const shell = (line: string) =>
  new Promise<{ status: number; output: string }>((done) => {
    execFile('sh', ['-ec', `${exports}\n${line}`], { env: environment(), cwd: folder }, (error, stdout, stderr) =>
      done({ status: Number(error?.code ?? 0), output: stdout + stderr }),
    )
  })

it('lead from nothing to a server that is ready, with nothing for the doctor to mend', { timeout: 120_000 }, async () => {
  expect(commands.at(-1)).toBe('cerrajero serve')
  for (const line of commands.slice(0, -1)) {
    const { status, output } = await shell(line)
    expect({ line, status, output }).toEqual({ line, status: 0, output: expect.not.stringContaining('WRONG') })
  }
  const port = await freePort()
  const server: ChildProcess = spawn('sh', ['-ec', `${exports}\nexec ${commands.at(-1)}`], {
    env: { ...environment(), CERRAJERO_LISTEN: `127.0.0.1:${port}` },
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise<number | null>((done) => server.once('exit', done))
  onTestFinished(() => void server.kill('SIGKILL'))
  await new Promise<void>((ready, fail) => {
    server.stdout?.on('data', (data) => String(data).includes('"msg":"ready"') && ready())
    ended.then((code) => fail(new Error(`the server ended with ${code}`)))
  })
  const answer = await fetch(`http://127.0.0.1:${port}/readyz`)
  expect([answer.status, await answer.text()]).toEqual([200, '{"status":"ready"}'])
  server.kill('SIGTERM')
  expect(await ended).toBe(0)
})

it('leave the program unable to change the record or the tables', async () => {
  const [, url = ''] = /export DATABASE_URL='([^']+)'/.exec(exports) ?? []
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  for (const statement of [
    "update audit_event set type = 'x'",
    'delete from audit_event',
    'truncate audit_event',
    'drop table audit_event',
    'create table x ()',
  ]) {
    await expect(client.query(statement), statement).rejects.toThrow(/permission denied|must be owner/)
  }
  await client.end()
})

it('of docs/operations.md are SQL that this schema takes, and hold an employer', async () => {
  const client = new pg.Client({ connectionString: /export CERRAJERO_OWNER_URL='([^']+)'/.exec(exports)?.[1] ?? '' })
  await client.connect()
  const statements = fencedBlocks(readFileSync('docs/operations.md', 'utf8'), 'sql').flatMap((block) => block.split(';').filter((each) => each.trim() !== ''))
  expect(statements.length).toBeGreaterThan(4)
  for (const statement of statements) await client.query(statement)
  const held = await client.query("select count(*)::int as held from branch where security_hold_reason = 'set_by_supervisor'")
  expect(held.rows).toEqual([{ held: 1 }])
  await client.end()
})
