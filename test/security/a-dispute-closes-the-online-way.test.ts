import { afterAll, beforeAll, expect, it } from 'vitest'
import { codeTo, createHarness, createVisitor, type Harness, linkTo, panaderia } from '../harness.ts'

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
  expect(stopped.headers.location).toBe('/v/hecho/disputed')
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
