import type { Senders } from './message.ts'
import { createSmsSender, type SmsOptions } from './sms-sender.ts'
import { createSmtpSender, type SmtpOptions } from './smtp-sender.ts'

export type OpenSenders = Senders & { close(): void }

/** The institution's real ways to its contacts. Throws when one of them is unsafe. */
export function createSenders({ sms, ...mail }: SmtpOptions & { sms: SmsOptions | null }): OpenSenders {
  const phone = sms ? createSmsSender(sms) : null
  const { email, close } = createSmtpSender(mail)
  return { email, phone, close }
}

/** Ends the kept connections, after the last job. */
export async function closeSenders(senders: OpenSenders) {
  senders.close()
}
