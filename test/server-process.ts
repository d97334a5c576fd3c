import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { demoInstitution } from '../src/demo/institution.ts'
import { writeNewKeyFile } from '../src/keys.ts'

// The program as an institution runs it: compiled, in a process of its own, over PostgreSQL and SMTP.

export type ServerProcess = { origin: string; pid: number; lines: string[]; kill(signal: NodeJS.Signals): Promise<number | null> }

export const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no free port'))))
    })
  })

/** Settings for servers that share one key file, institution and origin. `policy` is as institution.json writes it. */
export async function serverSettings(of: {
  databaseUrl: string
  smtpUrl: string
  origin: string
  policy?: Record<string, unknown>
}): Promise<Record<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), 'cerrajero-server-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const keyFile = join(folder, 'key.json')
  await writeNewKeyFile(keyFile)
  const { policy: _, ...institution } = demoInstitution
  writeFileSync(join(folder, 'institution.json'), JSON.stringify({ ...institution, policy: of.policy ?? {} }))
  return {
    DATABASE_URL: of.databaseUrl,
    CERRAJERO_ORIGIN: of.origin,
    CERRAJERO_KEY_FILE: keyFile,
    CERRAJERO_INSTITUTION: join(folder, 'institution.json'),
    CERRAJERO_SMTP_URL: of.smtpUrl,
    CERRAJERO_MAIL_FROM: 'Instituto Ficticio <claves@instituto.example>',
    CERRAJERO_TRUSTED_PROXIES: '127.0.0.1',
  }
}

/** Runs a command of the compiled program until it is ready. */
export function startServer(
  settings: Record<string, string>,
  options: { command?: 'serve' | 'work'; args?: string[]; port?: number } = {},
): Promise<ServerProcess> {
  const { command = 'serve', args = [], port } = options
  const listen = port === undefined ? {} : { CERRAJERO_LISTEN: `127.0.0.1:${port}` }
  const child: ChildProcess = spawn(process.execPath, ['dist/main.js', command, ...args], {
    env: { PATH: process.env.PATH, ...settings, ...listen },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const lines: string[] = []
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  const ready = new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line)
        if (line.includes('"msg":"ready"')) resolve()
      })
    }
    ended.then((code) => reject(new Error(`the server ended with ${code}:\n${lines.join('\n')}`)))
  })
  return ready.then(() => ({
    origin: `http://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    lines,
    kill(signal) {
      child.kill(signal)
      return ended
    },
  }))
}
