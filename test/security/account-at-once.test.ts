import { afterAll, beforeAll, expect, it } from 'vitest'
import { codeTo, createHarness, createVisitor, type Harness, linkTo } from '../harness.ts'
import { account, askContact, changedContact, contactId, giveCode, savedCode, settledOwner, signedIn, standing } from './account-steps.ts'
import { newKey, proven, signsIn } from './steps.ts'

// What happens at once in an account happens as if one after the other, and nobody waits for another in a circle.

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

it('sessions that end each other leave at most one, and none of them fails', async () => {
  const { holder, owner } = await settledOwner(harness)
  const browsers = [owner, await signedIn(harness, holder), await signedIn(harness, holder), await signedIn(harness, holder)]
  await Promise.all(browsers.map((browser) => browser.get(account)))
  const answers = await Promise.all(browsers.map((browser) => browser.post(`${account}/sesiones`, {})))
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([303, 303, 303, 303])
  const alive = await Promise.all(browsers.map((browser) => browser.get(account)))
  expect(alive.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1)
})

it('saved codes made at once from many sessions leave one alive, the one that was shown last', async () => {
  const { holder } = await settledOwner(harness)
  const browsers = await Promise.all([1, 2, 3, 4].map(() => signedIn(harness, holder)))
  await Promise.all(browsers.map((browser) => savedCode(browser)))
  const { codes } = await standing(harness, holder)
  expect(codes.filter((ended) => ended === null)).toHaveLength(1)
  expect(codes.filter((ended) => ended === 'made_anew')).toHaveLength(3)
})

it('a code that is given while a contact undoes an earlier change: either the change is undone too, or it was never made', async () => {
  for (let round = 0; round < 4; round += 1) {
    const { holder, owner } = await settledOwner(harness, { contacts: [{ channel: 'email', value: `uno${round}@carrera.example` }] })
    await changedContact(harness, owner, { contact: `dos${round}@carrera.example` })
    await harness.settled()
    const link = linkTo(harness, holder.email, '/v/')
    harness.advance(60_000)
    const third = `tres${round}@carrera.example`
    await askContact(owner, { contact: third, replaces: await contactId(harness, holder, holder.email) })
    await harness.settled()
    const contact = createVisitor(harness)
    await contact.get(link)
    const [given, undone] = await Promise.all([giveCode(owner, codeTo(harness, third)), contact.post(link, {})])
    expect(undone.headers.location).toBe('/v/hecho/undone')
    expect(given.statusCode).toBe(303)
    expect((await standing(harness, holder)).contacts).toEqual([holder.email])
    expect((await owner.get(account)).headers.location).toBe('/empleador/ingresar')
  }
})

it('a key that is set through a new contact while the old one undoes the change: one of the two comes first, and no error', async () => {
  const other = 'otra clave para la carrera'
  for (let round = 0; round < 4; round += 1) {
    const { holder, owner } = await settledOwner(harness, { contacts: [{ channel: 'email', value: `viejo${round}@carrera.example` }] })
    const value = `nuevo${round}@carrera.example`
    await changedContact(harness, owner, { contact: value, replaces: await contactId(harness, holder, holder.email) })
    await harness.settled()
    const link = linkTo(harness, holder.email, '/v/')
    harness.advance(harness.context.institution.policy.coolOff)
    const recovering = await proven(harness, { ...holder, email: value })
    const contact = createVisitor(harness)
    await contact.get(link)
    const [set, undone] = await Promise.all([recovering.setKey(other), contact.post(link, {})])
    expect(undone.headers.location).toBe('/v/hecho/undone')
    expect(set.statusCode).toBe(303)
    expect((await standing(harness, holder)).contacts).toEqual([holder.email])
    const keySet = set.headers.location === '/empleador/recuperar/listo'
    expect(await signsIn(harness, holder, other)).toBe(keySet)
    expect(await signsIn(harness, holder, newKey)).toBe(!keySet)
  }
})
