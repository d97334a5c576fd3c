import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeTo, linkTo, panaderia } from '../harness.ts'
import { openSite, openVisitor, type Site, type Watched } from './watched-browser.ts'

let site: Site
beforeAll(async () => {
  site = await openSite({ policy: { messagesPerHour: 10 } })
})
afterAll(() => site.close())

const words = {
  es: {
    before: 'Empezar',
    continue: 'Continuar',
    here: 'Continuar aquí',
    use: 'Ya la guardé: usar esta clave',
    signIn: 'Ingresar',
    done: 'La clave nueva ya sirve',
  },
  en: { before: 'Start', continue: 'Continue', here: 'Continue here', use: 'I have saved it: use this key', signIn: 'Sign in', done: 'The new key works' },
} as const

type Way = { language: 'es' | 'en'; script: boolean }

async function start(visitor: Watched, { language }: Way, employer = panaderia) {
  const { page } = visitor
  await page.goto(`${site.origin}/?lang=${language}`)
  await visitor.check()
  await page.locator('main a[href="/empleador"]').click()
  await visitor.check()
  await page.getByRole('link', { name: words[language].before, exact: true }).click()
  await page.fill('#ruc', employer.taxId)
  await page.fill('#cedula', employer.nationalId)
  await visitor.check()
  await page.getByRole('button', { name: words[language].continue }).click()
  await page.waitForURL('**/codigo')
  await visitor.check()
  await site.harness.settled()
}

/** From the key page on: takes the offered key, sees the receipt, signs in with it. */
async function finish(visitor: Watched, { language }: Way, employer = panaderia) {
  const { page } = visitor
  await page.waitForURL('**/clave')
  await visitor.check()
  const key = (await page.locator('.offered-key').innerText()).trim()
  await page.getByRole('button', { name: words[language].use }).click()
  await page.waitForURL('**/listo')
  expect(await page.textContent('h1')).toBe(words[language].done)
  expect(await page.content()).not.toContain(key)
  await visitor.check()
  await page.locator('a[href="/empleador/ingresar"]').click()
  await page.fill('#ruc', employer.taxId)
  await page.fill('#clave', key)
  await visitor.check()
  await page.getByRole('button', { name: words[language].signIn, exact: true }).click()
  await page.waitForURL('**/cuenta')
  expect(await page.textContent('h1')).toBe(employer.name)
  await visitor.check()
}

const ways: Way[] = [
  { language: 'es', script: true },
  { language: 'en', script: true },
  { language: 'es', script: false },
  { language: 'en', script: false },
]

describe.each(ways)('in $language, JavaScript $script, on a narrow phone', (way) => {
  it('the code of the message, pasted with its spaces, leads to a new key that signs in', async () => {
    const visitor = await openVisitor(site, way)
    await start(visitor, way)
    const code = codeTo(site.harness, panaderia.email)
    expect(code).toMatch(/ /)
    await visitor.page.fill('#codigo', ` ${code} `)
    await visitor.page.getByRole('button', { name: words[way.language].continue }).click()
    await finish(visitor, way)
    await visitor.context.close()
  })

  it('the link of the message, opened in another browser, leads to a new key that signs in', async () => {
    const [asker, reader] = [await openVisitor(site, way), await openVisitor(site, way)]
    await start(asker, way)
    await reader.page.goto(`${site.origin}${linkTo(site.harness, panaderia.email, '/r/')}?lang=${way.language}`)
    await reader.check()
    await reader.page.getByRole('button', { name: words[way.language].here }).click()
    await finish(reader, way)
    await asker.context.close()
    await reader.context.close()
  })
})
