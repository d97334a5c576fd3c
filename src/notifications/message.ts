import type { Institution, Language } from '../institution.ts'

/** A message before it is put into the form of its channel. A link and a code each stand alone on a line. */
export type Block = { text: string } | { link: string; label: string } | { code: string; label: string }
/** `also`: the same in another language, beneath, in an e-mail. */
export type Message = { subject: string; blocks: readonly Block[]; sms: string; also?: { language: Language; blocks: readonly Block[] } }

/**
 * A message in the language of whoever asked, who may be a stranger, and for an e-mail in the institution's first one too: nobody hides from a
 * contact what happens by asking in a language that it does not read. `sms`: which of the two a message without room for both is in.
 */
export function inBothLanguages(
  { languages }: Pick<Institution, 'languages'>,
  { language, sms, write }: { language: Language; sms: 'asked' | 'first'; write: (language: Language) => Message },
): Message {
  const first = languages[0] ?? 'es'
  const [asked, other] = [write(language), write(first)]
  if (first === language) return asked
  return {
    ...asked,
    subject: `${other.subject} / ${asked.subject}`,
    sms: (sms === 'first' ? other : asked).sms,
    also: { language: first, blocks: other.blocks },
  }
}

/**
 * What came of handing a message over: a refusal is final and not tried again, a hard bounce is remembered on the contact. `failure` is a
 * class such as `smtp_550`, never text of the other side: that could hold an address.
 */
export type Handed = { outcome: 'sent' } | { outcome: 'refused'; failure: string; hardBounce: boolean } | { outcome: 'deferred'; failure: string }

export type Senders = {
  email(to: string, message: Message, about: { noticeId: string; language: 'es' | 'en' }): Promise<Handed>
  /** Absent where the institution has no SMS gateway. */
  phone: ((to: string, message: Message) => Promise<Handed>) | null
}
