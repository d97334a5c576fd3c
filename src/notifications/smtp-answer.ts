import type { Handed } from './message.ts'

// What an SMTP failure means. Only a permanent answer to the recipient's own address is a hard bounce. Everything else is about the way
// there (network, sign-in, sender, policy, block lists) and passes: taking it for a dead address would put every contact in doubt at once.

type SmtpError = { code?: unknown; command?: unknown; responseCode?: unknown; response?: unknown }

/** RFC 3463: X.1.* is the address, X.2.* the mailbox, X.0.* says nothing more. X.2.2, a full mailbox, passes. */
const aboutTheAddress = /^5\.(?:0|1|2)\.\d{1,3}$/
const fullMailbox = '5.2.2'

/** RFC 5321 §4.2.3 and RFC 7504: the basic codes that speak of the recipient, for servers that send no enhanced one. */
const recipientCodes: readonly number[] = [521, 550, 551, 553, 556]

export function readSmtpFailure(error: unknown): Exclude<Handed, { outcome: 'sent' }> {
  const { code, command, responseCode, response } = (typeof error === 'object' && error !== null ? error : {}) as SmtpError
  if (typeof responseCode !== 'number') return { outcome: 'deferred', failure: failureName(code) }
  const failure = `smtp_${responseCode}`
  if (command !== 'RCPT TO' || responseCode < 500) return { outcome: 'deferred', failure }
  const enhanced = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(String(response))?.[1]
  const gone = enhanced === undefined ? recipientCodes.includes(responseCode) : aboutTheAddress.test(enhanced) && enhanced !== fullMailbox
  return gone ? { outcome: 'refused', failure, hardBounce: true } : { outcome: 'deferred', failure }
}

/** A code of the mail library or of the socket, without the text around it: that text can hold an address. */
const failureName = (code: unknown) => (typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,40}$/.test(code) ? `smtp_${code.toLowerCase()}` : 'smtp_unknown')
