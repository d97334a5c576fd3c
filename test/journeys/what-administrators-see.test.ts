import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../harness.ts'
import { wordsOf } from '../security/account-steps.ts'
import { enrolled, invited, signsIn } from '../security/enrolments.ts'
import { addStaff, type Staff } from '../security/staff.ts'

// What a careful administrator, or an auditor, looks for on the pages of the accounts.

let harness: Harness
let first: Staff
let second: Staff
beforeAll(async () => {
  harness = await createHarness()
  first = await addStaff(harness, ['administrator'], { name: 'Ada Cuentas Ficticia' })
  second = await addStaff(harness, ['administrator'])
})
afterAll(() => harness.close())

const idOf = async (nationalId: string) =>
  (await harness.context.db.selectFrom('staff_member').select('id').where('national_id', '=', nationalId).executeTakeFirstOrThrow()).id
const read = async (by: Staff, path: string) => wordsOf((await by.browser.get(path)).body)

describe('whoever confirms', () => {
  it('sees what changes, and what it is now', async () => {
    const agent = await addStaff(harness, ['agent'])
    const page = `/oficina/personal/${agent.id}`
    const { email } = await harness.context.db.selectFrom('staff_member').select('email').where('id', '=', agent.id).executeTakeFirstOrThrow()
    await first.browser.get(page)
    await first.browser.post(page, { accion: 'datos', nombre: agent.name, correo: email, oficina: 'puerto', funcion: 'approver' })
    const shown = await read(second, page)
    expect(shown).toContain('Aprobador (ahora: Agente)')
    expect(shown).not.toContain(`${email} (ahora`)
    // The record says what changes, and no address.
    const cambio = /name="cambio" value="([^"]+)"/.exec((await second.browser.get(page)).body)?.[1] ?? ''
    await second.browser.post(page, { accion: 'aceptar', cambio })
    const auditor = await addStaff(harness, ['auditor'])
    const said = wordsOf((await auditor.browser.post('/oficina/registro', { sobre: agent.nationalId })).body)
    expect(said.match(/Cambio: Cambio de datos Qué cambia: Oficina; Funciones Funciones: Aprobador/g)).toHaveLength(2)
    expect(said).not.toContain(email)
  })
})

describe('the page of an account', () => {
  it('offers a new link to whoever has not enrolled, in those words, and says when a passkey was used last', async () => {
    const waiting = await invited(harness, ['agent'])
    expect(await read(first, `/oficina/personal/${await idOf(waiting.nationalId)}`)).toContain('No recibió su enlace, o venció')
    const agent = await enrolled(harness, ['agent'])
    const page = `/oficina/personal/${await idOf(agent.nationalId)}`
    expect(await read(first, page)).toContain('1; sin usar todavía')
    await signsIn(agent.browser, agent.passkey)
    expect(await read(first, page)).toContain('1; usada por última vez el')
    expect(await read(first, page)).not.toContain('No recibió su enlace')
  })

  it('says who removed it and since when its work is in doubt, and leads an auditor to what it did', async () => {
    const agent = await addStaff(harness, ['agent'])
    const page = `/oficina/personal/${agent.id}`
    await first.browser.get(page)
    await first.browser.post(page, { accion: 'quitar', revisar: 'si' })
    const shown = await read(second, page)
    expect(shown).toMatch(/Retirada el .*, por Ada Cuentas Ficticia/)
    expect(shown).toContain('Su trabajo está en duda desde')
    expect(shown).not.toContain('Ver en el registro')

    const auditor = await addStaff(harness, ['auditor'])
    const { body } = await auditor.browser.get(`/oficina/personal/${first.id}`)
    const form = body.split('<form').find((each) => each.includes('Ver en el registro lo que hizo')) ?? ''
    expect(form).toContain('action="/oficina/registro"')
    const fields = Object.fromEntries([...form.matchAll(/name="(funcionario|miradas)" value="([^"]+)"/g)].map(([, name = '', value = '']) => [name, value]))
    const record = await auditor.browser.post('/oficina/registro', fields)
    expect(wordsOf(record.body)).toContain(`Se retiró una cuenta , sobre ${agent.name}`)
  })
})

describe('the list of accounts', () => {
  it('has those that were removed apart, and explains how staff are administered with the times of this institution', async () => {
    const gone = await addStaff(harness, ['agent'], { name: 'Ramiro Retirado Ficticio' })
    await first.browser.get(`/oficina/personal/${gone.id}`)
    await first.browser.post(`/oficina/personal/${gone.id}`, { accion: 'quitar' })
    const { body } = await first.browser.get('/oficina/personal')
    const apart = body.indexOf('retiradas</summary>')
    expect(apart).toBeGreaterThan(0)
    expect(body.indexOf(gone.name)).toBeGreaterThan(apart)
    expect(body.indexOf(second.name)).toBeLessThan(apart)
    expect(wordsOf(body)).toContain('no aprueba nada durante 3 días')
  })
})
