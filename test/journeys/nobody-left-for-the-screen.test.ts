import { afterAll, beforeAll, expect, it } from 'vitest'
import { isOpenerLeft } from '../../src/replacement/console/review/store.ts'
import { takeInHand } from '../../src/replacement/facts.ts'
import { decide, type Guard } from '../../src/replacement/replacement.ts'
import { createHarness, type Harness } from '../harness.ts'
import { approvedBy, openedScreen, words } from '../security/activation-steps.ts'
import { addHolder } from '../security/holders.ts'
import { actorOf, caseOf, examined, proposed, takenForApproval, verified } from '../security/office-steps.ts'
import { filed } from '../security/requests.ts'
import { addStaff, type Staff, signedInAgain } from '../security/staff.ts'

// An applicant without a contact finishes on a screen that a third person opens. Where the office of the case has nobody left for that, whoever can
// do something about it reads so.

let harness: Harness
let agent: Staff
let approver: Staff
beforeAll(async () => {
  harness = await createHarness()
  // The whole staff of one office, and two people of another.
  agent = await addStaff(harness, ['agent'])
  approver = await addStaff(harness, ['approver'], { office: 'puerto' })
})
afterAll(() => harness.close())

const nobody = 'En Oficina Centro no queda nadie así. Puede abrirla alguien de otra oficina'
const page = (number: string) => `/oficina/tramites/${number}`
const today = async (staff: Staff) => {
  await signedInAgain(harness, staff)
  return (await staff.browser.get('/oficina')).body
}

it('is said to the agent before the proposal, and not while a colleague is left', async () => {
  const request = await filed(harness, await addHolder(harness), { email: null })
  await verified(harness, request, agent)
  await examined(harness, request, agent)
  const inHandsOf = (staff: Staff) =>
    harness.context.db
      .updateTable('replacement')
      .set({ leased_by: staff.id, leased_until: new Date(harness.now().getTime() + 600_000) })
      .where('number', '=', request.number)
      .execute()
  await inHandsOf(agent)
  const proposing = async (decision: string, { browser } = agent) => words(await browser.get(`${page(request.number)}/proponer?decision=${decision}`))
  expect(await proposing('approve')).toContain(nobody)
  // A rejection ends on no screen.
  expect(await proposing('reject')).not.toContain(nobody)
  const colleague = await addStaff(harness, ['supervisor'])
  expect(await proposing('approve')).not.toContain(nobody)
  const set = (to: { state: 'removed' | 'active'; removed_at: Date | null } | { roles: ('auditor' | 'supervisor')[] } | { office: string }) =>
    harness.context.db.updateTable('staff_member').set(to).where('id', '=', colleague.id).execute()
  await set({ state: 'removed', removed_at: harness.now() })
  expect(await proposing('approve')).toContain(nobody)
  await set({ state: 'active', removed_at: null })
  await set({ roles: ['auditor'] })
  expect(await proposing('approve')).toContain(nobody)
  await set({ roles: ['supervisor'] })
  await set({ office: 'puerto' })
  expect(await proposing('approve')).toContain(nobody)
  // Whoever goes on with it would be the last one, and is none once they propose it.
  const second = await addStaff(harness, ['agent'])
  expect(await proposing('approve')).not.toContain(nobody)
  await inHandsOf(second)
  expect(await proposing('approve', second)).toContain(nobody)
  await harness.context.db.updateTable('staff_member').set({ office: 'puerto' }).where('id', '=', second.id).execute()
})

it('is said to nobody of a case that brings a contact', async () => {
  const { number } = await proposed(harness, await addHolder(harness), { agent })
  await approvedBy(harness, { number }, approver)
  await signedInAgain(harness, agent)
  const body = words(await agent.browser.get(page(number)))
  expect(body).toContain('Usted preparó este trámite')
  expect(body).not.toContain('no queda nadie')
  expect(await today(await addStaff(harness, ['supervisor'], { office: null }))).toContain('Nada espera por usted ahora')
})

