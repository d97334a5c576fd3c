import { createHash } from 'node:crypto'
import { createTransport, type SMTPPoolOptions } from 'nodemailer'
import type { Institution, Language } from '../institution.ts'
import { isLoopback } from '../loopback.ts'
import type { Secret } from '../secret.ts'
import { isPlainAddress, readMailbox } from './mailbox.ts'
import type { Senders } from './message.ts'
import { mailHtml, mailText } from './render-mail.tsx'
import { readSmtpFailure } from './smtp-answer.ts'
import { en } from './texts.en.ts'
import { es } from './texts.es.ts'

const texts = { es, en } as const satisfies Record<Language, typeof es>

const seconds = 1000
/** A hand-over is given up after this long, however busily the server drips: well before the queue would give the job to another process. */
const handOverWithin = 40 * seconds

export type SmtpOptions = { smtpUrl: Secret; from: string; institution: Institution }

/** Real mail over SMTP: a few kept connections, encrypted unless the server is this machine itself. */
export function createSmtpSender({ smtpUrl, from, institution }: SmtpOptions): { email: Senders['email']; close(): void; verify(): Promise<string | null> } {
  const sender = readMailbox(from)
  if (!sender) throw new Error('the sender of messages is not an address')
  const transport = createTransport({ ...connection(new URL(smtpUrl.reveal())), ...limits })
  const domain = sender.address.slice(sender.address.lastIndexOf('@') + 1)

  return {
    async email(to, message, { noticeId, language }) {
      if (!isPlainAddress(to)) return { outcome: 'refused', failure: 'address_unusable', hardBounce: true }
      const closing = texts[language].closing({ phone: institution.support.phone, hours: institution.support.hours[language] })
      try {
        await transport.sendMail({
          from: sender,
          to: { name: '', address: to },
          envelope: { from: sender.address, to: [to] },
          subject: message.subject,
          messageId: messageIdOf(noticeId, to, domain),
          headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All', 'Content-Language': language },
          xMailer: false,
          text: mailText(message, closing),
          html: mailHtml(message, closing, { institution, language }),
          textEncoding: 'quoted-printable',
          disableFileAccess: true,
          disableUrlAccess: true,
          signal: AbortSignal.timeout(handOverWithin),
        })
        return { outcome: 'sent' }
      } catch (error) {
        return readSmtpFailure(error)
      }
    },
    async verify() {
      try {
        await transport.verify()
        return null
      } catch (error) {
        return readSmtpFailure(error).failure
      }
    },
    close: () => transport.close(),
  }
}

// Retries are the queue's alone: the library putting a message back by itself could send it twice.
const limits = {
  pool: true,
  maxConnections: 10,
  maxMessages: 200,
  maxRequeues: 0,
  idleTimeout: 60 * seconds,
  dnsTimeout: 5 * seconds,
  connectionTimeout: 5 * seconds,
  greetingTimeout: 5 * seconds,
  socketTimeout: 10 * seconds,
  disableFileAccess: true,
  disableUrlAccess: true,
} as const satisfies SMTPPoolOptions

/** Only host, port, user and password are read from the address: nothing in it can weaken the connection. */
function connection(url: URL): SMTPPoolOptions {
  const secure = url.protocol === 'smtps:'
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const port = url.port === '' ? (secure ? 465 : 587) : Number(url.port)
  const auth = url.username === '' ? {} : { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }
  return { host, port, secure, ...(isLoopback(host) ? { ignoreTLS: true } : { requireTLS: true }), tls: { minVersion: 'TLSv1.2' }, ...auth }
}

/** The same for every attempt of one notice to one address, so that a repeat after a crash is folded into the first. */
const messageIdOf = (noticeId: string, to: string, domain: string) =>
  `<${createHash('sha256').update(`${noticeId}\n${to}`).digest('hex').slice(0, 40)}@${domain}>`
