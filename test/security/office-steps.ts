import type { LightMyRequestResponse } from 'fastify'
import { expect } from 'vitest'
import { replaceKey } from '../../src/credentials/replace-key.ts'
import { giveNotice } from '../../src/notifications/notices.ts'
import { moveCase, takeInHand } from '../../src/replacement/facts.ts'
import type { CaseEvent, Decision } from '../../src/replacement/replacement.ts'
import { type CasePatch, lockCase } from '../../src/replacement/store.ts'
import { Secret } from '../../src/secret.ts'
import type { StaffActor } from '../../src/staff/staff.ts'
import { waitEndsAt } from '../../src/veto/veto.ts'
import type { Harness } from '../harness.ts'
import { type Filed, filed } from './requests.ts'
import { addStaff, type Staff } from './staff.ts'
import type { Triple } from './strangers.ts'

// A case with an office brought to where a test begins, by the rules and without the pages. Each step expects to succeed but `moved`.

export const caseOf = (harness: Harness, number: string) =>
  harness.context.db.selectFrom('replacement').selectAll().where('number', '=', number).executeTakeFirstOrThrow()

export async function actorOf(harness: Harness, staff: Pick<Staff, 'id'>): Promise<StaffActor> {
  const row = await harness.context.db.selectFrom('staff_member').selectAll().where('id', '=', staff.id).executeTakeFirstOrThrow()
  return {
    id: row.id,
    nationalId: row.national_id,
    name: row.name ?? '',
    office: row.office,
    roles: row.roles,
    approvesFrom: row.approves_from ?? new Date(8.64e15),
  }
}

/** What the rules make of one event of a case. */
export async function moved(harness: Harness, number: string, move: { event: CaseEvent; patch?: CasePatch }): Promise<Decision> {
  const { id } = await caseOf(harness, number)
  return harness.context.db.transaction().execute(async (tx) => {
    const row = await lockCase(tx, id)
    if (!row) throw new Error('the case is there')
    const now = harness.now()
    return moveCase(harness.context, tx, { inHand: await takeInHand(harness.context, tx, { row, now }), now, ...move })
  })
}

async function expectMoved(harness: Harness, number: string, move: { event: CaseEvent; patch?: CasePatch }) {
  expect(await moved(harness, number, move)).toMatchObject({ outcome: 'moved' })
  await harness.settled()
}

type Case = Pick<Filed, 'number'>

/** The applicant stood before an agent with the right document. */
export async function verified(harness: Harness, { number }: Case, agent: Staff) {
  const { typed } = await caseOf(harness, number)
  await expectMoved(harness, number, {
    event: { type: 'verify_identity', document: typed.nationalId, by: await actorOf(harness, agent) },
    patch: { identity_at: harness.now(), identity_document: 'cedula', applicant_name: 'Persona Del Documento' },
  })
}

/** One more result of a requirement; without `requirement` of the first. */
export async function found(harness: Harness, { number }: Case, by: Staff, result: { requirement?: string; outcome?: 'met' | 'not_met' } = {}) {
  const { context } = harness
  const { id, round } = await caseOf(harness, number)
  await context.db
    .insertInto('requirement_result')
    .values({
      id: context.random.uuid(),
      replacement_id: id,
      round,
      requirement: result.requirement ?? (await requirementsFor(harness, number))[0] ?? '',
      outcome: result.outcome ?? 'met',
      reference: 'CONSULTA-1',
      found_by: by.id,
      found_at: harness.now(),
    })
    .execute()
}

async function requirementsFor(harness: Harness, number: string): Promise<string[]> {
  const row = await caseOf(harness, number)
  return harness.context.db.transaction().execute(async (tx) => {
    const { requirements } = await takeInHand(harness.context, tx, { row, now: harness.now() })
    return requirements.map(({ id }) => id)
  })
}

/** Every requirement of a case was found met. */
export async function examined(harness: Harness, { number }: Case, agent: Staff) {
  for (const requirement of await requirementsFor(harness, number)) await found(harness, { number }, agent, { requirement })
  await expectMoved(harness, number, { event: { type: 'record_result', by: await actorOf(harness, agent) } })
}

