import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeTo, linkTo } from '../harness.ts'
import { settledOwner } from '../security/account-steps.ts'
import { addPerson, personalKey } from '../security/persons.ts'
import { newKey } from '../security/steps.ts'
import { openSite, openVisitor, type Site, type Watched } from './watched-browser.ts'

let site: Site
beforeAll(async () => {
  site = await openSite({ policy: { messagesPerHour: 10 } })
})
afterAll(() => site.close())

const submit = ({ page }: Watched) => page.locator('main form:has(#clave, #codigo) [type="submit"]').click()

async function signIn({ page }: Watched, holder: { taxId: string }, language: string) {
  await page.goto(`${site.origin}/empleador/ingresar?lang=${language}`)
  await page.fill('#ruc', holder.taxId)
  await page.fill('#clave', newKey)
  await page.locator('main [type="submit"]').click()
  await page.waitForURL('**/cuenta')
}

const ways = [
  { language: 'es', script: true },
  { language: 'en', script: true },
  { language: 'es', script: false },
  { language: 'en', script: false },
] as const

describe.each(ways)('the account in $language, JavaScript $script, on a narrow phone', ({ language, script }) => {
  const to = (path: string) => `${site.origin}/empleador/cuenta${path}`

  it('changes a contact: chosen, confirmed at the new address, shown as done, and undone by the old one', async () => {
    const { holder } = await settledOwner(site.harness)
    const visitor = await openVisitor(site, { language, script })
    const { page, check } = visitor
    await signIn(visitor, holder, language)
    await check()
    await page.locator('a[href="/empleador/cuenta/contacto"]').click()
    await check()

    visitor.expectStatus(422)
    await submit(visitor)
    await page.waitForSelector('.error-summary')
    await check()
    await page.locator('.error-summary a[href="#cambiar"]').click()
    await page.check('#cambiar')
    expect(await page.getAttribute('#contacto', 'inputmode')).toBe('email')
    const value = `nuevo-${language}-${script}@pagina.example`
    await page.fill('#contacto', value)
    await page.fill('#clave', newKey)
    await submit(visitor)
    await page.waitForURL('**/contacto/codigo')
    await site.harness.settled()
    await check()
    expect(await page.getAttribute('#codigo', 'inputmode')).toBe('numeric')
    visitor.expectStatus(422)
    await page.fill('#codigo', '000000000000')
    await submit(visitor)
    await page.waitForSelector('.error-summary')
    await check()
    await page.fill('#codigo', codeTo(site.harness, value))
    await submit(visitor)
    await page.waitForURL('**/contacto/listo')
    await check()
    await site.harness.settled()

    const contact = await openVisitor(site, { language, script })
    await contact.page.goto(`${site.origin}${linkTo(site.harness, holder.email, '/v/')}?lang=${language}`)
    await contact.check()
    await contact.page.locator('main [type="submit"]').click()
    await contact.page.waitForURL('**/v/hecho/undone')
    await contact.check()
    await signIn(visitor, holder, language)
    await check()
    await page.goto(to('/contacto'))
    await check()
    expect(await page.locator('#clave').count()).toBe(0)
    await visitor.context.close()
    await contact.context.close()
  })

  it('makes a saved code to print, chooses hardened recovery, and is told what it still needs', async () => {
    const { holder } = await settledOwner(site.harness)
    const visitor = await openVisitor(site, { language, script })
    const { page, check } = visitor
    await signIn(visitor, holder, language)
    await page.goto(to('/proteccion'))
    await check()
    expect(await page.locator('#clave').count()).toBe(0)
    await page.locator('main a[href="/empleador/cuenta/codigo-guardado"]').click()
    await check()
    await page.fill('#clave', newKey)
    await submit(visitor)
    await page.waitForSelector('.offered-key')
    const code = (await page.textContent('.offered-key'))?.trim() ?? ''
    expect(code).toMatch(/^(\w{4}-){5}\w{4}$/)
    await check()
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('.offered-key').isVisible()).toBe(true)
    expect(await page.locator('main a[href="/empleador/cuenta"]').isVisible()).toBe(false)
    await page.emulateMedia({ media: 'screen' })
    await page.locator('main a[href="/empleador/cuenta"]').click()
    await page.waitForURL('**/cuenta')
    await check()
    await page.goto(to('/proteccion'))
    await check()
    await page.fill('#clave', newKey)
    await submit(visitor)
    await page.waitForLoadState()
    await check()
    await page.goto(to('/codigo-guardado/retirar'))
    await check()
    expect(await page.locator('#clave').count()).toBe(0)
    await page.goto(to('/proteccion'))
    await page.fill('#clave', newKey)
    await submit(visitor)
    await page.waitForLoadState()
    await page.goto(to('/codigo-guardado/retirar'))
    await check()
    await page.fill('#clave', newKey)
    await submit(visitor)
    await page.waitForURL('**/codigo-guardado')
    await check()
    await visitor.context.close()
  })

  it('is the same for a person, with what persons have', async () => {
    const person = await addPerson(site.harness)
    const visitor = await openVisitor(site, { language, script })
    const { page, check } = visitor
    await page.goto(`${site.origin}/personal/ingresar?lang=${language}`)
    await page.fill('#cedula', person.nationalId)
    await page.fill('#clave', personalKey)
    await page.locator('main [type="submit"]').click()
    await page.waitForURL('**/personal/cuenta')
    await check()
    await page.goto(`${site.origin}/personal/cuenta/contacto`)
    await check()
    await page.locator('input[value="nuevo"]').check()
    await page.fill('#contacto', '099 123 45 67')
    await page.fill('#clave', personalKey)
    await submit(visitor)
    await page.waitForURL('**/contacto/codigo')
    await check()
    await visitor.context.close()
  })
})
