import { afterAll, beforeAll, expect, it } from 'vitest'
import { codeTo, createHarness, createVisitor, type Harness, linkTo, panaderia, solvedPuzzle } from '../harness.ts'
import { settledOwner } from './account-steps.ts'
import { addHolder } from './holders.ts'
import { verified } from './office-steps.ts'
import { addPerson } from './persons.ts'
import { filed } from './requests.ts'
import { addStaff } from './staff.ts'
import { proven, signsIn, vetoed } from './steps.ts'
import { provenUnlock } from './unlock-steps.ts'

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

it('sends the next proven case of a holder to the office while a contact disputes an earlier one', async () => {
  const first = createVisitor(harness)
  await first.start(panaderia)
  await harness.settled()
  await first.enterCode(codeTo(harness, panaderia.email))
  await harness.settled()
  const stopped = await createVisitor(harness).post(linkTo(harness, panaderia.email, '/v/'), {})
  expect(stopped.headers.location).toContain('/v/hecho/disputed')
  expect((await first.get('/empleador/recuperar/clave')).body).toContain('Un contacto detuvo este trámite')
  expect((await first.setKey('una frase larga que nadie adivina')).headers.location).toBe('/empleador/recuperar/clave')

  harness.advance(3_600_000)
  const second = createVisitor(harness)
  await second.start(panaderia)
  await harness.settled()
  await second.enterCode(codeTo(harness, panaderia.email))
  const page = await second.get('/empleador/recuperar/clave')
  expect(page.body).toContain('Este caso sigue en una oficina')
  expect(page.body).toContain('retenida por seguridad')
})

it('sends a proven case to the office while a contact disputes one with an office, and no key is set with a proof of before', async () => {
  const holder = await addHolder(harness, {
    contacts: [
      { channel: 'email', value: 'ladron@dos.example' },
      { channel: 'email', value: 'gerencia@dos.example' },
    ],
  })
  const online = await proven(harness, { ...holder, email: 'ladron@dos.example' })
  const request = await filed(harness, holder)
  await verified(harness, request, await addStaff(harness, ['agent']))
  await harness.settled()
  expect(await vetoed(harness, 'gerencia@dos.example')).toBe('disputed')
  expect((await online.setKey('una frase larga que nadie adivina')).headers.location).toBe('/empleador/recuperar/clave')
  expect(await signsIn(harness, holder, 'una frase larga que nadie adivina')).toBe(false)
  const page = (await online.get('/empleador/recuperar/clave')).body
  expect(page).toContain('retenida por seguridad')
  expect(page).toContain('Desde el')
})

it('lets nothing be changed in the account while a contact disputes a case with an office', async () => {
  const { holder, owner } = await settledOwner(harness)
  expect((await owner.get('/empleador/cuenta/contacto')).statusCode).toBe(200)
  const request = await filed(harness, holder)
  await verified(harness, request, await addStaff(harness, ['agent']))
  await harness.settled()
  expect(await vetoed(harness, holder.email)).toBe('disputed')
  expect((await owner.get('/empleador/cuenta')).body).toContain('No se puede cambiar nada hasta aclararlo')
})

it('neither keeps nor sets a personal key while a contact disputes the replacement of another one', async () => {
  const person = await addPerson(harness, { key: 'blocked' })
  const online = await provenUnlock(harness, person)
  const replacing = createVisitor(harness)
  await replacing.post('/personal/solicitud/datos', { cedula: person.nationalId, altcha: await solvedPuzzle(harness, { form: 'contact_replacement' }) })
  await replacing.post('/personal/solicitud/contacto', { correo: 'otro@dos.example' })
  await harness.settled()
  await replacing.post('/personal/solicitud/contacto/codigo', { codigo: codeTo(harness, 'otro@dos.example') })
  await replacing.post('/personal/solicitud/turno', { oficina: 'centro' })
  await replacing.post('/personal/solicitud/revisar', {})
  const number = /S-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec((await replacing.get('/personal/solicitud/recibo')).body)?.[0] ?? ''
  await verified(harness, { number }, await addStaff(harness, ['agent']))
  await harness.settled()
  expect(await vetoed(harness, person.email)).toBe('disputed')
  expect((await online.keepKey()).headers.location).toBe('/personal/desbloquear/opcion')
  expect((await online.setPersonalKey('una frase larga que nadie adivina')).headers.location).toBe('/personal/desbloquear/opcion')
})
