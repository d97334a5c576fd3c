import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

// Servers of the tests' own for messages: real SMTP, and an HTTP gateway for SMS.

export type ReceivedMail = { to: string; raw: string; parsed: ParsedMail; at: number }
export type SmtpBehaviour = {
  /** What RCPT is answered: null accepts, a number refuses, 'hang' never answers. */
  onRecipient?: (address: string) => null | { code: number; text: string } | 'hang'
  onSender?: () => null | { code: number; text: string }
  /** What the whole message is answered. */
  onMessage?: () => null | { code: number; text: string }
}

const failure = (answer: { code: number; text: string }) => Object.assign(new Error(answer.text), { responseCode: answer.code })

/** Real SMTP on loopback. `behaviour` may be changed while it runs. */
export async function startSmtp(options: { port?: number; behaviour?: SmtpBehaviour; server?: SMTPServerOptions } = {}) {
  const received: ReceivedMail[] = []
  const behaviour: SmtpBehaviour = options.behaviour ?? {}
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onMailFrom(_address, _session, done) {
      const answer = behaviour.onSender?.() ?? null
      done(answer ? failure(answer) : null)
    },
    onRcptTo({ address }, _session, done) {
      const answer = behaviour.onRecipient?.(address) ?? null
      if (answer !== 'hang') done(answer ? failure(answer) : null)
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const answer = behaviour.onMessage?.() ?? null
        if (answer) return done(failure(answer))
        const at = Date.now()
        const raw = Buffer.concat(chunks).toString('latin1')
        const to = session.envelope.rcptTo.map(({ address }) => address).join(', ')
        simpleParser(Buffer.concat(chunks)).then((parsed) => {
          received.push({ to, raw, parsed, at })
          done()
        }, done)
      })
    },
    ...options.server,
  })
  server.on('error', () => undefined) // A client that goes away mid-way is part of some tests.
  const listening = server.listen(options.port ?? 0, '127.0.0.1')
  await once(listening, 'listening')
  const { port } = listening.address() as AddressInfo
  return {
    received,
    behaviour,
    port,
    url: `smtp://127.0.0.1:${port}`,
    /** Messages to one address, oldest first. */
    to: (address: string) => received.filter((mail) => mail.to === address),
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

export type SmtpForTests = Awaited<ReturnType<typeof startSmtp>>

export type GatewayRequest = { method: string; authorization: string | undefined; contentType: string | undefined; body: string; at: number }

/** An SMS gateway on loopback; `answer` may be changed while it runs. */
export async function startGateway() {
  const received: GatewayRequest[] = []
  const state: { answer: number | 'hang'; location: string | null } = { answer: 202, location: null }
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { authorization, 'content-type': contentType } = request.headers
      received.push({ method: request.method ?? '', authorization, contentType, body: Buffer.concat(chunks).toString('utf8'), at: Date.now() })
      if (state.answer === 'hang') return
      response.writeHead(state.answer, state.location === null ? {} : { location: state.location }).end('{"id":1}')
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    received,
    state,
    url: `http://127.0.0.1:${port}/send`,
    stop() {
      server.closeAllConnections()
      return new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
