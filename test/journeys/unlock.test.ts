import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoBlockedKey, demoPersons } from '../../src/demo/persons.ts'
import { codeTo, createHarness, createVisitor, type Harness, linkTo, mailTo } from '../harness.ts'
import { addPerson, personalKey } from '../security/persons.ts'

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

const newKey = 'mi abuela vende mangos verdes'
const option = '/personal/desbloquear/opcion'
const done = '/personal/desbloquear/listo'
const words = {
  es: {
    blocked: 'está bloqueada por intentos fallidos',
    kept: 'Su clave está desbloqueada',
    replaced: 'La clave nueva ya sirve',
    wrong: 'El código no es correcto',
  },
  en: { blocked: 'is blocked by failed attempts', kept: 'Your key is unblocked', replaced: 'The new key works', wrong: 'The code is not right' },
}

async function prove(language: 'es' | 'en', person: { nationalId: string; email: string }, by: 'code' | 'link') {
  const browser = createVisitor(harness)
  await browser.get(`/personal?lang=${language}`)
  expect((await browser.startUnlock(person.nationalId)).headers.location).toBe('/personal/desbloquear/codigo')
  await harness.settled()
  expect((await browser.enterUnlockCode('000011112222')).body).toContain(words[language].wrong)
  if (by === 'code') {
    expect((await browser.enterUnlockCode(codeTo(harness, person.email))).headers.location).toBe(option)
    return browser
  }
  const other = createVisitor(harness)
  await other.get(`/personal?lang=${language}`)
  const link = linkTo(harness, person.email, '/d/')
  expect((await other.get(link)).statusCode).toBe(200)
  expect((await other.post(link, {})).headers.location).toBe(option)
  expect((await browser.enterUnlockCode(codeTo(harness, person.email))).body).toContain(words[language].wrong)
  return other
}

describe.each([
  ['es', 'code'],
  ['es', 'link'],
  ['en', 'code'],
  ['en', 'link'],
] as const)('in %s, by %s', (language, by) => {
  it('a person whose key is blocked keeps it, is signed in by nothing, and signs in with it', async () => {
    const person = await addPerson(harness, { key: 'blocked' })
    expect((await createVisitor(harness).signInAsPerson(person.nationalId, personalKey)).statusCode).toBe(422)
    const browser = await prove(language, person, by)
    expect((await browser.get(option)).body).toContain(words[language].blocked)
    expect((await browser.keepKey()).headers.location).toBe(done)
    expect((await browser.get(done)).body).toContain(words[language].kept)
    expect((await browser.get('/personal/cuenta')).headers.location).toBe('/personal/ingresar')
    expect((await createVisitor(harness).signInAsPerson(person.nationalId, personalKey)).headers.location).toBe('/personal/cuenta')
    await harness.settled()
    expect(mailTo(harness, person.email)).toHaveLength(3)
    const key = await harness.context.db.selectFrom('credential').selectAll().where('person_id', '=', person.personId).execute()
    expect(key).toMatchObject([{ status: 'active', generation: 1, blocked_reason: null }])
    expect(key[0]?.unlocked_at).not.toBeNull()
    expect(key[0]?.through_contact).not.toBeNull()
  })

  it('a person chooses a new key: the old one and its sessions end before the answer', async () => {
    const person = await addPerson(harness)
    const before = createVisitor(harness)
    await before.signInAsPerson(person.nationalId, personalKey)
    const browser = await prove(language, person, by)
    expect((await browser.setPersonalKey('corta')).statusCode).toBe(422)
    expect((await browser.setPersonalKey(newKey)).headers.location).toBe(done)
    expect((await browser.get(done)).body).toContain(words[language].replaced)
    expect((await before.get('/personal/cuenta')).headers.location).toBe('/personal/ingresar')
    expect((await before.signInAsPerson(person.nationalId, personalKey)).statusCode).toBe(422)
    expect((await browser.signInAsPerson(person.nationalId, newKey)).headers.location).toBe('/personal/cuenta')
  })
})

it.each([
  ['none', 'todavía no tiene una clave personal'],
  ['external', 'se creó fuera de este servicio'],
] as const)('a person whose key is %s can only choose a new one, and the page says why', async (key, why) => {
  const person = await addPerson(harness, { key })
  const browser = await prove('es', person, 'code')
  const page = (await browser.get(option)).body
  expect(page).toContain(why)
  expect(page).not.toContain('conservar')
  const kept = await browser.keepKey()
  expect(kept.statusCode).toBe(422)
  expect(kept.body).toContain('no hay una clave que conservar')
  expect((await browser.setPersonalKey(newKey)).headers.location).toBe(done)
  expect((await createVisitor(harness).signInAsPerson(person.nationalId, newKey)).headers.location).toBe('/personal/cuenta')
})

it("a person shut out by strangers' failures keeps the key, and may sign in anywhere again", async () => {
  const person = await addPerson(harness)
  const most = harness.context.institution.policy.signInFailuresBeforeBlock
  for (let time = 0; time < most; time += 1) await createVisitor(harness).signInAsPerson(person.nationalId, 'no es esta la clave correcta')
  expect((await createVisitor(harness).signInAsPerson(person.nationalId, personalKey)).statusCode).toBe(422)
  const browser = await prove('es', person, 'code')
  expect((await browser.get(option)).body).toContain(words.es.blocked)
  expect((await browser.keepKey()).headers.location).toBe(done)
  expect((await createVisitor(harness).signInAsPerson(person.nationalId, personalKey)).headers.location).toBe('/personal/cuenta')
})

it('the demo person with the blocked key keeps the key that the demo prints', async () => {
  const [ana] = demoPersons
  if (!ana) throw new Error('the demo has persons')
  const browser = await prove('es', ana, 'code')
  expect((await browser.keepKey()).headers.location).toBe(done)
  expect((await browser.signInAsPerson(ana.nationalId, demoBlockedKey)).headers.location).toBe('/personal/cuenta')
})

it('the form of what was typed tells the wrong door', async () => {
  const browser = createVisitor(harness)
  expect((await browser.startUnlock('1790000125001')).body).toContain('href="/empleador"')
  expect((await browser.signInAsPerson('1790000125001', personalKey)).body).toContain('href="/empleador"')
})
