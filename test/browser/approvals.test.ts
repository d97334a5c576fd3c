import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { linkTo } from '../harness.ts'
import { addHolder } from '../security/holders.ts'
import { caseOf, proposed } from '../security/office-steps.ts'
import { openStaff, pressPasskey, signInWithPasskey } from './passkeys.ts'
import { openSite, openVisitor, type Site } from './watched-browser.ts'

let site: Site
beforeAll(async () => {
  site = await openSite({ host: 'localhost' })
})
afterAll(() => site.close())

const queue = '/oficina/aprobaciones'

describe.each([
  ['es', 320],
  ['en', 1280],
] as const)('in a real browser, in %s and %i wide', (language, width) => {
  it('an approver takes a case, reads what was examined, is told what a return asks for, and approves', async () => {
    const holder = await addHolder(site.harness)
    const { number } = await proposed(site.harness, holder)
    const approvesFrom = new Date(site.harness.now().getTime() - 1000)
    const { visitor } = await openStaff(site, ['approver'], { language, width, office: 'puerto', approvesFrom })
    const { page, check, expectStatus } = visitor
    await signInWithPasskey(site, visitor)
    await page.goto(`${site.origin}${queue}?lang=${language}`)
    await check()
    await page.locator('main form .button').click()
    await page.waitForURL(`**${queue}/${number}`)
    await check()
    await shoot(visitor, `approval-${language}`)
    expectStatus(422)
    await page.locator('form:has(input[value=devolver]) .button').click()
    await page.waitForSelector('.error-summary')
    await check()
    await page.locator('form:has(input[value=aprobar]) .button').click()
    await page.waitForURL(`**${queue}?hecho=waiting`)
    await check()
  })

  it('a contact stops a case, and a supervisor reads what was said by whom and resolves it', async () => {
    const holder = await addHolder(site.harness)
    const { number } = await proposed(site.harness, holder)
    const contact = await openVisitor(site, { language, width })
    await contact.page.goto(`${site.origin}${linkTo(site.harness, holder.email, '/v/')}?lang=${language}`)
    await contact.check()
    await contact.page.locator('main form .button').click()
    await contact.page.waitForURL('**/v/hecho/disputed*')
    await contact.check()
    await shoot(contact, `stopped-${language}`)

    const { visitor } = await openStaff(site, ['supervisor'], { language, width })
    const { page, check, expectStatus } = visitor
    await signInWithPasskey(site, visitor)
    await page.goto(`${site.origin}${queue}?lang=${language}`)
    await check()
    await shoot(visitor, `disputes-${language}`)
    await page.getByText(number, { exact: true }).click()
    await page.waitForURL('**/disputas/replacement/**')
    await check()
    await shoot(visitor, `dispute-${language}`)
    expectStatus(422)
    await page.locator('main form .button').click()
    await page.waitForSelector('.error-summary')
    await check()
    await page.locator('input[value="contact_was_right.did_not_represent"]').check()
    await page.locator('#nota').fill('El nombramiento era de otra empresa.')
    await page.locator('main form .button').click()
    await page.locator('form[data-passkey]').waitFor()
    await check()
    await shoot(visitor, `dispute-check-${language}`)
    await pressPasskey(visitor)
    await page.waitForURL(`**${queue}?hecho=resolved`)
    await check()
    expect((await caseOf(site.harness, number)).state).toBe('rejected')

    await page.goto(`${site.origin}/oficina?lang=${language}`)
    await check()
    await shoot(visitor, `today-${language}`)
    await page.locator(`a[href="${queue}/retener"]`).click()
    await page.waitForURL('**/retener')
    await check()
    expectStatus(422)
    await page.locator('main form .button').click()
    await page.waitForSelector('.error-summary')
    await check()
    await shoot(visitor, `hold-empty-${language}`)
    await page.fill('#ruc', holder.taxId)
    await page.locator('input[value="theft_reported"]').check()
    await page.locator('main form .button').click()
    await page.locator('form[data-passkey]').waitFor()
    await check()
    await shoot(visitor, `hold-check-${language}`)
    await pressPasskey(visitor)
    await page.waitForURL(`**${queue}?hecho=held`)
    await check()
  })
})

async function shoot({ page }: { page: { screenshot(options: { path: string; fullPage: boolean }): Promise<unknown> } }, name: string) {
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true })
}
