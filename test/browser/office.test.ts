import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sweep } from '../../src/operations/sweep.ts'
import { type EmployerReason, employerReasons } from '../../src/replacement/replacement.ts'
import { codeTo, mailTo } from '../harness.ts'
import { addHolder, type Holder, type HolderOptions, madeUpTriple } from '../security/holders.ts'
import { addPerson } from '../security/persons.ts'
import { openStaff, type StaffAtWork, signInWithPasskey } from './passkeys.ts'
import { openSite, openVisitor, type Site, type Watched } from './watched-browser.ts'

// The whole way of a case with an office, as three people live it: an applicant on a phone, an agent and an approver at their desks, each with
// a passkey of their own.

const day = 86_400_000

let site: Site
let agent: StaffAtWork
let approver: StaffAtWork
beforeAll(async () => {
  site = await openSite({ host: 'localhost' })
  agent = await openStaff(site, ['agent'], { office: 'centro', name: 'Agente Ficticia Ejemplo' })
  approver = await openStaff(site, ['approver'], {
    office: 'puerto',
    name: 'Aprobador Ficticio Ejemplo',
    approvesFrom: new Date(site.harness.now().getTime() - day),
  })
})
afterAll(() => site.close())

const go = ({ page }: Watched, form = 'main form') => page.locator(`${form} [type=submit]`).first().click()

type Way = { language: 'es' | 'en'; reason: EmployerReason }
const ways: Way[] = employerReasons.flatMap((reason) => (['es', 'en'] as const).map((language) => ({ reason, language })))

/** How the register knows the employer of each case; who has no contact there waits for nobody. */
const holders: Record<EmployerReason, HolderOptions> = {
  key_holder_gone: {},
  representative_changed: {},
  hold_or_dispute: { held: true },
  no_usable_contact: { contacts: [] },
  first_key: { key: 'none', contacts: [] },
  employer_closed: { closed: true },
}

/** From the reason to the receipt; returns what the receipt says. */
async function files({ page, check, context: _ }: Watched, { language, reason }: Way, of: { holder: Holder; nationalId: string; email: string | null }) {
  await page.goto(`${site.origin}/empleador/solicitud?lang=${language}`)
  await check()
  await page.locator('main a[href="/empleador/solicitud/motivo"]').click()
  await page.check(`input[name=motivo][value=${reason}]`)
  await page.check('input[name=empleador][value=company]')
  await check()
  await page.locator('main form [type=submit]').click()
  await page.waitForURL('**/requisitos?**')
  await check()
  await page.locator('main a[href*="/datos"]').click()
  await page.fill('#ruc', of.holder.taxId)
  await page.fill('#cedula', of.nationalId)
  await check()
  await page.locator('main form [type=submit]').click()
  await page.waitForURL('**/contacto')
  await check()
  if (of.email === null) await page.locator('main form:has(input[name=ninguno]) [type=submit]').click()
  else {
    await page.fill('#correo', of.email)
    await page.locator('main form [type=submit]').first().click()
    await page.waitForURL('**/contacto/codigo')
    await site.harness.settled()
    await page.fill('#codigo', codeTo(site.harness, of.email))
    await check()
    await page.locator('main form [type=submit]').click()
  }
  await page.waitForURL('**/turno')
  await page.check('input[name=oficina][value=centro]')
  await check()
  await page.locator('main form [type=submit]').click()
  await page.waitForURL('**/revisar')
  await check()
  await page.locator('main form [type=submit]').click()
  await page.waitForURL('**/recibo')
  await check()
  const number = (await page.textContent('.case-number'))?.trim() ?? ''
  const continuation = (await page.textContent('.code-shown'))?.trim() ?? ''
  await page.locator('form[action="/tramite/terminar"] [type=submit]').click()
  await page.waitForURL('**/tramite/terminar')
  await check()
  return { number, continuation }
}

