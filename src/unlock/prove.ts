import { recordAudit } from '../audit/audit.ts'
import { doubtOf, isCoolingOff, settledContacts } from '../contacts/contacts.ts'
import { countEmployersServed, countPersonsServed, listPersonContacts, markContactUsed } from '../contacts/list-contacts.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../db/database.ts'
import { together } from '../db/together.ts'
import type { PersonalOfficeReason } from '../evidence/personal-office-reason.ts'
import { giveNotice } from '../notifications/notices.ts'
import { readPerson } from '../registry/person.ts'
import { caseDisputedSince } from '../replacement/cases-of-holder.ts'
import { hasDispute, saveUnlock } from './store.ts'
import { officeReason, prove, type Unlock } from './unlock.ts'

/** Why what a contact proved is not enough; null when it is. Asked at the proof and again when the key is kept or set. */
export async function officeReasonFor(context: Context, tx: Tx, on: { unlock: Unlock; contactId: string; now: Date }): Promise<PersonalOfficeReason | null> {
  const { unlock, now } = on
  if (unlock.personId === null) throw new Error('a phantom has no evidence')
  const { policy } = context.institution
  const [person, everyContact, employers, persons, disputed, disputedAtOffice] = await together(
    readPerson(tx, unlock.personId),
    listPersonContacts(tx, unlock.personId),
    countEmployersServed(tx, on.contactId),
    countPersonsServed(tx, on.contactId),
    hasDispute(tx, unlock.personId),
    caseDisputedSince(tx, { kind: 'personal', id: unlock.personId }),
  )
  const contacts = everyContact.filter((contact) => contact.status === 'active')
  const contact = contacts.find((each) => each.id === on.contactId)
  // An address that many share is nobody's own, whether it serves employers or persons.
  const facts = { employersServed: Math.max(employers, persons), settledContacts: settledContacts(contacts, now) }
  return officeReason({
    securityHold: person.heldSince !== null || disputed || disputedAtOffice !== null,
    closed: person.closed,
    contact: contact ? { coolingOff: isCoolingOff(contact, now), doubt: doubtOf(contact, facts, now, policy) } : null,
  })
}

/** Writes down that a contact proved, gives the case to the browser that did it, and tells every contact. Returns the browser's new cookie. */
export async function recordProof(
  context: Context,
  tx: Tx,
  proof: { unlock: Unlock; contactId: string; with: 'code' | 'link'; now: Date },
): Promise<{ cookie: string }> {
  const { unlock, contactId, now } = proof
  const reason = await officeReasonFor(context, tx, { unlock, contactId, now })
  const next = prove(unlock, { contactId, with: proof.with, officeReason: reason }, now)
  const cookie = context.random.token(32)
  const who = { actor: 'applicant', subject: unlock.id, at: now } as const
  // Told again when a case that was for the office goes on online after all.
  const told = unlock.state === 'awaiting_proof' || (unlock.state === 'needs_office' && next.state === 'proven')
  await together(
    saveUnlock(tx, next, context.keys.mac('token', cookie)),
    // Only a proof that suffices counts as use: otherwise whoever reads a long-unused or recycled mailbox would clear its doubt by proving twice.
    reason === null ? markContactUsed(tx, contactId, now) : null,
    recordAudit(tx, who, { type: 'unlock.proven', with: proof.with, contact: contactId }),
    reason === null ? null : recordAudit(tx, who, { type: 'unlock.office_needed', reason }),
    told ? giveNotice(context, tx, { kind: 'unlock.proven', unlockId: unlock.id, personId: unlock.personId, details: {}, createdAt: now }) : null,
  )
  return { cookie }
}
