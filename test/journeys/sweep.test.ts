import { afterAll, beforeAll, expect, it } from 'vitest'
import { sweep } from '../../src/operations/sweep.ts'
import { codeTo, createHarness, createVisitor, type Harness, linkTo, nobody, panaderia, taller } from '../harness.ts'

const hour = 3_600_000

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

const count = async (table: 'recovery' | 'unlock') => (await harness.context.db.selectFrom(table).select('id').execute()).length

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

it('does the same with the cases of personal keys, in entries of their own', async () => {
  const stranger = createVisitor(harness)
  await stranger.startUnlock(nobody.nationalId)
  await stranger.enterUnlockCode('111122223333')
  const owner = createVisitor(harness)
  await owner.startUnlock('1000000008')
  await harness.settled()
  await owner.enterUnlockCode(codeTo(harness, 'rosa@personas.example'))
  const vetoed = createVisitor(harness)
  await vetoed.startUnlock('0960000024')
  await harness.settled()
  await vetoed.post(linkTo(harness, 'pedro@personas.example', '/v/'), {})
  const before = await hourly()
  harness.advance(hour)
  await sweep(harness.context)
  expect(await hourly('unlock')).toEqual([{ starts: 3, wrongCodes: 1 }])
  expect(await hourly()).toEqual(before)
  expect(await count('unlock')).toBe(3)
  harness.advance(48 * hour + 60_000)
  await sweep(harness.context)
  const kept = await harness.context.db.selectFrom('unlock').select('state').orderBy('state').execute()
  expect(kept.map((row) => row.state)).toEqual(['ended', 'proven'])
})

async function hourly(of: 'recovery' | 'unlock' = 'recovery') {
  const rows = await harness.context.db.selectFrom('audit_event').select('details').where('type', '=', `${of}.hour_counted`).orderBy('id').execute()
  const sum = { starts: 0, wrongCodes: 0 }
  for (const row of rows) {
    const details = row.details as typeof sum
    sum.starts += details.starts
    sum.wrongCodes += details.wrongCodes
  }
  return rows.length === 0 ? [] : [sum]
}