/** The agent finds the walk-in's case, sees nothing before the document, examines and proposes. */
async function examines(number: string, applicant: { nationalId: string; taxId?: string; name?: string }) {
  const { visitor } = agent
  const { page, check } = visitor
  await page.goto(`${site.origin}/oficina/tramites`)
  await check()
  await page.fill('#numero', number.toLowerCase())
  await go(visitor, 'form[action$="/buscar"]')
  await page.waitForURL(`**/oficina/tramites/${number}`)
  await check()
  await page.locator('button[name=hacer][value=tomar]').click()
  await page.waitForSelector('#cedula')
  for (const hidden of [applicant.taxId ?? applicant.nationalId, applicant.nationalId]) expect(await page.content()).not.toContain(hidden)
  await check()
  await page.check('input[name=documento][value=cedula]')
  await page.fill('#cedula', applicant.nationalId)
  if (applicant.name !== undefined) visitor.expectStatus(422)
  await go(visitor, 'form:has(#cedula)')
  if (applicant.name !== undefined) {
    await page.fill('#nombre', applicant.name)
    await page.check('input[name=documento][value=cedula]')
    await page.fill('#cedula', applicant.nationalId)
    await go(visitor, 'form:has(#cedula)')
  }
  await page.waitForSelector('.examined')
  await check()
  while ((await page.locator('.result-none').count()) > 0) {
    const row = page.locator('.examined:has(.result-none)').first()
    const reference = row.locator('input[type=text]')
    if ((await reference.count()) > 0) await reference.fill('CONSULTA-0001')
    const left = await page.locator('.result-none').count()
    await row.locator('[data-key="1"]').click()
    await page.waitForFunction((before) => document.querySelectorAll('.result-none').length < before, left)
  }
  await check()
  await page.locator('button[value="aprobar"]').click()
  await page.waitForSelector('form:has(input[name=decision])')
  await check()
  await go(visitor, 'form:has(input[name=decision])')
  await page.waitForURL(`**/oficina/tramites/${number}`)
}

/** Another person, of another office, is given the case and approves it. */
async function approves(number: string) {
  const { visitor } = approver
  const { page, check } = visitor
  await page.goto(`${site.origin}/oficina/aprobaciones`)
  await check()
  await go(visitor, 'form[action="/oficina/aprobaciones"]')
  await page.waitForURL(`**/oficina/aprobaciones/${number}`)
  await check()
  await go(visitor, 'form:has(input[name=decision][value=aprobar])')
  await page.waitForURL('**/oficina/aprobaciones?**')
}

/** Lets the waiting period of older contacts pass, during which everybody at the office went home. */
async function waits() {
  site.harness.advance(6 * day)
  await sweep(site.harness.context)
  await site.harness.settled()
  for (const staff of [agent, approver]) await signInWithPasskey(site, staff.visitor)
}

/** With the receipt in hand, and a code to the new contact, the applicant makes the key. */
async function activates(
  { page, check }: Watched,
  { language }: Pick<Way, 'language'>,
  of: { number: string; continuation: string; code: () => string; atOffice?: boolean },
): Promise<string> {
  await page.goto(`${site.origin}/tramite/activar?lang=${language}`)
  await page.fill('#numero', of.number)
  await page.fill('#continuacion', of.continuation)
  await check()
  await page.locator('main form:has(#numero) [type=submit]').click()
  await page.waitForURL('**/activar/codigo')
  await site.harness.settled()
  await page.fill('#codigo', of.code())
  await check()
  await page.locator('main form:has(#codigo) [type=submit]').click()
  await page.waitForURL('**/activar/clave')
  await check()
  if (of.atOffice) {
    expect(await page.locator('.offered-key').isVisible(), 'the key is seen before it is asked for').toBe(false)
    expect(await page.locator('button:visible:has-text("Usar esta clave")').count(), 'a key is used that was not seen').toBe(0)
    await page.locator('main summary').press('Enter')
    expect(await page.locator('.offered-key').isVisible()).toBe(true)
    await check()
  }
  expect(await page.locator('.copy-key').count()).toBe(of.atOffice ? 0 : 1)
  const key = (await page.textContent('.offered-key'))?.trim() ?? ''
  await page.locator('main form [type=submit]').first().click()
  await page.waitForURL('**/activar/listo')
  await check()
  return key
}

async function signsIn({ page }: Watched, { taxId }: Holder, key: string) {
  await page.goto(`${site.origin}/empleador/ingresar`)
  await page.fill('#ruc', taxId)
  await page.fill('#clave', key)
  await page.locator('main form [type=submit]').click()
  await page.waitForURL('**/empleador/cuenta')
}

