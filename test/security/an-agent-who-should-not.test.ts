import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../harness.ts'
import { act, allMet, cases, forms, identified, offered, pageOf, taken, words } from './agents.ts'
import { addHolder } from './holders.ts'
import { caseOf } from './office-steps.ts'
import { filed } from './requests.ts'
import { addStaff } from './staff.ts'

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

const resultsOf = async (number: string) =>
  harness.context.db
    .selectFrom('requirement_result')
    .selectAll()
    .where('replacement_id', '=', (await caseOf(harness, number)).id)
    .execute()

describe('whoever is the applicant', () => {
  it('cannot attend to the case by any form, and is told so by a page', async () => {
    const holder = await addHolder(harness)
    const self = await addStaff(harness, ['agent', 'approver', 'supervisor'], { nationalId: holder.nationalId, office: 'puerto' })
    const { number } = await filed(harness, holder, { office: 'puerto' })
    expect(words((await self.browser.get(pageOf(number))).body)).toContain('Usted es quien pide este trámite')
    const colleague = await addStaff(harness, ['agent'], { office: 'puerto' })
    await colleague.browser.get(cases)
    await act(harness, colleague.browser, { number, hacer: 'llego' })
    expect((await self.browser.post(cases, {})).statusCode).toBe(200)
    for (const stage of ['submitted', 'in_review'] as const) {
      const before = await caseOf(harness, number)
      expect(before.state).toBe(stage)
      for (const { page, fields } of forms(number, before.version, holder.nationalId)) {
        const answer = await self.browser.post(page, fields)
        expect([303, 409], `${page} ${JSON.stringify(fields)}`).toContain(answer.statusCode)
        expect(answer.body).not.toContain(holder.taxId)
      }
      expect(await caseOf(harness, number)).toEqual(before)
      if (stage === 'submitted') await identified(harness, colleague.browser, number)
    }
  })
})

describe('whoever is no agent', () => {
  it('moves nothing by any form', async () => {
    const holder = await addHolder(harness)
    const { number } = await filed(harness, holder)
    const before = await caseOf(harness, number)
    for (const role of ['approver', 'supervisor', 'auditor', 'administrator'] as const) {
      const { browser } = await addStaff(harness, [role])
      await browser.get('/oficina')
      for (const { page, fields } of forms(number, before.version, holder.nationalId)) {
        expect((await browser.post(page, fields)).statusCode, `${role} ${page}`).toBe(403)
      }
      expect((await browser.post(cases, {})).statusCode).toBe(403)
    }
    expect(await caseOf(harness, number)).toEqual(before)
  })

  it('by now: a role that was taken, a removed account and an idle session end with the next click', async () => {
    const { number } = await filed(harness, await addHolder(harness))
    const [demoted, removed, idle] = [await addStaff(harness, ['agent']), await addStaff(harness, ['agent']), await addStaff(harness, ['agent'])]
    for (const { browser } of [demoted, removed, idle]) await browser.get(cases)
    const { db } = harness.context
    await db
      .updateTable('staff_member')
      .set({ roles: ['auditor'] })
      .where('id', '=', demoted.id)
      .execute()
    await db.updateTable('staff_member').set({ state: 'removed', removed_at: harness.now() }).where('id', '=', removed.id).execute()
    expect((await act(harness, demoted.browser, { number, hacer: 'tomar' })).statusCode).toBe(403)
    expect((await act(harness, removed.browser, { number, hacer: 'tomar' })).headers.location ?? '/oficina/ingresar').toContain('/oficina/ingresar')
    harness.advance(16 * 60_000)
    await act(harness, idle.browser, { number, hacer: 'tomar' })
    expect((await caseOf(harness, number)).leased_by).toBeNull()
  })
})