/** Proposed by the agent, for approval by another. */
export async function proposedBy(harness: Harness, { number }: Case, agent: Staff, proposal: 'approve' | 'reject' = 'approve') {
  await expectMoved(harness, number, {
    event: { type: 'propose', proposal, by: await actorOf(harness, agent) },
    patch: { proposed_by: agent.id, proposed_at: harness.now(), ...(proposal === 'reject' ? { reject_reason: 'not_the_representative' } : {}) },
  })
}

export type Proposed = Filed & { agent: Staff }
type Options = NonNullable<Parameters<typeof filed>[2]> & { agent?: Staff; proposal?: 'approve' | 'reject' }

/** Filed, verified, examined and proposed. */
export async function proposed(harness: Harness, triple: Triple, options: Options = {}): Promise<Proposed> {
  const request = await filed(harness, triple, options)
  const agent = options.agent ?? (await addStaff(harness, ['agent']))
  await verified(harness, request, agent)
  await examined(harness, request, agent)
  await proposedBy(harness, request, agent, options.proposal)
  return { ...request, agent }
}

/** Approved by another, of another office: waits while a contact could veto. Returns who approved. */
export async function approvedBy(harness: Harness, { number }: Case, approver?: Staff): Promise<Staff> {
  const by = approver ?? (await addStaff(harness, ['approver'], { office: 'puerto' }))
  const { institution } = harness.context
  const now = harness.now()
  await expectMoved(harness, number, {
    event: { type: 'approve', by: await actorOf(harness, by) },
    patch: { approval_ends_at: new Date(now.getTime() + institution.policy.approvalLifetime), wait_ends_at: waitEndsAt(now, institution) },
  })
  return by
}

/** Activated, as if its applicant had typed everything: a new key, without the writes to the registry. */
export async function activatedWith(harness: Harness, { number }: Case, key: string) {
  const { context } = harness
  const row = await caseOf(harness, number)
  const hashed = await context.hasher.hash(new Secret(key), number)
  await context.db.transaction().execute(async (tx) => {
    const now = harness.now()
    const held = await lockCase(tx, row.id)
    if (!held?.branch_id) throw new Error('the case is of a branch')
    const { credentialId } = await replaceKey(context, tx, { holder: { kind: 'employer', id: held.branch_id }, hashed, now })
    const decision = await moveCase(context, tx, {
      inHand: await takeInHand(context, tx, { row: held, now }),
      event: { type: 'activate', continuation: true, contactCode: true, screen: false },
      now,
      patch: { activated_at: now, credential_id: credentialId },
    })
    expect(decision).toMatchObject({ outcome: 'moved' })
    await giveNotice(context, tx, { kind: 'replacement.activated', replacementId: row.id, branchId: held.branch_id, details: {}, createdAt: now })
  })
  await harness.settled()
}

/** Takes the next case to approve, and opens its page. */
export async function takenForApproval(approver: Staff): Promise<LightMyRequestResponse> {
  await approver.browser.get('/oficina/aprobaciones')
  const taken = await approver.browser.post('/oficina/aprobaciones', {})
  expect(taken.statusCode).toBe(303)
  const page = await approver.browser.get(String(taken.headers.location))
  // Where connections are cut, or the harness is gone, when it is answered, the account has its passkey by then.
  if (page.statusCode === 200) await approver.shows(page)
  return page
}

/** What a page of a case hides in its forms: the version that it was made from, and what it showed. */
export const hiddenFields = ({ body }: { body: string }): Record<string, string> =>
  Object.fromEntries(
    ['version', 'examinado'].flatMap((name) => {
      const [, value] = new RegExp(`name="${name}" value="([^"]*)"`).exec(body) ?? []
      return value === undefined ? [] : [[name, value]]
    }),
  )

/** The form of a page that approves, with the passkey that it asks for. */
export const approvalForm = async ({ shows }: Pick<Staff, 'shows'>, page: { body: string }) => ({
  ...hiddenFields(page),
  decision: 'aprobar',
  passkey: await shows(page),
})

/** Approves with the form of a page. */
export const approvedOnPage = async (approver: Pick<Staff, 'browser' | 'shows'>, number: string, page: LightMyRequestResponse) =>
  approver.browser.post(`/oficina/aprobaciones/${number}`, await approvalForm(approver, page))