describe.each(ways)('$reason, in $language', (way) => {
  it('from the reason to a key that signs in, by three people and with nobody else knowing it', async () => {
    const { harness } = site
    const holder = await addHolder(harness, holders[way.reason])
    const changed = way.reason === 'representative_changed'
    const newcomer = changed ? madeUpTriple().nationalId : holder.nationalId
    const email = `${way.reason}.${way.language}@nuevo.example`
    const visitor = await openVisitor(site, { language: way.language })
    const filed = await files(visitor, way, { holder, nationalId: newcomer, email })
    await examines(filed.number, { nationalId: newcomer, taxId: holder.taxId, ...(changed ? { name: 'Persona Nueva Ficticia' } : {}) })
    await approves(filed.number)
    await waits()
    const key = await activates(visitor, way, { ...filed, code: () => codeTo(harness, email) })
    if (way.reason !== 'employer_closed') await signsIn(visitor, holder, key)
    const everything = JSON.stringify(harness.inbox.received.map(({ message }) => message))
    expect(everything).not.toContain(key)
    expect(everything.replaceAll('-', '')).not.toContain(filed.continuation.replaceAll('-', ''))
    if (holder.email !== undefined && holders[way.reason].contacts === undefined) expect(mailTo(harness, holder.email).length).toBeGreaterThanOrEqual(4)
    await visitor.context.close()
  }, 180_000)
})

describe('somebody with no contact at all', () => {
  it.each([true, false])(
    'makes the key on a screen of the office that a third person opened, unseen until asked for; script: %s',
    async (script) => {
      const { harness } = site
      const holder = await addHolder(harness, { contacts: [] })
      const visitor = await openVisitor(site, { script })
      const way = { language: 'es', reason: 'no_usable_contact' } as const
      const filed = await files(visitor, way, { holder, nationalId: holder.nationalId, email: null })
      await examines(filed.number, { nationalId: holder.nationalId, taxId: holder.taxId })
      await approves(filed.number)
      const third = await openStaff(site, ['supervisor'], { name: 'Ana Ejemplo', width: 320 })
      const { page, check } = third.visitor
      const left = (selector: string) => page.locator(selector).evaluate((each) => each.getBoundingClientRect().x)
      await page.goto(`${site.origin}/oficina/tramites/${filed.number}/pantalla`)
      expect(await left('.console-nav form button'), 'where one signs out').toBe(await left('.console-nav'))
      await check()
      await page.fill('#documento', holder.nationalId)
      await go(third.visitor, 'form:has(#documento)')
      await page.waitForSelector('.code-shown')
      await check()
      const code = (await page.textContent('.code-shown'))?.trim() ?? ''
      const key = await activates(visitor, way, { ...filed, code: () => code, atOffice: true })
      await signsIn(visitor, holder, key)
    },
    180_000,
  )
})

describe.each(['es', 'en'] as const)('a person who lost the contact of the personal key, in %s', (language) => {
  it('has a new one by the same three people, and the key is as it was', async () => {
    const { harness } = site
    const person = await addPerson(harness, { key: 'blocked' })
    const email = `persona.${language}@nuevo.example`
    const visitor = await openVisitor(site, { language })
    const { page, check } = visitor
    await page.goto(`${site.origin}/personal/solicitud?lang=${language}`)
    await check()
    await page.locator('main a[href="/personal/solicitud/requisitos"]').click()
    await check()
    await page.locator('main a[href="/personal/solicitud/datos"]').click()
    await page.fill('#cedula', person.nationalId)
    await check()
    await go(visitor)
    await page.waitForURL('**/contacto')
    await page.fill('#correo', email)
    await go(visitor)
    await page.waitForURL('**/contacto/codigo')
    await harness.settled()
    await page.fill('#codigo', codeTo(harness, email))
    await go(visitor)
    await page.waitForURL('**/turno')
    await page.check('input[name=oficina][value=centro]')
    await go(visitor)
    await page.waitForURL('**/revisar')
    await go(visitor)
    await page.waitForURL('**/recibo')
    await check()
    const number = (await page.textContent('.case-number'))?.trim() ?? ''
    await examines(number, { nationalId: person.nationalId })
    await approves(number)
    await waits()
    await page.goto(`${site.origin}/tramite`)
    await page.waitForSelector('a[href="/tramite/activar"], form[action="/tramite/activar"]')
    await check()
    await page.locator('a[href="/tramite/activar"], form[action="/tramite/activar"] [type=submit]').first().click()
    await page.waitForURL('**/activar/codigo')
    await check()
    if ((await page.locator('#codigo').count()) === 0) await go(visitor, 'form[action="/tramite/activar"]')
    await page.waitForSelector('#codigo')
    await harness.settled()
    await page.fill('#codigo', codeTo(harness, email))
    await go(visitor, 'form:has(#codigo)')
    await page.waitForURL('**/activar/listo')
    await check()
    const contacts = await harness.context.db.selectFrom('contact').select(['value', 'status']).where('person_id', '=', person.personId).execute()
    expect(contacts.filter(({ status }) => status === 'active').map(({ value }) => value)).toEqual([email])
  }, 180_000)
})
