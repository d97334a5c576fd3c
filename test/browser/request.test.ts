import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type EmployerReason, employerReasons } from '../../src/replacement/replacement.ts'
import { codeTo, panaderia } from '../harness.ts'
import { openSite, openVisitor, type Site, type Watched } from './watched-browser.ts'

// A request for an office as its applicant makes it: from the reason to the receipt, on a screen of 320 pixels.

let site: Site
beforeAll(async () => {
  site = await openSite({ policy: { noScriptPerSource: 50, sourceStartsPerDoubling: 100 } })
})
afterAll(() => site.close())

const submit = (page: Watched['page']) => page.locator('main form [type="submit"]').first().click()
const kinds = ['company', 'natural_person', 'public_body', 'domestic'] as const

async function toTheReview(visitor: Watched, request: { reason: EmployerReason | null; kind: string; email: string; language: 'es' | 'en' }) {
  const { page, check } = visitor
  const root = request.reason === null ? '/personal/solicitud' : '/empleador/solicitud'
  await page.goto(`${site.origin}/?lang=${request.language}`)
  await page.goto(`${site.origin}${root}`)
  await check()
  await page.locator('main a.button').first().click()
  if (request.reason !== null) {
    await page.check(`input[name="motivo"][value="${request.reason}"]`)
    await page.check(`input[name="empleador"][value="${request.kind}"]`)
    await check()
    await submit(page)
  }
  await page.waitForURL('**/requisitos*')
  await check()
  await page.locator('main a.button').click()
  await page.waitForURL('**/datos*')
  if (request.reason !== null) await page.fill('#ruc', panaderia.taxId)
  await page.fill('#cedula', panaderia.nationalId)
  await check()
  await submit(page)
  await page.waitForURL('**/contacto')
  await check()
  await page.fill('#correo', request.email)
  await submit(page)
  await page.waitForURL('**/contacto/codigo')
  await check()
  await site.harness.settled()
  await page.fill('#codigo', codeTo(site.harness, request.email))
  await submit(page)
  await page.waitForURL('**/turno')
  await page.check('input[value="puerto"]')
  await check()
  await submit(page)
  await page.waitForURL('**/revisar')
  await check()
}

const matrix = employerReasons.flatMap((reason, at) => [
  { reason, language: at % 2 === 0 ? ('es' as const) : ('en' as const), script: at % 3 !== 0, kind: kinds[at % 4] ?? 'company' },
])

