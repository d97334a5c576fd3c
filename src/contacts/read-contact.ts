import type { Institution } from '../institution.ts'
import { normalEmail, normalPhone } from '../registry/import/normal-contact.ts'

export type NewContact = { channel: 'email' | 'phone'; value: string }

/** Where phones get no messages, none can be confirmed. */
export const takesPhones = (institution: Institution) => institution.sms !== undefined || institution.fictional

/** An address in normal form, or why it is none. */
export function readContact(typed: string, institution: Institution): NewContact | 'empty' | 'malformed' | 'landline' | 'phones_not_taken' {
  const value = typed.trim()
  if (value === '') return 'empty'
  if (value.includes('@')) {
    const email = normalEmail(value)
    return email === null ? 'malformed' : { channel: 'email', value: email }
  }
  if (!takesPhones(institution)) return 'phones_not_taken'
  const phone = normalPhone(value)
  return phone.answer === 'mobile' ? { channel: 'phone', value: phone.value } : phone.answer
}
