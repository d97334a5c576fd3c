import { afterEach, beforeEach, expect, it } from 'vitest'
import { codeTo, createHarness, createVisitor, type Harness, linkTo, mailTo, panaderia } from '../harness.ts'
import { madeUpTriple } from './holders.ts'
import { addPerson } from './persons.ts'
import { askedUnlock, byUnlockLink } from './unlock-steps.ts'

let harness: Harness
beforeEach(async () => {
  harness = await createHarness({ policy: { noScriptPerSource: 2, wrongCodesBeforeLong: 6 } })
})
afterEach(() => harness.close())

const digits = (code: string) => code.replace(/\D/g, '').length

it('a person has so many start messages an hour, and a start without one left is answered the same', async () => {
  const person = await addPerson(harness)
  const { messagesPerHour } = harness.context.institution.policy
  for (let time = 0; time < messagesPerHour + 2; time += 1) await askedUnlock(harness, person)
  expect(mailTo(harness, person.email)).toHaveLength(messagesPerHour)
  harness.advance(3_600_000)
  await askedUnlock(harness, person)
  expect(mailTo(harness, person.email)).toHaveLength(messagesPerHour + 1)
})

it('a mailbox of several persons has so many an hour, and each person one that is its own', async () => {
  const contacts = [{ channel: 'email' as const, value: 'familia@persona.example' }]
  const persons = [await addPerson(harness, { contacts }), await addPerson(harness, { contacts }), await addPerson(harness, { contacts })]
  for (let time = 0; time < 3; time += 1) await askedUnlock(harness, persons[0] ?? madeUpTriple())
  expect(mailTo(harness, 'familia@persona.example')).toHaveLength(3)
  for (let time = 0; time < 3; time += 1) for (const each of persons.slice(1)) await askedUnlock(harness, each)
  expect(mailTo(harness, 'familia@persona.example')).toHaveLength(5)
})

it('after many wrong codes for a cédula codes are longer, for everybody who types it, until the key is kept or set', async () => {
  const person = await addPerson(harness)
  const { codeDigits, longCodeDigits } = harness.context.institution.policy
  const first = await askedUnlock(harness, person)
  expect(digits(codeTo(harness, person.email))).toBe(codeDigits)
  for (let time = 0; time < 5; time += 1) await first.enterUnlockCode('000011112222')
  await (await askedUnlock(harness, person)).enterUnlockCode('000011112222')
  await askedUnlock(harness, person)
  expect(digits(codeTo(harness, person.email))).toBe(longCodeDigits)
  expect((await (await byUnlockLink(harness, person)).keepKey()).headers.location).toBe('/personal/desbloquear/listo')
  harness.advance(3_600_000)
  await askedUnlock(harness, person)
  expect(digits(codeTo(harness, person.email))).toBe(codeDigits)
})

it('starts of both kinds from one network have one count', async () => {
  const visitor = createVisitor(harness)
  expect((await visitor.post('/empleador/recuperar', { ruc: panaderia.taxId, sucursal: '0001', cedula: panaderia.nationalId })).statusCode).toBe(303)
  expect((await visitor.post('/personal/desbloquear', { cedula: panaderia.nationalId })).statusCode).toBe(303)
  const stopped = await visitor.post('/personal/desbloquear', { cedula: panaderia.nationalId })
  expect(stopped.statusCode).toBe(429)
  expect(stopped.headers['retry-after']).toBeDefined()
  expect(stopped.body).toContain('Mientras tanto puede')
})

it('looking at a link, as a mail scanner does, changes nothing, and a message that was not due has none', async () => {
  const person = await addPerson(harness, { key: 'blocked' })
  await askedUnlock(harness, person)
  const link = linkTo(harness, person.email, '/d/')
  const rows = () => harness.context.db.selectFrom('unlock').selectAll().execute()
  const before = await rows()
  for (let time = 0; time < 3; time += 1) expect((await createVisitor(harness).get(link)).statusCode).toBe(200)
  expect(await rows()).toEqual(before)
  harness.advance(25 * 3_600_000)
  expect((await createVisitor(harness).post(link, {})).statusCode).toBe(410)
})
