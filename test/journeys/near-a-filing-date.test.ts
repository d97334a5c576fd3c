import { afterAll, beforeAll, expect, it } from 'vitest'
import { codeTo, createHarness, createVisitor, type Harness, nobody, panaderia } from '../harness.ts'

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

const office = 'Calle Inventada 123'

it('whoever gets no message is told on the code page which offices there are and what to bring, also for numbers that nobody has', async () => {
  for (const typed of [panaderia, nobody]) {
    const visitor = createVisitor(harness)
    await visitor.start(typed)
    const { body } = await visitor.get('/empleador/recuperar/codigo')
    expect(body).toContain(office)
    expect(body).toContain('Su cédula original, o un pasaporte que muestre ese número: va en persona el representante legal')
  }
  for (const path of ['/empleador', '/personal']) expect((await createVisitor(harness).get(path)).body, path).toContain(office)
})

it('on the filing date the page of the new key says that the form can be filed today, and on other days nothing', async () => {
  const visitor = createVisitor(harness)
  const year = harness.now().getUTCFullYear() + 1
  harness.advance(Date.parse(`${year}-06-01T10:00:00-05:00`) - harness.now().getTime())
  await visitor.start()
  await harness.settled()
  await visitor.enterCode(codeTo(harness, panaderia.email))
  expect((await visitor.get('/empleador/recuperar/clave')).body).not.toContain('planilla de aportes')

  const later = createVisitor(harness)
  harness.advance(Date.parse(`${year}-06-15T10:00:00-05:00`) - harness.now().getTime())
  await later.start()
  await harness.settled()
  await later.enterCode(codeTo(harness, panaderia.email))
  const { body } = await later.get('/empleador/recuperar/clave')
  expect(body).toMatch(/La planilla de aportes vence (hoy|el )/)
  expect(body).toContain('presente hoy mismo')
})
