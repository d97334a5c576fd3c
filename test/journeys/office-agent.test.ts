import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeTo, createHarness, createVisitor, type Harness, mailTo, panaderia, solvedPuzzle } from '../harness.ts'
import { act, allMet, cases, identified, offered, pageOf, taken, words } from '../security/agents.ts'
import { addHolder, madeUpTriple } from '../security/holders.ts'
import { actorOf, caseOf, moved } from '../security/office-steps.ts'
import { addPerson } from '../security/persons.ts'
import { filed, opened } from '../security/requests.ts'
import { addStaff } from '../security/staff.ts'

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

const lastEvents = async (number: string) => {
  const { id } = await caseOf(harness, number)
  return harness.context.db.selectFrom('audit_event').selectAll().where('subject', '=', id).orderBy('id').execute()
}

describe('the queue of an office', () => {
  it('has nobody who has not come, and says so', async () => {
    const agent = await addStaff(harness, ['agent'], { office: 'puerto' })
    const { number } = await filed(harness, await addHolder(harness), { office: 'puerto' })
    await agent.browser.get(cases)
    const empty = await agent.browser.post(cases, {})
    expect(empty.statusCode).toBe(200)
    expect(words(empty.body)).toContain('No hay trámites en espera en su oficina')
    await act(harness, agent.browser, { number, hacer: 'llego' })
    expect((await agent.browser.get(cases)).body).toContain(number)
    expect((await agent.browser.post(cases, {})).headers.location).toBe(pageOf(number))
    const none = await addStaff(harness, ['agent'], { office: null })
    await none.browser.get(cases)
    expect(words((await none.browser.post(cases, {})).body)).toContain('Su cuenta no tiene oficina')
  })

  it('gives an agent their own unfinished case first, then whoever is at the counter, then what has waited longest', async () => {
    const [first, second] = [await addStaff(harness, ['agent'], { office: 'puerto' }), await addStaff(harness, ['agent'], { office: 'puerto' })]
    const reviewed = await filed(harness, await addHolder(harness), { office: 'puerto' })
    await identified(harness, first.browser, reviewed.number)
    expect((await first.browser.post(cases, {})).headers.location).toBe(pageOf(reviewed.number))
    await act(harness, first.browser, { number: reviewed.number, hacer: 'devolver' })
    const [early, late] = [
      await filed(harness, await addHolder(harness), { office: 'puerto' }),
      await filed(harness, await addHolder(harness), { office: 'puerto' }),
    ]
    await act(harness, first.browser, { number: late.number, hacer: 'llego' })
    harness.advance(1000)
    await act(harness, first.browser, { number: early.number, hacer: 'llego' })
    expect((await first.browser.post(cases, {})).headers.location).toBe(pageOf(late.number))
    await second.browser.get(cases)
    expect((await second.browser.post(cases, {})).headers.location).toBe(pageOf(early.number))
    const third = await addStaff(harness, ['agent'], { office: 'puerto' })
    await third.browser.get(cases)
    expect((await third.browser.post(cases, {})).headers.location).toBe(pageOf(reviewed.number))
  })

  it('has a case again that nobody touched for the length of a lease, and not before', async () => {
    const [one, other] = [await addStaff(harness, ['agent'], { office: 'puerto' }), await addStaff(harness, ['agent'], { office: 'puerto' })]
    const { number } = await filed(harness, await addHolder(harness), { office: 'puerto' })
    await taken(harness, one.browser, number)
    await other.browser.get(cases)
    expect(words((await act(harness, other.browser, { number, hacer: 'tomar' })).body)).toContain(`Lo tiene ${one.name}`)
    harness.advance(10 * 60_000)
    await one.browser.get(pageOf(number))
    await other.browser.get(cases)
    for (let minutes = 0; minutes < 29; minutes += 10) {
      harness.advance(9.5 * 60_000)
      expect((await act(harness, other.browser, { number, hacer: 'tomar' })).statusCode).toBe(409)
    }
    harness.advance(2 * 60_000)
    expect((await act(harness, other.browser, { number, hacer: 'tomar' })).headers.location).toBe(pageOf(number))
  })

  it('may be looked at by supervisors and approvers, who take nothing', async () => {
    for (const role of ['supervisor', 'approver'] as const) {
      const { browser } = await addStaff(harness, [role])
      expect((await browser.get(cases)).statusCode).toBe(200)
      expect((await browser.post(cases, {})).statusCode, role).toBe(403)
    }
    expect((await (await addStaff(harness, ['auditor'])).browser.get(cases)).statusCode).toBe(403)
  })

  it('is searched by number, by what a scanner makes of it, by RUC and by cédula', async () => {
    const agent = await addStaff(harness, ['agent'])
    const holder = await addHolder(harness)
    const { number } = await filed(harness, holder)
    await agent.browser.get(cases)
    for (const typed of [number, number.toLowerCase().replaceAll('-', ''), number.replaceAll('-', "'"), `http://127.0.0.1:8080/tramite?numero=${number}`]) {
      expect((await agent.browser.post(`${cases}/buscar`, { numero: typed })).headers.location, typed).toBe(pageOf(number))
    }
    for (const typed of [holder.taxId, holder.nationalId]) {
      const found = await agent.browser.post(`${cases}/buscar`, { numero: typed })
      expect(found.statusCode).toBe(200)
      expect(found.body).toContain(number)
    }
    expect((await agent.browser.post(`${cases}/buscar`, { numero: '1790000125001' })).statusCode).toBe(422)
    expect((await agent.browser.post(`${cases}/buscar`, { numero: 'hola' })).statusCode).toBe(422)
    const looks = await harness.context.db.selectFrom('audit_event').select('type').where('staff_id', '=', agent.id).execute()
    expect(looks.filter(({ type }) => type === 'replacement.searched').length).toBe(3)
  })
})

