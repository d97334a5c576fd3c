import { recordAudit } from '../audit/audit.ts'
import { markContactUsed } from '../contacts/list-contacts.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../db/database.ts'
import { together } from '../db/together.ts'
import { collect, leaveBehind } from './collected.ts'
import { prove, type Recovery } from './recovery.ts'
import { settleCase } from './weigh-case.ts'

/**
 * Writes down that a contact proved, gives the case to the browser that did it, and tells every contact. Returns the browser's new cookie.
 * `holds`: the browser held the case already, and keeps what it gave; another one begins with this contact alone.
 */
export async function recordProof(
  context: Context,
  tx: Tx,
  proof: { recovery: Recovery; contactId: string; with: 'code' | 'link'; holds: boolean; now: Date },
): Promise<{ cookie: string }> {
  const { recovery, contactId, now } = proof
  const cookie = context.random.token(32)
  await together(
    proof.holds ? null : leaveBehind(tx, recovery.id, now),
    collect(tx, { id: context.random.uuid(), recoveryId: recovery.id, what: { kind: 'contact', contactId }, at: now }),
    recordAudit(tx, { actor: 'applicant', subject: recovery.id, at: now }, { type: 'recovery.proven', with: proof.with, contact: contactId }),
  )
  const proven = prove(recovery, { contactId, with: proof.with }, now)
  const next = await settleCase(context, tx, { recovery: proven, was: recovery.state, now, heldByHash: context.keys.mac('token', cookie) })
  // Only a proof that suffices counts as use: otherwise whoever reads a long-unused or recycled mailbox would clear its doubt by proving twice.
  if (next.state === 'proven') await markContactUsed(tx, contactId, now)
  return { cookie }
}
