import AxeBuilder from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { expect } from 'vitest'
import { createHarness, type Harness, type HarnessOptions } from '../harness.ts'
import { freePort } from '../server-process.ts'
import { openBrowser } from './open-browser.ts'

// A real browser in front of the real program, watched: whatever it complains of, asks elsewhere or pushes out of the screen is found.

export type Site = { harness: Harness; browser: Browser; origin: string; seenByAxe: Set<string>; close(): Promise<void> }

/** `host`: what the browser calls it; passkeys need a name. */
export async function openSite({ host = '127.0.0.1', ...options }: HarnessOptions & { host?: 'localhost' | '127.0.0.1' } = {}): Promise<Site> {
  const port = await freePort()
  const origin = `http://${host}:${port}`
  const harness = await createHarness({ ...options, origin })
  await harness.http.listen({ host: '127.0.0.1', port })
  const browser = await openBrowser()
  return {
    harness,
    browser,
    origin,
    seenByAxe: new Set(),
    async close() {
      await browser.close()
      await harness.close()
    },
  }
}

export type Watched = {
  page: Page
  context: BrowserContext
  /** Holds the page against what every page keeps. */
  check(): Promise<void>
  /** Complaints that are expected: the browser notes every answer that is not a success. */
  expectStatus(status: number): void
  complaints(): readonly string[]
}

let networks = 0

export async function openVisitor(site: Site, options: { script?: boolean; width?: number; language?: 'es' | 'en' } = {}): Promise<Watched> {
  networks += 1
  const { script = true, width = 320, language = 'es' } = options
  const context = await site.browser.newContext({
    viewport: { width, height: 640 },
    javaScriptEnabled: script,
    locale: language === 'es' ? 'es-EC' : 'en-GB',
    extraHTTPHeaders: { 'x-forwarded-for': `10.77.${networks}.7` },
  })
  const complaints: string[] = []
  const expected: number[] = []
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`))
  })
  context.on('request', (request) => {
    const url = request.url()
    if (!url.startsWith(`${site.origin}/`) && !url.startsWith('data:')) complaints.push(`asked elsewhere: ${url}`)
  })
  context.on('console', (message) => {
    if (message.type() !== 'error' && message.type() !== 'warning') return
    const status = Number(/status of (\d+)/.exec(message.text())?.[1] ?? 0)
    const at = expected.indexOf(status)
    if (at >= 0) expected.splice(at, 1)
    else complaints.push(`${message.type()}: ${message.text()}`)
  })
  context.on('weberror', (error) => complaints.push(`error: ${error.error().message}`))
  const page = await context.newPage()
  return {
    page,
    context,
    expectStatus: (status) => void expected.push(status),
    complaints: () => complaints,
    async check() {
      const place = `${new URL(page.url()).pathname.replace(/[\w-]{43}/, 'TOKEN').replace(/S-\w{4}-\w{4}/, 'NUMBER')} (${language}, ${script ? 'with' : 'without'} JavaScript)`
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), `sideways scroll on ${place}`).toBeLessThanOrEqual(0)
      expect(await page.getAttribute('html', 'lang'), `language of ${place}`).toBe(language)
      expect(await page.locator('h1').count(), `one heading on ${place}`).toBe(1)
      expect(await page.textContent('footer'), `help on ${place}`).toContain(site.harness.context.institution.support.phone)
      // These rules are slow: each page once in each language.
      const title = (await page.title()).startsWith('Error: ') ? 'with errors' : ''
      const kind = `${place.split(' ')[0]} ${language} ${title} ${await page.locator('main *').count()}`
      if (script && !site.seenByAxe.has(kind)) {
        site.seenByAxe.add(kind)
        expect(await axeFindings(page), place).toEqual([])
      }
      expect(complaints, place).toEqual([])
    },
  }
}

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

async function axeFindings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze()
  return violations.map(({ id, help, nodes }) => `${id}: ${help} (${nodes.map((node) => node.html).join(' | ')})`)
}
