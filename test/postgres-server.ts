import { execFileSync, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'

// A PostgreSQL server of the tests' own, in a folder that goes away with it. PostgreSQL refuses to run as root, so under root it runs as
// the account that Debian's package makes.

export type TestServer = { url: string; pid: number; restart(): Promise<void>; stop(): Promise<void> }

/** The folder with PostgreSQL's programs, or null where none is installed. */
export function findPostgres(): string | null {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : []
  const folders = [...versions.map((version) => join(debian, version, 'bin')), ...(process.env.PATH ?? '').split(':')]
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres'))) ?? null
}

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no free port'))))
    })
  })

export async function startPostgres(options: { durable?: boolean; settings?: readonly string[] } = {}): Promise<TestServer> {
  const programs = findPostgres()
  if (!programs) throw new Error("PostgreSQL is not installed: apt-get install postgresql-15, or your system's package")
  const folder = mkdtempSync(join(tmpdir(), 'cerrajero-postgres-'))
  const asRoot = userInfo().uid === 0
  const account = asRoot ? { uid: Number(execFileSync('id', ['-u', 'postgres'])), gid: Number(execFileSync('id', ['-g', 'postgres'])) } : null
  if (account) chownSync(folder, account.uid, account.gid)
  const data = join(folder, 'data')
  const environment = { PATH: process.env.PATH, LC_ALL: 'C.UTF-8' }
  execFileSync(join(programs, 'initdb'), ['-D', data, '-U', 'owner', '--auth=trust', '-E', 'UTF8', '--no-sync'], {
    ...(account ?? {}),
    cwd: folder,
    env: environment,
    stdio: 'ignore',
  })
  const port = await freePort()
  const settings = [
    'listen_addresses=127.0.0.1',
    `unix_socket_directories=${folder}`,
    'max_connections=200',
    'shared_buffers=256MB',
    ...(options.settings ?? []),
    ...(options.durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
  ]
  const url = `postgres://owner@127.0.0.1:${port}/postgres`
  const launch = async () => {
    const server = spawn(join(programs, 'postgres'), ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])], {
      ...(account ?? {}),
      cwd: folder,
      env: environment,
      stdio: 'ignore',
    })
    const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()))
    await untilAnswering(url)
    return {
      pid: server.pid ?? 0,
      async end() {
        server.kill('SIGINT')
        await ended
      },
    }
  }
  let running = await launch()
  return {
    url,
    pid: running.pid,
    async restart() {
      await running.end()
      running = await launch()
    },
    async stop() {
      await running.end()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function untilAnswering(url: string) {
  for (let tries = 0; ; tries += 1) {
    const client = new pg.Client({ connectionString: url })
    try {
      await client.connect()
      await client.end()
      return
    } catch (cause) {
      if (tries > 100) throw new Error('the PostgreSQL server does not answer', { cause })
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}
