import type { ServerConfig } from '../config.ts'

/** What the configuration says of the ways to contacts. Without a gateway or its template phones get no messages. */
export function senderOptions(config: ServerConfig) {
  const { CERRAJERO_SMS_URL: url, CERRAJERO_SMS_TOKEN: token, institution } = config
  const sms = url === undefined || institution.sms === undefined ? null : { url, token: token ?? null, body: institution.sms.body }
  return { smtpUrl: config.CERRAJERO_SMTP_URL, from: config.CERRAJERO_MAIL_FROM, institution, sms }
}
