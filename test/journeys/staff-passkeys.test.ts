import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, createVisitor, type Harness } from '../harness.ts'
import { enrolled, invited, signsIn } from '../security/enrolments.ts'
import { createPasskey } from '../security/virtual-passkey.ts'

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

describe('a member of staff', () => {
  it('enrols by a one-time link, signs in with the passkey, and signs out', async () => {
    const { link, email } = await invited(harness, ['agent'], 'centro', 'Elena Inscrita Ejemplo')
    const [browser, passkey] = [createVisitor(harness), createPasskey()]
    const seen = await browser.get(link)
    expect(seen.statusCode).toBe(200)
    expect(seen.body).toContain(email)
    const done = await browser.post(link, { llave: 'Computador', passkey: passkey.register(seen.body) })
    expect(done.headers.location).toBe('/oficina/ingresar?nota=lista')
    expect((await browser.get('/oficina/ingresar?nota=lista')).body).toContain('quedó guardada')

    const signed = await signsIn(browser, passkey)
    expect(signed.headers.location).toBe('/oficina')
    const today = await browser.get('/oficina')
    expect(today.body).toContain('Elena Inscrita Ejemplo')
    expect(today.body).toContain('una sola llave de acceso')

    expect((await browser.get('/oficina/ingresar?nota=salida')).body).not.toContain('Su sesión se cerró')
    expect((await browser.post('/oficina/salir', {})).headers.location).toBe('/oficina/ingresar?nota=salida')
    expect((await browser.get('/oficina/ingresar?nota=salida')).body).toContain('Su sesión se cerró')
    expect(browser.cookies.has('staff')).toBe(false)
    expect((await browser.get('/oficina')).headers.location).toContain('/oficina/ingresar')
  })

  it('is asked for a passkey, and keeps the link until it is there', async () => {
    const { link } = await invited(harness, ['agent'])
    const [browser, passkey] = [createVisitor(harness), createPasskey()]
    await browser.get(link)
    const keyless = await browser.post(link, { llave: '', passkey: '' })
    expect(keyless.statusCode).toBe(422)
    expect(keyless.body).toContain('hace falta JavaScript')
    const done = await browser.post(link, { llave: '', passkey: passkey.register(keyless.body) })
    expect(done.statusCode).toBe(303)
  })

  it('adds a second passkey after showing one again, signs in with either, and is not asked for more', async () => {
    const { browser, passkey } = await enrolled(harness, ['agent'])
    await signsIn(browser, passkey)
    const own = await browser.get('/oficina/llaves')
    expect(own.body).toContain('Mi dispositivo')
    const confirmed = await browser.post('/oficina/llaves', { passkey: passkey.answer(own.body) })
    const link = confirmed.headers.location ?? ''
    expect(link).toMatch(/^\/oficina\/inscripcion\/[\w-]{43}$/)
    const second = createPasskey()
    const page = await browser.get(link)
    expect(page.body).not.toContain('name="nombre"')
    expect(page.body).toContain('Guarde otra llave de acceso')
    expect(page.body).not.toContain('Este enlace')
    const saved = await browser.post(link, { llave: 'Celular', passkey: second.register(page.body) })
    expect(saved.headers.location).toBe('/oficina/llaves?hecho=guardada')
    const told = (await browser.get('/oficina/llaves?hecho=guardada')).body
    expect(told).toContain('quedó guardada')
    expect(told).toContain('Celular')
    const dead = await browser.get(link)
    expect(dead.statusCode).toBe(410)
    expect(dead.body).not.toContain('pida otro a un administrador')
    const elsewhere = createVisitor(harness)
    expect((await signsIn(elsewhere, second)).headers.location).toBe('/oficina')
    expect((await elsewhere.get('/oficina')).body).not.toContain('una sola llave de acceso')
    expect((await signsIn(browser, passkey)).headers.location).toBe('/oficina')
  })

  it('that follows a link in a browser of somebody else, or of nobody, is told of the link, and ends at the sign-in', async () => {
    const colleague = await enrolled(harness, ['agent'])
    await signsIn(colleague.browser, colleague.passkey)
    const { link } = await invited(harness, ['agent'])
    const page = await colleague.browser.get(link)
    expect(page.body).toContain('Este enlace sirve una sola vez')
    const done = await colleague.browser.post(link, { llave: '', passkey: createPasskey().register(page.body) })
    expect(done.headers.location).toBe('/oficina/ingresar?nota=lista')
  })

  it('goes on to the page of the console that asked, and nowhere else', async () => {
    const { browser, passkey } = await enrolled(harness, ['agent'])
    const to = async (ir: string) => {
      const { body } = await browser.get('/oficina/ingresar')
      return (await browser.post('/oficina/ingresar', { passkey: passkey.answer(body), ir })).headers.location
    }
    expect(await to('/oficina/llaves')).toBe('/oficina/llaves')
    for (const elsewhere of ['https://example.org/', '//example.org', '/empleador', '/oficina/../empleador', '/oficina/salir', '/oficina\\example.org']) {
      expect(await to(elsewhere), elsewhere).toBe('/oficina')
    }
  })
})
