import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness, mailTo } from '../harness.ts'
import { addHolder } from './holders.ts'
import { actorOf, approvalForm, caseOf, found, hiddenFields, moved, proposed, proposedBy, takenForApproval } from './office-steps.ts'
import { addStaff } from './staff.ts'
import { vetoed } from './steps.ts'

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

const day = 86_400_000
const queue = '/oficina/aprobaciones'

const approvedWithSql = (number: string, staffId: string) =>
  harness.context.db
    .updateTable('replacement')
    .set({
      state: 'ready',
      approved_by: staffId,
      approved_at: harness.now(),
      approved_results: 'x',
      approval_ends_at: new Date(harness.now().getTime() + day),
    })
    .where('number', '=', number)
    .execute()

/** As if this agent had asked the applicant for something in an earlier round. */
async function askedBy(number: string, staffId: string) {
  const { id } = await caseOf(harness, number)
  await harness.context.db
    .insertInto('requirement_ask')
    .values({
      id: harness.context.random.uuid(),
      replacement_id: id,
      round: 1,
      requirement: 'identity',
      reason: 'missing',
      asked_by: staffId,
      asked_at: harness.now(),
    })
    .execute()
}

describe('who prepared a case', () => {
  it('does not approve it, whatever roles the account has', async () => {
    const agent = await addStaff(harness, ['agent', 'approver', 'supervisor', 'administrator'])
    const { number } = await proposed(harness, await addHolder(harness), { agent })
    expect(await moved(harness, number, { event: { type: 'approve', by: await actorOf(harness, agent) } })).toEqual({
      outcome: 'refused',
      why: 'not_who_prepared',
    })
    await moved(harness, number, { event: { type: 'cancel', continuation: true }, patch: { cancelled_by: 'applicant' } })
  })

  it('does not either who only asked the applicant for something, and another agent went on', async () => {
    const asker = await addStaff(harness, ['agent', 'approver'], { office: 'puerto' })
    const request = await proposed(harness, await addHolder(harness))
    await askedBy(request.number, asker.id)
    expect(await moved(harness, request.number, { event: { type: 'approve', by: await actorOf(harness, asker) } })).toEqual({
      outcome: 'refused',
      why: 'not_who_prepared',
    })
    await asker.browser.get(queue)
    expect((await asker.browser.post(queue, {})).body).toContain('No hay ninguno')
    await expect(approvedWithSql(request.number, asker.id)).rejects.toThrow('whoever prepared')
    await moved(harness, request.number, { event: { type: 'cancel', continuation: true }, patch: { cancelled_by: 'applicant' } })
  })

  it('does not with SQL either: the database forbids it to who examined, who verified the identity and who proposed', async () => {
    const { number, agent } = await proposed(harness, await addHolder(harness))
    await expect(approvedWithSql(number, agent.id)).rejects.toThrow('whoever prepared')
    for (const column of ['identity_by', 'proposed_by'] as const) {
      const other = await addStaff(harness, ['agent', 'approver'])
      await harness.context.db
        .updateTable('replacement')
        .set({ [column]: other.id })
        .where('number', '=', number)
        .execute()
      await expect(approvedWithSql(number, other.id)).rejects.toThrow(/check/)
    }
    await moved(harness, number, { event: { type: 'cancel', continuation: true }, patch: { cancelled_by: 'applicant' } })
  })
})

