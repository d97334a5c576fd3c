import { afterEach, beforeEach, expect, it } from 'vitest'
import { sweepRequests } from '../../src/replacement/sweep-requests.ts'
import { createHarness, createVisitor, type Harness, linkTo, nobody, panaderia } from '../harness.ts'
import { moved, verified } from '../security/office-steps.ts'
import { filed, opened, startedRequest } from '../security/requests.ts'
import { addStaff } from '../security/staff.ts'

const [hour, day] = [3_600_000, 86_400_000]
let harness: Harness
beforeEach(async () => {
  harness = await createHarness()
})
afterEach(() => harness.close())

const left = async () => {
  await sweepRequests(harness.context)
  return (await harness.context.db.selectFrom('replacement').select('state').orderBy('started_at').execute()).map(({ state }) => state)
}
const expire = (number: string) => moved(harness, number, { event: { type: 'expire' } })

it('a draft is kept for as long as it may be filled in, and a filed request is not touched', async () => {
  await startedRequest(harness, panaderia)
  await filed(harness, panaderia)
  harness.advance(2 * hour - 60_000)
  expect(await left()).toEqual(['draft', 'submitted'])
  harness.advance(60_000)
  expect(await left()).toEqual(['submitted'])
  harness.advance(29 * day)
  expect(await left()).toEqual(['submitted'])
})

it('a request that was cancelled before anybody came is deleted a while later, with all that was typed, and its code opens nothing', async () => {
  const one = await filed(harness, panaderia)
  await one.applicant.get('/tramite/cancelar')
  await one.applicant.post('/tramite/cancelar', {})
  harness.advance(30 * day - hour)
  expect(await left()).toEqual(['cancelled'])
  harness.advance(2 * hour)
  expect(await left()).toEqual([])
  expect(await harness.context.db.selectFrom('applicant_message').select('id').execute()).toEqual([])
  expect((await (await opened(harness, one)).get('/tramite')).body).not.toContain(one.number)
})

it('one that a contact stopped is deleted at the moment at which one that nobody knew is', async () => {
  const [stopped, unknown] = [await filed(harness, panaderia), await filed(harness, nobody)]
  await createVisitor(harness).post(linkTo(harness, panaderia.email, '/v/'), {})
  harness.advance(40 * day)
  expect(await expire(unknown.number)).toMatchObject({ outcome: 'moved' })
  expect(await left()).toEqual(['cancelled', 'expired'])
  harness.advance(20 * day - hour)
  expect(await left()).toEqual(['cancelled', 'expired'])
  harness.advance(2 * hour)
  expect(await left()).toEqual([])
  expect(stopped.number).not.toBe(unknown.number)
})

it('what was verified once stays with the record, however it ended', async () => {
  const one = await filed(harness, panaderia)
  await verified(harness, one, await addStaff(harness, ['agent']))
  await moved(harness, one.number, { event: { type: 'cancel', continuation: true }, patch: { cancelled_by: 'applicant' } })
  harness.advance(500 * day)
  expect(await left()).toEqual(['cancelled'])
})
