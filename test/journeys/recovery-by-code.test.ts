import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeTo, createHarness, createVisitor, type Harness, linkTo, mailTo, nobody, panaderia } from '../harness.ts'

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

const newKey = 'mi abuela vende mangos verdes'

describe('a company that forgot its key', () => {
  it('gets a new one by code, signs in with it, and every contact hears', async () => {
    const person = createVisitor(harness)
    const started = await person.start()
    expect(started.statusCode).toBe(303)
    expect(started.headers.location).toBe('/empleador/recuperar/codigo')
    await harness.settled()

    const wrong = await person.enterCode('000000000000')
    expect(wrong.statusCode).toBe(422)
    expect(wrong.body).toContain('El código no es correcto o ya venció')

    const right = await person.enterCode(codeTo(harness, panaderia.email))
    expect(right.headers.location).toBe('/empleador/recuperar/clave')

    const short = await person.setKey('corta')
    expect(short.statusCode).toBe(422)
    const set = await person.setKey(newKey)
    expect(set.headers.location).toBe('/empleador/recuperar/listo')
    const receipt = await person.get('/empleador/recuperar/listo')
    expect(receipt.body).toContain(panaderia.taxId)
    expect(receipt.body).not.toContain(newKey)

    // What was typed for the new key is there when it is used.
    const signInPage = (await person.get('/empleador/ingresar')).body
    expect(signInPage).toContain(`value="${panaderia.taxId}"`)
    expect((await createVisitor(harness).get('/empleador/ingresar')).body).not.toContain(panaderia.taxId)
    const signedIn = await person.signIn(panaderia, newKey)
    expect(signedIn.headers.location).toBe('/empleador/cuenta')
    expect((await person.get('/empleador/cuenta')).body).toContain(panaderia.name)

    await harness.settled()
    expect(mailTo(harness, panaderia.email).map(({ message }) => message.subject)).toEqual([
      'Su clave patronal cambió',
      'Se va a crear una nueva clave patronal',
      expect.stringContaining('Recuperar la clave patronal: '),
    ])
    expect(mailTo(harness, panaderia.phone ?? '')).toHaveLength(3)
  })

  it('gets one by link in another browser, and the asking browser is left with a phantom', async () => {
    harness.advance(2 * 3_600_000)
    const asking = createVisitor(harness)
    await asking.start()
    await harness.settled()
    const link = linkTo(harness, panaderia.email, '/r/')
    const code = codeTo(harness, panaderia.email)

    const phone = createVisitor(harness)
    expect((await phone.get(link)).statusCode).toBe(200)
    expect((await phone.post(link, {})).headers.location).toBe('/empleador/recuperar/clave')
    expect((await asking.enterCode(code)).body).toContain('El código no es correcto o ya venció')
    expect((await phone.setKey('otra frase bien larga y rara')).headers.location).toBe('/empleador/recuperar/listo')
    expect((await phone.get(link)).statusCode).toBe(410)
  })
})

it('tells a stranger nothing about numbers that name nobody', async () => {
  const stranger = createVisitor(harness)
  const started = await stranger.start(nobody)
  expect(started.headers.location).toBe('/empleador/recuperar/codigo')
  await harness.settled()
  const before = harness.inbox.received.length
  harness.advance(60_000)
  await stranger.post('/empleador/recuperar/reenviar', {})
  await harness.settled()
  expect(harness.inbox.received.length).toBe(before)
  expect((await stranger.enterCode('123412341234')).body).toContain('El código no es correcto o ya venció')
})
