import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness, mailTo } from '../harness.ts'
import { wordsOf } from '../security/account-steps.ts'
import { enrolled, invited, signsIn } from '../security/enrolments.ts'
import { addStaff, type Staff, signedInAgain } from '../security/staff.ts'

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
    await first.decides(page, { accion: 'datos', nombre: agent.name, correo: email, oficina: 'puerto', funcion: 'approver' })
    const shown = await read(second, page)
    expect(shown).toContain('Aprobador (ahora: Agente)')
    expect(shown).not.toContain(`${email} (ahora`)
    // The record says what changes, and no address.
    const cambio = /name="cambio" value="([^"]+)"/.exec((await second.browser.get(page)).body)?.[1] ?? ''
    await second.decides(page, { accion: 'aceptar', cambio })
    const auditor = await addStaff(harness, ['auditor'])
    const said = wordsOf((await auditor.browser.post('/oficina/registro', { sobre: agent.nationalId })).body)
    expect(said.match(/Cambio: Cambio de datos Qué cambia: Oficina; Funciones Funciones: Aprobador/g)).toHaveLength(2)
    expect(said).not.toContain(email)
  })
})

describe('somebody whose account was removed, and who is invited again', () => {
  const comesBack = async ({ revisar }: { revisar: 'si' | '' }) => {
    const auditor = await addStaff(harness, ['auditor'])
    const agent = await addStaff(harness, ['agent'])
    const page = `/oficina/personal/${agent.id}`
    await first.browser.get(page)
    await first.decides(page, { accion: 'quitar', revisar })
    harness.advance(86_400_000)
    for (const each of [first, second, auditor]) await signedInAgain(harness, each)
    const correo = `vuelve${agent.nationalId}@instituto.example`
    const fields = { nombre: 'Berta Vuelta Ficticia', correo, cedula: agent.nationalId, oficina: 'centro', funcion: 'approver' }
    await first.browser.get('/oficina/personal')
    expect((await first.decides('/oficina/personal/invitar', fields)).headers.location).toBe(page)
    return { page, auditor }
  }
  const heardBy = async ({ id }: Staff) => {
    await harness.settled()
    const { email } = await harness.context.db.selectFrom('staff_member').select('email').where('id', '=', id).executeTakeFirstOrThrow()
    return mailTo(harness, email).map(({ message }) => ({ subject: message.subject, text: JSON.stringify(message.blocks) }))
  }

  it('is confirmed by somebody who reads when and by whom it was removed, and until when its work is in doubt; so do the auditors', async () => {
    const { page, auditor } = await comesBack({ revisar: 'si' })
    const cameBack = /Esta cuenta vuelve: se retiró antes, el .*, por Ada Cuentas Ficticia\. Su trabajo quedó en duda: lo que hizo hasta el /
    expect(await read(second, page)).toMatch(cameBack)
    for (const shown of [await read(second, page), await read(auditor, page)]) {
      expect(shown).toMatch(/Retirada antes el .*, por Ada Cuentas Ficticia Su trabajo en duda lo que hizo hasta el /)
    }
    const invitada = /name="invitada" value="([^"]+)"/.exec((await second.browser.get(page)).body)?.[1] ?? ''
    expect((await second.decides(page, { accion: 'confirmar', invitada })).statusCode).toBe(303)
    const confirmed = await read(second, page)
    expect(confirmed).not.toMatch(cameBack)
    expect(confirmed).toMatch(/Retirada antes el .*, por Ada Cuentas Ficticia Su trabajo en duda lo que hizo hasta el /)
    const heard = await heardBy(auditor)
    for (const subject of ['Se invitó otra vez a Berta Vuelta Ficticia', 'Cuenta confirmada: Berta Vuelta Ficticia']) {
      expect(heard.find((each) => each.subject === subject)?.text, subject).toMatch(
        /Esa cuenta se había retirado el .*, y su trabajo quedó en duda: lo que hizo hasta el /,
      )
    }
    expect(await read(second, `${page}?lang=en`)).toMatch(/Removed before on .*, by Ada Cuentas Ficticia Their work in doubt what they did until /)
    await second.browser.get(`${page}?lang=es`)
  })

  it('is said to have been removed alone, where its work was left to stand; who is new is said nothing of', async () => {
    const { page, auditor } = await comesBack({ revisar: '' })
    const shown = await read(second, page)
    expect(shown).toMatch(/Esta cuenta vuelve: se retiró antes, el .*, por Ada Cuentas Ficticia\. Confirme solo si sabe por qué vuelve/)
    expect(shown).not.toContain('en duda')
    const [mail] = await heardBy(auditor)
    expect(mail?.text).toMatch(/Esa cuenta se había retirado el [^"]*\d\."/)
    const fresh = { nombre: 'Nora Nueva Ficticia', correo: 'nora@instituto.example', cedula: '1700000092', oficina: 'centro', funcion: 'agent' }
    const invited = await first.decides('/oficina/personal/invitar', fresh)
    const said = await read(second, String(invited.headers.location))
    for (const text of ['Esta cuenta vuelve', 'Retirada antes', 'en duda']) expect(said).not.toContain(text)
    const news = (await heardBy(auditor)).find(({ subject }) => subject === 'Invitación de Nora Nueva Ficticia')
    expect(news?.text).not.toContain('retirado')
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
    await first.decides(page, { accion: 'quitar', revisar: 'si' })
    const shown = await read(second, page)
    expect(shown).toMatch(/Retirada el .*, por Ada Cuentas Ficticia/)
    expect(shown).toMatch(/Su trabajo en duda lo que hizo hasta el /)
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
    await first.decides(`/oficina/personal/${gone.id}`, { accion: 'quitar' })
    const { body } = await first.browser.get('/oficina/personal')
    const apart = body.indexOf('retiradas</summary>')
    expect(apart).toBeGreaterThan(0)
    expect(body.indexOf(gone.name)).toBeGreaterThan(apart)
    expect(body.indexOf(second.name)).toBeLessThan(apart)
    expect(wordsOf(body)).toContain('no aprueba nada durante 3 días')
  })
})
