import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pageOf } from '../security/agents.ts'
import { addHolder, madeUpTriple } from '../security/holders.ts'
import { caseOf } from '../security/office-steps.ts'
import { filed } from '../security/requests.ts'
import { addStaff } from '../security/staff.ts'
import { openSite, openVisitor, type Site, type Watched } from './watched-browser.ts'

let site: Site
beforeAll(async () => {
  site = await openSite()
})
afterAll(() => site.close())

type Options = Parameters<typeof openVisitor>[1]

/** A browser in front of a member of staff who is signed in. */
async function openAgent(options: Options, office = 'centro'): Promise<Watched> {
  const { browser } = await addStaff(site.harness, ['agent'], { office })
  const visitor = await openVisitor(site, options)
  await visitor.context.addCookies([{ name: 'staff', value: browser.cookies.get('staff') ?? '', url: site.origin }])
  await visitor.page.goto(`${site.origin}/oficina/tramites?lang=${options?.language ?? 'es'}`)
  return visitor
}

async function find(page: Page, number: string) {
  await page.goto(`${site.origin}/oficina/tramites`)
  await page.fill('#numero', number)
  await page.press('#numero', 'Enter')
  await page.waitForURL(`**${pageOf(number)}`)
}

async function showDocument(page: Page, cedula: string) {
  await page.check('input[name="documento"][value="cedula"]')
  await page.fill('#cedula', cedula)
  await Promise.all([page.waitForNavigation(), page.press('#cedula', 'Enter')])
}

/** Presses a button of a form of the case, and waits for the page after it. */
const press = async (page: Page, selector: string) => {
  await Promise.all([page.waitForNavigation(), page.locator(selector).first().click()])
}

const settings = [
  { language: 'es', script: true, width: 320 },
  { language: 'en', script: true, width: 1280 },
  { language: 'es', script: false, width: 1280 },
  { language: 'en', script: false, width: 320 },
] as const

