import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, createVisitor, type Harness, mailTo } from '../harness.ts'
import { signsIn } from '../security/enrolments.ts'
import { addStaff, nextNationalId, type Staff } from '../security/staff.ts'
import { createPasskey } from '../security/virtual-passkey.ts'

const hour = 3_600_000

let harness: Harness
let [first, second, auditor]: Staff[] = []
beforeAll(async () => {
  harness = await createHarness()
  first = await addStaff(harness, ['administrator'])
  second = await addStaff(harness, ['administrator'])
  auditor = await addStaff(harness, ['auditor'])
})
afterAll(() => harness.close())

const staff = (one: Staff | undefined) => {
  if (!one) throw new Error('no such member of staff')
  return one
}
const emailOf = async (id: string) => (await harness.context.db.selectFrom('staff_member').select('email').where('id', '=', id).executeTakeFirstOrThrow()).email
const account = (id: string) => harness.context.db.selectFrom('staff_member').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

/** Every message to the auditor so far, oldest first, as its subject. */
async function auditorHeard() {
  await harness.settled()
  return mailTo(harness, await emailOf(staff(auditor).id))
    .map(({ message }) => message.subject)
    .reverse()
}

async function inviteBy(administrator: Staff, fields: Partial<Record<'nombre' | 'correo' | 'cedula' | 'oficina' | 'funcion', string>> = {}) {
  const asked = { nombre: 'Nueva Persona', correo: 'nueva@instituto.example', cedula: nextNationalId(), oficina: 'centro', funcion: 'agent', ...fields }
  return administrator.decides('/oficina/personal/invitar', asked)
}

const invitedAt = async (page: string) => {
  const { body } = await staff(second).browser.get(page)
  return /name="invitada" value="([^"]+)"/.exec(body)?.[1] ?? ''
}

const linkTo = (address: string) => {
  for (const { message } of mailTo(harness, address)) {
    for (const block of message.blocks) if ('link' in block && block.link.includes('/oficina/inscripcion/')) return new URL(block.link).pathname
  }
  return null
}

const changeOn = (body: string) => /name="cambio" value="([^"]+)"/.exec(body)?.[1] ?? ''

