import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dateAt } from '../../src/offices/calendar-date.ts'
import { workingDayAfter } from '../../src/offices/working-days.ts'
import { createHarness, type Harness, mailTo } from '../harness.ts'
import { addHolder } from '../security/holders.ts'
import { approvedOnPage, caseOf, hiddenFields, proposed, takenForApproval } from '../security/office-steps.ts'
import { addStaff } from '../security/staff.ts'

const queue = '/oficina/aprobaciones'
let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

const words = (body: string) => body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const approverFrom = (office = 'puerto') => addStaff(harness, ['approver'], { office })

describe('who approves', () => {
  it('takes the next case, sees exactly what was examined, and approves it: then it waits, and every contact hears until when', async () => {
    const holder = await addHolder(harness)
    const request = await proposed(harness, holder)
    const approver = await approverFrom()
    const page = await takenForApproval(approver)
    expect(page.statusCode).toBe(200)
    const shown = words(page.body)
    for (const text of [request.number, holder.nationalId, holder.name, 'CONSULTA-1', request.agent.name, 'Cumple']) expect(shown).toContain(text)
    for (const secret of [request.email ?? '', request.continuation, holder.email]) expect(page.body).not.toContain(secret)
    const answer = await approvedOnPage(approver, request.number, page)
    expect(answer.headers.location).toBe(`${queue}?hecho=waiting`)
    await harness.settled()
    const row = await caseOf(harness, request.number)
    expect(row).toMatchObject({ state: 'waiting', approved_by: approver.id, leased_by: null })
    expect(row.approved_results).not.toBeNull()
    expect(row.wait_ends_at?.getTime()).toBeGreaterThanOrEqual(harness.now().getTime() + 86_400_000 - 1000)
    const told = mailTo(harness, holder.email)[0]?.message
    expect(told?.subject).toBe(`La oficina aprobó la solicitud ${request.number}`)
    expect(JSON.stringify(told)).toContain('Si nadie la detiene hasta el')
    expect(JSON.stringify(told)).toContain('/v/')
    const look = harness.context.db.selectFrom('audit_event').selectAll().where('type', '=', 'staff.viewed').where('subject', '=', row.id)
    expect(await look.execute()).toMatchObject([{ staff_id: approver.id, details: { what: 'approval' } }])
    expect(words((await approver.browser.get(`${queue}?hecho=waiting`)).body)).toContain('Ahora corre la espera')
  })

  it('lets it wait over the holidays of the office’s canton and of the employer’s', async () => {
    const { institution, db } = harness.context
    const today = dateAt(harness.now(), institution.timeZone)
    const [first, second, third] = [1, 2, 3].map((count) => workingDayAfter(today, count, institution)) as [string, string, string]
    const cantons = { Quito: { yearly: [], add: [first] }, Ambato: { yearly: [], add: [second] } }
    harness.context.institution = { ...institution, holidays: { ...institution.holidays, cantons } }
    const holder = await addHolder(harness)
    await db.updateTable('branch').set({ canton: 'AMBATO' }).where('id', '=', holder.branchId).execute()
    const request = await proposed(harness, holder)
    const approver = await approverFrom()
    await approvedOnPage(approver, request.number, await takenForApproval(approver))
    harness.context.institution = institution
    const { wait_ends_at } = await caseOf(harness, request.number)
    expect(dateAt(wait_ends_at ?? new Date(0), institution.timeZone)).toBe(third)
  })

  it('is not made to wait where no contact could stop it: with a contact it is ready, without one it waits for the screen', async () => {
    for (const email of [undefined, null]) {
      const request = await proposed(harness, await addHolder(harness, { contacts: [] }), email === null ? { email } : {})
      const approver = await approverFrom()
      const page = await takenForApproval(approver)
      const expected = email === null ? 'approved' : 'ready'
      expect((await approvedOnPage(approver, request.number, page)).headers.location).toBe(`${queue}?hecho=${expected}`)
      expect(await caseOf(harness, request.number)).toMatchObject({ state: expected, wait_ends_at: null })
    }
  })

  it('reads a rejection in words for staff, and not in those that the applicant will read', async () => {
    const request = await proposed(harness, await addHolder(harness), { proposal: 'reject' })
    await harness.context.db.updateTable('replacement').set({ reject_reason: 'withdrawn' }).where('number', '=', request.number).execute()
    const shown = words((await takenForApproval(await approverFrom())).body)
    expect(shown).toContain(request.number)
    expect(shown).toContain('No aprobar : la persona pidió que se cierre.')
    expect(shown).toContain('Si usted lo confirma Se propone no aprobar')
    expect(shown).toContain('firmó la solicitud ante el agente')
    for (const said of ['Usted pidió', 'ante usted', 'Si se aprueba']) expect(shown).not.toContain(said)
  })

  it('approves a rejection: the case ends, and the contacts that had heard of it hear that', async () => {
    const holder = await addHolder(harness)
    const request = await proposed(harness, holder, { proposal: 'reject' })
    const approver = await approverFrom()
    expect((await approvedOnPage(approver, request.number, await takenForApproval(approver))).headers.location).toBe(`${queue}?hecho=rejected`)
    await harness.settled()
    expect((await caseOf(harness, request.number)).state).toBe('rejected')
    expect(mailTo(harness, holder.email)[0]?.message.subject).toContain('rechazó')
  })

  it('returns a case with a coded reason and a note, which the agent and the next approver read', async () => {
    const request = await proposed(harness, await addHolder(harness))
    const approver = await approverFrom()
    const page = await takenForApproval(approver)
    const fields = { ...hiddenFields(page), decision: 'devolver' }
    const where = `${queue}/${request.number}`
    const empty = await approver.browser.post(where, fields)
    expect(empty.statusCode).toBe(422)
    expect(words(empty.body)).toContain('Elija por qué lo devuelve')
    const noted = { ...fields, motivo: 'reference_wrong', nota: 'La consulta es de otra empresa.' }
    expect((await approver.browser.post(where, noted)).headers.location).toBe(`${queue}?hecho=returned`)
    const row = await caseOf(harness, request.number)
    expect(row).toMatchObject({ state: 'in_review', leased_by: null, proposal: null, approved_by: null })
    const notes = await harness.context.db.selectFrom('replacement_note').select(['text', 'return_reason']).where('replacement_id', '=', row.id).execute()
    expect(notes).toEqual([{ text: 'La consulta es de otra empresa.', return_reason: 'reference_wrong' }])
    const recorded = harness.context.db.selectFrom('audit_event').select('details').where('type', '=', 'replacement.returned').where('subject', '=', row.id)
    expect(await recorded.execute()).toEqual([{ details: { reason: 'reference_wrong' } }])
  })

  it('is told that there is nothing, and a supervisor sees the page without the queue', async () => {
    const approver = await approverFrom()
    await approver.browser.get(queue)
    expect(words((await approver.browser.post(queue, {})).body)).toContain('No hay ninguno que usted pueda aprobar')
    const supervisor = await addStaff(harness, ['supervisor'])
    const page = await supervisor.browser.get(queue)
    expect(page.statusCode).toBe(200)
    expect(page.body).not.toContain('Tomar el siguiente')
    expect((await supervisor.browser.post(queue, {})).statusCode).toBe(403)
  })
})
