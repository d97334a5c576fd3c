import type { Senders } from './message.ts'
import { createSmsSender, type SmsOptions } from './sms-sender.ts'
import { createSmtpSender, type SmtpOptions } from './smtp-sender.ts'

export type OpenSenders = Senders & {
  /** Ends the kept connections, after the last job. */
  close(): void
  /** Connects to the mail server and signs in, sending nothing: null, or the kind of failure. */
  verify(): Promise<string | null>
}

/** The institution's real ways to its contacts. Throws when one of them is unsafe. */
export function createSenders({ sms, ...mail }: SmtpOptions & { sms: SmsOptions | null }): OpenSenders {
  const phone = sms ? createSmsSender(sms) : null
  const { email, close, verify } = createSmtpSender(mail)
  return { email, phone, close, verify }
}