describe('an administrator', () => {
  it('invites somebody, a second one confirms, the link goes to that person alone, and the auditor hears of both', async () => {
    const [before, correo] = [(await auditorHeard()).length, 'clara@instituto.example']
    const asked = await inviteBy(staff(first), { nombre: 'Clara  Nueva', correo })
    const page = String(asked.headers.location)
    expect(asked.statusCode).toBe(303)
    await harness.settled()
    expect(linkTo(correo)).toBeNull()
    expect((await staff(second).browser.get('/oficina')).body).toContain('Un pedido sobre el personal espera su confirmación')
    expect((await staff(first).browser.get('/oficina')).body).not.toContain('espera su confirmación')
    const seen = await staff(second).browser.get(page)
    expect(seen.body).toContain('Invitación por confirmar')
    expect((await staff(second).decides(page, { accion: 'confirmar', invitada: await invitedAt(page) })).statusCode).toBe(303)
    expect((await auditorHeard()).slice(before)).toEqual(['Invitación de Clara Nueva', 'Cuenta confirmada: Clara Nueva'])
    const link = linkTo(correo) ?? ''
    for (const each of [first, second, auditor]) expect((await staff(each).browser.get(page)).body).not.toContain(link)

    const [browser, passkey] = [createVisitor(harness), createPasskey()]
    const { body } = await browser.get(link)
    expect(body).toContain(`Clara Nueva (${correo})`)
    await browser.post(link, { passkey: passkey.register(body) })
    expect((await signsIn(browser, passkey)).headers.location).toBe('/oficina')
    const row = await account(page.split('/').at(-1) ?? '')
    expect(row.approves_from?.getTime()).toBe((row.confirmed_at?.getTime() ?? 0) + harness.context.institution.policy.staffApprovesAfter)
    await harness.settled()
    expect(mailTo(harness, correo)[0]?.message.subject).toBe('Se guardó una llave de acceso en su cuenta')
  })

  it('is told what is wrong with an invitation, and keeps what was typed', async () => {
    const wrong = await inviteBy(staff(first), { nombre: '«…»', correo: 'nada', cedula: '1', oficina: 'ninguna', funcion: 'jefe' })
    expect(wrong.statusCode).toBe(422)
    for (const said of ['Escriba los nombres', 'Escriba un correo válido.', 'diez dígitos', 'Elija una oficina', 'al menos una función'])
      expect(wrong.body).toContain(said)
    expect(wrong.body).toContain('value="nada"')
    expect((await inviteBy(staff(first), { cedula: staff(second).nationalId })).body).toContain('ya tiene una cuenta')
  })

  it('asks for a new link for a lost passkey: when another confirms it the old one ends, and the person gets the link', async () => {
    const agent = await addStaff(harness, ['agent', 'approver'])
    const page = `/oficina/personal/${agent.id}`
    await staff(first).decides(page, { accion: 'enlace' })
    expect((await agent.browser.get('/oficina')).statusCode).toBe(200)
    const change = changeOn((await staff(second).browser.get(page)).body)
    expect((await staff(second).decides(page, { accion: 'aceptar', cambio: change })).statusCode).toBe(303)
    expect((await agent.browser.get('/oficina')).statusCode).toBe(303)
    await harness.settled()
    const link = linkTo(await emailOf(agent.id)) ?? ''
    expect((await createVisitor(harness).get(link)).statusCode).toBe(200)
    expect((await account(agent.id)).approves_from?.getTime()).toBeGreaterThan(harness.now().getTime() + 71 * hour)
    expect(await auditorHeard()).toContain(`Cuenta cambiada: ${agent.name}`)
  })

  it('asks for other details: they hold when another confirms them, the address before hears too, and who newly approves waits', async () => {
    const agent = await addStaff(harness, ['agent'])
    const [page, before] = [`/oficina/personal/${agent.id}`, await emailOf(agent.id)]
    await staff(first).browser.get(page)
    await staff(first).decides(page, { accion: 'datos', nombre: 'Otro Nombre', correo: 'otra@instituto.example', oficina: 'puerto', funcion: 'approver' })
    expect((await account(agent.id)).roles).toEqual(['agent'])
    const change = changeOn((await staff(second).browser.get(page)).body)
    await staff(second).decides(page, { accion: 'aceptar', cambio: change })
    const row = await account(agent.id)
    expect(row).toMatchObject({ name: 'Otro Nombre', roles: ['approver'], office: 'puerto', email: 'otra@instituto.example' })
    expect(row.approves_from?.getTime()).toBeGreaterThan(harness.now().getTime() + 71 * hour)
    await harness.settled()
    expect(mailTo(harness, before)[0]?.message.subject).toBe('Se cambió su cuenta')
  })

  it('takes back what was asked for, and then nothing of it holds', async () => {
    const agent = await addStaff(harness, ['agent'])
    const page = `/oficina/personal/${agent.id}`
    await staff(first).decides(page, { accion: 'datos', nombre: agent.name, correo: 'distinta@instituto.example', oficina: '', funcion: 'supervisor' })
    const change = changeOn((await staff(first).browser.get(page)).body)
    expect((await staff(first).browser.post(page, { accion: 'retirar', cambio: change })).statusCode).toBe(303)
    expect((await staff(second).decides(page, { accion: 'aceptar', cambio: change })).statusCode).toBe(422)
    expect((await account(agent.id)).roles).toEqual(['agent'])
  })

  it('removes somebody at once: sessions end, cases go back to the queue, and the account can be invited again', async () => {
    const agent = await addStaff(harness, ['agent'])
    const id = harness.context.random.uuid()
    const now = harness.now()
    await harness.context.db
      .insertInto('replacement')
      .values({
        id,
        number: `S-TEST-${id.slice(0, 4).toUpperCase()}`,
        kind: 'employer',
        state: 'submitted',
        reason: 'key_holder_gone',
        employer_kind: 'company',
        language: 'es',
        typed: JSON.stringify({ taxId: '1790000095001', branchCode: '0001', nationalId: '1700000092' }),
        contact: 'none',
        codes: '[]',
        version: 1,
        round: 1,
        tries_left: 5,
        office: 'centro',
        started_at: now,
        submitted_at: now,
        moved_at: now,
        ends_at: new Date(now.getTime() + 24 * hour),
        leased_by: agent.id,
        leased_until: new Date(now.getTime() + hour),
        continuation_hash: id,
      })
      .execute()
    const page = `/oficina/personal/${agent.id}`
    expect((await staff(first).decides(page, { accion: 'quitar' })).statusCode).toBe(303)
    expect((await agent.browser.get('/oficina')).statusCode).toBe(303)
    const held = await harness.context.db.selectFrom('replacement').select(['leased_by', 'leased_until']).where('id', '=', id).executeTakeFirstOrThrow()
    expect(held).toEqual({ leased_by: null, leased_until: null })
    expect(await auditorHeard()).toContain(`Cuenta retirada: ${agent.name}`)
    expect((await staff(first).browser.get(page)).body).toContain('Retirada')

    const again = await inviteBy(staff(second), { cedula: agent.nationalId, funcion: 'supervisor' })
    expect(again.headers.location).toBe(page)
    expect(await account(agent.id)).toMatchObject({ state: 'invited', roles: ['supervisor'], confirmed_at: null })
  })
})

describe('the list of staff', () => {
  it('is for administrators and auditors, who may only look; the look is on the record', async () => {
    const { browser, id } = staff(auditor)
    const list = await browser.get('/oficina/personal')
    expect(list.statusCode).toBe(200)
    expect(list.body).toContain(staff(first).name)
    expect(list.body).not.toContain('/oficina/personal/invitar')
    expect((await browser.get(`/oficina/personal/${staff(first).id}`)).body).not.toContain('name="accion"')
    const looks = await harness.context.db.selectFrom('audit_event').select(['subject', 'type']).where('staff_id', '=', id).execute()
    expect(looks).toContainEqual({ subject: staff(first).id, type: 'staff.viewed' })
    const agent = await addStaff(harness, ['agent', 'approver', 'supervisor'])
    expect((await agent.browser.get('/oficina/personal')).statusCode).toBe(403)
    expect((await staff(first).browser.get(`/oficina/personal/${harness.context.random.uuid()}`)).statusCode).toBe(404)
  })
})
