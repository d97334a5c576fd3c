import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness, mailTo } from '../harness.ts'
import { wordsOf } from './account-steps.ts'
import { signsIn } from './enrolments.ts'
import { addHolder } from './holders.ts'
import { approvedOnPage, caseOf, proposed } from './office-steps.ts'
import { addStaff, nextNationalId, type Staff, signedInAgain } from './staff.ts'
import { createPasskey } from './virtual-passkey.ts'

// An administrator who wants to be two people: to approve what they prepared, or to have somebody who does.

let harness: Harness
let administrator: Staff
let colleague: Staff
beforeAll(async () => {
  harness = await createHarness()
  administrator = await addStaff(harness, ['administrator', 'agent'])
  colleague = await addStaff(harness, ['administrator'])
})
afterAll(() => harness.close())

const people = '/oficina/personal'
const account = (id: string) => harness.context.db.selectFrom('staff_member').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const invites = async (by: Staff, fields: Partial<Record<'correo' | 'cedula' | 'oficina' | 'funcion', string>> = {}) =>
  by.decides(`${people}/invitar`, {
    nombre: 'Persona Ficticia',
    correo: `${harness.context.random.uuid()}@instituto.example`,
    cedula: nextNationalId(),
    oficina: 'puerto',
    funcion: 'approver',
    ...fields,
  })