describe('who may approve a case', () => {
  const office = 'centro'

  it('is nobody of the office that prepared it, for a change of representative or where no contact could stop it', async () => {
    await addStaff(harness, ['approver'], { office: 'puerto' })
    const same = await addStaff(harness, ['approver'], { office })
    const { number } = await proposed(harness, await addHolder(harness), { reason: 'representative_changed' })
    const event = { type: 'approve' as const, by: await actorOf(harness, same) }
    expect(await moved(harness, number, { event })).toEqual({ outcome: 'refused', why: 'of_another_office' })
    await same.browser.get(queue)
    expect((await same.browser.post(queue, {})).body).toContain('No hay ninguno')
    await approvedOnPage(await takenBy(), number)
  })

  it('is nobody in the first days of an account', async () => {
    const { number } = await proposed(harness, await addHolder(harness))
    const early = await addStaff(harness, ['approver'], { office: 'puerto', approvesFrom: new Date(harness.now().getTime() + 3 * day) })
    const { body } = await early.browser.get(queue)
    expect(body).toContain('Su cuenta es nueva: podrá aprobar desde el')
    expect(body).not.toContain('Tomar el siguiente')
    expect((await early.browser.post(queue, {})).statusCode).toBe(403)
    const usual = await addStaff(harness, ['approver'], { office: 'puerto' })
    expect((await usual.browser.get(queue)).body).toContain('Tomar el siguiente')
    expect(await moved(harness, number, { event: { type: 'approve', by: await actorOf(harness, early) } })).toEqual({
      outcome: 'refused',
      why: 'approves_by_now',
    })
    await approvedOnPage(await takenBy(), number)
  })

  it('is not the applicant, who is never given the case, nor lets the database have it', async () => {
    const holder = await addHolder(harness)
    const { number } = await proposed(harness, holder)
    const applicant = await addStaff(harness, ['approver', 'supervisor'], { office: 'puerto', nationalId: holder.nationalId })
    await applicant.browser.get(queue)
    expect((await applicant.browser.post(queue, {})).body).toContain('No hay ninguno')
    expect((await applicant.browser.get(`${queue}/${number}`)).body).not.toContain(holder.name)
    const taken = harness.context.db.updateTable('replacement').set({ leased_by: applicant.id, leased_until: harness.now() }).where('number', '=', number)
    await expect(taken.execute()).rejects.toThrow('is the applicant')
    await approvedOnPage(await takenBy(), number)
  })

  it('is only the one in whose hands it is: the address of a case opens nothing to another approver', async () => {
    const holder = await addHolder(harness)
    const { number } = await proposed(harness, holder)
    const first = await takenBy()
    const other = await addStaff(harness, ['approver'], { office: 'puerto' })
    expect((await other.browser.get(`${queue}/${number}`)).body).not.toContain(holder.name)
    const form = hiddenFields(first.page)
    expect((await other.browser.post(`${queue}/${number}`, { ...form, decision: 'aprobar', passkey: await other.shows(first.page) })).statusCode).toBe(409)
    expect((await caseOf(harness, number)).state).toBe('proposed')
    await approvedOnPage(first, number)
  })
})

