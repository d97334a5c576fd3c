import { recordAudit } from '../audit/audit.ts'
import { type Contact, canVeto } from '../contacts/contacts.ts'
import { listContacts } from '../contacts/list-contacts.ts'
import type { Context } from '../context.ts'
import { freezeKey } from '../credentials/replace-key.ts'
import type { Tx } from '../db/database.ts'
import { giveNotice } from '../notifications/notices.ts'
import { lockCase, readCase, returnStartMessages, saveCase } from '../recovery/case.ts'
import { afterVeto, type Recovery } from '../recovery/recovery.ts'
import { holdHolder, lockHolder } from '../registry/holder.ts'
import { listKeysThrough, sameMailbox } from './keys-through.ts'
import { freezableUntil, type VetoOutcome } from './veto.ts'
import { readWhose, type Whose } from './whose.ts'

/** `tag`: what the start message of a case online repeats. `of`: what the case does. */
export type VetoView = {
  tag: string | null
  number: string
  whose: Whose
  startedAt: Date
  would: Exclude<VetoOutcome, 'unknown'>
  of: 'recovery' | 'unlock' | 'replacement' | 'contact_replacement'
} | null

/** What the page of a veto link says would happen. Looking changes nothing. */
export function lookAtVeto(context: Context, tokenHashes: readonly string[]): Promise<VetoView> {
  return context.db.transaction().execute(async (tx) => {
    const found = await findToken(tx, tokenHashes)
    const recovery = found && (await readCase(tx, found.recovery_id))
    const now = await context.clock(tx)
    if (!found || !recovery?.branchId) return null
    const contact = (await listContacts(tx, recovery.branchId)).find((each) => each.id === found.contact_id)
    if (!contact) return null
    const would = (await alreadyVetoed(tx, found)) ? 'already' : decide(context, recovery, contact, now)
    const whose = await readWhose(context, tx, { said: recovery.provenAt !== null, branchId: recovery.branchId, personId: null, now })
    return { tag: recovery.tag, number: recovery.number, whose, startedAt: recovery.startedAt, would, of: 'recovery' as const }
  })
}

export function vetoRecovery(context: Context, tokenHashes: readonly string[]): Promise<VetoOutcome> {
  return context.db.transaction().execute(async (tx) => {
    const found = await findToken(tx, tokenHashes)
    const seen = found && (await readCase(tx, found.recovery_id))
    if (!found || !seen?.branchId) return 'unknown'
    await lockHolder(tx, seen.branchId)
    const recovery = await lockCase(tx, seen.id)
    const contacts = await listContacts(tx, seen.branchId)
    const contact = contacts.find((each) => each.id === found.contact_id)
    const now = await context.clock(tx)
    if (!recovery || !contact) return 'unknown'
    if (await alreadyVetoed(tx, found)) return 'already'
    const outcome = decide(context, recovery, contact, now)
    if (outcome === 'too_late') return outcome

    await tx.insertInto('veto').values({ recovery_id: recovery.id, contact_id: contact.id, at: now }).execute()
    await recordAudit(tx, { actor: 'contact', subject: recovery.id, at: now }, { type: 'recovery.vetoed', contact: contact.id, was: recovery.state })
    await saveCase(tx, { ...recovery, state: afterVeto[recovery.state] ?? recovery.state })
    if (outcome === 'ended') await returnStartMessages(context, tx, { recovery, contacts, now })
    // The key may have been replaced since, in another way: then nothing is left to freeze, and nobody is told that it was.
    const done = outcome === 'frozen' && !(await freeze(tx, { recovery, branchId: seen.branchId, contacts, now })) ? 'disputed' : outcome
    if (done !== 'ended') {
      await giveNotice(context, tx, { kind: 'recovery.disputed', recoveryId: recovery.id, branchId: recovery.branchId, details: {}, createdAt: now })
    }
    return done
  })
}

/**
 * Freezes the key that the case set, or the one that came after it through the same mailbox, and holds the holder: from now on only an office
 * makes a new key.
 */
async function freeze(tx: Tx, of: { recovery: Recovery; branchId: string; contacts: readonly Contact[]; now: Date }): Promise<boolean> {
  const { recovery, now } = of
  const holder = { kind: 'employer' as const, id: of.branchId }
  const later = await listKeysThrough(tx, holder, sameMailbox(of.contacts, recovery.provenBy))
  if (!(await freezeKey(tx, { holder, only: [recovery.credentialId, ...later], now }))) return false
  await holdHolder(tx, holder, now, 'key_frozen_by_veto')
  return true
}

function decide(context: Context, recovery: Recovery, contact: Contact, now: Date): Exclude<VetoOutcome, 'unknown' | 'already'> {
  const after = afterVeto[recovery.state]
  if (after === null || !canVeto(contact, recovery.startedAt, now, context.institution.policy)) return 'too_late'
  if (recovery.completedAt === null) return after === 'ended' ? 'ended' : 'disputed'
  return now < freezableUntil(recovery.completedAt, context.institution) ? 'frozen' : 'too_late'
}

const findToken = async (tx: Tx, hashes: readonly string[]) =>
  (await tx.selectFrom('veto_token').select(['recovery_id', 'contact_id']).where('hash', 'in', hashes).executeTakeFirst()) ?? null

const alreadyVetoed = async (tx: Tx, found: { recovery_id: string; contact_id: string }) =>
  (await tx.selectFrom('veto').select('at').where('recovery_id', '=', found.recovery_id).where('contact_id', '=', found.contact_id).executeTakeFirst()) !==
  undefined
