import { recordAudit } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import type { HolderRef } from '../credentials/credentials.ts'
import type { Hashed } from '../credentials/hasher.ts'
import { replaceKey } from '../credentials/replace-key.ts'
import type { Tx } from '../db/database.ts'
import { officeSuffices } from '../evidence/evidence.ts'
import { resetHits } from '../limits/windows.ts'
import { giveNotice } from '../notifications/notices.ts'
import { dateAt } from '../offices/calendar-date.ts'
import { endEveryRecovery } from '../recovery/case.ts'
import { wrongCodesLimit } from '../recovery/start-recovery.ts'
import { liftHold } from '../registry/holder.ts'
import { forgetFailures } from '../sign-in/limits.ts'
import { endEveryUnlock } from '../unlock/case.ts'
import { wrongCodesLimit as wrongUnlockCodesLimit } from '../unlock/start-unlock.ts'
import { type CaseInHand, moveCase, takeInHand } from './facts.ts'
import { decide } from './replacement.ts'
import { type CaseRow, holderOf } from './store.ts'
import { writeContacts, writeRepresentation } from './write-registry.ts'

/** `changed`: what was approved is no longer so, and the case is with the office again. */
export type Finished = { outcome: 'activated'; credentialId: string | null } | { outcome: 'changed' | 'not_now' }
type On = { row: CaseRow; now: Date; proof: 'contact_code' | 'screen' }

/** Whether the rules and the evidence let a case be finished with this proof; what changed since the approval sends it back to the office. */
export async function checkActivation(context: Context, tx: Tx, { row, now, proof }: On): Promise<CaseInHand | 'changed' | 'not_now'> {
  const inHand = await takeInHand(context, tx, { row, now })
  const { facts } = inHand
  const event = activation(proof)
  const decision = decide(facts, event, now)
  if (decision.outcome === 'refused') {
    if (decision.why !== 'nothing_changed_since' && decision.why !== 'wait_is_over') return 'not_now'
    await moveCase(context, tx, { inHand, event: { type: 'examined_changed' }, now, tells: { because: 'no_longer_as_approved' } })
    return 'changed'
  }
  const suffices = officeSuffices({
    verifiedBy: facts.identityBy,
    approvedBy: facts.approvedBy,
    continuation: event.continuation,
    contactCode: event.contactCode,
    screenBy: facts.screenBy,
    asExamined: facts.results === facts.approvedResults,
  })
  return suffices ? inHand : 'not_now'
}

const activation = (proof: On['proof']) => ({
  type: 'activate' as const,
  continuation: true,
  contactCode: proof === 'contact_code',
  screen: proof === 'screen',
})

/**
 * Finishes a case: of an employer with the next generation of its key, of a person with the new contact alone. The holder and the case are
 * locked, and the continuation code was right. Whatever still ran for this holder ends; the hold is lifted; every contact hears, the old and
 * the new.
 */
export async function finishActivation(context: Context, tx: Tx, on: On & { hashed: Hashed | null }): Promise<Finished> {
  const { row, now, proof, hashed } = on
  const holder = holderOf(row)
  const checked = await checkActivation(context, tx, on)
  if (typeof checked === 'string') return { outcome: checked }
  if (!holder || (holder.kind === 'employer') !== (hashed !== null)) return { outcome: 'not_now' }

  const today = dateAt(now, context.institution.timeZone)
  const contact = proof === 'contact_code' && row.contact_channel !== null && row.contact_value !== null ? row : null
  const contacts = await writeContacts(context, tx, {
    row,
    now,
    today,
    holder,
    contact: contact && { channel: contact.contact_channel ?? 'email', value: contact.contact_value ?? '' },
  })
  const representation = holder.kind === 'employer' ? await writeRepresentation(context, tx, { row, today, branchId: holder.id }) : { added: null, ended: [] }
  const holdLifted = await liftHold(tx, holder)
  await endWhatRuns(context, tx, { row, holder, now })
  const replaced = hashed && (await replaceKey(context, tx, { holder, hashed, now }))
  const moved = await moveCase(context, tx, {
    inHand: checked,
    event: activation(proof),
    now,
    patch: { activated_at: now, credential_id: replaced?.credentialId ?? null },
  })
  if (moved.outcome === 'refused') throw new Error(`a case that could be finished was refused: ${moved.why}`)
  await recordAudit(
    tx,
    { actor: 'applicant', subject: row.id, at: now },
    {
      type: 'replacement.activated',
      proof,
      contactAdded: contacts.added,
      contactsRemoved: contacts.removed,
      representationAdded: representation.added,
      representationsEnded: representation.ended,
      holdLifted,
    },
  )
  if (replaced) {
    await recordAudit(
      tx,
      { actor: 'applicant', subject: row.id, at: now },
      { type: 'credential.replaced', branch: holder.id, generation: replaced.generation, sessionsEnded: replaced.sessionsEnded },
    )
  }
  const { branch_id: branchId, person_id: personId } = row
  await giveNotice(context, tx, { kind: 'replacement.activated', replacementId: row.id, branchId, personId, details: {}, createdAt: now })
  return { outcome: 'activated', credentialId: replaced?.credentialId ?? null }
}

/** Cases online that are open or disputed, the saved code that somebody else may have printed, and counts of what went wrong. */
async function endWhatRuns(context: Context, tx: Tx, { row, holder, now }: { row: CaseRow; holder: HolderRef; now: Date }) {
  const { typed } = row
  if (holder.kind === 'employer') {
    for (const id of await endEveryRecovery(tx, holder.id)) {
      await recordAudit(tx, { actor: 'system', subject: id, at: now }, { type: 'recovery.ended_by_completion', by: row.id })
    }
    await tx.updateTable('saved_code').set({ ended_at: now, ended_by: 'withdrawn' }).where('branch_id', '=', holder.id).where('ended_at', 'is', null).execute()
    await resetHits(tx, wrongCodesLimit(context, typed))
    await forgetFailures(context, tx, { kind: 'employer', taxId: typed.taxId, branchCode: typed.branchCode })
    return
  }
  for (const id of await endEveryUnlock(tx, holder.id)) {
    await recordAudit(tx, { actor: 'system', subject: id, at: now }, { type: 'unlock.ended_by_completion', by: row.id })
  }
  await resetHits(tx, wrongUnlockCodesLimit(context, typed))
}
