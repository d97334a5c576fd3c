import { afterAll, beforeAll, expect, it } from 'vitest'
import { createHarness, type Harness } from '../harness.ts'
import { identified } from './agents.ts'
import { addHolder } from './holders.ts'
import { activatedWith, approvedBy, caseOf, moved, proposed } from './office-steps.ts'
import { filed } from './requests.ts'
import { addStaff } from './staff.ts'
import { signsIn, vetoed } from './steps.ts'

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

it('an owner who froze the key that a thief got at an office is examined there at once, before any supervisor has decided', async () => {
  const holder = await addHolder(harness)
  const thiefs = await proposed(harness, holder)
  await approvedBy(harness, thiefs)
  harness.advance(5 * 86_400_000)
  await moved(harness, thiefs.number, { event: { type: 'end_wait' } })
  await activatedWith(harness, thiefs, 'la clave que puso otra persona')
  expect(await vetoed(harness, holder.email)).toBe('frozen')
  expect(await signsIn(harness, holder, 'la clave que puso otra persona')).toBe(false)

  const own = await filed(harness, holder)
  const agent = await addStaff(harness, ['agent'])
  await identified(harness, agent.browser, own.number)
  expect((await caseOf(harness, own.number)).state).toBe('in_review')
  expect((await caseOf(harness, thiefs.number)).state).toBe('disputed')
})
