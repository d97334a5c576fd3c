import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DemoEmployer } from '../../src/demo/employers.ts'
import { codeTo, linkTo, panaderia, taller } from '../harness.ts'
import { openSite, openVisitor, type Site, type Watched } from './watched-browser.ts'

let site: Site
beforeAll(async () => {
  site = await openSite({ policy: { messagesPerHour: 10, noScriptPerSource: 1 } })
  await site.harness.context.db.updateTable('employer').set({ status: 'closed' }).where('tax_id', '=', taller.taxId).execute()
})
afterAll(() => site.close())

const submit = (page: Watched['page']) => page.locator('main form [type="submit"]').first().click()

async function start({ page }: Watched, employer: Pick<DemoEmployer, 'taxId' | 'nationalId'> = panaderia) {
  await page.goto(`${site.origin}/empleador/recuperar`)
  await page.fill('#ruc', employer.taxId)
  await page.fill('#cedula', employer.nationalId)
  await submit(page)
}

async function startAndWait(visitor: Watched, employer?: Parameters<typeof start>[1]) {
  await start(visitor, employer)
  await visitor.page.waitForURL('**/codigo')
  await site.harness.settled()
}

describe.each(['es', 'en'] as const)('the pages beside the straight way, in %s', (language) => {
  it('keep their promises on a wrong code, a second message asked too soon, a dead link, a page that does not exist and a wrong sign-in', async () => {
    const visitor = await openVisitor(site, { language })
    const { page, check, expectStatus } = visitor
    await page.goto(`${site.origin}/?lang=${language}`)
    await startAndWait(visitor)
    expectStatus(422)
    await page.fill('#codigo', '0000 0000 0000')
    await submit(page)
    await page.waitForSelector('.error-summary')
    await check()
    expectStatus(422)
    await page.locator('summary').click()
    await page.locator('details form [type="submit"]').click()
    await page.waitForURL('**/reenviar')
    expect(await page.locator('[role="status"]').count()).toBe(1)
    await check()
    for (const path of [`/r/${'x'.repeat(43)}`, `/v/${'x'.repeat(43)}`]) {
      expectStatus(410)
      await page.goto(`${site.origin}${path}`)
      await check()
    }
    expectStatus(404)
    await page.goto(`${site.origin}/nada`)
    await check()
    await page.goto(`${site.origin}/empleador/ingresar`)
    await page.fill('#ruc', panaderia.taxId)
    await page.fill('#clave', 'no es esta')
    expectStatus(422)
    await submit(page)
    await page.waitForSelector('.error-summary')
    await check()
    await page.goto(`${site.origin}/demo/buzon`)
    await check()
  })

  it('keep their promises when a closed employer is sent to an office', async () => {
    const visitor = await openVisitor(site, { language })
    await visitor.page.goto(`${site.origin}/?lang=${language}`)
    await startAndWait(visitor, taller)
    await visitor.page.fill('#codigo', codeTo(site.harness, taller.email))
    await submit(visitor.page)
    await visitor.page.waitForURL('**/clave')
    expect(await visitor.page.textContent('main')).toContain('Calle Inventada 123')
    await visitor.check()
  })
})

describe('a contact that says "no fui yo"', () => {
  it('reads what will happen, stops it, and the browser that was choosing a key is told', async () => {
    const [owner, contact] = [await openVisitor(site), await openVisitor(site)]
    await startAndWait(owner)
    await contact.page.goto(`${site.origin}${linkTo(site.harness, panaderia.email, '/v/')}`)
    await contact.check()
    await owner.page.fill('#codigo', codeTo(site.harness, panaderia.email))
    await submit(owner.page)
    await owner.page.waitForURL('**/clave')
    await site.harness.settled()
    await contact.page.goto(`${site.origin}${linkTo(site.harness, panaderia.email, '/v/')}`)
    await contact.check()
    await submit(contact.page)
    await contact.page.waitForURL('**/v/hecho/disputed*')
    await contact.check()
    await owner.page.reload()
    expect(await owner.page.textContent('h1')).toBe('Un contacto detuvo este trámite')
    await owner.check()
  })
})

describe('the language switch', () => {
  it('stays on the page, with what was typed before, also after asking for another message and on a link', async () => {
    const visitor = await openVisitor(site)
    const { page, expectStatus } = visitor
    await startAndWait(visitor)
    const tag = await page.textContent('.tag')
    await page.getByRole('link', { name: 'Change the language to English' }).click()
    expect(new URL(page.url()).pathname).toBe('/empleador/recuperar/codigo')
    expect(await page.textContent('h1')).toBe('Check your e-mail or mobile')
    expect(await page.textContent('.tag')).toBe(tag)

    expectStatus(422)
    await page.locator('summary').click()
    await page.locator('details form [type="submit"]').click()
    await page.waitForURL('**/reenviar')
    await page.getByRole('link', { name: 'Cambiar el idioma a español' }).click()
    expect(await page.textContent('h1')).toBe('Revise su correo o celular')
    expect(await page.textContent('.tag')).toBe(tag)

    const link = linkTo(site.harness, panaderia.email, '/r/')
    await page.goto(`${site.origin}${link}`)
    await page.getByRole('link', { name: 'Change the language to English' }).click()
    expect(new URL(page.url()).pathname).toBe(link)
    expect(visitor.complaints()).toEqual([])
  })
})

