import { isLoopback } from '../loopback.ts'
import type { Secret } from '../secret.ts'
import { gsmText } from './gsm-text.ts'
import type { Handed, Senders } from './message.ts'

export type SmsOptions = { url: string; token: Secret | null; body: Readonly<Record<string, unknown>> }

const within = 5000

/** SMS through an HTTP gateway: one POST of the institution's own JSON for each message. */
export function createSmsSender({ url, token, body }: SmsOptions): NonNullable<Senders['phone']> {
  const gateway = new URL(url)
  if (gateway.protocol !== 'https:' && !isLoopback(gateway.hostname)) throw new Error('the SMS gateway must be reached over https')
  return async (to, message) => {
    try {
      const response = await fetch(gateway, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token.reveal()}` } : {}) },
        body: JSON.stringify(fill(body, { to, text: gsmText(message.sms) })),
        redirect: 'error',
        signal: AbortSignal.timeout(within),
      })
      await response.body?.cancel()
      return readGatewayStatus(response.status)
    } catch (error) {
      return { outcome: 'deferred', failure: error instanceof Error && error.name === 'TimeoutError' ? 'sms_timeout' : 'sms_connection' }
    }
  }
}

/**
 * 400, 404, 410 and 422 would come again, so they are final. Only 410 and 422 are held against the number: the other two are as well the
 * answer to a wrong template or address, and would put every phone in doubt.
 */
export function readGatewayStatus(status: number): Handed {
  if (status >= 200 && status < 300) return { outcome: 'sent' }
  const failure = `sms_${status}`
  if (status === 410 || status === 422) return { outcome: 'refused', failure, hardBounce: true }
  return status === 400 || status === 404 ? { outcome: 'refused', failure, hardBounce: false } : { outcome: 'deferred', failure }
}

/** Fills {{to}} and {{text}} inside the strings of the template, in one pass: what a value holds is never read as a place to fill. */
function fill(template: unknown, values: { to: string; text: string }): unknown {
  if (typeof template === 'string') return template.replace(/\{\{(to|text)\}\}/g, (_place, name) => (name === 'to' ? values.to : values.text))
  if (Array.isArray(template)) return template.map((each) => fill(each, values))
  if (typeof template !== 'object' || template === null) return template
  return Object.fromEntries(Object.entries(template).map(([name, value]) => [name, fill(value, values)]))
}