describe('an agent', () => {
  it('verifies, examines and proposes an approval, which leaves their hands', async () => {
    const agent = await addStaff(harness, ['agent'])
    const holder = await addHolder(harness)
    const { number } = await filed(harness, holder)
    await identified(harness, agent.browser, number)
    const seen = words((await agent.browser.get(pageOf(number))).body)
    expect(seen).toContain(holder.name)
    expect(seen).toContain(holder.taxId)
    expect(seen).toContain('Superintendencia de Compañías')
    expect((await agent.browser.get(`${pageOf(number)}/proponer?decision=approve`)).statusCode).toBe(303)
    await act(harness, agent.browser, { number, page: 'nota', nota: 'El nombramiento es de marzo.' })
    await allMet(harness, agent.browser, number)
    expect(words((await agent.browser.get(pageOf(number))).body)).toContain('El nombramiento es de marzo.')
    const summary = words((await agent.browser.get(`${pageOf(number)}/proponer?decision=approve`)).body)
    expect(summary).toContain('CONSULTA-77')
    expect((await act(harness, agent.browser, { number, page: 'proponer', decision: 'approve' })).statusCode).toBe(303)
    expect(await caseOf(harness, number)).toMatchObject({ state: 'proposed', proposal: 'approve', proposed_by: agent.id, leased_by: null, leased_until: null })
    const after = await agent.browser.get(pageOf(number))
    expect(after.body).not.toContain(holder.taxId)
    const events = await lastEvents(number)
    expect(events.filter(({ type, staff_id }) => type === 'staff.viewed' && staff_id === agent.id).length).toBeGreaterThan(3)
  })

  it('cannot propose an approval while something is not met, and can propose a rejection with a coded reason', async () => {
    const agent = await addStaff(harness, ['agent'])
    const { number } = await filed(harness, await addHolder(harness))
    await identified(harness, agent.browser, number)
    expect((await act(harness, agent.browser, { number, page: 'proponer', decision: 'approve' })).statusCode).toBe(422)
    const asked = await act(harness, agent.browser, { number, page: 'proponer', decision: 'reject' })
    expect(asked.statusCode).toBe(422)
    expect(asked.body).toContain('lang="en"')
    expect(words(asked.body)).toContain('puede reclamar por escrito')
    expect((await act(harness, agent.browser, { number, page: 'proponer', decision: 'reject', motivo: 'porque-si' })).statusCode).toBe(422)
    expect((await act(harness, agent.browser, { number, page: 'proponer', decision: 'reject', motivo: 'not_representative' })).statusCode).toBe(303)
    expect(await caseOf(harness, number)).toMatchObject({ state: 'proposed', proposal: 'reject', reject_reason: 'not_representative' })
  })

  it('asks for what is missing in words that were seen before, and that alone is open in the next round', async () => {
    const agent = await addStaff(harness, ['agent'])
    const { number } = await filed(harness, await addHolder(harness))
    await identified(harness, agent.browser, number)
    await allMet(harness, agent.browser, number)
    await agent.browser.get(`${pageOf(number)}/pedir`)
    expect((await act(harness, agent.browser, { number, page: 'pedir' })).statusCode).toBe(422)
    expect((await act(harness, agent.browser, { number, page: 'pedir', 'falta-ruc-activo': 'otra-cosa', enviar: 'si' })).statusCode).toBe(422)
    const preview = await act(harness, agent.browser, { number, page: 'pedir', 'falta-ruc-activo': 'suspendido' })
    expect(words(preview.body)).toContain('El RUC consta suspendido')
    expect(words(preview.body)).toContain('The RUC is suspended')
    expect((await caseOf(harness, number)).state).toBe('in_review')
    expect((await act(harness, agent.browser, { number, page: 'pedir', 'falta-ruc-activo': 'suspendido', enviar: 'si' })).statusCode).toBe(303)
    expect(await caseOf(harness, number)).toMatchObject({ state: 'awaiting_applicant', leased_by: null, round: 1 })
    const asked = words((await agent.browser.get(pageOf(number))).body)
    expect(asked).toContain('En espera de lo que se pidió a la persona')
    expect(asked).not.toContain('Falta algo de usted')

    const other = await addStaff(harness, ['agent'])
    await other.browser.get(pageOf(number))
    const { nationalId } = (await caseOf(harness, number)).typed
    expect((await act(harness, other.browser, { number, hacer: 'volvio', cedula: nationalId })).headers.location).toBe(pageOf(number))
    expect(await caseOf(harness, number)).toMatchObject({ state: 'in_review', round: 2, leased_by: other.id })
    expect(await offered(other.browser, number)).toEqual(['ruc-activo'])
    const unfolded = async () => (await other.browser.get(pageOf(number))).body.split('<details open').length - 1
    expect(await unfolded()).toBe(1)
    expect((await act(harness, other.browser, { number, page: 'proponer', decision: 'approve' })).statusCode).toBe(422)
    const closed = await act(harness, other.browser, { number, page: 'resultado', resultado: 'not_met.solicitud-firmada' })
    expect(closed.statusCode).toBe(422)
    await allMet(harness, other.browser, number)
    expect(await unfolded()).toBe(0)
    expect((await act(harness, other.browser, { number, page: 'proponer', decision: 'approve' })).statusCode).toBe(303)
    const asks = await harness.context.db
      .selectFrom('requirement_ask')
      .selectAll()
      .where('replacement_id', '=', (await caseOf(harness, number)).id)
      .execute()
    expect(asks).toMatchObject([{ requirement: 'ruc-activo', reason: 'suspendido', asked_by: agent.id, round: 1 }])
    expect(asks[0]?.answered_at).not.toBeNull()
  })

  it('is answered by the applicant from anywhere, who reads there and in a message what is missing', async () => {
    const agent = await addStaff(harness, ['agent'])
    const request = await filed(harness, await addHolder(harness))
    const { number } = request
    await identified(harness, agent.browser, number)
    await allMet(harness, agent.browser, number)
    await act(harness, agent.browser, { number, page: 'pedir', 'falta-ruc-activo': 'suspendido', enviar: 'si' })
    await harness.settled()
    expect(mailTo(harness, request.email ?? '').some(({ message }) => JSON.stringify(message).includes('El RUC consta suspendido'))).toBe(true)
    const follower = await opened(harness, request)
    expect(words((await follower.get('/tramite')).body)).toContain('El RUC consta suspendido')
    const stranger = createVisitor(harness)
    await stranger.get('/tramite')
    await stranger.post('/tramite/responder', {})
    expect((await caseOf(harness, number)).state).toBe('awaiting_applicant')
    await follower.post('/tramite/responder', {})
    expect(await caseOf(harness, number)).toMatchObject({ state: 'in_review', round: 2, leased_by: null })
    await agent.browser.get(cases)
    expect((await agent.browser.get(cases)).body).toContain(number)
    await follower.post('/tramite/responder', {})
    expect(await caseOf(harness, number)).toMatchObject({ state: 'in_review', round: 2 })
  })

  it('sees every requirement open again in a case that an approver returned', async () => {
    const [agent, approver] = [await addStaff(harness, ['agent']), await addStaff(harness, ['approver'], { office: 'puerto' })]
    const { number } = await filed(harness, await addHolder(harness))
    await identified(harness, agent.browser, number)
    await allMet(harness, agent.browser, number)
    await act(harness, agent.browser, { number, page: 'proponer', decision: 'approve' })
    expect(await moved(harness, number, { event: { type: 'return', by: await actorOf(harness, approver) } })).toMatchObject({ outcome: 'moved' })
    await taken(harness, agent.browser, number)
    expect((await offered(agent.browser, number)).length).toBeGreaterThan(2)
  })

  it('tells whoever is named by nobody on the register so, only after the identity step, and closes the case with the reason and the way on', async () => {
    const agent = await addStaff(harness, ['agent'])
    const triple = madeUpTriple()
    const request = await filed(harness, triple)
    const { number } = request
    await taken(harness, agent.browser, number)
    expect(words((await agent.browser.get(pageOf(number))).body)).not.toContain('registro')
    const told = await act(harness, agent.browser, { number, page: 'identidad', documento: 'cedula', cedula: triple.nationalId })
    expect(words(told.body)).toContain('No consta en el registro')
    expect(words(told.body)).toContain('You can file another one')
    expect((await act(harness, agent.browser, { number, page: 'no-consta', cedula: '1700000092' })).statusCode).toBe(422)
    expect((await caseOf(harness, number)).state).toBe('submitted')
    expect((await act(harness, agent.browser, { number, page: 'no-consta', cedula: triple.nationalId })).statusCode).toBe(303)
    expect(await caseOf(harness, number)).toMatchObject({ state: 'rejected', reject_reason: 'not_on_register', leased_by: null })
    const follower = await opened(harness, request)
    expect(words((await follower.get('/tramite')).body)).toContain('no consta en nuestro registro')
  })

  it('finds a holder that came onto the register after the case was filed', async () => {
    const agent = await addStaff(harness, ['agent'])
    const triple = madeUpTriple()
    const { number } = await filed(harness, triple)
    const holder = await addHolder(harness)
    await harness.context.db.updateTable('employer').set({ tax_id: triple.taxId }).where('id', '=', holder.employerId).execute()
    await taken(harness, agent.browser, number)
    const asked = await act(harness, agent.browser, { number, page: 'identidad', documento: 'passport', cedula: triple.nationalId })
    expect(asked.statusCode).toBe(422)
    expect(asked.body).toContain('name="nombre"')
    const given = { number, page: 'identidad', documento: 'passport', cedula: triple.nationalId, nombre: 'Persona Ficticia Nueva' }
    expect((await act(harness, agent.browser, given)).headers.location).toBe(pageOf(number))
    expect(await caseOf(harness, number)).toMatchObject({ branch_id: holder.branchId, applicant_name: 'Persona Ficticia Nueva', identity_document: 'passport' })
    expect(words((await agent.browser.get(pageOf(number))).body)).toContain('Persona Ficticia Nueva')
  })

  it('examines the case of a person, whose contact it is about and no employer', async () => {
    const [agent, person] = [await addStaff(harness, ['agent']), await addPerson(harness)]
    const applicant = createVisitor(harness)
    await applicant.post('/personal/solicitud/datos', { cedula: person.nationalId, altcha: await solvedPuzzle(harness, { form: 'contact_replacement' }) })
    await applicant.post('/personal/solicitud/contacto', { correo: 'otro@nuevo.example' })
    await harness.settled()
    await applicant.post('/personal/solicitud/contacto/codigo', { codigo: codeTo(harness, 'otro@nuevo.example') })
    await applicant.post('/personal/solicitud/turno', { oficina: 'centro' })
    await applicant.post('/personal/solicitud/revisar', {})
    const number = /S-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec((await applicant.get('/personal/solicitud/recibo')).body)?.[0] ?? ''
    await identified(harness, agent.browser, number)
    expect(words((await agent.browser.get(pageOf(number))).body)).not.toContain('Empleador')
    expect(await offered(agent.browser, number)).toEqual(['identidad', 'solicitud-firmada'])
    const represents = { number, page: 'proponer', decision: 'reject', motivo: 'not_representative' }
    expect((await act(harness, agent.browser, represents)).statusCode).toBe(422)
    await allMet(harness, agent.browser, number)
    expect((await act(harness, agent.browser, { number, page: 'proponer', decision: 'approve' })).statusCode).toBe(303)
    expect(await caseOf(harness, number)).toMatchObject({ kind: 'personal', state: 'proposed', person_id: person.personId })
  })

  it('is told the number of the case that the holder already has', async () => {
    const agent = await addStaff(harness, ['agent'])
    const holder = await addHolder(harness)
    const [one, two] = [await filed(harness, holder), await filed(harness, holder)]
    await identified(harness, agent.browser, one.number)
    await act(harness, agent.browser, { number: one.number, hacer: 'devolver' })
    await taken(harness, agent.browser, two.number)
    const told = await act(harness, agent.browser, { number: two.number, page: 'identidad', documento: 'cedula', cedula: holder.nationalId })
    expect(told.statusCode).toBe(422)
    expect(told.body).toContain(one.number)
    expect((await caseOf(harness, two.number)).state).toBe('submitted')
  })

  it('says why before attending to a case of another office, and the reason is in the record', async () => {
    const agent = await addStaff(harness, ['agent'], { office: 'puerto' })
    const { number } = await filed(harness, panaderia)
    const page = await agent.browser.get(pageOf(number))
    expect(page.body).toContain('name="motivo"')
    expect((await act(harness, agent.browser, { number, hacer: 'tomar' })).statusCode).toBe(409)
    expect((await act(harness, agent.browser, { number, page: 'motivo' })).statusCode).toBe(422)
    await act(harness, agent.browser, { number, page: 'motivo', motivo: 'applicant_is_here' })
    await identified(harness, agent.browser, number)
    const looks = (await lastEvents(number)).filter(({ type }) => type === 'staff.viewed')
    await agent.browser.get(pageOf(number))
    expect(looks[0]).toMatchObject({ staff_id: agent.id, details: { what: 'case', reason: 'applicant_is_here' } })
  })
})