describe('an agent without the case in hand', () => {
  it('writes nothing to it, however it came about', async () => {
    const [agent, other] = [await addStaff(harness, ['agent']), await addStaff(harness, ['agent'])]
    const { number } = await filed(harness, await addHolder(harness))
    await identified(harness, agent.browser, number)
    await other.browser.get(cases)
    const before = await caseOf(harness, number)
    for (const { page, fields } of forms(number, before.version, '1700000092')) {
      const answer = await other.browser.post(page, fields)
      expect([303, 409], page).toContain(answer.statusCode)
    }
    expect(await caseOf(harness, number)).toEqual(before)
    expect((await other.browser.get(pageOf(number))).body).not.toContain(before.typed.taxId)
    await act(harness, agent.browser, { number, hacer: 'devolver' })
    const free = await caseOf(harness, number)
    for (const { page, fields } of forms(number, free.version, '1700000092')) {
      if (fields.hacer !== 'tomar') expect([303, 409], page).toContain((await other.browser.post(page, fields)).statusCode)
    }
    expect(await caseOf(harness, number)).toEqual(free)
    expect(await resultsOf(number)).toEqual([])
  })

  it('takes it at the same moment as others: one has it', async () => {
    const agents = [await addStaff(harness, ['agent']), await addStaff(harness, ['agent']), await addStaff(harness, ['agent'])]
    const { number } = await filed(harness, await addHolder(harness))
    for (const { browser } of agents) await browser.get(cases)
    const answers = await Promise.all(agents.map(({ browser }) => act(harness, browser, { number, hacer: 'tomar' })))
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([303, 409, 409])
  })
})

describe('a form that is out of date', () => {
  it('is told who changed the case and when, keeps what was typed, and changes nothing', async () => {
    const [agent, other] = [await addStaff(harness, ['agent']), await addStaff(harness, ['agent'])]
    const { number } = await filed(harness, await addHolder(harness))
    await identified(harness, agent.browser, number)
    const [requirement = ''] = await offered(agent.browser, number)
    const { version } = await caseOf(harness, number)
    await act(harness, agent.browser, { number, hacer: 'devolver' })
    await taken(harness, other.browser, number)
    await act(harness, other.browser, { number, page: 'resultado', resultado: `not_met.${requirement}`, [`referencia-${requirement}`]: 'OTRA-1' })
    await act(harness, other.browser, { number, hacer: 'devolver' })
    await taken(harness, agent.browser, number)
    const stale = { number, version, page: 'resultado', resultado: `met.${requirement}`, [`referencia-${requirement}`]: 'MIA-2' }
    const told = await act(harness, agent.browser, stale)
    expect(told.statusCode).toBe(409)
    expect(words(told.body)).toContain(`Mientras tanto ${other.name} cambió este trámite`)
    expect(told.body).toContain('value="MIA-2"')
    const note = await act(harness, agent.browser, { number, version, page: 'nota', nota: 'No se pierda.' })
    expect(note.body).toContain('No se pierda.</textarea>')
    for (const page of ['pedir', 'proponer']) {
      const fields = page === 'pedir' ? { 'falta-ruc-activo': 'suspendido', enviar: 'si' } : { decision: 'reject', motivo: 'not_representative' }
      expect((await act(harness, agent.browser, { number, version, page, ...fields })).statusCode).toBe(409)
    }
    expect(await resultsOf(number)).toMatchObject([{ outcome: 'not_met', found_by: other.id }])
    expect((await caseOf(harness, number)).state).toBe('in_review')
  })

  it('of the identity step is not taken twice', async () => {
    const agent = await addStaff(harness, ['agent'])
    const holder = await addHolder(harness)
    const { number } = await filed(harness, holder)
    await taken(harness, agent.browser, number)
    const { version } = await caseOf(harness, number)
    const form = { number, version, page: 'identidad', documento: 'cedula', cedula: holder.nationalId }
    const answers = await Promise.all([act(harness, agent.browser, form), act(harness, agent.browser, form)])
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([303, 409])
  })
})

describe('a case whose time is up', () => {
  it('is not gone on with by any form, though nobody has closed it yet', async () => {
    const agent = await addStaff(harness, ['agent'])
    const holder = await addHolder(harness)
    const { number } = await filed(harness, holder)
    await taken(harness, agent.browser, number)
    const before = await caseOf(harness, number)
    await harness.context.db.updateTable('replacement').set({ ends_at: harness.now() }).where('number', '=', number).execute()
    for (const { page, fields } of forms(number, before.version, holder.nationalId)) {
      if (!page.endsWith('/motivo')) expect((await agent.browser.post(page, fields)).statusCode, page).toBe(409)
    }
    expect(await caseOf(harness, number)).toEqual({ ...before, ends_at: harness.now() })
  })
})

