import { recordAudit } from '../audit/audit.ts'
import { type Contact, canVeto } from '../contacts/contacts.ts'
import { listPersonContacts } from '../contacts/list-contacts.ts'
import type { Context } from '../context.ts'
import { freezeKey } from '../credentials/replace-key.ts'
import type { Tx } from '../db/database.ts'
import { giveNotice } from '../notifications/notices.ts'
import { holdHolder } from '../registry/holder.ts'
import { lockPerson } from '../registry/person.ts'
import { lockUnlock, readUnlock, returnStartMessages, saveUnlock } from '../unlock/case.ts'
import { afterVeto, type Unlock } from '../unlock/unlock.ts'
import { listKeysThrough, sameMailbox } from './keys-through.ts'
import { freezableUntil, type VetoOutcome } from './veto.ts'
import type { VetoView } from './veto-recovery.ts'
import { readWhose } from './whose.ts'

/** What the page of a veto link says would happen. Looking changes nothing. */
export function lookAtUnlockVeto(context: Context, tokenHashes: readonly string[]): Promise<VetoView> {
  return context.db.transaction().execute(async (tx) => {
    const found = await findToken(tx, tokenHashes)
    const unlock = found && (await readUnlock(tx, found.unlock_id))
    const now = await context.clock(tx)
    if (!found || !unlock?.personId) return null
    const contact = (await listPersonContacts(tx, unlock.personId)).find((each) => each.id === found.contact_id)
    if (!contact) return null
    const would = (await alreadyVetoed(tx, found)) ? 'already' : decide(context, unlock, contact, now)
    const whose = await readWhose(context, tx, { said: unlock.provenAt !== null, branchId: null, personId: unlock.personId, now })
    return { tag: unlock.tag, number: unlock.number, whose, startedAt: unlock.startedAt, would, of: 'unlock' as const }
  })
}

export function vetoUnlock(context: Context, tokenHashes: readonly string[]): Promise<VetoOutcome> {
  return context.db.transaction().execute(async (tx) => {
    const found = await findToken(tx, tokenHashes)
    const seen = found && (await readUnlock(tx, found.unlock_id))
    if (!found || !seen?.personId) return 'unknown'
    await lockPerson(tx, seen.personId)
    const unlock = await lockUnlock(tx, seen.id)
    const contacts = await listPersonContacts(tx, seen.personId)
    const contact = contacts.find((each) => each.id === found.contact_id)
    const now = await context.clock(tx)
    if (!unlock || !contact) return 'unknown'
    if (await alreadyVetoed(tx, found)) return 'already'
    const outcome = decide(context, unlock, contact, now)
    if (outcome === 'too_late') return outcome

    await tx.insertInto('unlock_veto').values({ unlock_id: unlock.id, contact_id: contact.id, at: now }).execute()
    await recordAudit(tx, { actor: 'contact', subject: unlock.id, at: now }, { type: 'unlock.vetoed', contact: contact.id, was: unlock.state })
    await saveUnlock(tx, { ...unlock, state: afterVeto[unlock.state] ?? unlock.state })
    if (outcome === 'ended') await returnStartMessages(context, tx, { unlock, contacts, now })
    // The key may have been replaced since, in another way: then nothing is left to freeze, and nobody is told that it was.
    const done = outcome === 'frozen' && !(await freeze(tx, { unlock, personId: seen.personId, contacts, now })) ? 'disputed' : outcome
    if (done !== 'ended') {
      await giveNotice(context, tx, { kind: 'unlock.disputed', unlockId: unlock.id, personId: unlock.personId, details: {}, createdAt: now })
    }
    return done
  })
}

/**
 * Freezes the key that the case set or kept, for whoever kept it knows it, or the one that came after it through the same mailbox, and holds
 * the person: from now on only an office helps.
 */
async function freeze(tx: Tx, of: { unlock: Unlock; personId: string; contacts: readonly Contact[]; now: Date }): Promise<boolean> {
  const { unlock, now } = of
  const holder = { kind: 'personal' as const, id: of.personId }
  const later = await listKeysThrough(tx, holder, sameMailbox(of.contacts, unlock.provenBy))
  if (!(await freezeKey(tx, { holder, only: [unlock.credentialId, ...later], now }))) return false
  await holdHolder(tx, holder, now, 'key_frozen_by_veto')
  return true
}

function decide(context: Context, unlock: Unlock, contact: Contact, now: Date): Exclude<VetoOutcome, 'unknown' | 'already'> {
  const after = afterVeto[unlock.state]
  if (after === null || !canVeto(contact, unlock.startedAt, now, context.institution.policy)) return 'too_late'
  if (unlock.completedAt === null) return after === 'ended' ? 'ended' : 'disputed'
  return now < freezableUntil(unlock.completedAt, context.institution) ? 'frozen' : 'too_late'
}

const findToken = async (tx: Tx, hashes: readonly string[]) =>
  (await tx.selectFrom('unlock_veto_token').select(['unlock_id', 'contact_id']).where('hash', 'in', hashes).executeTakeFirst()) ?? null

const alreadyVetoed = async (tx: Tx, found: { unlock_id: string; contact_id: string }) =>
  (await tx.selectFrom('unlock_veto').select('at').where('unlock_id', '=', found.unlock_id).where('contact_id', '=', found.contact_id).executeTakeFirst()) !==
  undefined