describe.each(settings)('an agent at $width px, in $language, with JavaScript: $script', (options) => {
  it('goes from the queue to a proposal', async () => {
    const holder = await addHolder(site.harness)
    const { number } = await filed(site.harness, holder)
    const visitor = await openAgent(options)
    const { page } = visitor
    await visitor.check()
    await find(page, number)
    await visitor.check()
    await press(page, 'button[value="tomar"]')
    await visitor.check()
    visitor.expectStatus(422)
    await showDocument(page, '1700000092')
    await visitor.check()
    await showDocument(page, holder.nationalId)
    await visitor.check()
    expect(await page.textContent('main')).toContain(holder.name)
    await page.goto(`${site.origin}${pageOf(number)}/pedir`)
    await visitor.check()
    await page.check('input[value="suspendido"]')
    visitor.expectStatus(422)
    await press(page, 'main form .button')
    await visitor.check()
    await page.check('input[value="sin-firma"]')
    await press(page, 'main form .button')
    await visitor.check()
    expect(await page.locator('.message[lang="es"]').textContent()).toContain('El RUC consta suspendido')
    expect(await page.locator('.message[lang="en"]').textContent()).toContain('The RUC is suspended')
    await page.goto(`${site.origin}${pageOf(number)}/proponer?decision=reject`)
    await visitor.check()
    await page.goto(`${site.origin}${pageOf(number)}`)
    for (let left = 0; left < 10 && (await page.locator('.result-none').count()) > 0; left += 1) {
      const next = page.locator('.examined:has(.result-none)').first()
      const field = next.locator('input[type="text"]')
      if ((await field.count()) > 0) {
        await field.fill('CONSULTA-5')
        await Promise.all([page.waitForNavigation(), field.press('Enter')])
      } else await press(page, '.examined:has(.result-none) button[value^="met."]:not([aria-hidden])')
    }
    await visitor.check()
    await press(page, 'button[value="aprobar"]')
    await visitor.check()
    await press(page, 'main form[action$="/proponer"] .button')
    await visitor.check()
    expect((await caseOf(site.harness, number)).state).toBe('proposed')
    expect(visitor.complaints()).toEqual([])
  })

  it('asks for a look-up and a signature together, and goes on at the counter', async () => {
    const holder = await addHolder(site.harness)
    const { number, continuation } = await filed(site.harness, holder)
    const visitor = await openAgent(options)
    const { page } = visitor
    await find(page, number)
    await press(page, 'button[value="tomar"]')
    await showDocument(page, holder.nationalId)
    await press(page, 'button[value="pedir"]')
    await page.check('input[value="suspendido"]')
    await page.check('input[value="sin-firma"]')
    await press(page, 'main form .button')
    await visitor.check()
    await press(page, 'main form .button')
    await visitor.check()
    expect((await caseOf(site.harness, number)).state).toBe('awaiting_applicant')

    const applicant = await openVisitor(site, options)
    await applicant.page.goto(`${site.origin}/tramite?lang=${options.language}`)
    await applicant.page.fill('#numero', number)
    await applicant.page.fill('#continuacion', continuation)
    await press(applicant.page, 'main form:has(#numero) [type=submit]')
    await applicant.check()
    expect(await applicant.page.textContent('main')).toContain(options.language === 'es' ? 'El RUC consta suspendido' : 'The RUC is suspended')
    expect(await applicant.page.locator('form[action="/tramite/responder"]').count()).toBe(0)

    visitor.expectStatus(422)
    await page.fill('#cedula', '1700000092')
    await Promise.all([page.waitForNavigation(), page.press('#cedula', 'Enter')])
    await visitor.check()
    await page.fill('#cedula', holder.nationalId)
    await Promise.all([page.waitForNavigation(), page.press('#cedula', 'Enter')])
    await visitor.check()
    expect(await caseOf(site.harness, number)).toMatchObject({ state: 'in_review', round: 2 })
    expect([...visitor.complaints(), ...applicant.complaints()]).toEqual([])
  })

  it('tells whoever is not on the register, and says why a case of another office is opened', async () => {
    const triple = madeUpTriple()
    const { number } = await filed(site.harness, triple)
    const visitor = await openAgent(options, 'puerto')
    const { page } = visitor
    await find(page, number)
    await visitor.check()
    await page.check('input[value="applicant_is_here"]')
    await press(page, 'main form[action$="/motivo"] .button')
    await press(page, 'button[value="tomar"]')
    await showDocument(page, triple.nationalId)
    await visitor.check()
    await press(page, 'main form[action$="/no-consta"] .button')
    await visitor.check()
    expect((await caseOf(site.harness, number)).state).toBe('rejected')
    expect(visitor.complaints()).toEqual([])
  })
})

describe.each(settings)('what an agent typed on a review at $width px, in $language, with JavaScript: $script', (options) => {
  it('is still there when one result or a note is saved, by whichever button or key', async () => {
    const holder = await addHolder(site.harness)
    const { number } = await filed(site.harness, holder)
    const visitor = await openAgent(options)
    const { page } = visitor
    await find(page, number)
    await press(page, 'button[value="tomar"]')
    await showDocument(page, holder.nationalId)
    const reference = (requirement: string) => page.locator(`#referencia-${requirement}`)
    await page.fill('#nota', 'Falta ver la escritura.')
    await reference('ruc-activo').fill('SRI-22')
    await press(page, 'button[value="met.solicitud-firmada"]')
    await visitor.check()
    expect(await page.inputValue('#nota')).toBe('Falta ver la escritura.')
    expect(await reference('ruc-activo').inputValue()).toBe('SRI-22')

    // With a script Enter is that requirement's; without one it asks which, for two were typed.
    await reference('identidad').fill('RC-11')
    if (!options.script) visitor.expectStatus(422)
    await Promise.all([page.waitForNavigation(), reference('identidad').press('Enter')])
    await visitor.check()
    if (!options.script) await press(page, 'button[value="met.identidad"]')
    expect(await page.locator('#requisito-identidad .result').textContent()).toContain('RC-11')
    expect(await page.locator('#requisito-identidad input').inputValue()).toBe('')
    expect(await reference('ruc-activo').inputValue()).toBe('SRI-22')
    expect(await page.inputValue('#nota')).toBe('Falta ver la escritura.')

    await press(page, 'button[formaction$="/nota"]')
    await visitor.check()
    expect(await page.locator('.entries').textContent()).toContain('Falta ver la escritura.')
    expect(await page.inputValue('#nota')).toBe('')
    expect(await reference('ruc-activo').inputValue()).toBe('SRI-22')
    await Promise.all([page.waitForNavigation(), reference('ruc-activo').press('Enter')])
    expect(new URL(page.url()).pathname).toBe(pageOf(number))
    expect(await page.locator('#requisito-ruc-activo .result').textContent()).toContain('SRI-22')
    expect(visitor.complaints()).toEqual([])
  })
})

