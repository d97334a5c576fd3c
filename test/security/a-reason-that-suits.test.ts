import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../harness.ts'
import { addHolder, type Holder, type HolderOptions, madeUpTriple } from './holders.ts'
import { actorOf, approvalForm, caseOf, moved, proposed, takenForApproval } from './office-steps.ts'
import { addStaff, type Staff } from './staff.ts'

// An agent and an approver at the next desk want a case approved for an accomplice. The applicant chooses the reason, and gives one for which
// their own office may approve.

let harness: Harness
let [atNextDesk, elsewhere]: Staff[] = []
beforeAll(async () => {
  harness = await createHarness()
  ;[atNextDesk, elsewhere] = [await addStaff(harness, ['approver'], { office: 'centro' }), await addStaff(harness, ['approver'], { office: 'puerto' })]
})
afterAll(() => harness.close())

const queue = '/oficina/aprobaciones'

/** Prepared at one office: what its own approver is given, what the rules say, and that somebody of another office approves it. */
async function onlyElsewhere(holder: Holder, nationalId: string) {
  const { number } = await proposed(harness, { ...holder, nationalId }, { reason: 'key_holder_gone' })
  if (!atNextDesk || !elsewhere) throw new Error('they are there')
  expect((await atNextDesk.browser.get(queue)).body).toContain('Ningún trámite que usted pueda decidir')
  expect((await atNextDesk.browser.post(queue, {})).body).toContain('No hay ninguno')
  const event = { type: 'approve' as const, by: await actorOf(harness, atNextDesk) }
  expect(await moved(harness, number, { event })).toEqual({ outcome: 'refused', why: 'of_another_office' })
  const page = await takenForApproval(elsewhere)
  expect((await elsewhere.browser.post(`${queue}/${number}`, await approvalForm(elsewhere, page))).headers.location).toBe(`${queue}?hecho=waiting`)
}

const holding = (options: HolderOptions = {}) => addHolder(harness, options)

describe('whoever says that who kept the key is gone', () => {
  it('and would become the representative, is approved by another office, as any change of representative', async () => {
    await onlyElsewhere(await holding(), madeUpTriple().nationalId)
  })

  it('and was the representative until yesterday, too', async () => {
    const holder = await holding()
    await harness.context.db.updateTable('representation').set({ valid_to: '2021-01-01' }).where('employer_id', '=', holder.employerId).execute()
    await onlyElsewhere(holder, holder.nationalId)
  })

  it('of a key that is held, is approved by another office, as any case about a hold', async () => {
    const holder = await holding({ held: true })
    await onlyElsewhere(holder, holder.nationalId)
  })

  it('and represents the employer, whose contacts can stop it, may be approved next door', async () => {
    const holder = await holding()
    const { number } = await proposed(harness, holder, { reason: 'key_holder_gone' })
    if (!atNextDesk) throw new Error('they are there')
    const page = await takenForApproval(atNextDesk)
    await atNextDesk.browser.post(`${queue}/${number}`, await approvalForm(atNextDesk, page))
    expect((await caseOf(harness, number)).state).toBe('waiting')
  })
})
