import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addByOperator, newLinkByOperator } from '../../src/staff/people/add-by-operator.ts'
import { createHarness, createVisitor, type Harness } from '../harness.ts'
import { enrolled, invited, signsIn } from './enrolments.ts'
import { addStaff, nextNationalId, type Staff } from './staff.ts'
import { createPasskey } from './virtual-passkey.ts'

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

const account = (id: string) => harness.context.db.selectFrom('staff_member').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const changeOn = (body: string) => /name="cambio" value="([^"]+)"/.exec(body)?.[1] ?? ''
const form = (funcion = 'administrator') => {
  const cedula = nextNationalId()
  return { nombre: 'Persona Cómplice', correo: `complice${cedula}@instituto.example`, cedula, oficina: '', funcion }
}

async function invitationBy(administrator: Staff) {
  const { headers } = await administrator.decides('/oficina/personal/invitar', form())
  const page = String(headers.location)
  return { page, id: page.split('/').at(-1) ?? '', invitada: (await account(page.split('/').at(-1) ?? '')).invited_at.toISOString() }
}

describe('an administrator alone', () => {
  it('cannot confirm their own invitation, from the page or around it, nor with fields that say somebody else asked', async () => {
    const alone = await addStaff(harness, ['administrator'])
    const { page, id, invitada } = await invitationBy(alone)
    expect((await alone.browser.get(page)).body).not.toContain('value="confirmar"')
    for (const more of [{}, { invited_by: 'x', confirmed_by: harness.context.random.uuid() }]) {
      const tried = await alone.decides(page, { accion: 'confirmar', invitada, ...more })
      expect(tried.statusCode).toBe(422)
      expect(tried.body).toContain('Usted lo pidió')
    }
    expect((await account(id)).confirmed_at).toBeNull()
  })

  it('cannot give an account a link or other roles, nor confirm what they asked for', async () => {
    const [alone, victim] = [await addStaff(harness, ['administrator']), await addStaff(harness, ['agent'])]
    const page = `/oficina/personal/${victim.id}`
    for (const accion of ['enlace', 'datos']) {
      await alone.decides(page, { accion, ...form() })
      const change = changeOn((await alone.browser.get(page)).body)
      expect(change).not.toBe('')
      expect((await alone.decides(page, { accion: 'aceptar', cambio: change })).statusCode, accion).toBe(422)
      await alone.browser.post(page, { accion: 'retirar', cambio: change })
    }
    expect((await account(victim.id)).roles).toEqual(['agent'])
    expect((await victim.browser.get('/oficina')).statusCode).toBe(200)
  })

  it('cannot remove or change themselves, nor settle what another asked for them', async () => {
    const [alone, other] = [await addStaff(harness, ['administrator']), await addStaff(harness, ['administrator'])]
    const page = `/oficina/personal/${alone.id}`
    for (const accion of ['quitar', 'enlace', 'datos']) {
      const tried = await alone.decides(page, { accion, ...form('approver') })
      expect(tried.statusCode, accion).toBe(422)
      expect(tried.body, accion).toContain('Nadie decide sobre su propia cuenta')
    }
    await other.decides(page, { accion: 'datos', ...form('approver') })
    const change = changeOn((await other.browser.get(page)).body)
    expect((await alone.decides(page, { accion: 'aceptar', cambio: change })).statusCode).toBe(422)
    expect((await alone.browser.post(page, { accion: 'retirar', cambio: change })).statusCode).toBe(422)
    expect((await account(alone.id)).roles).toEqual(['administrator'])
  })

  it('cannot bring in an accomplice by inviting again what another would have confirmed', async () => {
    const [first, second] = [await addStaff(harness, ['administrator']), await addStaff(harness, ['administrator'])]
    const { page, id, invitada } = await invitationBy(first)
    const { national_id } = await account(id)
    harness.advance(1000)
    await second.decides(page, { accion: 'quitar' })
    await first.decides('/oficina/personal/invitar', { ...form('approver'), cedula: national_id })
    const stale = await second.decides(page, { accion: 'confirmar', invitada })
    expect(stale.statusCode).toBe(422)
    expect((await account(id)).confirmed_at).toBeNull()
  })

  it('is forbidden it by the database too', async () => {
    const [one, other] = [await addStaff(harness, ['administrator']), await addStaff(harness, ['agent'])]
    const { db, random } = harness.context
    const now = harness.now()
    const change = { id: random.uuid(), staff_id: other.id, kind: 'new_link' as const, asked_by: one.id, asked_at: now }
    await expect(
      db
        .insertInto('staff_change')
        .values({ ...change, settled_by: one.id, settled_at: now, outcome: 'confirmed' })
        .execute(),
    ).rejects.toThrow()
    await expect(
      db
        .insertInto('staff_change')
        .values({ ...change, asked_by: other.id })
        .execute(),
    ).rejects.toThrow()
    await expect(db.updateTable('staff_member').set({ confirmed_by: one.id }).where('id', '=', one.id).execute()).rejects.toThrow()
    await expect(db.updateTable('staff_member').set({ invited_by: other.id, confirmed_by: other.id }).where('id', '=', one.id).execute()).rejects.toThrow()
  })
})

