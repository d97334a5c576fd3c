import { afterEach, describe, expect, it } from 'vitest'
import { freezableUntil } from '../../src/veto/veto.ts'
import { createHarness, createVisitor, type Harness, linkTo } from '../harness.ts'
import { addHolder, madeUpTriple } from './holders.ts'
import { asked, newKey, proven, recovered, signsIn } from './steps.ts'
import { stopClock } from './strangers.ts'

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000]

let harness: Harness
let advance: (milliseconds: number) => void
async function open(policy: Parameters<typeof createHarness>[0] extends infer O | undefined ? (O extends { policy?: infer P } ? P : never) : never = {}) {
  harness = await createHarness({ policy: policy ?? {} })
  advance = stopClock(harness)
}
afterEach(() => harness.close())

describe('sign-ins and sessions', () => {
  it('thirty failures of one network in an hour, and it waits longer and longer between two; a success is none', async () => {
    await open()
    const holder = await addHolder(harness)
    await recovered(harness, holder)
    const fails = async (host: number) => {
      const answer = await createVisitor(harness, { address: `10.81.0.${host}` }).signIn(madeUpTriple(), 'no es esta la clave')
      return [answer.statusCode, answer.headers['retry-after']]
    }
    expect((await createVisitor(harness, { address: '10.81.0.1' }).signIn(holder, newKey)).statusCode).toBe(303)
    for (let failure = 1; failure <= 30; failure += 1) expect(await fails(failure)).toEqual([422, undefined])
    expect(await fails(200)).toEqual([429, '1'])
    expect(await signsIn(harness, holder, newKey)).toBe(true)
    for (const seconds of [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900]) {
      advance(seconds * 1000 - 1)
      expect(await fails(200)).toEqual([429, '1'])
      advance(1)
      expect(await fails(200)).toEqual([422, undefined])
    }
    expect(await fails(200)).toEqual([429, '900'])
    advance(hour)
    expect(await fails(200)).toEqual([422, undefined])
  })

  it('twenty failures of one holder in a row from unknown browsers, and those are blocked until a key is set', async () => {
    await open()
    const holder = await addHolder(harness)
    await recovered(harness, holder)
    const fail = async (times: number) => {
      for (let time = 0; time < times; time += 1) expect((await createVisitor(harness).signIn(holder, 'no es esta la clave')).statusCode).toBe(422)
    }
    await fail(19)
    expect(await signsIn(harness, holder, newKey)).toBe(true)
    await fail(20)
    expect(await signsIn(harness, holder, newKey)).toBe(false)
    advance(364 * day)
    expect(await signsIn(harness, holder, newKey)).toBe(false)
  })

  it('twenty failures in a row in a known browser, and it is a stranger; after 90 days without a sign-in it is one too', async () => {
    await open()
    const holder = await addHolder(harness)
    const owner = await recovered(harness, holder)
    const wrong = () => owner.signIn(holder, 'no es esta la clave')
    for (let time = 0; time < 20; time += 1) await createVisitor(harness).signIn(holder, 'no es esta la clave')
    for (let time = 0; time < 19; time += 1) await wrong()
    expect((await owner.signIn(holder, newKey)).statusCode).toBe(303)
    advance(90 * day - 1)
    expect((await owner.signIn(holder, newKey)).statusCode).toBe(303)
    advance(90 * day)
    expect((await owner.signIn(holder, newKey)).statusCode).toBe(422)
  })

  it('a session ends after 30 minutes without use, and after 12 hours in all', async () => {
    await open()
    const holder = await addHolder(harness)
    const visitor = await recovered(harness, holder)
    await visitor.signIn(holder, newKey)
    const isIn = async () => (await visitor.get('/empleador/cuenta')).statusCode === 200
    for (let half = 0; half < 24; half += 1) {
      advance(30 * minute - 1)
      expect(await isIn()).toBe(true)
    }
    advance(23)
    expect(await isIn()).toBe(true)
    advance(1)
    expect(await isIn()).toBe(false)
    await visitor.signIn(holder, newKey)
    advance(30 * minute)
    expect(await isIn()).toBe(false)
  })
})

it('a key can be frozen until 72 hours or two working days have passed, whichever is later, and no longer', async () => {
  await open()
  const [inTime, late] = [await addHolder(harness), await addHolder(harness)]
  await recovered(harness, inTime)
  await recovered(harness, late)
  const setAt = await harness.context.clock(undefined as never)
  const until = freezableUntil(setAt, harness.context.institution)
  expect(until.getTime() - setAt.getTime()).toBeGreaterThanOrEqual(72 * hour)
  advance(until.getTime() - setAt.getTime() - 1)
  expect((await createVisitor(harness).post(linkTo(harness, inTime.email, '/v/'), {})).headers.location).toContain('/v/hecho/frozen')
  advance(1)
  expect((await createVisitor(harness).post(linkTo(harness, late.email, '/v/'), {})).headers.location).toContain('/v/hecho/too_late')
  expect(await signsIn(harness, late, newKey)).toBe(true)
})

it('a contact that cooled off to the millisecond proves, one that has a millisecond left does not', async () => {
  await open()
  const cools = (left: number) =>
    addHolder(harness, { contacts: [{ channel: 'email', value: `c${left}@frio.example`, coolsUntil: new Date(harness.now().getTime() + 10 * minute) }] })
  const at = async (left: number) => {
    const holder = await cools(left)
    const visitor = await asked(harness, holder)
    const { cools_until } = await harness.context.db
      .selectFrom('contact')
      .select('cools_until')
      .where('branch_id', '=', holder.branchId)
      .executeTakeFirstOrThrow()
    advance((cools_until?.getTime() ?? 0) - (await harness.context.clock(undefined as never)).getTime() - left)
    await visitor.post(linkTo(harness, holder.email, '/r/'), {})
    return visitor.setKey(newKey)
  }
  expect((await at(1)).headers.location).toBe('/empleador/recuperar/clave')
  expect((await at(0)).headers.location).toBe('/empleador/recuperar/listo')
  expect(await proven(harness, await addHolder(harness))).toBeDefined()
})