const hiddenIn = (body: string, name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(body)?.[1] ?? ''
/** What the page of an account offers to confirm, as this administrator's browser could send it. */
async function confirms(by: Staff, page: string) {
  const { body } = await by.browser.get(page)
  const { id } = { id: page.split('/').at(-1) ?? '' }
  const invitada = hiddenIn(body, 'invitada') || (await account(id)).invited_at.toISOString()
  return by.decides(page, { accion: 'confirmar', invitada })
}

describe('an administrator alone', () => {
  it('gets no second account: not confirmed by themself, nor with an address that is somebody’s already, however it is written', async () => {
    const own = (await account(administrator.id)).email
    for (const correo of [own, own.toUpperCase(), own.replace('@', '+dos@')]) {
      const refused = await invites(administrator, { correo })
      expect(refused.statusCode, correo).toBe(422)
      expect(wordsOf(refused.body)).toContain('Este correo es de otra cuenta')
    }
    const page = String((await invites(administrator)).headers.location)
    expect((await confirms(administrator, page)).statusCode).toBe(422)
    expect((await account(page.split('/').at(-1) ?? '')).confirmed_at).toBeNull()
  })

  it('who invites two with one address at once gets one of them confirmed', async () => {
    const correo = `${harness.context.random.uuid()}@instituto.example`
    const first = String((await invites(administrator, { correo })).headers.location)
    const second = String((await invites(administrator)).headers.location)
    await harness.context.db
      .updateTable('staff_member')
      .set({ email: correo })
      .where('id', '=', second.split('/').at(-1) ?? '')
      .execute()
    for (const page of [first, second]) expect(wordsOf((await confirms(colleague, page)).body)).toContain('Este correo es de otra cuenta')
    await colleague.decides(second, { accion: 'quitar' })
    expect((await confirms(colleague, first)).statusCode).toBe(303)
  })

  it('cannot move a colleague’s account to their own address, neither when it is asked for nor when it is confirmed', async () => {
    const agent = await addStaff(harness, ['agent'])
    const page = `${people}/${agent.id}`
    const fields = { accion: 'datos', nombre: 'Persona Ficticia', oficina: 'centro', funcion: 'agent' }
    await administrator.browser.get(page)
    expect((await administrator.decides(page, { ...fields, correo: (await account(administrator.id)).email })).statusCode).toBe(422)
    const correo = `${harness.context.random.uuid()}@instituto.example`
    expect((await administrator.decides(page, { ...fields, correo })).statusCode).toBe(303)
    await harness.context.db.updateTable('staff_member').set({ email: correo }).where('id', '=', administrator.id).execute()
    const cambio = hiddenIn((await colleague.browser.get(page)).body, 'cambio')
    expect((await colleague.decides(page, { accion: 'aceptar', cambio })).statusCode).toBe(422)
    expect((await account(agent.id)).email).not.toBe(correo)
  })

  it('who fooled a colleague into confirming an approver waits for three days, and a link of that account is no shorter way', async () => {
    const [correo, cedula] = [`${harness.context.random.uuid()}@instituto.example`, nextNationalId()]
    const page = String((await invites(administrator, { correo, cedula })).headers.location)
    expect((await confirms(colleague, page)).statusCode).toBe(303)
    await harness.settled()
    const block = mailTo(harness, correo)[0]?.message.blocks.find((each) => 'link' in each)
    const link = block && 'link' in block ? new URL(block.link).pathname : ''
    const puppet = await addStaff(harness, ['agent'])
    puppet.browser.cookies.clear()
    const passkey = createPasskey(harness.context.origin)
    await puppet.browser.post(link, { llave: '', passkey: passkey.register((await puppet.browser.get(link)).body) })
    await signsIn(puppet.browser, passkey)
    const request = await proposed(harness, await addHolder(harness), { agent: administrator })
    await puppet.browser.get('/oficina/aprobaciones')
    expect(String((await puppet.browser.post('/oficina/aprobaciones', {})).headers.location)).not.toContain(request.number)

    const id = page.split('/').at(-1) ?? ''
    const approves = async () => {
      await signsIn(puppet.browser, passkey)
      const leased = { leased_by: id, leased_until: new Date(harness.now().getTime() + 600_000) }
      await harness.context.db.updateTable('replacement').set(leased).where('number', '=', request.number).execute()
      const shown = await puppet.browser.get(`/oficina/aprobaciones/${request.number}`)
      await approvedOnPage({ browser: puppet.browser, shows: async ({ body }) => passkey.answer(body) }, request.number, shown)
      return (await caseOf(harness, request.number)).state
    }
    harness.advance(71 * 3_600_000)
    expect(await approves()).toBe('proposed')
    // The first days over, it is the work of two people who are on the record for it.
    harness.advance(2 * 3_600_000)
    expect(await approves()).not.toBe('proposed')
    for (const each of [administrator, colleague]) await signedInAgain(harness, each)
  })
})

describe('an administrator who was removed', () => {
  it('leaves no invitation and no change that a colleague could confirm without looking', async () => {
    const fraud = await addStaff(harness, ['administrator'])
    const puppet = String((await invites(fraud)).headers.location)
    const agent = await addStaff(harness, ['agent'])
    const page = `${people}/${agent.id}`
    await fraud.browser.get(page)
    await fraud.decides(page, {
      accion: 'datos',
      nombre: 'Persona Ficticia',
      correo: `${harness.context.random.uuid()}@instituto.example`,
      oficina: 'centro',
      funcion: 'approver',
    })
    await colleague.browser.get(people)
    expect((await colleague.decides(`${people}/${fraud.id}`, { accion: 'quitar' })).statusCode).toBe(303)

    const shown = await colleague.browser.get(puppet)
    expect(shown.body).not.toContain('value="confirmar"')
    expect(wordsOf(shown.body)).toContain('ya no es administrador')
    expect((await confirms(colleague, puppet)).statusCode).toBe(422)
    const waiting = (await colleague.browser.get(page)).body
    expect(waiting).not.toContain('value="aceptar"')
    const { id: cambio } = await harness.context.db.selectFrom('staff_change').select('id').where('staff_id', '=', agent.id).executeTakeFirstOrThrow()
    expect((await colleague.decides(page, { accion: 'aceptar', cambio })).statusCode).toBe(422)
    expect((await account(agent.id)).roles).toEqual(['agent'])
    expect((await colleague.browser.post(page, { accion: 'retirar', cambio })).statusCode).toBe(303)
  })

  it('is signed out of every screen that was open: what it sends does nothing', async () => {
    const fraud = await addStaff(harness, ['administrator'])
    const invitation = String((await invites(administrator)).headers.location)
    await fraud.browser.get(invitation)
    await colleague.browser.get(people)
    await colleague.decides(`${people}/${fraud.id}`, { accion: 'quitar' })
    expect((await confirms(fraud, invitation)).headers.location).not.toBe(`${invitation}?hecho=confirmado`)
    expect((await account(invitation.split('/').at(-1) ?? '')).confirmed_at).toBeNull()
  })
})

describe('two administrators', () => {
  it('who confirm each other’s invitations at once are two for each; neither changes the other’s account', async () => {
    const [one, other] = [String((await invites(administrator)).headers.location), String((await invites(colleague)).headers.location)]
    const answers = await Promise.all([confirms(colleague, one), confirms(administrator, other)])
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([303, 303])
    for (const page of [one, other]) {
      const row = await account(page.split('/').at(-1) ?? '')
      expect([row.invited_by, row.confirmed_by].sort()).toEqual([administrator.id, colleague.id].sort())
    }
    const page = `${people}/${colleague.id}`
    const fields = { accion: 'datos', nombre: 'Persona Ficticia', correo: (await account(colleague.id)).email, oficina: 'centro', funcion: 'approver' }
    expect((await administrator.decides(page, fields)).statusCode).toBe(303)
    const { id: cambio } = await harness.context.db.selectFrom('staff_change').select('id').where('staff_id', '=', colleague.id).executeTakeFirstOrThrow()
    for (const by of [administrator, colleague]) {
      await by.browser.get(people)
      expect((await by.decides(page, { accion: 'aceptar', cambio })).statusCode).toBe(422)
    }
    expect((await account(colleague.id)).roles).toEqual(['administrator'])
  })
})