describe('results', () => {
  it('are taken only of the requirements of this case, with a reference where one is needed', async () => {
    const agent = await addStaff(harness, ['agent'])
    const { number } = await filed(harness, await addHolder(harness))
    await identified(harness, agent.browser, number)
    const wrong = [
      { resultado: 'met.designacion-publica' },
      { resultado: 'met.no-existe' },
      { resultado: 'met.__proto__' },
      { resultado: 'met.ruc-activo' },
      { resultado: 'met.ruc-activo', 'referencia-ruc-activo': '   ' },
      { resultado: 'met.ruc-activo', 'referencia-identidad': 'DE-OTRO' },
      { resultado: 'met.ruc-activo', 'referencia-ruc-activo': 'x'.repeat(81) },
      { resultado: 'approved.ruc-activo', 'referencia-ruc-activo': 'R-1' },
    ]
    for (const fields of wrong)
      expect((await act(harness, agent.browser, { number, page: 'resultado', ...fields })).statusCode, JSON.stringify(fields)).not.toBe(500)
    expect(await resultsOf(number)).toEqual([])
  })

  it('cannot be changed once a proposal has left the agent’s hands', async () => {
    const agent = await addStaff(harness, ['agent'])
    const { number } = await filed(harness, await addHolder(harness))
    await identified(harness, agent.browser, number)
    await allMet(harness, agent.browser, number)
    await act(harness, agent.browser, { number, page: 'proponer', decision: 'approve' })
    const [before, found] = [await caseOf(harness, number), await resultsOf(number)]
    for (const { page, fields } of forms(number, before.version, before.typed.nationalId)) await agent.browser.post(page, fields)
    expect(await caseOf(harness, number)).toEqual(before)
    expect(await resultsOf(number)).toEqual(found)
  })

  it('leave the contact that the applicant gave as it is, whatever a form brings', async () => {
    const agent = await addStaff(harness, ['agent'])
    const { number, email } = await filed(harness, await addHolder(harness))
    await identified(harness, agent.browser, number)
    const page = await agent.browser.get(pageOf(number))
    expect(page.body).not.toMatch(/name="(?:correo|celular|contacto|contact_value)"/)
    expect(page.body).not.toContain(email ?? '-')
    const evil = { correo: 'agente@mal.example', contact_value: 'agente@mal.example', contact: 'confirmed' }
    await act(harness, agent.browser, { number, page: 'nota', nota: 'hola', ...evil })
    await act(harness, agent.browser, { number, page: 'resultado', resultado: 'met.solicitud-firmada', ...evil })
    expect(await caseOf(harness, number)).toMatchObject({ contact: 'confirmed', contact_value: email })
  })
})

describe('a case that names somebody', () => {
  it('cannot be closed by one agent as one that names nobody', async () => {
    const agent = await addStaff(harness, ['agent'])
    const holder = await addHolder(harness)
    const { number } = await filed(harness, holder)
    await taken(harness, agent.browser, number)
    await act(harness, agent.browser, { number, page: 'no-consta', cedula: holder.nationalId })
    expect((await caseOf(harness, number)).state).toBe('submitted')
  })
})

describe('a case of another office', () => {
  it('is not opened by the reason that was given for another case, nor by one from yesterday', async () => {
    const agent = await addStaff(harness, ['agent'], { office: 'puerto' })
    const [one, two] = [await filed(harness, await addHolder(harness)), await filed(harness, await addHolder(harness))]
    await agent.browser.get(cases)
    await act(harness, agent.browser, { number: one.number, page: 'motivo', motivo: 'applicant_is_here' })
    expect((await act(harness, agent.browser, { number: two.number, hacer: 'tomar' })).statusCode).toBe(409)
    await taken(harness, agent.browser, one.number)
    await harness.context.db
      .updateTable('case_access')
      .set({ given_at: new Date(harness.now().getTime() - 13 * 3_600_000) })
      .execute()
    expect((await agent.browser.get(pageOf(one.number))).body).toContain('name="motivo"')
    expect((await act(harness, agent.browser, { number: one.number, page: 'identidad', documento: 'cedula', cedula: '1700000092' })).statusCode).toBe(409)
  })
})