describe('an approval', () => {
  it('of a page that is no longer true is refused, with who changed it and when', async () => {
    const { number, agent } = await proposed(harness, await addHolder(harness))
    const taken = await takenBy()
    await harness.context.db.updateTable('replacement').set({ version: 99 }).where('number', '=', number).execute()
    const answer = await taken.approver.browser.post(`${queue}/${number}`, await approvalForm(taken.approver, taken.page))
    expect(answer.statusCode).toBe(409)
    expect(answer.body).toContain(`${agent.name} cambió este trámite`)
    expect((await caseOf(harness, number)).state).toBe('proposed')
    await approvedOnPage({ ...taken, page: answer }, number)
  })

  it('does not cover a result that changed between the page and the click', async () => {
    const request = await proposed(harness, await addHolder(harness))
    const taken = await takenBy()
    harness.advance(1000)
    await found(harness, request, request.agent, { outcome: 'not_met' })
    const answer = await taken.approver.browser.post(`${queue}/${request.number}`, await approvalForm(taken.approver, taken.page))
    expect(answer.statusCode).toBe(409)
    expect(answer.body).toContain('No cumple')
    expect((await caseOf(harness, request.number)).state).toBe('proposed')
    await moved(harness, request.number, { event: { type: 'examined_changed' } })
  })

  it('of a case whose time is up is none, though nobody has closed it yet, nor is it shown', async () => {
    const { number } = await proposed(harness, await addHolder(harness))
    const approver = await addStaff(harness, ['approver'], { office: 'puerto' })
    const form = await approvalForm(approver, await takenForApproval(approver))
    await harness.context.db.updateTable('replacement').set({ ends_at: harness.now() }).where('number', '=', number).execute()
    expect((await approver.browser.post(`${queue}/${number}`, form)).statusCode).toBe(409)
    expect((await approver.browser.get(`${queue}/${number}`)).body).not.toContain('name="examinado"')
    expect((await caseOf(harness, number)).state).toBe('proposed')
  })

  it('clicked twice, or again because the answer was lost, happens once, and every contact hears once', async () => {
    const holder = await addHolder(harness)
    const { number } = await proposed(harness, holder)
    const taken = await takenBy()
    const form = await approvalForm(taken.approver, taken.page)
    const answers = await Promise.all([1, 2].map(() => taken.approver.browser.post(`${queue}/${number}`, form)))
    answers.push(await taken.approver.browser.post(`${queue}/${number}`, form))
    expect(answers.map(({ headers }) => headers.location)).toEqual(Array<string>(3).fill(`${queue}?hecho=waiting`))
    await harness.settled()
    expect(mailTo(harness, holder.email).filter(({ message }) => message.subject.includes('aprobó'))).toHaveLength(1)
  })

  it('is not said to be done to whoever returned the case first, nor a return to whoever approved it', async () => {
    const nota = 'La referencia no es de este trámite'
    const back = { decision: 'devolver', motivo: 'reference_wrong', nota }
    for (const approvesFirst of [false, true]) {
      const { number } = await proposed(harness, await addHolder(harness))
      const taken = await takenBy()
      const approval = await approvalForm(taken.approver, taken.page)
      const [first, second] = approvesFirst ? [approval, back] : [back, approval]
      const decide = (decision: Record<string, string>) => taken.approver.browser.post(`${queue}/${number}`, { ...hiddenFields(taken.page), ...decision })
      const done = [await decide(first), await decide(first)]
      expect(done.map(({ statusCode }) => statusCode)).toEqual([303, 303])
      const { id, state } = await caseOf(harness, number)
      expect((await decide(second)).statusCode).toBe(409)
      expect((await caseOf(harness, number)).state).toBe(state)
      const notes = await harness.context.db.selectFrom('replacement_note').select('text').where('replacement_id', '=', id).execute()
      expect(notes).toHaveLength(state === 'in_review' ? 1 : 0)
    }
  })

  it('counts no more once any result changes: nothing is activated by it', async () => {
    const request = await proposed(harness, await addHolder(harness, { contacts: [] }))
    await approvedOnPage(await takenBy(), request.number)
    expect((await caseOf(harness, request.number)).state).toBe('ready')
    harness.advance(1000)
    await found(harness, request, request.agent)
    const event = { type: 'activate' as const, continuation: true, contactCode: true, screen: false }
    expect(await moved(harness, request.number, { event })).toEqual({ outcome: 'refused', why: 'nothing_changed_since' })
  })
})

/** An approver of another office with the next case, and its page. */
async function takenBy() {
  const approver = await addStaff(harness, ['approver'], { office: 'puerto' })
  return { approver, page: await takenForApproval(approver) }
}

async function approvedOnPage(taken: Awaited<ReturnType<typeof takenBy>>, number: string) {
  const form = await approvalForm(taken.approver, taken.page)
  expect((await taken.approver.browser.post(`${queue}/${number}`, form)).statusCode).toBe(303)
}

it('after a dispute the office that prepared the case does not approve it', async () => {
  const holder = await addHolder(harness)
  const request = await proposed(harness, holder)
  const event = { type: 'resolve' as const, outcome: 'applicant_was_right' as const, by: await actorOf(harness, await addStaff(harness, ['supervisor'])) }
  await vetoed(harness, holder.email)
  await harness.context.db
    .insertInto('dispute_resolution')
    .values({
      id: harness.context.random.uuid(),
      replacement_id: (await caseOf(harness, request.number)).id,
      outcome: 'applicant_was_right',
      reason: 'withdrew_in_person',
      resolved_by: event.by.id,
      resolved_at: harness.now(),
    })
    .execute()
  expect(await moved(harness, request.number, { event })).toMatchObject({ outcome: 'moved' })
  await proposedBy(harness, request, request.agent)
  const same = await actorOf(harness, await addStaff(harness, ['approver'], { office: 'centro' }))
  expect(await moved(harness, request.number, { event: { type: 'approve', by: same } })).toEqual({ outcome: 'refused', why: 'of_another_office' })
})
