import { afterEach, beforeEach, expect, it } from 'vitest'
import { createHarness, createVisitor, type Harness, panaderia } from '../harness.ts'
import { addHolder, madeUpTriple } from './holders.ts'
import { addPerson, personalKey } from './persons.ts'
import { recovered } from './steps.ts'
import { createObserver, stopClock } from './strangers.ts'

const wrong = 'no es esta la clave correcta'
const before = 4

let harness: Harness
beforeEach(async () => {
  harness = await createHarness({ policy: { signInFailuresBeforeBlock: before } })
})
afterEach(() => harness.close())

it('a person signs in, sees their own page, and signs out', async () => {
  const person = await addPerson(harness)
  const browser = createVisitor(harness)
  expect((await browser.signInAsPerson(person.nationalId, wrong)).statusCode).toBe(422)
  expect((await browser.signInAsPerson(person.nationalId, personalKey)).headers.location).toBe('/personal/cuenta')
  expect((await browser.get('/personal/cuenta')).body).toContain(person.nationalId)
  expect((await browser.post('/personal/salir', {})).headers.location).toBe('/personal/ingresar?salida=si')
  expect((await browser.get('/personal/cuenta')).headers.location).toBe('/personal/ingresar')
})

it('fails alike, at the same cost, whoever it names and whatever is wrong, to the block and after it', async () => {
  stopClock(harness)
  const observe = createObserver(harness)
  const everyone = [
    { nationalId: madeUpTriple().nationalId },
    await addPerson(harness),
    await addPerson(harness, { key: 'none' }),
    await addPerson(harness, { key: 'external' }),
    await addPerson(harness, { key: 'blocked' }),
    await addPerson(harness, { closed: true }),
    { nationalId: panaderia.nationalId },
  ].map(({ nationalId }) => ({ nationalId, ...observe({ taxId: '1790000125001', branchCode: '0001', nationalId }) }))
  for (const { visitor } of everyone) await visitor.get('/personal/ingresar')
  for (let time = 1; time <= before + 2; time += 1) {
    const seen = []
    for (const { see, visitor, nationalId } of everyone) seen.push(await see(() => visitor.signInAsPerson(nationalId, wrong)))
    for (const one of seen) expect(one, `try ${time}`).toEqual(seen[0])
    expect(seen[0]).toMatchObject({ status: 422, hashed: 1 })
  }
})

it('a session or a known browser of one kind is nothing at the door of the other', async () => {
  const holder = await addHolder(harness)
  const person = await addPerson(harness, { nationalId: holder.nationalId })
  const employer = await recovered(harness, holder, 'mi abuela vende mangos verdes')
  await employer.signIn(holder, 'mi abuela vende mangos verdes')
  const own = createVisitor(harness)
  await own.signInAsPerson(person.nationalId, personalKey)
  const crossed = createVisitor(harness)
  crossed.cookies.set('personal', employer.cookies.get('employer') ?? '')
  crossed.cookies.set('employer', own.cookies.get('personal') ?? '')
  expect((await crossed.get('/personal/cuenta')).headers.location).toBe('/personal/ingresar')
  expect((await crossed.get('/empleador/cuenta')).headers.location).toBe('/empleador/ingresar')
  expect((await crossed.signInAsPerson(person.nationalId, 'mi abuela vende mangos verdes')).statusCode).toBe(422)
  for (let time = 0; time < before; time += 1) await createVisitor(harness).signInAsPerson(person.nationalId, wrong)
  crossed.cookies.set('personal-browser', employer.cookies.get('employer-browser') ?? '')
  expect((await crossed.signInAsPerson(person.nationalId, personalKey)).statusCode).toBe(422)
  expect((await own.signInAsPerson(person.nationalId, personalKey)).statusCode).toBe(303)
  expect((await createVisitor(harness).signIn(holder, 'mi abuela vende mangos verdes')).statusCode).toBe(303)
})
