import { domainToASCII } from 'node:url'
import { parsePhoneNumberFromString } from 'libphonenumber-js'

// Contacts in normal form, so that one address is one value however it was written.

/** The address with its domain in lower case (and in ASCII), or null when no mail server would take it. */
export function normalEmail(typed: string): string | null {
  const at = typed.lastIndexOf('@')
  const [local, given] = [typed.slice(0, at), typed.slice(at + 1).toLowerCase()]
  const domain = /^[a-z0-9.-]*$/.test(given) ? given : domainToASCII(given)
  if (!/^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/.test(local) || local.length > 64) return null
  if (!/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/.test(domain)) return null
  return local.length + domain.length < 254 ? `${local}@${domain}` : null
}

export type Phone = { answer: 'mobile'; value: string } | { answer: 'landline' | 'malformed' }

/** E.164; without a country code it is of Ecuador. A landline of Ecuador gets no message. */
export function normalPhone(typed: string): Phone {
  const parsed = parsePhoneNumberFromString(typed, { defaultCountry: 'EC', extract: false })
  if (!parsed?.isValid() || parsed.ext !== undefined) return { answer: 'malformed' }
  return parsed.country === 'EC' && !parsed.nationalNumber.startsWith('9') ? { answer: 'landline' } : { answer: 'mobile', value: parsed.number }
}
