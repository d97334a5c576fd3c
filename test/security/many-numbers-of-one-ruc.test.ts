import { afterAll, beforeAll, expect, it } from 'vitest'
import { takeStartMessage } from '../../src/recovery/budgets.ts'
import { createHarness, type Harness } from '../harness.ts'
import { addHolder, madeUpTriple } from './holders.ts'
import { asked } from './steps.ts'

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

it('ever new cédulas typed with one RUC do not make what its holder reads and writes grow without end', async () => {
  const holder = await addHolder(harness)
  const { context } = harness
  for (let time = 0; time < 200; time += 1) {
    const typed = { taxId: holder.taxId, branchCode: holder.branchCode, nationalId: madeUpTriple().nationalId }
    await context.db.transaction().execute((tx) => takeStartMessage(context, tx, { typed, now: harness.now() }))
  }
  const kept = await context.db.selectFrom('message_budget').select('allowed_at').execute()
  expect(Math.max(...kept.map(({ allowed_at }) => allowed_at.length))).toBeLessThan(50)

  await asked(harness, holder)
  expect(harness.inbox.received.filter(({ to }) => to === holder.email)).toHaveLength(1)
})
