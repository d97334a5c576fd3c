import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mailTo } from '../harness.ts'
import { nextNationalId } from '../security/staff.ts'
import { addDevice, openStaff, pressPasskey, type StaffAtWork } from './passkeys.ts'
import { openSite, openVisitor, type Site } from './watched-browser.ts'

let site: Site
beforeAll(async () => {
  site = await openSite({ host: 'localhost' })
})
afterAll(() => site.close())

const submit = ({ visitor }: StaffAtWork, name: string) => visitor.page.getByRole('button', { name, exact: true }).click()
const words = {
  es: {
    send: 'Enviar a confirmación',
    confirm: 'Confirmar',
    lost: 'Perdió su llave de acceso',
    ask: 'Pedir un enlace nuevo',
    remove: 'Retirar la cuenta',
    again: 'Revisar otra vez su trabajo',
    doAgain: 'Revisar otra vez',
    search: 'Buscar',
  },
  en: {
    send: 'Send for confirmation',
    confirm: 'Confirm',
    lost: 'Lost their passkey',
    ask: 'Ask for a new link',
    remove: 'Remove the account',
    again: 'Examine their work again',
    doAgain: 'Examine again',
    search: 'Search',
  },
}

describe.each(['es', 'en'] as const)('the administration of staff, in %s', (language) => {
  it('is done by two on narrow screens, and an auditor finds it in the record', async () => {
    const [texts, correo, cedula] = [words[language], `clara.${language}@instituto.example`, nextNationalId()]
    const [first, second, auditor] = [
      await openStaff(site, ['administrator'], { name: 'Paula Llaves Ejemplo', language, width: 320, office: null }),
      await openStaff(site, ['administrator'], { name: 'Marco Llaves Muestra', language, width: 320 }),
      await openStaff(site, ['auditor'], { name: 'Hugo Libros Imaginario', language, width: 320 }),
    ]
    for (const { visitor } of [first, second, auditor]) await visitor.page.goto(`${site.origin}/oficina?lang=${language}`)
    const { page, check, expectStatus } = first.visitor
    await page.goto(`${site.origin}/oficina/personal`)
    await page.locator('main summary').last().click()
    await check()
    await page.goto(`${site.origin}/oficina/personal/invitar`)
    await check()
    expectStatus(422)
    await submit(first, texts.send)
    await page.waitForSelector('.error-summary')
    await check()
    await page.fill('#nombre', 'Clara Nueva Ficticia')
    await page.fill('#correo', correo)
    await page.fill('#cedula', cedula)
    await page.selectOption('#oficina', 'centro')
    await page.check('#funcion')
    await submit(first, texts.send)
    await page.waitForURL(/\/oficina\/personal\/[0-9a-f-]{36}$/)
    await check()
    const account = page.url()

    await second.visitor.page.goto(account)
    await second.visitor.check()
    await submit(second, texts.confirm)
    await second.visitor.page.waitForURL(`${account}?**`)
    await site.harness.settled()
    const mail = mailTo(site.harness, correo)[0]
    const link = mail?.message.blocks.flatMap((block) => ('link' in block ? [block.link] : []))[0] ?? ''
    const invited = await openVisitor(site, { language })
    await addDevice(invited)
    await invited.page.goto(`${link}?lang=${language}`)
    await pressPasskey(invited)
    await invited.page.waitForURL('**/oficina/ingresar?**')

    await page.goto(account)
    await page.locator('summary', { hasText: texts.lost }).click()
    await check()
    await submit(first, texts.ask)
    await page.waitForURL(`${account}?**`)
    await check()
    await second.visitor.page.goto(account)
    await second.visitor.check()
    await second.visitor.page.getByRole('link', { name: texts.remove }).click()
    await second.visitor.page.waitForURL(`${account}/retirar`)
    await second.visitor.check()
    await submit(second, texts.remove)
    await second.visitor.page.waitForURL(`${account}?**`)
    await second.visitor.check()
    await second.visitor.page.getByRole('link', { name: texts.again }).click()
    await second.visitor.page.waitForURL(`${account}/retirar`)
    await second.visitor.check()
    await submit(second, texts.doAgain)
    await second.visitor.page.waitForURL(`${account}?**`)
    await second.visitor.check()

    await auditor.visitor.page.goto(`${site.origin}/oficina/registro`)
    await auditor.visitor.check()
    await auditor.visitor.page.fill('#sobre', cedula)
    await auditor.visitor.page.check('#miradas')
    await submit(auditor, texts.search)
    await auditor.visitor.page.waitForSelector('.entries li')
    for (const type of ['staff.invited', 'staff.confirmed', 'staff.enrolled', 'staff.change_asked', 'staff.removed', 'staff.work_voided', 'staff.viewed'])
      expect(await auditor.visitor.page.locator(`.entries [title="${type}"]`).count(), type).toBeGreaterThan(0)
    await auditor.visitor.check()
    await auditor.visitor.page.goto(account)
    await auditor.visitor.check()
  })

  it('keeps what was typed when the session has ended, and offers it after signing in', async () => {
    const administrator = await openStaff(site, ['administrator'], { name: 'Paula Llaves Ejemplo', language, width: 320 })
    const { page, check, expectStatus } = administrator.visitor
    await page.goto(`${site.origin}/oficina/personal/invitar?lang=${language}`)
    await page.fill('#nombre', 'Tarde Supuesta Muestra')
    await page.fill('#correo', `tarde.${language}@instituto.example`)
    await page.fill('#cedula', nextNationalId())
    await page.selectOption('#oficina', 'centro')
    await page.check('#funcion')
    site.harness.advance(16 * 60_000)
    expectStatus(422)
    await submit(administrator, words[language].send)
    await page.waitForSelector('input[name="guardado"]', { state: 'attached' })
    await check()
    await pressPasskey(administrator.visitor)
    await page.waitForSelector('input[name="funcion"][type="hidden"]', { state: 'attached' })
    await check()
    expectStatus(422)
    await page.locator('main form [type="submit"]').click()
    // It asks for a passkey that is shown for it, and has what was typed.
    await page.waitForSelector('form[data-passkey] #nombre')
    await check()
    await pressPasskey(administrator.visitor)
    await page.waitForURL(/\/oficina\/personal\/[0-9a-f-]{36}$/)
  })
})