describe('a request for an office', () => {
  it.each([...matrix, { reason: null, language: 'es' as const, script: true, kind: '' }, { reason: null, language: 'en' as const, script: false, kind: '' }])(
    'goes from the reason to the receipt: $reason, in $language, JavaScript $script',
    async ({ reason, language, script, kind }) => {
      const visitor = await openVisitor(site, { language, script })
      await toTheReview(visitor, { reason, kind, language, email: `${reason ?? 'persona'}-${language}@nuevo.example` })
      const { page, check } = visitor
      await submit(page)
      await page.waitForURL('**/recibo')
      await check()
      const number = (await page.textContent('.case-number')) ?? ''
      const code = (await page.textContent('.code-shown')) ?? ''
      expect(number).toMatch(/^S-/)
      expect(await page.getAttribute('.qr', 'aria-label')).toContain(number)
      // On the part that is cut off, and on a sheet of its own when it is printed.
      expect((await page.innerHTML('main')).split(code)).toHaveLength(2)
      expect(await page.textContent('.tear-off')).toContain(code)
      await page.emulateMedia({ media: 'print' })
      expect(await page.locator('.tear-off').evaluate((part) => getComputedStyle(part).breakBefore)).toBe('page')
      await page.emulateMedia({ media: 'screen' })
      await page.goto(`${site.origin}/tramite`)
      await check()
      await page.locator('form [type="submit"]').last().click()
      await page.waitForURL('**/tramite/terminar')
      await check()
      await page.goto(`${site.origin}/tramite`)
      await check()
      await page.fill('#numero', number.toLowerCase())
      await page.fill('#continuacion', code.replaceAll('-', ' '))
      await submit(page)
      await page.waitForSelector('.case-number')
      await page.goto(`${site.origin}/tramite/cancelar`)
      await check()
      await submit(page)
      await page.waitForURL('**/tramite')
      await check()
      expect(await page.locator('a[href="/tramite/cancelar"]').count()).toBe(0)
      await visitor.context.close()
    },
  )

  it('says what is missing on each page, and keeps what was typed', async () => {
    const visitor = await openVisitor(site)
    const { page, check, expectStatus } = visitor
    for (const path of ['/empleador/solicitud/motivo', '/empleador/solicitud/datos?motivo=first_key&empleador=company', '/tramite']) {
      await page.goto(`${site.origin}${path}`)
      if (path.includes('datos')) await page.fill('#ruc', '179000')
      expectStatus(422)
      await submit(page)
      await page.waitForSelector('.error-summary')
      if (path.includes('datos')) expect(await page.inputValue('#ruc')).toBe('179000')
      await check()
    }
  })

  it('is put right from the review one thing at a time: with what was given chosen already, and straight back', async () => {
    for (const script of [true, false]) {
      const visitor = await openVisitor(site, { script })
      const { page, check } = visitor
      const email = `corrige-${script}@nuevo.example`
      await toTheReview(visitor, { reason: 'first_key', kind: 'company', language: 'es', email })
      const change = (at: number) => page.locator('.summary-list a').nth(at).click()
      await change(0)
      await page.waitForURL('**/motivo*')
      expect(await page.isChecked('input[value="first_key"]')).toBe(true)
      for (const other of ['en', 'es']) await page.click(`header a[lang="${other}"]`)
      expect(await page.isChecked('input[value="company"]')).toBe(true)
      await page.check('input[value="representative_changed"]')
      await check()
      await submit(page)
      await page.waitForURL('**/requisitos*')
      await check()
      for (const other of ['en', 'es']) await page.click(`header a[lang="${other}"]`)
      await submit(page)
      await page.waitForURL('**/revisar')
      for (const branch of ['0001', '0007']) {
        await change(3)
        await page.waitForURL('**/datos*')
        await page.fill('#sucursal', branch)
        await check()
        await submit(page)
        await page.waitForURL('**/revisar')
      }
      await change(5)
      await page.waitForURL('**/contacto')
      await submit(page)
      await page.waitForURL('**/revisar')
      await check()
      const said = await page.locator('.summary-list').innerText()
      for (const kept of ['Cambió el representante legal', '0007', email, 'Oficina Puerto']) expect(said).toContain(kept)
      await visitor.context.close()
    }
  })

  it('is made with the keyboard alone, with number keypads for numbers', async () => {
    const visitor = await openVisitor(site)
    const { page } = visitor
    const press = async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key)
    }
    const reach = async (selector: string) => {
      for (let tabs = 0; tabs < 40; tabs += 1) {
        if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return
        await press('Tab')
      }
      throw new Error(`${selector} is not reached by Tab`)
    }
    await page.goto(`${site.origin}/empleador/solicitud?motivo=first_key`)
    await reach('main a.button')
    await press('Enter')
    await page.waitForURL('**/motivo*')
    expect(await page.isChecked('input[value="first_key"]')).toBe(true)
    await reach('input[name="empleador"]')
    await press('Space')
    await reach('button[type="submit"]')
    await press('Enter')
    await page.waitForURL('**/requisitos*')
    await reach('main a.button')
    await press('Enter')
    await page.waitForURL('**/datos*')
    for (const field of ['#ruc', '#sucursal', '#cedula']) expect(await page.getAttribute(field, 'inputmode')).toBe('numeric')
    await reach('#ruc')
    await page.keyboard.type(panaderia.taxId)
    await reach('#cedula')
    await page.keyboard.type(panaderia.nationalId)
    await press('Enter')
    await page.waitForURL('**/contacto')
    await reach('#correo')
    await page.keyboard.type('teclado@nuevo.example')
    await press('Enter')
    await page.waitForURL('**/codigo')
    await site.harness.settled()
    await reach('#codigo')
    await page.keyboard.type(codeTo(site.harness, 'teclado@nuevo.example'))
    await press('Enter')
    await page.waitForURL('**/turno')
    await reach('input[name="oficina"]')
    await press('Space', 'Enter')
    await page.waitForURL('**/revisar')
    await reach('main button[type="submit"]')
    await press('Enter')
    await page.waitForURL('**/recibo')
    expect(visitor.complaints()).toEqual([])
  })

  it('prints on two sheets: the office’s without the code, and the applicant’s own', async () => {
    const visitor = await openVisitor(site, { width: 1280 })
    const { page } = visitor
    await toTheReview(visitor, { reason: 'first_key', kind: 'company', language: 'es', email: 'imprime@nuevo.example' })
    await submit(page)
    await page.waitForURL('**/recibo')
    await page.emulateMedia({ media: 'print' })
    expect(await page.evaluate(() => getComputedStyle(document.querySelector('.tear-off') as Element).breakBefore)).toBe('page')
    for (const [shown, selector] of [
      [true, '.signature'],
      [true, '.qr'],
      [true, '.code-shown'],
      [false, 'main a.button'],
      [false, 'main form button'],
    ] as const) {
      expect(await page.locator(selector).first().isVisible(), selector).toBe(shown)
    }
    const pages = Buffer.from(await page.pdf({ format: 'A4' }))
      .toString('latin1')
      .match(/\/Type\s*\/Page\b/g)
    expect(pages?.length).toBe(2)
  })
})
