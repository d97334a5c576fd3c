import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { invited } from '../security/enrolments.ts'
import { addDevice, openStaff, pressPasskey, signInWithPasskey } from './passkeys.ts'
import { openSite, openVisitor, type Site } from './watched-browser.ts'

let site: Site
beforeAll(async () => {
  site = await openSite({ host: 'localhost' })
})
afterAll(() => site.close())

describe.each(['es', 'en'] as const)('a member of staff in a real browser, in %s', (language) => {
  it('enrols with a passkey, signs in, adds another one, and signs out', async () => {
    const { link } = await invited(site.harness, ['agent', 'approver'], 'centro', 'Elena Inscrita Ejemplo')
    const visitor = await openVisitor(site, { language })
    const { page, check } = visitor
    const device = await addDevice(visitor)
    await page.goto(`${site.origin}${link}?lang=${language}`)
    await check()
    await pressPasskey(visitor)
    await page.waitForURL('**/oficina/ingresar?**')
    await check()
    expect(await device.held()).toHaveLength(1)

    await pressPasskey(visitor)
    await page.waitForURL('**/oficina')
    expect(await page.textContent('h1')).toContain('Elena Inscrita Ejemplo')
    await check()

    await page.goto(`${site.origin}/oficina/llaves`)
    await check()
    await pressPasskey(visitor)
    await page.waitForURL('**/oficina/inscripcion/**')
    await check()
    // The same device has one already, and says so.
    await pressPasskey(visitor)
    await page.waitForSelector('.passkey-problem:not([hidden])')
    expect(await device.held()).toHaveLength(1)

    await page.goto(`${site.origin}/oficina`)
    await page.locator('.console-nav button').click()
    await page.waitForURL('**/oficina/ingresar?nota=salida')
  })

  it('removes the passkey of a phone that is lost, by showing the one at hand', async () => {
    const { visitor, nationalId } = await openStaff(site, ['agent'], { language, width: 320 })
    const { db } = site.harness.context
    const { id } = await db.selectFrom('staff_member').select('id').where('national_id', '=', nationalId).executeTakeFirstOrThrow()
    const lost = { id: `lost-${language}`, staff_id: id, public_key: '', counter: 0, transports: [], name: 'Celular', made_at: site.harness.now() }
    await db.insertInto('staff_passkey').values(lost).execute()
    await visitor.page.goto(`${site.origin}/oficina/llaves?lang=${language}`)
    await visitor.check()
    // The one at hand cannot be removed by showing it, and the page says what to do instead.
    const own = visitor.page.locator(`form:has([name="quitar"]):not(:has([value="lost-${language}"]))`)
    await own.locator('[type="submit"]').click()
    const problem = own.locator('.passkey-problem:not([hidden])')
    await problem.waitFor()
    expect(await problem.textContent()).toContain(language === 'es' ? 'no la que quita' : 'not the one you remove')
    await visitor.check()
    await visitor.page.locator(`form:has([value="lost-${language}"]) [type="submit"]`).click()
    await visitor.page.waitForURL('**/oficina/llaves?hecho=quitada')
    await visitor.check()
    expect(await visitor.page.textContent('.entries')).not.toContain('Celular')
  })

  it('is told what to do where the device refuses, and nothing is sent', async () => {
    const { visitor, device } = await openStaff(site, ['agent'], { language, width: 320 })
    await visitor.page.goto(`${site.origin}/oficina/ingresar?lang=${language}`)
    await device.refuse()
    await pressPasskey(visitor)
    await visitor.page.waitForSelector('.passkey-problem:not([hidden])')
    await visitor.check()
    await device.accept()
    await signInWithPasskey(site, visitor)
  })

  it('reads without JavaScript what a passkey needs, and of a link that is dead what to do', async () => {
    const { page, check, expectStatus } = await openVisitor(site, { language, script: false })
    await page.goto(`${site.origin}/oficina/ingresar?lang=${language}`)
    await check()
    expectStatus(422)
    await pressPasskey({ page })
    expect(await page.textContent('.error-summary')).toContain('JavaScript')
    expectStatus(410)
    await page.goto(`${site.origin}/oficina/inscripcion/${'x'.repeat(43)}`)
    await check()
  })
})
