import { maskContact } from '../contacts/contacts.ts'
import type { Context } from '../context.ts'
import type { KeyKind } from '../credentials/credentials.ts'
import type { TypedOfCase } from './replacement.ts'
import type { Answers } from './requirements.ts'
import { readDraft } from './store.ts'

/** A draft as its own browser sees it: nothing but what was given there. */
export type DraftView = {
  answers: Answers
  typed: TypedOfCase
  contact: 'unknown' | 'unconfirmed' | 'confirmed' | 'none'
  contactChannel: 'email' | 'phone' | null
  contactValue: string | null
  contactMasked: string | null
  codeDead: boolean
  office: string | null
  endsAt: Date
}

export function viewDraft(context: Context, browser: { kind: KeyKind; held: readonly string[] }): Promise<DraftView | null> {
  if (browser.held.length === 0) return Promise.resolve(null)
  return context.db.transaction().execute(async (tx) => {
    const draft = await readDraft(tx, browser.kind, browser.held)
    const now = await context.clock(tx)
    if (!draft || now >= draft.ends_at) return null
    const contact = draft.contact_channel !== null && draft.contact_value !== null ? { channel: draft.contact_channel, value: draft.contact_value } : null
    return {
      answers: { reason: draft.reason, employerKind: draft.employer_kind },
      typed: draft.typed,
      contact: draft.contact,
      contactChannel: draft.contact_channel,
      contactValue: contact?.value ?? null,
      contactMasked: contact && maskContact(contact),
      codeDead: draft.contact === 'unconfirmed' && draft.tries_left === 0,
      office: draft.office,
      endsAt: draft.ends_at,
    }
  })
}