describe('the automatic check', () => {
  it('is solved for real: with JavaScript a second start is taken where without it the network has used up its one', async () => {
    const [withIt, without] = [await openVisitor(site), await openVisitor(site, { script: false })]
    await startAndWait(withIt)
    await startAndWait(withIt)
    expect(withIt.complaints()).toEqual([])

    await startAndWait(without)
    without.expectStatus(429)
    await start(without)
    await without.page.waitForSelector('.error-summary')
    expect(await without.page.textContent('main')).toMatch(/sin JavaScript hasta las \d\d:\d\d/)
    expect(await without.page.inputValue('#cedula')).toBe(panaderia.nationalId)
    await without.check()
  })

  it('makes somebody who continues early wait for it, and says so', async () => {
    const { page } = await openVisitor(site)
    let answer: () => void = () => undefined
    const held = new Promise<void>((resolve) => {
      answer = resolve
    })
    await page.route('**/reto', async (route) => {
      await held
      await route.continue()
    })
    await page.goto(`${site.origin}/empleador/recuperar`)
    await page.fill('#ruc', panaderia.taxId)
    await page.fill('#cedula', panaderia.nationalId)
    await submit(page)
    expect(await page.textContent('.puzzle-line')).toMatch(/^Un momento/)
    // Nor does what is not seen of it say anything in another language, to whatever reads it all the same.
    expect((await page.textContent('altcha-widget'))?.trim()).toBe('Comprobación automática en marcha. No tiene que hacer nada.')
    answer()
    await page.waitForURL('**/codigo')
  })

  it('is never in the way: where it fails, the form goes without it', async () => {
    const { page } = await openVisitor(site)
    await page.route('**/reto', (route) => route.abort())
    await page.goto(`${site.origin}/empleador/recuperar`)
    await page.waitForSelector('.puzzle-line[data-state="failed"]')
    await page.fill('#ruc', panaderia.taxId)
    await page.fill('#cedula', panaderia.nationalId)
    await submit(page)
    await page.waitForURL('**/codigo')
  })

  it('runs where the scripts come one long after the other, as on a slow network', async () => {
    const { page } = await openVisitor(site)
    await page.route('**/assets/puzzle.js', async (route) => {
      await new Promise((passed) => setTimeout(passed, 1500))
      await route.continue()
    })
    await page.goto(`${site.origin}/empleador/recuperar`)
    await page.waitForSelector('.puzzle-line[data-state="ready"]', { timeout: 10_000 })
  })

  it('nor where it hangs: after some seconds the form goes all the same', async () => {
    const { page } = await openVisitor(site)
    await page.route('**/reto', () => undefined)
    await page.goto(`${site.origin}/empleador/recuperar`)
    await page.fill('#ruc', panaderia.taxId)
    await page.fill('#cedula', panaderia.nationalId)
    await submit(page)
    expect(await page.textContent('.puzzle-line')).toMatch(/^Un momento/)
    await page.waitForURL('**/codigo')
  })
})

describe('what a browser and a password manager are told', () => {
  it('number keypads for numbers, one-time-code, and a user name beside the new key', async () => {
    const visitor = await openVisitor(site)
    const { page } = visitor
    await page.goto(`${site.origin}/empleador/recuperar`)
    for (const field of ['#ruc', '#sucursal', '#cedula']) expect(await page.getAttribute(field, 'inputmode')).toBe('numeric')
    await startAndWait(visitor, { taxId: '3000000129000', nationalId: '3000000129' })
    expect(await page.getAttribute('#codigo', 'inputmode')).toBe('numeric')
    expect(await page.getAttribute('#codigo', 'autocomplete')).toBe('one-time-code')
    await page.fill('#codigo', codeTo(site.harness, 'marta@casa.example'))
    await submit(page)
    await page.waitForURL('**/clave')
    expect(await page.inputValue('form:has(#clave) [autocomplete="username"]')).toBe('3000000129000')
    expect(await page.getAttribute('#clave', 'autocomplete')).toBe('new-password')
  })
})

describe('text twice as large', () => {
  it('needs no sideways scrolling', async () => {
    const { page } = await openVisitor(site, { width: 640 })
    for (const path of ['/', '/empleador', '/empleador/recuperar', '/empleador/ingresar', '/demo/buzon']) {
      await page.goto(`${site.origin}${path}`)
      await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'))
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), path).toBeLessThanOrEqual(0)
    }
  })
})
