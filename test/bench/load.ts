import { Agent, request } from 'node:http'
import { createServer, type Socket } from 'node:net'

// What the benchmarks put on the servers: requests over kept connections, and a mail server that reads codes and answers at once.

export type Reply = { status: number; location: string; cookies: Map<string, string>; body: string; milliseconds: number }

const agent = new Agent({ keepAlive: true, maxSockets: 1024 })

export function send(origin: string, path: string, options: { source: string; cookies?: Map<string, string>; form?: Record<string, string> }): Promise<Reply> {
  const payload = options.form ? new URLSearchParams(options.form).toString() : undefined
  const started = process.hrtime.bigint()
  return new Promise((resolve, reject) => {
    const outgoing = request(
      new URL(path, origin),
      {
        agent,
        method: payload === undefined ? 'GET' : 'POST',
        headers: {
          'x-forwarded-for': options.source,
          ...(options.cookies ? { cookie: [...options.cookies].map(([name, value]) => `${name}=${value}`).join('; ') } : {}),
          ...(payload === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(payload) }),
        },
      },
      (incoming) => {
        const chunks: Buffer[] = []
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
        incoming.on('error', reject)
        incoming.on('end', () => {
          const cookies = new Map((incoming.headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0]?.split('=') as [string, string]))
          resolve({
            status: incoming.statusCode ?? 0,
            location: incoming.headers.location ?? '',
            cookies,
            body: Buffer.concat(chunks).toString('utf8'),
            milliseconds: Number(process.hrtime.bigint() - started) / 1e6,
          })
        })
      },
    )
    outgoing.on('error', reject)
    outgoing.end(payload)
  })
}

export type CodeSink = { url: string; codeFor(address: string): Promise<string>; messages(): number; close(): void }

/** A mail server of the smallest kind: takes everything, and hands the code in a message's text to whoever waits for its address. */
export async function openCodeSink(): Promise<CodeSink> {
  const waiting = new Map<string, (code: string) => void>()
  const early = new Map<string, string>()
  let messages = 0

  function deliver(address: string, data: string) {
    messages += 1
    const code = /^((?:\d{3,6} ){2}\d{3,6})\s*$/m.exec(data)?.[1]
    if (code === undefined) return
    const take = waiting.get(address)
    if (take) {
      waiting.delete(address)
      take(code)
    } else early.set(address, code)
  }

  const server = createServer((socket) => serveSmtp(socket, deliver))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `smtp://127.0.0.1:${port}`,
    codeFor(recipient) {
      const code = early.get(recipient)
      if (code !== undefined) {
        early.delete(recipient)
        return Promise.resolve(code)
      }
      return new Promise((resolve) => waiting.set(recipient, resolve))
    },
    messages: () => messages,
    close: () => server.close(),
  }
}

function serveSmtp(socket: Socket, deliver: (address: string, data: string) => void) {
  let rest = ''
  let recipient = ''
  let data: string[] | null = null
  socket.setEncoding('utf8')
  socket.on('error', () => socket.destroy())
  socket.write('220 sink\r\n')
  socket.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\r\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      if (data) {
        if (line !== '.') data.push(line)
        else {
          deliver(recipient, data.join('\n'))
          data = null
          socket.write('250 ok\r\n')
        }
        continue
      }
      const verb = line.slice(0, 4).toUpperCase()
      if (verb === 'RCPT') recipient = /<([^>]*)>/.exec(line)?.[1] ?? ''
      if (verb === 'DATA') {
        data = []
        socket.write('354 go on\r\n')
      } else if (verb === 'QUIT') socket.end('221 bye\r\n')
      else if (verb === 'EHLO') socket.write('250-sink\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n')
      else socket.write('250 ok\r\n')
    }
  })
}

/** p50, p95 and p99 of a list of milliseconds. */
export function percentiles(values: readonly number[]) {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) }
}

/** The median of the differences and its 95 % interval, by resampling: outliers of a busy machine do not decide. */
export function interval(differences: readonly number[]): { median: number; low: number; high: number } {
  const medianOf = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
  const again = () => differences.map(() => differences[Math.floor(Math.random() * differences.length)] ?? Number.NaN)
  const medians = Array.from({ length: 1000 }, () => medianOf(again())).sort((a, b) => a - b)
  return { median: medianOf(differences), low: medians[25] ?? Number.NaN, high: medians[974] ?? Number.NaN }
}
