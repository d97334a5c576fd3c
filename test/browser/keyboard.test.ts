import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeTo, panaderia } from '../harness.ts'
import { openSite, openVisitor, type Site } from './watched-browser.ts'

let site: Site
beforeAll(async () => {
  site = await openSite()
})
afterAll(() => site.close())

/** Tab until `target` has the focus. Every stop on the way must be seen, in the window, and below or right of the one before. */
async function tabTo(page: Page, target: string) {
  let before = -1
  for (let stops = 0; stops < 30; stops += 1) {
    await page.keyboard.press('Tab')
    const stop = await page.evaluate((wanted) => {
      const element = document.activeElement as HTMLElement
      const { outlineStyle, boxShadow } = getComputedStyle(element)
      const { top, bottom, height } = element.getBoundingClientRect()
      return {
        name: element.outerHTML.slice(0, 80),
        there: element.matches(wanted),
        seen: (outlineStyle !== 'none' || boxShadow !== 'none') && height > 0 && bottom > 0 && top < innerHeight,
        place: top + scrollY,
      }
    }, target)
    expect(stop.seen, `the focus is seen on ${stop.name}`).toBe(true)
    expect(stop.place, `${stop.name} comes after what is above it`).toBeGreaterThanOrEqual(before - 30)
    if (stop.there) return
    before = stop.place
  }
  throw new Error(`no Tab leads to ${target}`)
}

describe('with the keyboard alone', () => {
  it('somebody gets from the first page to a new key that signs in', async () => {
    const { page, check } = await openVisitor(site)
    await page.goto(site.origin)
    await tabTo(page, 'main a[href="/empleador"]')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/empleador')
    await tabTo(page, 'main a[href="/empleador/recuperar"]')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/recuperar')

    await tabTo(page, '#ruc')
    await page.keyboard.type(panaderia.taxId)
    await tabTo(page, '#cedula')
    await page.keyboard.type(panaderia.nationalId)
    await page.keyboard.press('Enter')
    await page.waitForURL('**/codigo')
    await site.harness.settled()

    await tabTo(page, '#codigo')
    await page.keyboard.type(codeTo(site.harness, panaderia.email))
    await page.keyboard.press('Enter')
    await page.waitForURL('**/clave')

    await tabTo(page, '#clave')
    await page.keyboard.type('mi abuela vende mangos verdes')
    await tabTo(page, '.small-button')
    await page.keyboard.press('Enter')
    expect(await page.getAttribute('#clave', 'type')).toBe('text')
    await tabTo(page, 'main form:last-of-type [type="submit"]')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/listo')

    await tabTo(page, 'main a[href="/empleador/ingresar"]')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/ingresar')
    await tabTo(page, '#ruc')
    await page.keyboard.type(panaderia.taxId)
    await tabTo(page, '#clave')
    await page.keyboard.type('mi abuela vende mangos verdes')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/cuenta')
    await check()
  })

  it('the first Tab offers to skip to the content, and an error takes the focus to its summary', async () => {
    const { page, check, expectStatus } = await openVisitor(site)
    await page.goto(`${site.origin}/empleador/recuperar`)
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('skip')
    await page.keyboard.press('Enter')
    await tabTo(page, '#ruc')
    await page.keyboard.type('179')

    expectStatus(422)
    await page.keyboard.press('Enter')
    await page.waitForSelector('.error-summary')
    expect(await page.title()).toMatch(/^Error: /)
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('error-summary')
    await check()
    await tabTo(page, '.error-summary a[href="#cedula"]')
    await page.keyboard.press('Enter')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('cedula')
    expect(await page.inputValue('#ruc')).toBe('179')
  })
})
