import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../harness.ts'
import { addHolder } from './holders.ts'
import { actorOf, caseOf, moved, proposed } from './office-steps.ts'
import { addStaff } from './staff.ts'

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

const day = 86_400_000

describe('who prepared a case', () => {
  it('does not approve it, whatever roles the account has', async () => {
    const agent = await addStaff(harness, ['agent', 'approver', 'supervisor', 'administrator'])
    const { number } = await proposed(harness, await addHolder(harness), { agent })
    expect(await moved(harness, number, { event: { type: 'approve', by: await actorOf(harness, agent) } })).toEqual({
      outcome: 'refused',
      why: 'not_who_prepared',
    })
  })

  it('does not with SQL either: the database forbids it', async () => {
    const { number, agent } = await proposed(harness, await addHolder(harness))
    const approved = harness.context.db
      .updateTable('replacement')
      .set({
        state: 'ready',
        approved_by: agent.id,
        approved_at: harness.now(),
        approved_results: (await caseOf(harness, number)).approved_results ?? 'x',
        approval_ends_at: new Date(harness.now().getTime() + day),
      })
      .where('number', '=', number)
    await expect(approved.execute()).rejects.toThrow(/check/)
  })
})
