import { afterAll, beforeAll, expect, it } from 'vitest'
import { linkTo } from '../harness.ts'
import { givePersonalKeyTo, holderOf, personalKey, saveCode } from '../security/proofs.ts'
import { asked, vetoed } from '../security/steps.ts'
import { openSite, openVisitor, type Site, type Watched } from './watched-browser.ts'

let site: Site
beforeAll(async () => {
  site = await openSite()
})
afterAll(() => site.close())

const submit = ({ page }: Watched) => page.locator('main form [type="submit"]').first().click()
const heading = ({ page }: Watched) => page.locator('h1').textContent()

/** Follows the newest link to an address, in this browser. */
async function follow(visitor: Watched, address: string) {
  await visitor.page.goto(`${site.origin}${linkTo(site.harness, address, '/r/')}`)
  await submit(visitor)
  await visitor.page.waitForURL('**/clave')
}

it.each([
  { language: 'es', script: true, wait: 'Hay que esperar', key: 'Cree la clave nueva' },
  { language: 'es', script: false, wait: 'Hay que esperar', key: 'Cree la clave nueva' },
  { language: 'en', script: true, wait: 'You have to wait', key: 'Make the new key' },
] as const)('a wait is ended by a saved code, in $language, scripts $script', async ({ language, script, wait, key }) => {
  const { holder } = await holderOf(site.harness, 'doubtful', 'ordinary')
  const code = await saveCode(site.harness, holder)
  await asked(site.harness, holder)
  const visitor = await openVisitor(site, { language, script })
  const { page, check, expectStatus } = visitor
  await page.goto(`${site.origin}/?lang=${language}`)
  await follow(visitor, holder.email)
  expect(await heading(visitor)).toBe(wait)
  await check()
  await page.locator('a[href$="/codigo-guardado"]').click()
  await page.waitForURL('**/codigo-guardado')
  await check()
  expectStatus(422)
  await page.fill('#codigo', 'ABCD')
  await submit(visitor)
  await page.waitForSelector('.error-summary')
  await check()
  await page.fill('#codigo', code.toLowerCase())
  await submit(visitor)
  await page.waitForURL('**/clave')
  expect(await heading(visitor)).toBe(key)
  expect(visitor.complaints()).toEqual([])
})

it.each([
  { language: 'es', script: false },
  { language: 'en', script: true },
] as const)('a hardened employer gives the personal key, in $language, scripts $script', async ({ language, script }) => {
  const { harness } = site
  const { holder } = await holderOf(harness, 'ordinary')
  await harness.context.db.updateTable('branch').set({ hardened_since: harness.now() }).where('id', '=', holder.branchId).execute()
  await givePersonalKeyTo(harness, holder.nationalId)
  await asked(harness, holder)
  const visitor = await openVisitor(site, { language, script })
  const { page, check, expectStatus } = visitor
  await page.goto(`${site.origin}/?lang=${language}`)
  await follow(visitor, holder.email)
  await check()
  await page.locator('a[href$="/clave-personal"]').click()
  await page.waitForURL('**/clave-personal')
  await check()
  expectStatus(422)
  await page.fill('#clave', 'no es la clave de nadie')
  await submit(visitor)
  await page.waitForSelector('.error-summary')
  await check()
  await page.fill('#clave', personalKey)
  await submit(visitor)
  await page.waitForURL('**/recuperar/clave')
  expect(await page.locator('.offered-key').count()).toBe(1)
  expect(visitor.complaints()).toEqual([])
})

it('a case that was stopped says so, since when, and what to do next', async () => {
  const { holder, box } = await holderOf(site.harness, 'doubtful', 'ordinary')
  await asked(site.harness, holder)
  const visitor = await openVisitor(site)
  await follow(visitor, holder.email)
  await site.harness.settled()
  await vetoed(site.harness, box(1))
  await visitor.page.reload()
  expect(await visitor.page.textContent('main')).toContain('Lo avisó el')
  expect(await visitor.page.textContent('main')).toContain('Pida la clave nueva en una oficina')
  await visitor.check()
})
