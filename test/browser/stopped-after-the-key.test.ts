import { afterAll, beforeAll, expect, it } from 'vitest'
import { linkTo } from '../harness.ts'
import { activated, approved, keyOfCase } from '../security/activation-steps.ts'
import { addHolder } from '../security/holders.ts'
import { openStaff, pressPasskey, signInWithPasskey } from './passkeys.ts'
import { openSite, openVisitor, type Site, type Watched } from './watched-browser.ts'

// An office was deceived, the key is made, and the owner reads the message only then.

let site: Site
beforeAll(async () => {
  site = await openSite({ host: 'localhost' })
})
afterAll(() => site.close())

const queue = '/oficina/aprobaciones'

it.each(['es', 'en'] as const)(
  'a contact stops a key that an office gave, a supervisor finds it right, and all of it is undone, in %s',
  async (language) => {
    const { harness, origin } = site
    const holder = await addHolder(harness)
    const ready = await approved(harness, holder, { reason: 'representative_changed' })
    await activated(harness, ready)

    const contact = await openVisitor(site, { language })
    await contact.page.goto(`${origin}${linkTo(harness, holder.email, '/v/')}?lang=${language}`)
    await contact.check()
    await shoot(contact, `late-veto-${language}`)
    await contact.page.locator('main form .button').click()
    await contact.page.waitForURL('**/v/hecho/frozen?**')
    await contact.check()
    await shoot(contact, `late-veto-done-${language}`)

    const signIn = async () => {
      await contact.page.goto(`${origin}/empleador/ingresar`)
      await contact.page.fill('#ruc', holder.taxId)
      await contact.page.fill('#clave', keyOfCase)
      contact.expectStatus(422)
      await contact.page.locator('main form [type=submit]').click()
      await contact.page.waitForSelector('.error-summary')
    }
    await signIn()

    const { visitor } = await openStaff(site, ['supervisor'], { language, width: 1280 })
    const { page, check } = visitor
    await signInWithPasskey(site, visitor)
    await page.goto(`${origin}${queue}?lang=${language}`)
    await page.getByText(ready.number, { exact: true }).click()
    await page.waitForURL('**/disputas/replacement/**')
    await check()
    await shoot(visitor, `late-dispute-${language}`)
    await page.locator('input[value="contact_was_right.did_not_represent"]').check()
    await page.locator('main form .button').click()
    await page.locator('form[data-passkey]').waitFor()
    await check()
    await shoot(visitor, `late-dispute-check-${language}`)
    await pressPasskey(visitor)
    await page.waitForURL(`**${queue}?hecho=resolved`)
    await harness.settled()

    const applicant = await openVisitor(site, { language })
    await applicant.page.goto(`${origin}/tramite?lang=${language}`)
    await applicant.page.fill('#numero', ready.number)
    await applicant.page.fill('#continuacion', ready.continuation)
    await applicant.page.locator('main form:has(#numero) [type=submit]').click()
    await applicant.page.waitForSelector('.case-number')
    await applicant.check()
    await shoot(applicant, `late-tramite-${language}`)
    await signIn()
    const contacts = await harness.context.db.selectFrom('contact').select(['value', 'status']).where('branch_id', '=', holder.branchId).execute()
    expect(contacts.filter(({ status }) => status === 'active').map(({ value }) => value)).toEqual([holder.email])
  },
  120_000,
)

/** To be looked at, where SHOTS names a folder. */
async function shoot({ page }: Watched, name: string) {
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true })
}
