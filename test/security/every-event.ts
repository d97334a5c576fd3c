import { type AuditEvent, recordAudit } from '../../src/audit/audit.ts'
import type { EventType } from '../../src/staff/record/details.ts'
import type { Harness } from '../harness.ts'
import { hardened, savedCode, settledOwner } from './account-steps.ts'
import { act, allMet, identified } from './agents.ts'
import type { Holder } from './holders.ts'
import { proposedBy } from './office-steps.ts'
import { addPerson, type Person } from './persons.ts'
import { type Filed, filed } from './requests.ts'
import { addStaff, type Staff } from './staff.ts'
import { vetoed } from './steps.ts'
import { kept } from './unlock-steps.ts'

// A record that is full: journeys that were walked, and one entry of every event there is about what they left.

export type Walked = { holder: Holder; person: Person; request: Filed; agent: Staff; supervisor: Staff; recovery: string; unlock: string }

/** An employer recovers, protects its account, loses the key, and goes to an office; a contact stops that, and a supervisor holds the key. A person unlocks. */
export async function walked(harness: Harness): Promise<Walked> {
  const { db } = harness.context
  const { holder, owner } = await settledOwner(harness)
  await savedCode(owner)
  await hardened(owner)
  const person = await addPerson(harness, { key: 'blocked' })
  await kept(harness, person)
  const agent = await addStaff(harness, ['agent'], { name: 'Inés Mostrador Ficticia' })
  const supervisor = await addStaff(harness, ['supervisor'], { name: 'Sara Mirada Ficticia' })
  const request = await filed(harness, holder)
  await identified(harness, agent.browser, request.number)
  await act(harness, agent.browser, { number: request.number, page: 'nota', nota: 'La persona vuelve mañana' })
  await allMet(harness, agent.browser, request.number)
  await proposedBy(harness, request, agent)
  await vetoed(harness, holder.email)
  await supervisor.browser.get('/oficina/aprobaciones')
  const held = { ruc: holder.taxId, sucursal: holder.branchCode, cedula: '', motivo: 'court_order' }
  await supervisor.browser.post('/oficina/aprobaciones/retener', { ...held, confirma: '' })
  await supervisor.decides('/oficina/aprobaciones/retener', { ...held, confirma: 'si' })
  const { number: recovery } = await db.selectFrom('recovery').select('number').where('branch_id', '=', holder.branchId).executeTakeFirstOrThrow()
  const { number: unlock } = await db.selectFrom('unlock').select('number').where('person_id', '=', person.personId).executeTakeFirstOrThrow()
  return { holder, person, request, agent, supervisor, recovery, unlock }
}

/** Ids of everything that was walked through, to be named in the record. */
async function idsOf({ context: { db, random }, now }: Harness, { holder, person, request }: Walked) {
  const one = <T extends { id: string }>(rows: readonly T[]) => rows[0]?.id ?? ''
  const of = { employer: holder.branchId, person: person.personId }
  const importId = random.uuid()
  await db
    .insertInto('registry_import')
    .values({ id: importId, format: 'registry', state: 'applied', operator: 'ops', file_hash: '0'.repeat(64), started_at: now() })
    .execute()
  const { id: office } = await db.selectFrom('replacement').select('id').where('number', '=', request.number).executeTakeFirstOrThrow()
  return {
    office,
    import: importId,
    branch: of.employer,
    person: of.person,
    recovery: one(await db.selectFrom('recovery').select('id').where('branch_id', '=', of.employer).execute()),
    unlock: one(await db.selectFrom('unlock').select('id').where('person_id', '=', of.person).execute()),
    key: one(await db.selectFrom('credential').select('id').where('branch_id', '=', of.employer).orderBy('generation', 'desc').execute()),
    personalKey: one(await db.selectFrom('credential').select('id').where('person_id', '=', of.person).execute()),
    contact: one(await db.selectFrom('contact').select('id').where('branch_id', '=', of.employer).execute()),
    personalContact: one(await db.selectFrom('contact').select('id').where('person_id', '=', of.person).execute()),
    representation: one(await db.selectFrom('representation').select('id').where('employer_id', '=', holder.employerId).execute()),
    savedCode: one(await db.selectFrom('saved_code').select('id').where('branch_id', '=', of.employer).execute()),
    change: one(await db.selectFrom('account_change').select('id').where('branch_id', '=', of.employer).execute()),
    note: one(await db.selectFrom('replacement_note').select('id').where('replacement_id', '=', office).execute()),
  }
}

type Ids = Awaited<ReturnType<typeof idsOf>>
type About = keyof Ids | 'staff' | null
type Sample = { [T in EventType]: { about: About; event: Extract<AuditEvent, { type: T }> } }

