import type { NewContact } from '../contacts/read-contact.ts'
import type { Context } from '../context.ts'
import type { KeyKind } from '../credentials/credentials.ts'
import { countInARow, resetHits } from '../limits/windows.ts'
import { sendToApplicant } from './applicant-messages.ts'
import { caseCodeValue } from './case-codes.ts'
import { takeApplicantMessage, wrongApplicantCodes } from './limits.ts'
import { lockDraft, saveCase } from './store.ts'

type Browser = { kind: KeyKind; held: readonly string[] }
export type GiveOutcome = { outcome: 'sent' | 'kept' | 'none' | 'no_draft' } | { outcome: 'no_message_left'; until: Date }

/**
 * Takes the contact that a case brings and sends it a code. `kept`: it is the one that was confirmed. `none`: the applicant has neither, and will
 * use a screen at the office.
 */
export function giveContact(context: Context, browser: Browser, contact: NewContact | null): Promise<GiveOutcome> {
  return context.db.transaction().execute(async (tx): Promise<GiveOutcome> => {
    const draft = await lockDraft(tx, browser.kind, browser.held)
    const now = await context.clock(tx)
    if (!draft || now >= draft.ends_at) return { outcome: 'no_draft' }
    if (contact === null) {
      await saveCase(tx, draft.id, { contact: 'none', contact_channel: null, contact_value: null, codes: '[]', tries_left: 0 })
      return { outcome: 'none' }
    }
    if (draft.contact === 'confirmed' && draft.contact_channel === contact.channel && draft.contact_value === contact.value) return { outcome: 'kept' }
    const budget = await takeApplicantMessage(context, tx, { caseId: draft.id, for: 'confirm', contact, now })
    if (!budget.allowed) return { outcome: 'no_message_left', until: budget.nextAt }
    await saveCase(tx, draft.id, {
      contact: 'unconfirmed',
      contact_channel: contact.channel,
      contact_value: contact.value,
      codes: '[]',
      tries_left: context.institution.policy.codeTries,
    })
    await sendToApplicant(context, tx, { caseId: draft.id, kind: 'code', now })
    return { outcome: 'sent' }
  })
}

export type ConfirmOutcome = 'confirmed' | 'wrong' | 'dead' | 'no_draft'

/** Confirms the contact with the code that was sent to it. */
export function confirmContact(context: Context, browser: Browser, code: string): Promise<ConfirmOutcome> {
  return context.db.transaction().execute(async (tx): Promise<ConfirmOutcome> => {
    const draft = await lockDraft(tx, browser.kind, browser.held)
    const now = await context.clock(tx)
    if (!draft || now >= draft.ends_at || draft.contact_channel === null || draft.contact_value === null) return 'no_draft'
    if (draft.contact === 'confirmed') return 'confirmed'
    if (draft.tries_left === 0) return 'dead'
    const contact = { channel: draft.contact_channel, value: draft.contact_value }
    const typed = context.keys.macs('code', caseCodeValue({ caseId: draft.id, for: 'confirm', contact: contact.value, code }))
    const right = draft.codes.some((each) => each.for === 'confirm' && typed.includes(each.hash) && now.getTime() < each.endsAt)
    if (right) {
      await saveCase(tx, draft.id, { contact: 'confirmed', codes: '[]', tries_left: 0 })
      await resetHits(tx, wrongApplicantCodes(context, contact))
      return 'confirmed'
    }
    await saveCase(tx, draft.id, { tries_left: draft.tries_left - 1 })
    await countInARow(tx, wrongApplicantCodes(context, contact), now)
    return draft.tries_left === 1 ? 'dead' : 'wrong'
  })
}

/** Chooses the office. */
export function chooseOffice(context: Context, browser: Browser, office: string): Promise<'chosen' | 'unknown' | 'no_draft'> {
  return context.db.transaction().execute(async (tx) => {
    const draft = await lockDraft(tx, browser.kind, browser.held)
    const now = await context.clock(tx)
    if (!draft || now >= draft.ends_at) return 'no_draft'
    if (!context.institution.offices.some(({ id }) => id === office)) return 'unknown'
    await saveCase(tx, draft.id, { office })
    return 'chosen'
  })
}
