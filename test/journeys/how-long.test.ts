import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { lookAtToday } from '../../src/guide/look-at-today.ts'
import { measureTimes } from '../../src/guide/measure-times.ts'
import { sweep } from '../../src/operations/sweep.ts'
import { createHarness, createVisitor, type Harness, nobody, taller } from '../harness.ts'
import { addHolder } from '../security/holders.ts'
import { verified } from '../security/office-steps.ts'
import { filed } from '../security/requests.ts'
import { addStaff } from '../security/staff.ts'
import { recovered } from '../security/steps.ts'

vi.setConfig({ testTimeout: 120_000 })

const [minute, day] = [60_000, 86_400_000]

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

const row = () => harness.context.db.selectFrom('measured_time').selectAll().where('journey', '=', 'recovery').executeTakeFirst()

/** Copies of a completed case that took so many minutes and ended so many days ago. */
async function addCompleted(minutes: readonly number[], daysAgo: number) {
  const { db } = harness.context
  const real = await db.selectFrom('recovery').selectAll().where('state', '=', 'completed').executeTakeFirstOrThrow()
  for (const took of minutes) {
    const completed = new Date(harness.now().getTime() - daysAgo * day)
    const own = { id: randomUUID(), number: randomUUID(), asker_hash: randomUUID(), held_by_hash: null }
    const times = { started_at: new Date(completed.getTime() - took * minute), completed_at: completed }
    const json = {
      typed: JSON.stringify(real.typed),
      sends: JSON.stringify(real.sends),
      codes: JSON.stringify(real.codes),
      wrong_at: JSON.stringify(real.wrong_at),
    }
    await db
      .insertInto('recovery')
      .values({ ...real, ...json, ...own, ...times })
      .execute()
  }
}

it('is measured once a day from completed cases of the last 90 days, and said instead of the estimate from 30 of them on', async () => {
  await sweep(harness.context)
  expect(await row()).toMatchObject({ cases: 0, median_seconds: null })
  const { policy } = harness.context.institution
  const estimate = { measured: false, atLeast: policy.recoveryTakesAtLeast, atMost: policy.recoveryTakesAtMost }
  expect((await lookAtToday(harness.context)).howLong.recovery).toEqual(estimate)

  await recovered(harness, await addHolder(harness))
  await addCompleted(
    Array.from({ length: 25 }, () => 7),
    1,
  )
  await addCompleted([33, 34, 35], 2)
  await addCompleted([600, 600, 600, 600, 600], 91)
  // The same day nothing is measured again.
  await sweep(harness.context)
  expect(await row()).toMatchObject({ cases: 0 })
  harness.advance(day)
  await sweep(harness.context)
  expect(await row()).toMatchObject({ cases: 29, median_seconds: 7 * 60 })
  expect((await lookAtToday(harness.context)).howLong.recovery).toEqual(estimate)

  // Cases of strangers, and of holders that were not completed, are not in it.
  await createVisitor(harness).start(nobody)
  await createVisitor(harness).start(taller)
  await addCompleted([36], 0)
  harness.advance(day)
  await Promise.all([measureTimes(harness.context), measureTimes(harness.context)])
  expect(await row()).toMatchObject({ cases: 30, median_seconds: 7 * 60, nine_in_ten_seconds: 33 * 60 })
  expect((await lookAtToday(harness.context)).howLong.recovery).toEqual({ measured: true, median: 10 * minute, nineInTen: 35 * minute })
})

it('of an office is measured from the identity step to the end, of cases that were activated', async () => {
  const { db } = harness.context
  const agent = await addStaff(harness, ['agent'])
  const approver = await addStaff(harness, ['approver'])
  const add = async (hours: number, daysAgo: number, over: { state?: 'activated' | 'rejected' } = {}) => {
    const request = await filed(harness, await addHolder(harness), { email: null })
    await verified(harness, request, agent)
    const activated = new Date(harness.now().getTime() - daysAgo * day)
    await db
      .updateTable('replacement')
      .set({
        state: over.state ?? 'activated',
        submitted_at: new Date(activated.getTime() - 20 * day),
        identity_at: new Date(activated.getTime() - hours * 60 * minute),
        activated_at: activated,
        proposed_by: agent.id,
        proposal: over.state === 'rejected' ? 'reject' : 'approve',
        reject_reason: over.state === 'rejected' ? 'x' : null,
        approved_by: approver.id,
        approved_results: 'x',
        approval_ends_at: activated,
      })
      .where('number', '=', request.number)
      .execute()
  }
  for (let time = 0; time < 28; time += 1) await add(30, 1)
  await add(200, 2)
  await add(1, 91)
  await add(1, 1, { state: 'rejected' })
  harness.advance(day)
  await measureTimes(harness.context)
  expect((await lookAtToday(harness.context)).howLong.office).toMatchObject({ measured: false, toDays: 3 })
  await add(100, 0)
  harness.advance(day)
  await measureTimes(harness.context)
  expect((await lookAtToday(harness.context)).howLong.office).toEqual({ measured: true, median: 30 * 60 * minute, nineInTen: 30 * 60 * minute })
  expect((await createVisitor(harness).get('/empleador/solicitud')).body).toContain(
    'nueve de cada diez personas terminan en 30 horas o menos (últimos 90 días)',
  )
})
