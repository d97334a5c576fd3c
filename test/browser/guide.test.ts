import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSite, openVisitor, type Site } from './watched-browser.ts'

let site: Site
beforeAll(async () => {
  site = await openSite()
})
afterAll(() => site.close())

const answers = { es: ['Para una empresa', 'Está bloqueada', 'Sí', 'Sí, o soy yo'], en: ['For a company', 'It is blocked', 'Yes', 'Yes, or I am'] }

describe.each(['es', 'en'] as const)('the way to the right procedure, in %s', (language) => {
  it.each([{ script: true }, { script: false }])('leads from the first page to one journey, with JavaScript: $script', async ({ script }) => {
    const visitor = await openVisitor(site, { language, script })
    const { page } = visitor
    await page.goto(`${site.origin}/?lang=${language}`)
    await visitor.check()
    await page.locator('main a[href="/ayuda/que-clave"]').click()
    for (const answer of answers[language]) {
      await visitor.check()
      await page.locator(`.choices a:has-text("${answer}")`).first().click()
    }
    await visitor.check()
    expect(new URL(page.url()).search).toBe('?para=empresa&clave=bloqueada&contacto=si&representante=mismo')
    await page.locator('main a.button').click()
    await page.waitForURL('**/empleador/recuperar')
    expect(visitor.complaints()).toEqual([])
  })

  it('has help pages that keep the promises of every page', async () => {
    const visitor = await openVisitor(site, { language })
    await visitor.page.goto(`${site.origin}/?lang=${language}`)
    const paths = ['/ayuda', '/ayuda/dos-claves', '/ayuda/que-reunir', '/ayuda/clave-bloqueada', '/ayuda/cuanto-tarda', '/ayuda/nuestros-mensajes']
    for (const path of [...paths, '/ayuda/que-clave?para=persona&clave=olvidada&contacto=no', '/empleador', '/personal']) {
      await visitor.page.goto(`${site.origin}${path}`)
      await visitor.check()
    }
    expect(visitor.complaints()).toEqual([])
  })
})
