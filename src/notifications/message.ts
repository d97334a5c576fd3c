/** A message before it is put into the form of its channel. A link and a code each stand alone on a line. */
export type Block = { text: string } | { link: string; label: string } | { code: string; label: string }
export type Message = { subject: string; blocks: readonly Block[]; sms: string }

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
