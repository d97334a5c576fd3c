import { afterAll, beforeAll, expect, it } from 'vitest'
import { sweep } from '../../src/operations/sweep.ts'
import { createHarness, type Harness, mailTo } from '../harness.ts'
import { addHolder } from './holders.ts'
import { approvedBy, caseOf, examined, proposedBy, verified } from './office-steps.ts'
import { filed } from './requests.ts'
import { addStaff } from './staff.ts'

const day = 86_400_000
let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

/** As many further requests as these, filed by the same stranger. */
async function filedAgain(number: string, times: number) {
  const { db, random } = harness.context
  const row = await caseOf(harness, number)
  for (let n = 0; n < times; n += 1) {
    await db
      .insertInto('replacement')
      .values({
        ...row,
        id: random.uuid(),
        number: `S-${String(n).padStart(4, '0')}-AJEN`,
        continuation_hash: `otra ${n}`,
        draft_hash: null,
        typed: JSON.stringify(row.typed),
        codes: '[]',
      })
      .execute()
  }
}

it('a stranger who filed a hundred requests before the owner keeps nothing from the owner: the case goes through', async () => {
  const holder = await addHolder(harness)
  const stranger = await filed(harness, holder)
  await filedAgain(stranger.number, 99)
  const owner = await filed(harness, holder)
  const agent = await addStaff(harness, ['agent'])
  await verified(harness, owner, agent)
  expect(mailTo(harness, holder.email)[0]?.message.subject).toContain('se identificó')
  await examined(harness, owner, agent)
  await proposedBy(harness, owner, agent)
  await approvedBy(harness, owner)
  harness.advance(9 * day)
  await sweep(harness.context)
  expect((await caseOf(harness, owner.number)).state).toBe('ready')

  // No second case of the holder gets as far, whoever comes with which document.
  await expect(verified(harness, stranger, agent)).rejects.toThrow(/replacement_one_for_branch/)
  expect((await caseOf(harness, stranger.number)).state).toBe('submitted')
})