it('"back" and "reload" never ask to send a form of the console again', async () => {
  const holder = await addHolder(site.harness)
  const { number } = await filed(site.harness, holder)
  const visitor = await openAgent({ width: 1280 })
  const { page } = visitor
  await find(page, number)
  await press(page, 'button[value="tomar"]')
  await showDocument(page, holder.nationalId)
  await page.fill('#nota', 'Falta ver la escritura.')
  visitor.expectStatus(422)
  await press(page, 'button[value="met.identidad"]')
  expect(await page.locator('.error-summary').count()).toBe(1)
  expect(await page.inputValue('#nota')).toBe('Falta ver la escritura.')
  await page.reload()
  expect(await page.inputValue('#nota')).toBe('Falta ver la escritura.')
  await page.fill('#referencia-identidad', 'RC-11')
  await press(page, 'button[value="met.identidad"]')
  await press(page, 'button[value="pedir"]')
  await page.reload()
  for (const shown of ['after the error', 'the error', 'before it']) {
    await page.goBack()
    expect(await page.locator('#requisito-identidad .result').textContent(), shown).toContain('RC-11')
    expect(await page.locator('.entries').textContent()).toContain('Falta ver la escritura.')
    await page.reload()
    expect(await page.locator('h1').textContent()).toBe(number)
  }
  expect(visitor.complaints()).toEqual([])
})

it('results are found with the keyboard alone: the reference and Enter, or one number, and only where the focus is', async () => {
  const holder = await addHolder(site.harness)
  const { number } = await filed(site.harness, holder)
  const visitor = await openAgent({ width: 1280 })
  const { page } = visitor
  await find(page, number)
  await press(page, 'button[value="tomar"]')
  await showDocument(page, holder.nationalId)
  // Whatever has not been examined has the focus: of a look-up its field, where digits are typed.
  for (const [requirement, reference] of [
    ['identidad', '1122'],
    ['representacion-sociedad', 'A-1'],
    ['ruc-activo', 'A-2'],
  ] as const) {
    await page.waitForFunction((id) => document.activeElement?.id === id, `referencia-${requirement}`)
    await page.keyboard.type(reference)
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
  }
  // The last one is shown, and has the focus itself, no button of it: one Enter too many says nothing of what somebody saw.
  await page.waitForFunction(() => document.activeElement?.matches('#requisito-solicitud-firmada h3'))
  const before = page.url()
  await page.keyboard.press('Enter')
  expect(page.url()).toBe(before)
  expect(await page.locator('#requisito-solicitud-firmada .result-none').count()).toBe(1)
  await Promise.all([page.waitForNavigation(), page.keyboard.press('2')])
  await page.waitForFunction(() => document.activeElement?.id === 'que-sigue')
  const { id } = await caseOf(site.harness, number)
  const rows = () =>
    site.harness.context.db
      .selectFrom('requirement_result')
      .select(['requirement', 'outcome', 'reference'])
      .where('replacement_id', '=', id)
      .orderBy('found_at')
      .execute()
  expect(await rows()).toEqual([
    { requirement: 'identidad', outcome: 'met', reference: '1122' },
    { requirement: 'representacion-sociedad', outcome: 'met', reference: 'A-1' },
    { requirement: 'ruc-activo', outcome: 'met', reference: 'A-2' },
    { requirement: 'solicitud-firmada', outcome: 'not_met', reference: null },
  ])
  await page.locator('h1').click()
  await page.keyboard.press('1')
  await page.waitForTimeout(300)
  expect((await rows()).length).toBe(4)
  expect(visitor.complaints()).toEqual([])
})
