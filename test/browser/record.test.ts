import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { recordEvery, type Walked, walked } from '../security/every-event.ts'
import { openStaff } from './passkeys.ts'
import { openSite, type Site } from './watched-browser.ts'

let site: Site
let full: Walked
beforeAll(async () => {
  site = await openSite({ host: 'localhost' })
  full = await walked(site.harness)
  await recordEvery(site.harness, full)
})
afterAll(() => site.close())

describe.each(['es', 'en'] as const)('an auditor in a real browser, in %s', (language) => {
  it.each([320, 1280])('reads a record full of everything, page after page, on a screen of %i', async (width) => {
    const { visitor } = await openStaff(site, ['auditor'], { office: null, language, width, name: 'Hugo Libros Imaginario' })
    const { page, check } = visitor
    await page.goto(`${site.origin}/oficina/registro?lang=${language}`)
    await check()
    await page.click('main form:not(.console-nav form) [type="submit"]')
    await page.waitForSelector('.entries > li')
    expect(await page.locator('.entries > li').count()).toBe(50)
    await check()
    // With the looks, then what comes after.
    await page.click('section form [type="submit"]')
    await page.waitForSelector('#miradas:checked')
    await check()
    await page.click('section form [type="submit"]')
    await page.waitForSelector('.entries > li')
    await check()
    await page.fill('#sobre', full.request.number)
    await page.click('main form:not(.console-nav form) [type="submit"]')
    await page.waitForSelector('.entries > li')
    expect(await page.textContent('.entries')).toContain(full.request.number)
    await check()
  })
})
