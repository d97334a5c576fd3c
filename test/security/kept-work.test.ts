import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, createVisitor, type Harness, type Visitor } from '../harness.ts'
import { type Enrolled, enrolled, signsIn } from './enrolments.ts'
import { nextNationalId } from './staff.ts'
import type { VirtualPasskey } from './virtual-passkey.ts'

const minute = 60_000

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

const decode = (text: string) => text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&amp;', '&')
const hidden = (body: string, name: string) => decode(new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? '')
const keptIn = (body: string) => ({ destino: hidden(body, 'destino'), guardado: hidden(body, 'guardado'), sello: hidden(body, 'sello') })

const typed = () => ({ nombre: 'Persona Larga', correo: 'larga&"nota"<b>@instituto.example', cedula: nextNationalId(), oficina: 'centro', funcion: 'agent' })
const path = '/oficina/personal/invitar'

/** Signs in, idles until the session has ended, and then sends a form. */
async function tooLate(staff: Enrolled, fields: Record<string, string>) {
  await signsIn(staff.browser, staff.passkey)
  await staff.browser.get(path)
  harness.advance(16 * minute)
  return staff.browser.post(path, fields)
}

/** Sends it with the passkey that its page asks for. */
const sentNow = async ({ browser, passkey }: Enrolled, fields: Record<string, string>) =>
  browser.post(path, { ...fields, passkey: passkey.answer((await browser.get(path)).body) })

const signInWith = (browser: Visitor, passkey: VirtualPasskey, body: string, more: Record<string, string>) =>
  browser.post('/oficina/ingresar', { passkey: passkey.answer(body), ...more })

describe('a form that came after the session had ended', () => {
  it('is offered again, whole, to the account that sent it, and sent only when the person sends it', async () => {
    const staff = await enrolled(harness, ['administrator'])
    const fields = { ...typed(), correo: 'clara@instituto.example' }
    const late = await tooLate(staff, fields)
    expect(late.statusCode).toBe(422)
    expect(late.body).toContain('No se perdió')
    const accounts = async () => (await harness.context.db.selectFrom('staff_member').select('id').where('national_id', '=', fields.cedula).execute()).length

    // A wrong try in between loses nothing.
    const wrong = await staff.browser.post('/oficina/ingresar', { passkey: 'x', ...keptIn(late.body) })
    expect(keptIn(wrong.body)).toEqual(keptIn(late.body))
    const offered = await signInWith(staff.browser, staff.passkey, wrong.body, keptIn(wrong.body))
    expect(offered.statusCode).toBe(200)
    expect(offered.body).toContain('Lo que escribió sigue aquí')
    for (const [name, value] of Object.entries(fields)) expect(hidden(offered.body, name)).toBe(value)
    expect(offered.body).toContain(`action="${path}"`)
    expect(await accounts()).toBe(0)

    const sent = await sentNow(staff, fields)
    expect(sent.statusCode).toBe(303)
    expect(await accounts()).toBe(1)
  })

  it('is offered to nobody else who signs in at the same browser', async () => {
    const [staff, other] = [await enrolled(harness, ['administrator']), await enrolled(harness, ['administrator'])]
    const late = await tooLate(staff, typed())
    const answer = await signInWith(staff.browser, other.passkey, late.body, keptIn(late.body))
    expect(answer.statusCode).toBe(303)
    expect(answer.headers.location).toBe('/oficina')
  })

  it('is not offered when a field, the page or the seal was changed, nor when somebody made it up', async () => {
    const staff = await enrolled(harness, ['administrator'])
    const late = await tooLate(staff, typed())
    const kept = keptIn(late.body)
    const changes: Record<string, Record<string, string>> = {
      'a field': { ...kept, guardado: kept.guardado.replace('"agent"', '"administrator"') },
      'the page': { ...kept, destino: '/oficina/personal' },
      'another site': { ...kept, destino: 'https://example.org/' },
      'the seal': { ...kept, sello: harness.context.random.token(32) },
      'no seal': { destino: kept.destino, guardado: kept.guardado },
    }
    for (const [name, more] of Object.entries(changes)) {
      const { body } = await staff.browser.get('/oficina/ingresar')
      const answer = await signInWith(staff.browser, staff.passkey, body, more)
      expect(answer.statusCode, name).toBe(303)
      expect(answer.headers.location, name).toBe('/oficina')
    }
  })

  it('says nothing of whose session it was, and keeps nothing for a cookie that was made up or a session that was signed out', async () => {
    const staff = await enrolled(harness, ['administrator'])
    const late = await tooLate(staff, typed())
    expect(late.body).not.toContain(staff.name)
    expect(late.body).not.toContain(staff.email)
    const stranger = createVisitor(harness)
    stranger.cookies.set('staff', 'x'.repeat(43))
    await stranger.get('/oficina/ingresar')
    expect((await stranger.post(path, typed())).headers.location).toBe(`/oficina/ingresar?nota=terminada&ir=${encodeURIComponent(path)}`)

    await signsIn(staff.browser, staff.passkey)
    const cookie = staff.browser.cookies.get('staff') ?? ''
    await staff.browser.post('/oficina/salir', {})
    staff.browser.cookies.set('staff', cookie)
    expect((await staff.browser.post(path, typed())).statusCode).toBe(303)
  })

  it('keeps what can travel a second time, accents and all, and nothing longer', async () => {
    const staff = await enrolled(harness, ['administrator'])
    const long = { ...typed(), nota: 'á'.repeat(4000) }
    const late = await tooLate(staff, long)
    expect(late.statusCode).toBe(422)
    expect((await signInWith(staff.browser, staff.passkey, late.body, keptIn(late.body))).statusCode).toBe(200)
    expect((await tooLate(staff, { ...typed(), nota: 'á'.repeat(9000) })).statusCode).toBe(303)
  })

  it('shows what was typed as text, whatever it holds', async () => {
    const staff = await enrolled(harness, ['administrator'])
    const late = await tooLate(staff, typed())
    const offered = await signInWith(staff.browser, staff.passkey, late.body, keptIn(late.body))
    expect(offered.body).not.toContain('<b>')
    expect(offered.body).toContain('&lt;b')
  })
})

describe('a page that was asked for after the session had ended', () => {
  it('is gone on with after signing in', async () => {
    const staff = await enrolled(harness, ['auditor'])
    await signsIn(staff.browser, staff.passkey)
    harness.advance(16 * minute)
    const away = await staff.browser.get('/oficina/personal')
    const { body } = await staff.browser.get(String(away.headers.location))
    expect(body).toContain('Su sesión terminó')
    expect((await signInWith(staff.browser, staff.passkey, body, { ir: hidden(body, 'ir') })).headers.location).toBe('/oficina/personal')
  })
})
