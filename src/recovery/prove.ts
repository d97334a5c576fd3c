import { recordAudit } from '../audit/audit.ts'
import { doubtOf, isCoolingOff } from '../contacts/contacts.ts'
import { countEmployersServed, listContacts, markContactUsed } from '../contacts/list-contacts.ts'
import type { Context } from '../context.ts'
import { readKeyState } from '../credentials/read-key.ts'
import type { Tx } from '../db/database.ts'
import { together } from '../db/together.ts'
import { contactSuffices, type OfficeReason, sufficientEvidence } from '../evidence/evidence.ts'
import { giveNotice } from '../notifications/notices.ts'
import { dateAt } from '../offices/calendar-date.ts'
import { readHolder } from '../registry/holder.ts'
import { prove, type Recovery } from './recovery.ts'
import { hasDispute, saveRecovery } from './store.ts'

/** Why what a contact proved is not enough for a new key; null when it is. Asked at the proof and again when the key is set. */
export async function officeReasonFor(context: Context, tx: Tx, on: { recovery: Recovery; contactId: string; now: Date }): Promise<OfficeReason | null> {
  const { recovery, now } = on
  if (recovery.branchId === null) throw new Error('a phantom has no evidence')
  const { policy, timeZone } = context.institution
  const [holder, everyContact, employersServed, disputed, key] = await together(
    readHolder(tx, { branchId: recovery.branchId, representationId: recovery.representationId, today: dateAt(now, timeZone) }),
    listContacts(tx, recovery.branchId),
    countEmployersServed(tx, on.contactId),
    hasDispute(tx, recovery.branchId),
    readKeyState(tx, recovery.branchId),
  )
  const contacts = everyContact.filter((contact) => contact.status === 'active')
  const contact = contacts.find((each) => each.id === on.contactId)
  const facts = { employersServed, activeContacts: contacts.length }
  const sufficient = sufficientEvidence({
    securityHold: holder.securityHold || disputed,
    closed: holder.closed,
    key,
    representationCurrent: holder.representationCurrent,
    hardened: false, // No employer can ask for more yet.
    contact: contact ? { coolingOff: isCoolingOff(contact, now), doubt: doubtOf(contact, facts, now, policy) } : null,
    olderContact: contacts.some((each) => each.id !== on.contactId && !isCoolingOff(each, now)),
  })
  return contactSuffices(sufficient) ? null : sufficient.reason
}

/** Writes down that a contact proved, gives the case to the browser that did it, and tells every contact. Returns the browser's new cookie. */
export async function recordProof(
  context: Context,
  tx: Tx,
  proof: { recovery: Recovery; contactId: string; with: 'code' | 'link'; now: Date },
): Promise<{ cookie: string; next: Recovery }> {
  const { recovery, contactId, now } = proof
  const officeReason = await officeReasonFor(context, tx, { recovery, contactId, now })
  const next = prove(recovery, { contactId, with: proof.with, officeReason }, now)
  const cookie = context.random.token(32)
  const who = { actor: 'applicant', subject: recovery.id, at: now } as const
  // Told again when a case that was for the office goes on online after all.
  const told = recovery.state === 'awaiting_proof' || (recovery.state === 'needs_office' && next.state === 'proven')
  await together(
    saveRecovery(tx, next, context.keys.mac('token', cookie)),
    // Only a proof that suffices counts as use: otherwise whoever reads a long-unused or recycled mailbox would clear its doubt by proving twice.
    officeReason === null ? markContactUsed(tx, contactId, now) : null,
    recordAudit(tx, who, { type: 'recovery.proven', with: proof.with, contact: contactId }),
    officeReason === null ? null : recordAudit(tx, who, { type: 'recovery.office_needed', reason: officeReason }),
    told ? giveNotice(context, tx, { kind: 'recovery.proven', recoveryId: recovery.id, branchId: recovery.branchId, details: {}, createdAt: now }) : null,
  )
  return { cookie, next }
}
