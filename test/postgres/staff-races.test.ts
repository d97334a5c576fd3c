import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, createVisitor, type Harness } from '../harness.ts'
import { pageAsking } from '../security/decisions.ts'
import { enrolled, invited, signsIn } from '../security/enrolments.ts'
import { addHolder } from '../security/holders.ts'
import { addStaff, givePasskey, nextNationalId, signedInAgain } from '../security/staff.ts'
import { createPasskey } from '../security/virtual-passkey.ts'

// What administrators and members of staff do at the same moment, on a database that really has more than one connection.

let harness: Harness
beforeAll(async () => {
  harness = await createHarness({ policy: { holdsPerDay: 5 } })
})
afterAll(() => harness.close())

const account = (id: string) => harness.context.db.selectFrom('staff_member').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const idOf = async (nationalId: string) =>
  (await harness.context.db.selectFrom('staff_member').select('id').where('national_id', '=', nationalId).executeTakeFirstOrThrow()).id

describe('at the same moment', () => {
  it('ten administrators confirm one invitation: it is confirmed once, and one link is sent', async () => {
    const asker = await addStaff(harness, ['administrator'])
    const confirmers = await Promise.all(Array.from({ length: 10 }, () => addStaff(harness, ['administrator'])))
    const fields = { nombre: 'Persona Ficticia', correo: 'una@instituto.example', cedula: nextNationalId(), oficina: 'centro', funcion: 'agent' }
    const page = String((await asker.decides('/oficina/personal/invitar', fields)).headers.location)
    const id = page.split('/').at(-1) ?? ''
    const invitada = (await account(id)).invited_at.toISOString()
    for (const { browser } of confirmers) await browser.get(page)
    const answers = await Promise.all(confirmers.map(({ decides }) => decides(page, { accion: 'confirmar', invitada })))
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([303, ...Array.from({ length: 9 }, () => 422)])
    const links = await harness.context.db.selectFrom('staff_message').select('id').where('about', '=', id).where('kind', '=', 'enrolment_link').execute()
    expect(links).toHaveLength(1)
  })

  it('ten administrators invite one person: there is one account', async () => {
    const administrators = await Promise.all(Array.from({ length: 10 }, () => addStaff(harness, ['administrator'])))
    const fields = { nombre: 'Persona Ficticia', correo: 'otra@instituto.example', cedula: nextNationalId(), oficina: 'centro', funcion: 'agent' }
    for (const { browser } of administrators) await browser.get('/oficina/personal/invitar')
    const answers = await Promise.all(administrators.map(({ decides }) => decides('/oficina/personal/invitar', fields)))
    expect(answers.filter(({ statusCode }) => statusCode === 303)).toHaveLength(1)
  })

  it('a supervisor signed in at eight browsers holds eight keys: as many as a day allows', async () => {
    const { id } = await addStaff(harness, ['supervisor'])
    const where = '/oficina/aprobaciones/retener'
    const browsers = Array.from({ length: 8 }, () => createVisitor(harness))
    const keys: string[] = []
    for (const browser of browsers) {
      await signedInAgain(harness, { id, browser })
      await browser.get(where)
      keys.push((await addHolder(harness)).taxId)
    }
    const form = { sucursal: '0001', cedula: '', motivo: 'theft_reported', confirma: 'si' }
    const passkey = await givePasskey(harness, id)
    const forms = keys.map((ruc) => {
      const fields = { ...form, ruc }
      // As most devices do, it counts nothing: what came first does not matter.
      return { ...fields, passkey: passkey.answer(pageAsking(harness, id, { path: where, fields }).body, { counter: 0 }) }
    })
    const answers = await Promise.all(browsers.map((browser, at) => browser.post(where, { ...forms[at] })))
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([303, 303, 303, 303, 303, 429, 429, 429])
  })

  it('somebody signs in, and adds a passkey, while they are removed: no session, passkey or link of theirs is left', async () => {
    const administrator = await addStaff(harness, ['administrator'])
    for (let round = 0; round < 8; round += 1) {
      const { passkey, browser, nationalId } = await enrolled(harness, ['agent'])
      const id = await idOf(nationalId)
      await signsIn(browser, passkey)
      const own = await browser.get('/oficina/llaves')
      await administrator.browser.get(`/oficina/personal/${id}`)
      const answers = await Promise.all([
        signsIn(browser, passkey),
        browser.post('/oficina/llaves', { passkey: passkey.answer(own.body) }),
        administrator.decides(`/oficina/personal/${id}`, { accion: 'quitar' }),
      ])
      expect(answers.map(({ statusCode }) => statusCode).filter((status) => status >= 500 && status !== 503)).toEqual([])
      if (answers[2].statusCode === 503) await administrator.decides(`/oficina/personal/${id}`, { accion: 'quitar' })
      expect((await account(id)).state).toBe('removed')
      const { db } = harness.context
      expect(await db.selectFrom('staff_passkey').select('id').where('staff_id', '=', id).where('removed_at', 'is', null).execute()).toEqual([])
      expect((await browser.get('/oficina')).statusCode).toBe(303)
      for (const { hash } of await db.selectFrom('staff_enrolment').select('hash').where('staff_id', '=', id).where('used_at', 'is', null).execute()) {
        expect(hash).toBe('no link that works')
      }
    }
  })

  it('a link that ended while its account was in the hands of another gives no passkey', async () => {
    const { db, origin } = harness.context
    const { link, nationalId } = await invited(harness, ['agent'])
    const [id, browser, passkey] = [await idOf(nationalId), createVisitor(harness), createPasskey(origin)]
    const register = passkey.register((await browser.get(link)).body)
    let sent: ReturnType<typeof browser.post> | undefined
    await db.transaction().execute(async (tx) => {
      await tx.selectFrom('staff_member').select('id').where('id', '=', id).forNoKeyUpdate().execute()
      sent = browser.post(link, { llave: 'Llave', passkey: register })
      for (let tries = 0; tries < 100; tries += 1) {
        const { rows } = await sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(db)
        if (rows.length > 0) break
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
      await tx
        .updateTable('staff_enrolment')
        .set({ ends_at: new Date(harness.now().getTime() + 1000) })
        .where('staff_id', '=', id)
        .execute()
      harness.advance(2000)
    })
    expect((await sent)?.statusCode).toBe(410)
    expect((await account(id)).state).toBe('invited')
  })

  it('somebody removes a lost passkey while they are removed: neither waits for what the other holds', async () => {
    const { db } = harness.context
    const administrator = await addStaff(harness, ['administrator'])
    const { passkey, browser, nationalId } = await enrolled(harness, ['agent'])
    const id = await idOf(nationalId)
    await signsIn(createVisitor(harness), passkey)
    await signsIn(browser, passkey)
    const adding = (await browser.get('/oficina/llaves')).body
    const link = String((await browser.post('/oficina/llaves', { passkey: passkey.answer(adding) })).headers.location)
    const lost = createPasskey(harness.context.origin)
    await browser.post(link, { llave: 'Celular', passkey: lost.register((await browser.get(link)).body) })
    const removing = (await browser.get('/oficina/llaves')).body.split('<form').find((form) => form.includes(`name="quitar" value="${lost.id}"`)) ?? ''
    await administrator.browser.get(`/oficina/personal/${id}`)
    const soon = () => new Promise((resolve) => setTimeout(resolve, 300))
    const answers: Promise<{ statusCode: number }>[] = []
    // Held up where its try is counted, when its session is in use and before the others are ended.
    await db.transaction().execute(async (tx) => {
      await sql`lock table limit_window in exclusive mode`.execute(tx)
      answers.push(browser.post('/oficina/llaves', { quitar: lost.id, passkey: passkey.answer(removing) }))
      await soon()
      answers.push(administrator.decides(`/oficina/personal/${id}`, { accion: 'quitar' }))
      await soon()
    })
    expect((await Promise.all(answers)).map(({ statusCode }) => statusCode)).toEqual([303, 303])
    expect((await account(id)).state).toBe('removed')
    expect(await db.selectFrom('staff_session').select('hash').where('staff_id', '=', id).execute()).toEqual([])
  })

  it('the work of an account is in doubt up to the moment in which its removal holds it, not to when it was asked for', async () => {
    const administrator = await addStaff(harness, ['administrator'])
    const { id } = await addStaff(harness, ['agent'])
    await administrator.browser.get(`/oficina/personal/${id}`)
    let removal: ReturnType<typeof administrator.browser.post> | null = null
    await harness.context.db.transaction().execute(async (tx) => {
      await tx.selectFrom('staff_member').select('id').where('id', '=', id).forUpdate().execute()
      removal = administrator.decides(`/oficina/personal/${id}`, { accion: 'quitar', revisar: 'si' })
      await new Promise((resolve) => setTimeout(resolve, 400))
      harness.advance(60_000)
    })
    await removal
    expect((await account(id)).work_voided_at).toEqual(harness.now())
  })

  it('two administrators ask for a new link for each other: neither waits for what the other holds', async () => {
    const [one, other] = [await addStaff(harness, ['administrator']), await addStaff(harness, ['administrator'])]
    const answers: Promise<{ statusCode: number }>[] = []
    const pages = [`/oficina/personal/${other.id}`, `/oficina/personal/${one.id}`] as const
    const passkeys = [await one.showsFor(pages[0], { accion: 'enlace' }), await other.showsFor(pages[1], { accion: 'enlace' })] as const
    for (const { browser } of [one, other]) await browser.get('/oficina/personal')
    await harness.context.db.transaction().execute(async (tx) => {
      await tx.selectFrom('staff_member').select('id').where('id', 'in', [one.id, other.id]).forUpdate().execute()
      answers.push(
        one.browser.post(pages[0], { accion: 'enlace', passkey: passkeys[0] }),
        other.browser.post(pages[1], { accion: 'enlace', passkey: passkeys[1] }),
      )
      await new Promise((resolve) => setTimeout(resolve, 400))
    })
    expect((await Promise.all(answers)).map(({ statusCode }) => statusCode)).toEqual([303, 303])
  })

  it('two administrators remove each other: one of them is left', async () => {
    for (let round = 0; round < 3; round += 1) {
      const [one, other] = [await addStaff(harness, ['administrator']), await addStaff(harness, ['administrator'])]
      for (const { browser } of [one, other]) await browser.get('/oficina/personal')
      const answers = await Promise.all([
        one.decides(`/oficina/personal/${other.id}`, { accion: 'quitar' }),
        other.decides(`/oficina/personal/${one.id}`, { accion: 'quitar' }),
      ])
      expect(answers.map(({ statusCode }) => statusCode).filter((status) => status >= 500)).toEqual([])
      const states = [(await account(one.id)).state, (await account(other.id)).state].sort()
      expect(states).toEqual(['active', 'removed'])
    }
  })
})