describe('whoever is no administrator', () => {
  it('is refused every form of the administration, whatever other roles the account has', async () => {
    const [agent, victim] = [await addStaff(harness, ['agent', 'approver', 'supervisor', 'auditor']), await addStaff(harness, ['agent'])]
    expect((await agent.decides('/oficina/personal/invitar', form())).statusCode).toBe(403)
    for (const accion of ['enlace', 'datos', 'quitar']) {
      expect((await agent.decides(`/oficina/personal/${victim.id}`, { accion, ...form() })).statusCode, accion).toBe(403)
    }
    const { page, id, invitada } = await invitationBy(await addStaff(harness, ['administrator']))
    expect((await agent.decides(page, { accion: 'confirmar', invitada })).statusCode).toBe(403)
    expect((await account(id)).confirmed_at).toBeNull()
    expect((await createVisitor(harness).get('/oficina/personal')).statusCode).toBe(303)
  })
})

describe('somebody who was removed while signed in', () => {
  it('can do nothing with the next click, has no passkey any more, and no link that was under way works', async () => {
    const administrator = await addStaff(harness, ['administrator'])
    const { passkey, browser, nationalId } = await enrolled(harness, ['administrator'])
    await signsIn(browser, passkey)
    const own = await browser.get('/oficina/llaves')
    const link = String((await browser.post('/oficina/llaves', { passkey: passkey.answer(own.body) })).headers.location)
    const { id } = await harness.context.db.selectFrom('staff_member').select('id').where('national_id', '=', nationalId).executeTakeFirstOrThrow()
    await administrator.decides(`/oficina/personal/${id}`, { accion: 'quitar' })
    const tried = await browser.post('/oficina/personal/invitar', form())
    expect(tried.headers.location ?? '').not.toContain('/oficina/personal/')
    expect((await signsIn(browser, passkey)).statusCode).toBe(422)
    expect((await browser.get(link)).statusCode).toBe(410)
    // Nor would it again, if the account came back.
    await harness.context.db.updateTable('staff_member').set({ state: 'invited', removed_at: null, removed_by: null }).where('id', '=', id).execute()
    expect((await browser.get(link)).statusCode).toBe(410)
  })

  it('comes back only with a new passkey: the old one stays dead', async () => {
    const [one, two] = [await addStaff(harness, ['administrator']), await addStaff(harness, ['administrator'])]
    const { passkey, browser, nationalId } = await enrolled(harness, ['agent'])
    const { id } = await harness.context.db.selectFrom('staff_member').select('id').where('national_id', '=', nationalId).executeTakeFirstOrThrow()
    const page = `/oficina/personal/${id}`
    await one.decides(page, { accion: 'quitar' })
    await one.decides('/oficina/personal/invitar', { ...form('agent'), cedula: nationalId })
    await two.decides(page, { accion: 'confirmar', invitada: (await account(id)).invited_at.toISOString() })
    expect((await signsIn(browser, passkey)).statusCode).toBe(422)
  })
})

describe('the command line', () => {
  it('gives no second link to an account that is active, and a new link ends the passkey before it', async () => {
    const { passkey, browser, nationalId, email } = await enrolled(harness, ['agent'])
    expect(await addByOperator(harness.context, { name: 'Persona Ficticia', email, nationalId, roles: ['administrator'], office: null })).toEqual({
      outcome: 'active',
    })
    const made = await newLinkByOperator(harness.context, nationalId)
    expect(made.outcome).toBe('made')
    expect((await signsIn(browser, passkey)).statusCode).toBe(422)
    expect(await newLinkByOperator(harness.context, nextNationalId())).toEqual({ outcome: 'unknown' })
  })

  it('confirms an invitation where there is no second administrator; the link before it is dead', async () => {
    const first = await invited(harness, ['agent'])
    const again = await addByOperator(harness.context, {
      name: 'Persona Ficticia',
      email: first.email,
      nationalId: first.nationalId,
      roles: ['agent'],
      office: null,
    })
    expect(again.outcome).toBe('added')
    const browser = createVisitor(harness)
    expect((await browser.get(first.link)).statusCode).toBe(410)
    const link = again.outcome === 'added' ? new URL(again.link).pathname : ''
    const passkey = createPasskey()
    const { body } = await browser.get(link)
    await browser.post(link, { passkey: passkey.register(body) })
    expect((await signsIn(browser, passkey)).statusCode).toBe(303)
  })
})