it('is a line of every supervisor’s first page, with the way to the cases, which say what to do, until somebody opens it', async () => {
  const one = await proposed(harness, await addHolder(harness), { agent, email: null })
  await approvedBy(harness, one, approver)
  const supervisor = await addStaff(harness, ['supervisor'], { office: 'puerto' })
  const first = await today(supervisor)
  expect(first).toContain('Un trámite aprobado que nadie de la oficina del trámite puede terminar')
  expect(first).toContain('href="/oficina/tramites#pantallas"')
  expect(first).not.toContain(one.number)
  const listed = (await supervisor.browser.get('/oficina/tramites')).body
  expect(listed).toContain('id="pantallas"')
  expect(listed).toContain(`href="${page(one.number)}">${one.number}</a>`)
  const its = await supervisor.browser.get(page(one.number))
  expect(words(its)).toContain(nobody)
  expect(its.body).toContain(`${page(one.number)}/pantalla`)
  await signedInAgain(harness, agent)
  // Whoever prepared it reads both: that it is not theirs, and that it is nobody's here.
  for (const path of [page(one.number), `${page(one.number)}/pantalla`]) {
    const said = words(await agent.browser.get(path))
    expect(said, path).toContain(nobody)
    expect(said, path).toContain('Usted preparó este trámite.')
    expect(said, path).not.toContain('la abre otra persona')
  }
  // An agent has no such list, and who is the applicant is told of no case of theirs.
  expect((await agent.browser.get('/oficina/tramites')).body).not.toContain('pantallas')
  const { nationalId } = (await caseOf(harness, one.number)).typed
  expect(await today(await addStaff(harness, ['supervisor'], { office: 'puerto', nationalId }))).not.toContain('nadie de la oficina del trámite')
  // Somebody of another office opens it, and the applicant finishes.
  expect(await openedScreen(harness, one, supervisor)).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/)
  // Somebody comes to the office: it is no line any more.
  const third = await addStaff(harness, ['agent'])
  expect(await today(supervisor)).not.toContain('nadie de la oficina del trámite')
  expect(words(await supervisor.browser.get(page(one.number)))).not.toContain(nobody)
  // Whoever is there took part in it, each in another way: then nobody is left.
  const { id } = await caseOf(harness, one.number)
  await harness.context.db
    .insertInto('requirement_ask')
    .values({
      id: harness.context.random.uuid(),
      replacement_id: id,
      round: 1,
      requirement: 'id_original',
      reason: 'unreadable',
      asked_by: third.id,
      asked_at: harness.now(),
      answered_at: null,
    })
    .execute()
  expect(await today(supervisor)).toContain('nadie de la oficina del trámite')
  await harness.context.db.updateTable('staff_member').set({ office: 'puerto' }).where('id', '=', third.id).execute()
})

it('is said to the approver who is the last one of the office, before they approve', async () => {
  const last = await addStaff(harness, ['approver'])
  const { number } = await proposed(harness, await addHolder(harness), { agent, email: null })
  const warned = 'en Oficina Centro queda solo usted'
  expect(words(await takenForApproval(last))).toContain(warned)
  const beside = await addStaff(harness, ['agent'])
  const of = (staff: Staff) => staff.browser.get(`/oficina/aprobaciones/${number}`).then(words)
  expect(await of(last)).not.toContain('queda solo usted')
  await harness.context.db.updateTable('staff_member').set({ office: 'puerto' }).where('id', '=', beside.id).execute()
  // It is nothing that an approver of another office could leave be.
  await harness.context.db.updateTable('staff_member').set({ office: 'puerto' }).where('id', '=', last.id).execute()
  expect(await of(last)).not.toContain('queda solo usted')
})

it('is what the rules of the screen say of each of the office', async () => {
  const holder = await addHolder(harness)
  const { number } = await proposed(harness, holder, { agent, email: null })
  const own = await addStaff(harness, ['approver'])
  await approvedBy(harness, { number }, own)
  const { id } = await caseOf(harness, number)
  const there = [agent, own]
  const refusals = async () => {
    const found: (Guard | 'out_of_order' | null)[] = []
    for (const staff of there) {
      const row = await caseOf(harness, number)
      const { facts } = await harness.context.db.transaction().execute((tx) => takeInHand(harness.context, tx, { row, now: harness.now() }))
      const decision = decide(facts, { type: 'open_screen', document: row.typed.nationalId, by: await actorOf(harness, staff) }, harness.now())
      found.push(decision.outcome === 'refused' ? decision.why : null)
    }
    return found
  }
  const left = () => harness.context.db.transaction().execute((tx) => isOpenerLeft(tx, { caseId: id, besides: null }))
  expect([await refusals(), await left()]).toEqual([['not_who_prepared', 'not_who_approved'], false])
  const supervisor = await addStaff(harness, ['supervisor'])
  there.push(supervisor)
  expect([(await refusals()).at(-1), await left()]).toEqual([null, true])
  // Each way to have prepared it, alone.
  const db = harness.context.db
  for (const column of ['identity_by', 'proposed_by'] as const) {
    const by = (staff: Staff) =>
      db
        .updateTable('replacement')
        .set({ [column]: staff.id })
        .where('id', '=', id)
        .execute()
    await by(supervisor)
    expect([(await refusals()).at(-1), await left()], column).toEqual(['not_who_prepared', (await refusals()).includes(null)])
    await by(agent)
  }
  const foundBy = (staff: Staff) => db.updateTable('requirement_result').set({ found_by: staff.id }).where('replacement_id', '=', id).execute()
  await foundBy(supervisor)
  expect([(await refusals()).at(-1), await left()]).toEqual(['not_who_prepared', false])
  await foundBy(agent)
  const resolution = (replacementId: string, outcome: 'applicant_was_right' | 'contact_was_right') =>
    harness.context.db
      .insertInto('dispute_resolution')
      .values({
        id: harness.context.random.uuid(),
        replacement_id: replacementId,
        outcome,
        reason: 'identity_confirmed',
        resolved_by: supervisor.id,
        resolved_at: harness.now(),
      })
      .execute()
  await resolution(id, 'contact_was_right')
  expect([(await refusals()).at(-1), await left()]).toEqual(['not_who_resolved', false])
  const applicant = await addStaff(harness, ['agent'], { nationalId: holder.nationalId })
  there.push(applicant)
  expect([(await refusals()).at(-1), await left()]).toEqual(['not_the_applicant', false])
})
