import { recordAudit } from '../audit/audit.ts'
import { type Contact, canVeto } from '../contacts/contacts.ts'
import { listHolderContacts } from '../contacts/list-contacts.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../db/database.ts'
import { giveNotice } from '../notifications/notices.ts'
import type { Policy } from '../policy.ts'
import { wasActivatedSince } from '../replacement/activated-since.ts'
import { endSessionsOf } from '../sign-in/session.ts'
import { undoableUntil } from './account.ts'
import { type AccountChange, listChangesSince, markUndone, readChange } from './changes.ts'
import { lockAccount } from './enter.ts'
import { forgetPending } from './pending.ts'
import { endSavedCodeOf, leaveCooling, removeContacts, restoreContact, restoreHardening } from './store.ts'
import { lockCases, voidProofs } from './void-proofs.ts'

export type ChangeVetoOutcome = 'undone' | 'already' | 'too_late' | 'unknown'
export type ChangeVetoView = {
  kind: AccountChange['kind']
  holder: AccountChange['holder']['kind']
  at: Date
  would: Exclude<ChangeVetoOutcome, 'unknown'>
} | null

/** A new link with which one contact can undo one change. Earlier ones stay valid. */
export async function makeChangeVetoLink(context: Context, tx: Tx, of: { changeId: string; contactId: string }): Promise<string> {
  const token = context.random.token(32)
  await tx
    .insertInto('account_veto_token')
    .values({ hash: context.keys.mac('token', token), change_id: of.changeId, contact_id: of.contactId })
    .execute()
  return `${context.origin}/v/${token}`
}

/** What the page of a link says would happen. Looking changes nothing. */
export function lookAtChangeVeto(context: Context, tokenHashes: readonly string[]): Promise<ChangeVetoView> {
  return context.db.transaction().execute(async (tx) => {
    const found = await findToken(tx, tokenHashes)
    const change = found && (await readChange(tx, found.change_id))
    if (!change) return null
    const contact = (await listHolderContacts(tx, change.holder)).find((each) => each.id === found.contact_id)
    const now = await context.clock(tx)
    return contact ? { kind: change.kind, holder: change.holder.kind, at: change.at, would: await decide(context, tx, { change, contact, now }) } : null
  })
}

/**
 * Takes the account back to how it was before a change: whatever the same key changed since is undone, newest first, every session of the
 * key ends, and everybody hears. The key itself stays as it is; a saved code that has ended does not come back. See docs/journeys/account.md.
 */
export function vetoChange(context: Context, tokenHashes: readonly string[]): Promise<ChangeVetoOutcome> {
  return context.db.transaction().execute(async (tx) => {
    const found = await findToken(tx, tokenHashes)
    const seen = found && (await readChange(tx, found.change_id))
    if (!found || !seen) return 'unknown'
    await lockAccount(tx, seen.holder)
    const [change, contacts, now] = [await readChange(tx, seen.id), await listHolderContacts(tx, seen.holder), await context.clock(tx)]
    const contact = contacts.find((each) => each.id === found.contact_id)
    if (!change || !contact) return 'unknown'
    const outcome = await decide(context, tx, { change, contact, now })
    if (outcome !== 'undone') return outcome

    const { policy } = context.institution
    await lockCases(tx, change.holder)
    const undone = await listChangesSince(tx, change)
    const removed: string[] = []
    for (const each of undone) removed.push(...(await undo(tx, each, { now, policy })))
    await leaveCooling(tx, removed, { now, until: new Date(now.getTime() + policy.removedContactVeto) })
    await voidProofs(tx, { holder: change.holder, contactIds: removed, now })
    await forgetPending(tx, change.holder)
    await markUndone(
      tx,
      undone.map((each) => each.id),
      { contactId: contact.id, now },
    )
    const sessionsEnded = await endSessionsOf(tx, change.holder.kind, change.credentialId)
    await recordAudit(
      tx,
      { actor: 'contact', subject: change.credentialId, at: now },
      { type: 'account.change_undone', change: change.id, holder: change.holder.id, contact: contact.id, changes: undone.length, sessionsEnded },
    )
    const [branchId, personId] = change.holder.kind === 'employer' ? [change.holder.id, null] : [null, change.holder.id]
    await giveNotice(context, tx, { kind: 'account.change_undone', recoveryId: null, branchId, personId, details: { change: change.id }, createdAt: now })
    return 'undone'
  })
}

/** Undoes one change, as far as nothing else has touched the same since; returns the contacts that are no longer registered. */
async function undo(tx: Tx, change: AccountChange, { now, policy }: { now: Date; policy: Policy }): Promise<string[]> {
  switch (change.kind) {
    case 'contact': {
      const gone = change.addedContact === null ? [] : await removeContacts(tx, [change.addedContact], now)
      return change.removedContact === null
        ? gone
        : [...gone, ...(await restoreContact(tx, { id: change.removedContact, removedAt: change.at, now, coolOff: policy.coolOff }))]
    }
    case 'saved_code_made':
      await endSavedCodeOf(tx, change.savedCode ?? '', now)
      return []
    case 'saved_code_withdrawn':
      return []
    case 'hardening_chosen':
      await restoreHardening(tx, change.holder.id, { from: change.at, to: null })
      return []
    case 'hardening_given_up':
      await restoreHardening(tx, change.holder.id, { from: null, to: change.hardenedBefore })
      return []
  }
}

type Asked = { change: AccountChange; contact: Contact; now: Date }

async function decide(context: Context, tx: Tx, { change, contact, now }: Asked): Promise<Exclude<ChangeVetoOutcome, 'unknown'>> {
  if (change.undoneAt !== null) return 'already'
  const { policy } = context.institution
  const inTime = now < undoableUntil(change.at, policy) && canVeto(contact, change.at, now, policy)
  return inTime && !(await wasActivatedSince(tx, change.holder, change.at)) ? 'undone' : 'too_late'
}

const findToken = async (tx: Tx, hashes: readonly string[]) =>
  (await tx.selectFrom('account_veto_token').select(['change_id', 'contact_id']).where('hash', 'in', hashes).executeTakeFirst()) ?? null