/** One of every event. An event that is added has to be added here too. */
function samples(ids: Ids, agent: string): Sample {
  const { contact, personalContact, branch, person, unlock, office, change, savedCode: code, representation } = ids
  const [hour, account] = ['2026-11-23T14', { change, holder: branch }]
  const counts = { format: 'registry', operator: 'ops', contactsChanged: 3, representativesChanged: 1 }
  return {
    'recovery.hour_counted': { about: null, event: { type: 'recovery.hour_counted', hour, starts: 12, wrongCodes: 3 } },
    'recovery.proven': { about: 'recovery', event: { type: 'recovery.proven', with: 'code', contact } },
    'recovery.office_needed': { about: 'recovery', event: { type: 'recovery.office_needed', reason: 'contact_doubtful' } },
    'recovery.more_needed': { about: 'recovery', event: { type: 'recovery.more_needed', reason: 'hardened', wait: true } },
    'recovery.wait_began': { about: 'recovery', event: { type: 'recovery.wait_began', contact } },
    'recovery.wait_reminded': { about: 'recovery', event: { type: 'recovery.wait_reminded', contact } },
    'recovery.wait_over': { about: 'recovery', event: { type: 'recovery.wait_over', contact } },
    'recovery.evidence_given': { about: 'recovery', event: { type: 'recovery.evidence_given', kind: 'saved_code' } },
    'recovery.evidence_refused': { about: 'recovery', event: { type: 'recovery.evidence_refused', kind: 'personal_key' } },
    'saved_code.used': { about: 'recovery', event: { type: 'saved_code.used', savedCode: code } },
    'recovery.vetoed': { about: 'recovery', event: { type: 'recovery.vetoed', contact, was: 'needs_evidence' } },
    'recovery.ended_by_completion': { about: 'recovery', event: { type: 'recovery.ended_by_completion', by: office } },
    'recovery.representation_ended': { about: 'recovery', event: { type: 'recovery.representation_ended' } },
    'unlock.hour_counted': { about: null, event: { type: 'unlock.hour_counted', hour, starts: 1, wrongCodes: 0 } },
    'unlock.proven': { about: 'unlock', event: { type: 'unlock.proven', with: 'link', contact: personalContact } },
    'unlock.office_needed': { about: 'unlock', event: { type: 'unlock.office_needed', reason: 'person_closed' } },
    'unlock.vetoed': { about: 'unlock', event: { type: 'unlock.vetoed', contact: personalContact, was: 'proven' } },
    'unlock.ended_by_completion': { about: 'unlock', event: { type: 'unlock.ended_by_completion', by: unlock } },
    'personal_key.unlocked': { about: 'unlock', event: { type: 'personal_key.unlocked', person, generation: 1, wasBlocked: true } },
    'personal_key.replaced': { about: 'unlock', event: { type: 'personal_key.replaced', person, generation: 2, sessionsEnded: 0 } },
    'personal_key.frozen': { about: 'personalKey', event: { type: 'personal_key.frozen', person, generation: 1 } },
    'credential.replaced': { about: 'recovery', event: { type: 'credential.replaced', branch, generation: 2, sessionsEnded: 1 } },
    'credential.frozen': { about: 'key', event: { type: 'credential.frozen', branch, generation: 2 } },
    'session.started': { about: 'key', event: { type: 'session.started', holder: branch, device: 'phone', knownBrowser: false } },
    'session.ended': { about: 'personalKey', event: { type: 'session.ended', holder: person } },
    'account.contact_changed': { about: 'key', event: { type: 'account.contact_changed', ...account, added: contact, removed: null } },
    'account.change_undone': { about: 'key', event: { type: 'account.change_undone', ...account, contact, changes: 2, sessionsEnded: 1 } },
    'saved_code.made': { about: 'key', event: { type: 'saved_code.made', ...account, code } },
    'saved_code.withdrawn': { about: 'key', event: { type: 'saved_code.withdrawn', ...account, code } },
    'hardening.chosen': { about: 'key', event: { type: 'hardening.chosen', ...account } },
    'hardening.given_up': { about: 'key', event: { type: 'hardening.given_up', ...account } },
    'session.others_ended': { about: 'key', event: { type: 'session.others_ended', holder: branch, sessionsEnded: 2 } },
    'contact.bounced': { about: 'contact', event: { type: 'contact.bounced', contact } },
    'import.applied': { about: 'import', event: { type: 'import.applied', import: ids.import, confirmedBy: 'otra', rows: 120, bad: 2, ...counts } },
    'contact.changed': { about: 'branch', event: { type: 'contact.changed', import: ids.import, added: [contact], removed: [] } },
    'representation.changed': { about: 'branch', event: { type: 'representation.changed', import: ids.import, added: [], changed: [representation] } },
    'import.held': { about: 'import', event: { type: 'import.held', import: ids.import, ...counts } },
    'replacement.activated': {
      about: 'office',
      event: {
        type: 'replacement.activated',
        proof: 'contact_code',
        contactAdded: contact,
        contactsRemoved: [contact, personalContact],
        representationAdded: representation,
        representationsEnded: [],
        holdLifted: true,
      },
    },
    'replacement.screen_refused': { about: 'office', event: { type: 'replacement.screen_refused', why: 'not_who_prepared' } },
    'replacement.vetoed': { about: 'office', event: { type: 'replacement.vetoed', contact, was: 'awaiting_applicant' } },
    'replacement.returned': { about: 'office', event: { type: 'replacement.returned', reason: 'result_unclear' } },
    'dispute.resolved': {
      about: 'office',
      event: { type: 'dispute.resolved', of: 'replacement', outcome: 'contact_was_right', reason: 'did_not_represent', suspended: [contact] },
    },
    'security_hold.set': { about: 'branch', event: { type: 'security_hold.set', holder: 'employer', reason: 'applicant_withdrew' } },
    'replacement.moved': {
      about: 'office',
      event: {
        type: 'replacement.moved',
        event: 'examined_changed',
        from: 'in_review',
        to: 'awaiting_applicant',
        round: 2,
        requirement: 'solicitud-firmada',
        outcome: 'not_met',
        asked: ['solicitud-firmada/sin-firma'],
        proposal: 'reject',
        reason: 'document_doubtful',
        because: 'work_in_doubt',
        whose: agent,
      },
    },
    'replacement.doubted': {
      about: 'office',
      event: { type: 'replacement.doubted', whose: agent, identity: true, requirements: ['solicitud-firmada', 'identidad'] },
    },
    'replacement.taken': { about: 'office', event: { type: 'replacement.taken' } },
    'replacement.arrived': { about: 'office', event: { type: 'replacement.arrived' } },
    'replacement.put_back': { about: 'office', event: { type: 'replacement.put_back' } },
    'replacement.document_refused': { about: 'office', event: { type: 'replacement.document_refused', tries: 2 } },
    'replacement.noted': { about: 'office', event: { type: 'replacement.noted', note: ids.note } },
    'replacement.searched': { about: null, event: { type: 'replacement.searched', found: 2 } },
    'staff.viewed': { about: 'office', event: { type: 'staff.viewed', what: 'case_search', reason: 'office_has_nobody', named: [branch, person] } },
    'staff.invited': { about: 'staff', event: { type: 'staff.invited', roles: ['agent', 'approver'] } },
    'staff.confirmed': { about: 'staff', event: { type: 'staff.confirmed' } },
    'staff.enrolled': { about: 'staff', event: { type: 'staff.enrolled', passkeys: 1 } },
    'staff.passkey_removed': { about: 'staff', event: { type: 'staff.passkey_removed', passkeys: 1, sessionsEnded: 2 } },
    'staff.signed_in': { about: 'staff', event: { type: 'staff.signed_in' } },
    'staff.passkey_shown': { about: 'staff', event: { type: 'staff.passkey_shown', act: 'approve' } },
    'staff.passkey_refused': { about: 'staff', event: { type: 'staff.passkey_refused' } },
    'staff.signed_out': { about: 'staff', event: { type: 'staff.signed_out' } },
    'staff.change_asked': { about: 'staff', event: { type: 'staff.change_asked', change: 'details', fields: ['email', 'office', 'roles'], roles: ['agent'] } },
    'staff.changed': { about: 'staff', event: { type: 'staff.changed', change: 'details', roles: ['auditor'], sessionsEnded: 1, fields: ['email'] } },
    'staff.change_withdrawn': { about: 'staff', event: { type: 'staff.change_withdrawn', change: 'details' } },
    'staff.removed': { about: 'staff', event: { type: 'staff.removed', sessionsEnded: 1, casesReturned: 2 } },
    'staff.work_voided': { about: 'staff', event: { type: 'staff.work_voided', workVoided: 1 } },
  }
}

/** Records one of every event about what was walked through, and returns their types. */
export async function recordEvery(harness: Harness, about: Walked): Promise<EventType[]> {
  const ids: Ids & { staff?: string } = await idsOf(harness, about)
  const all = samples(ids, about.agent.id)
  ids.staff = about.supervisor.id
  await harness.context.db.transaction().execute(async (tx) => {
    for (const { about: which, event } of Object.values(all)) {
      const subject = which === null ? null : (ids[which] ?? null)
      const byStaff = /^(replacement|staff|dispute|security_hold)\./.test(event.type)
      const who = byStaff ? { actor: 'staff' as const, staff: about.agent.id } : { actor: 'system' as const }
      await recordAudit(tx, { ...who, subject, at: harness.now() }, event)
    }
  })
  return Object.keys(all) as EventType[]
}
