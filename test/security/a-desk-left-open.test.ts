import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../harness.ts'
import { addHolder } from './holders.ts'
import { approvalForm, approvedOnPage, caseOf, hiddenFields, proposed, takenForApproval } from './office-steps.ts'
import { addStaff, givePasskey, type Staff } from './staff.ts'

// An approver leaves the desk, with the page of a case open. Whoever sits down there, the agent who prepared it say, has the session and the
// form, and not the passkey: two people are two.

let harness: Harness
type Desk = { agent: Staff; approver: Staff; number: string; page: Awaited<ReturnType<typeof takenForApproval>> }
let desk: Desk
beforeEach(async () => {
  harness = await createHarness()
  const { agent, number } = await proposed(harness, await addHolder(harness))
  const approver = await addStaff(harness, ['approver'], { office: 'puerto' })
  desk = { agent, approver, number, page: await takenForApproval(approver) }
})

afterEach(() => harness.close())

const sent = (passkey: string | undefined) =>
  desk.approver.browser.post(`/oficina/aprobaciones/${desk.number}`, {
    ...hiddenFields(desk.page),
    decision: 'aprobar',
    ...(passkey === undefined ? {} : { passkey }),
  })

describe('at a desk that was left open', () => {
  const answers: [string, () => Promise<string | undefined>][] = [
    ['no passkey', async () => undefined],
    ['an empty answer', async () => ''],
    ['no answer of a passkey at all', async () => '{"id":"x"}'],
    ["the agent's own passkey", () => desk.agent.shows(desk.page)],
    ['what the approver once answered to sign in', async () => desk.approver.shows(await desk.approver.browser.get('/oficina/ingresar'))],
    ['what the approver answered to add a passkey', async () => desk.approver.shows(await desk.approver.browser.get('/oficina/llaves'))],
  ]
  it.each(answers)('%s approves nothing', async (_what, answer) => {
    const refused = await sent(await answer())
    expect(refused.statusCode).toBe(422)
    expect(refused.body).toContain('field-error')
    expect((await caseOf(harness, desk.number)).state).toBe('proposed')
    await approvedOnPage(desk.approver, desk.number, refused)
    expect((await caseOf(harness, desk.number)).state).toBe('waiting')
  })

  it('an answer to the page of one case approves no other', async () => {
    const first = await approvalForm(desk.approver, desk.page)
    await desk.approver.browser.post(`/oficina/aprobaciones/${desk.number}`, { decision: 'dejar', ...hiddenFields(desk.page) })
    const other = await proposed(harness, await addHolder(harness))
    const page = await takenForApproval(desk.approver)
    const refused = await desk.approver.browser.post(`/oficina/aprobaciones/${other.number}`, {
      ...hiddenFields(page),
      decision: 'aprobar',
      passkey: first.passkey,
    })
    expect(refused.statusCode).toBe(422)
    expect((await caseOf(harness, other.number)).state).toBe('proposed')
  })

  it('nor the same case once more was examined than the page showed', async () => {
    const before = await approvalForm(desk.approver, desk.page)
    await harness.context.db.updateTable('replacement').set({ version: 99 }).where('number', '=', desk.number).execute()
    const refused = await desk.approver.browser.post(`/oficina/aprobaciones/${desk.number}`, { ...before, version: '99' })
    expect(refused.statusCode).toBe(422)
    expect((await caseOf(harness, desk.number)).state).toBe('proposed')
  })

  it('nor does a passkey that was removed from the account', async () => {
    const lost = await givePasskey(harness, desk.approver.id)
    await harness.context.db.updateTable('staff_passkey').set({ removed_at: harness.now() }).where('id', '=', lost.id).execute()
    expect((await sent(lost.answer(desk.page.body))).statusCode).toBe(422)
    expect((await caseOf(harness, desk.number)).state).toBe('proposed')
  })

  it('whoever guesses there makes that network wait, and shuts out nobody who has the passkey', async () => {
    const strict = { ...harness.context.institution.policy, signInFailuresPerSource: 3 }
    Object.assign(harness.context.institution, { policy: strict })
    let page = desk.page
    for (let each = 0; each < 3; each += 1) page = await sent('{"id":"x"}')
    const stopped = await sent('{"id":"x"}')
    expect(stopped.statusCode).toBe(429)
    expect(stopped.headers['retry-after']).toBeDefined()
    await approvedOnPage(desk.approver, desk.number, page)
    expect((await caseOf(harness, desk.number)).state).toBe('waiting')
  })
})
