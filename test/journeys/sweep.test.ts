import { afterAll, beforeAll, expect, it } from 'vitest'
import { sweep } from '../../src/operations/sweep.ts'
import { codeTo, createHarness, createVisitor, type Harness, linkTo, nobody, panaderia, taller } from '../harness.ts'

const hour = 3_600_000

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

const count = async (table: 'recovery') => (await harness.context.db.selectFrom(table).select('id').execute()).length

it('leaves one entry an hour of unproven cases, real and phantom together, and deletes them in their time', async () => {
  const stranger = createVisitor(harness)
  await stranger.start(nobody)
  await stranger.enterCode('111122223333')
  const asking = createVisitor(harness)
  await asking.start(taller)
  await asking.enterCode('111122223333')
  const owner = createVisitor(harness)
  await owner.start(panaderia)
  await harness.settled()
  await owner.enterCode(codeTo(harness, panaderia.email))
  const vetoed = createVisitor(harness)
  await vetoed.start(taller)
  await harness.settled()
  await vetoed.post(linkTo(harness, taller.email, '/v/'), {})

  await sweep(harness.context)
  expect(await hourly()).toEqual([])
  harness.advance(hour)
  await sweep(harness.context)
  await sweep(harness.context)
  expect(await hourly()).toEqual([{ starts: 4, wrongCodes: 2 }])

  expect(await count('recovery')).toBe(4)
  harness.advance(48 * hour + 60_000)
  await sweep(harness.context)
  expect(await count('recovery')).toBe(2)
  const kept = await harness.context.db.selectFrom('recovery').select('state').orderBy('state').execute()
  expect(kept.map((row) => row.state)).toEqual(['ended', 'proven'])
  expect(await hourly()).toEqual([{ starts: 4, wrongCodes: 2 }])
})

async function hourly() {
  const rows = await harness.context.db.selectFrom('audit_event').select('details').where('type', '=', 'recovery.hour_counted').orderBy('id').execute()
  const sum = { starts: 0, wrongCodes: 0 }
  for (const row of rows) {
    const details = row.details as typeof sum
    sum.starts += details.starts
    sum.wrongCodes += details.wrongCodes
  }
  return rows.length === 0 ? [] : [sum]
}
