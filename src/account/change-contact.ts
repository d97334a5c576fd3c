import { maskContact } from '../contacts/contacts.ts'
import { listHolderContacts } from '../contacts/list-contacts.ts'
import type { NewContact } from '../contacts/read-contact.ts'
import type { Context } from '../context.ts'
import type { HolderRef, KeyKind } from '../credentials/credentials.ts'
import type { Tx } from '../db/database.ts'
import type { Language } from '../institution.ts'
import { countInARow, resetHits } from '../limits/windows.ts'
import type { KeyConfirmation } from '../sign-in/confirm-key.ts'
import { useSession } from '../sign-in/session.ts'
import { checkPending, pendingEndsAt } from './account.ts'
import { takeCodeMessage, wrongContactCodes } from './contact-limits.ts'
import { type Entered, enterAccount, type Refusal, withKey } from './enter.ts'
import { forgetPending, insertPending, lockPending, type PendingContact, readPending, savePending } from './pending.ts'
import { recordChange } from './record-change.ts'
import { insertContact, removeContacts } from './store.ts'
import { readNoChanges } from './view-account.ts'
import { lockCases, voidProofs } from './void-proofs.ts'

type Asked = KeyConfirmation & { language: Language; replaces: string | null; contact: NewContact }

/** Why a contact cannot take the place of another, or be added. */
type Misfit = 'unknown_contact' | 'already_registered' | 'too_many'
export type AskOutcome = { outcome: 'asked' } | { outcome: Misfit } | { outcome: 'no_message_left'; until: Date } | Refusal

/** A code goes to the new address; nothing changes until it is typed. Whatever this holder had asked for before is forgotten. */
export function askContactChange(context: Context, asked: Asked): Promise<AskOutcome> {
  return withKey(context, asked, async (tx, { holder, session, now }): Promise<AskOutcome> => {
    const misfit = await misfitOf(context, tx, { holder, ...asked })
    if (misfit) return { outcome: misfit }
    const budget = await takeCodeMessage(context, tx, { holder, ...asked.contact, now })
    if (!budget.allowed) return { outcome: 'no_message_left', until: budget.nextAt }

    await forgetPending(tx, holder)
    const id = context.random.uuid()
    await insertPending(tx, {
      id,
      holder,
      credentialId: session.credentialId,
      sessionHash: session.hash,
      replaces: asked.replaces,
      ...asked.contact,
      language: asked.language,
      triesLeft: context.institution.policy.codeTries,
      askedAt: now,
    })
    await context.jobs.enqueue(tx, 'contact_code', { id, group: holder.id })
    return { outcome: 'asked' }
  })
}

export type ConfirmOutcome = { outcome: 'changed' | 'over' | 'signed_out' | 'not_now' } | { outcome: 'wrong' | 'dead' }

/** A code as it is compared: bound to what was asked for, so to one address of one holder. */
export const contactCodeValue = (pendingId: string, code: string) => `contact_change:${pendingId}:${code}`

/** With the right code the change is made: what it replaces goes, what it proved in open cases no longer counts, and everybody hears. */
export function confirmContactChange(context: Context, on: { kind: KeyKind; held: readonly string[]; code: string }): Promise<ConfirmOutcome> {
  return context.db.transaction().execute(async (tx): Promise<ConfirmOutcome> => {
    const entered = await enterAccount(context, tx, on)
    if (!entered) return { outcome: 'signed_out' }
    const { holder, session, now } = entered
    if ((await readNoChanges(context, tx, entered)) !== null) return { outcome: 'not_now' }
    const pending = await lockPending(tx, { holder, sessionHash: session.hash })
    if (!pending) return { outcome: 'over' }
    const check = checkPending(pending, context.keys.macs('code', contactCodeValue(pending.id, on.code)), now, context.institution.policy)
    switch (check.outcome) {
      case 'over':
      case 'dead':
        return check
      case 'wrong':
        await savePending(tx, pending.id, { triesLeft: check.triesLeft })
        await countInARow(tx, wrongContactCodes(context, holder), now)
        return { outcome: check.triesLeft === 0 ? 'dead' : 'wrong' }
      case 'right':
        return (await applyChange(context, tx, { entered, pending })) ? { outcome: 'changed' } : { outcome: 'over' }
    }
  })
}

/** False: the registry changed meanwhile, and the new contact no longer fits. */
async function applyChange(context: Context, tx: Tx, { entered, pending }: { entered: Entered; pending: PendingContact }): Promise<boolean> {
  const { holder, now } = entered
  await forgetPending(tx, holder)
  if (await misfitOf(context, tx, { holder, replaces: pending.replaces, contact: pending })) return false
  await lockCases(tx, holder)
  const removed = await removeContacts(tx, pending.replaces === null ? [] : [pending.replaces], now)
  const coolsUntil = new Date(now.getTime() + context.institution.policy.coolOff)
  const added = context.random.uuid()
  await insertContact(tx, { id: added, holder, channel: pending.channel, value: pending.value, inPlaceOf: pending.replaces, coolsUntil, now })
  await voidProofs(tx, { holder, contactIds: removed, now })
  await resetHits(tx, wrongContactCodes(context, holder))
  await recordChange(context, tx, { entered, changed: { kind: 'contact', added, removed: pending.replaces }, language: pending.language })
  return true
}

async function misfitOf(context: Context, tx: Tx, of: { holder: HolderRef; replaces: string | null; contact: NewContact }): Promise<Misfit | null> {
  const active = (await listHolderContacts(tx, of.holder)).filter((each) => each.status === 'active')
  if (of.replaces !== null && !active.some((each) => each.id === of.replaces)) return 'unknown_contact'
  const { channel, value } = of.contact
  if (active.some((each) => each.channel === channel && each.value.toLowerCase() === value.toLowerCase())) return 'already_registered'
  return of.replaces === null && active.length >= context.institution.policy.contactsAtMost ? 'too_many' : null
}

export type PendingView = { masked: string; channel: 'email' | 'phone'; dead: boolean; failed: boolean; endsAt: Date }

/** What this session asked for and has not confirmed; null: nothing, or it is over. */
export function viewPending(context: Context, on: { kind: KeyKind; held: readonly string[] }): Promise<PendingView | null> {
  return context.db.transaction().execute(async (tx) => {
    const now = await context.clock(tx)
    const { policy } = context.institution
    const session = await useSession(tx, on.kind, { hashes: on.held, now, policy })
    const pending = session && (await readPending(tx, { holder: { kind: on.kind, id: session.holderId }, sessionHash: session.hash }))
    if (!pending || now >= pendingEndsAt(pending, policy)) return null
    const { channel, failed, triesLeft } = pending
    return { masked: maskContact(pending), channel, failed, dead: triesLeft === 0, endsAt: pendingEndsAt(pending, policy) }
  })
}
