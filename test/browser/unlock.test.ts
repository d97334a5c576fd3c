import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeTo, linkTo } from '../harness.ts'
import { addPerson, type Person, personalKey } from '../security/persons.ts'
import { openSite, openVisitor, type Site, type Watched } from './watched-browser.ts'

let site: Site
beforeAll(async () => {
  site = await openSite()
})
afterAll(() => site.close())

const words = {
  es: {
    continue: 'Continuar',
    here: 'Continuar aquí',
    keep: 'Conservar mi clave',
    use: 'Ya la guardé: usar esta clave',
    signIn: 'Ingresar',
    kept: 'Su clave está desbloqueada',
    replaced: 'La clave nueva ya sirve',
    stop: 'No fui yo: detenerlo',
  },
  en: {
    continue: 'Continue',
    here: 'Continue here',
    keep: 'Keep my key',
    use: 'I have saved it: use this key',
    signIn: 'Sign in',
    kept: 'Your key is unblocked',
    replaced: 'The new key works',
    stop: 'It was not me: stop it',
  },
} as const

type Way = { language: 'es' | 'en'; script: boolean }
const ways: Way[] = [
  { language: 'es', script: true },
  { language: 'en', script: true },
  { language: 'es', script: false },
  { language: 'en', script: false },
]

async function start({ page, check }: Watched, { language }: Way, person: Person) {
  await page.goto(`${site.origin}/personal?lang=${language}`)
  await check()
  await page.locator('main a[href="/personal/desbloquear"]').first().click()
  await page.fill('#cedula', person.nationalId)
  expect(await page.getAttribute('#cedula', 'inputmode')).toBe('numeric')
  await check()
  await page.getByRole('button', { name: words[language].continue }).click()
  await page.waitForURL('**/codigo')
  await check()
  await site.harness.settled()
}

async function signIn({ page, check }: Watched, { language }: Way, person: Person, key: string) {
  await page.locator('main a[href="/personal/ingresar"]').click()
  await page.fill('#cedula', person.nationalId)
  await page.fill('#clave', key)
  await check()
  await page.getByRole('button', { name: words[language].signIn, exact: true }).click()
  await page.waitForURL('**/cuenta')
  await check()
}

describe.each(ways)('in $language, JavaScript $script, on a narrow phone', (way) => {
  const said = words[way.language]

  it('a blocked key is kept by the code of the message, and signs in', async () => {
    const person = await addPerson(site.harness, { key: 'blocked' })
    const visitor = await openVisitor(site, way)
    const { page, check } = visitor
    await start(visitor, way, person)
    await page.fill('#codigo', ` ${codeTo(site.harness, person.email)} `)
    await page.getByRole('button', { name: said.continue }).click()
    await page.waitForURL('**/opcion')
    await check()
    await page.getByRole('button', { name: said.keep }).click()
    await page.waitForURL('**/listo')
    expect(await page.textContent('h1')).toBe(said.kept)
    await check()
    await signIn(visitor, way, person, personalKey)
    await site.harness.settled()
    await page.goto(`${site.origin}${linkTo(site.harness, person.email, '/v/')}`)
    await check()
    await page.getByRole('button', { name: said.stop }).click()
    await page.waitForURL('**/frozen?**')
    await check()
    await visitor.context.close()
  })

  it('a person without a key chooses the one offered by the link of the message, and signs in', async () => {
    const person = await addPerson(site.harness, { key: 'none' })
    const [asker, reader] = [await openVisitor(site, way), await openVisitor(site, way)]
    await start(asker, way, person)
    const { page, check } = reader
    await page.goto(`${site.origin}${linkTo(site.harness, person.email, '/d/')}?lang=${way.language}`)
    await check()
    await page.getByRole('button', { name: said.here }).click()
    await page.waitForURL('**/opcion')
    await check()
    const key = (await page.locator('.offered-key').innerText()).trim()
    await page.getByRole('button', { name: said.use }).click()
    await page.waitForURL('**/listo')
    expect(await page.textContent('h1')).toBe(said.replaced)
    expect(await page.content()).not.toContain(key)
    await check()
    await signIn(reader, way, person, key)
    await asker.context.close()
    await reader.context.close()
  })
})

describe.each(['es', 'en'] as const)('the pages beside the straight way, in %s', (language) => {
  it('keep their promises on a RUC at this door, a refused key, a case for the office and a dead link', async () => {
    const person = await addPerson(site.harness, { contacts: [{ channel: 'email', value: `rebota@${language}.example`, bounced: true }] })
    const refused = await addPerson(site.harness)
    const visitor = await openVisitor(site, { language })
    const { page, check, expectStatus } = visitor
    await page.goto(`${site.origin}/personal/desbloquear?lang=${language}`)
    await page.fill('#cedula', '1790000125001')
    expectStatus(422)
    await page.locator('main form [type="submit"]').click()
    await page.waitForSelector('#otra-puerta')
    await check()
    for (const each of [refused, person]) {
      await start(visitor, { language, script: true }, each)
      await page.fill('#codigo', codeTo(site.harness, each.email))
      await page.locator('main form [type="submit"]').first().click()
      await page.waitForURL('**/opcion')
      await check()
      if (each === person) continue
      await page.fill('#clave', 'corta')
      expectStatus(422)
      await page.locator('main form:has(#clave) [type="submit"]').click()
      await page.waitForSelector('.error-summary')
      await check()
    }
    expectStatus(410)
    await page.goto(`${site.origin}/d/${'x'.repeat(43)}`)
    await check()
    await visitor.context.close()
  })
})
