import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { takeInHand } from '../../src/replacement/facts.ts'
import { createHarness, type Harness } from '../harness.ts'
import { act, allMet, cases, pageOf, taken, words } from '../security/agents.ts'
import { addHolder } from '../security/holders.ts'
import { approvedOnPage, caseOf, hiddenFields, moved, type Proposed, proposed, takenForApproval, verified } from '../security/office-steps.ts'
import { filed, opened } from '../security/requests.ts'
import { addStaff, type Staff } from '../security/staff.ts'
import { vetoed } from '../security/steps.ts'

let harness: Harness
beforeAll(async () => {
  harness = await createHarness({ policy: { approvalsPutBackPerDay: 6 } })
})
afterAll(() => harness.close())

const queue = '/oficina/aprobaciones'
const approverFrom = (office = 'puerto') => addStaff(harness, ['approver'], { office })
const said = 'La consulta es de otra empresa.\nMire el número.'

async function returned(request: Proposed): Promise<Staff> {
  const approver = await approverFrom()
  const page = await takenForApproval(approver)
  harness.advance(1000)
  const fields = { ...hiddenFields(page), decision: 'devolver', motivo: 'reference_wrong', nota: said }
  expect((await approver.browser.post(`${queue}/${request.number}`, fields)).headers.location).toBe(`${queue}?hecho=returned`)
  return approver
}

const inQueue = async (staff: Staff, number: string) => {
  const { body } = await staff.browser.get(cases)
  return words(body.slice(body.indexOf(number), body.indexOf('</li>', body.indexOf(number))))
}

describe('a case that an approver returned', () => {
  it('says so in the queue, and to its agent who returned it, when, why and what to look at, until it is proposed again', async () => {
    const request = await proposed(harness, await addHolder(harness))
    const { number, agent } = request
    const approver = await returned(request)
    expect(await inQueue(agent, number)).toContain('Devuelto por quien aprueba')
    const before = words((await agent.browser.get(pageOf(number))).body)
    expect(before).toContain('Devuelto por quien aprueba')
    expect(before).not.toContain('La consulta es de otra empresa')
    await taken(harness, agent.browser, number)
    const { body } = await agent.browser.get(pageOf(number))
    const shown = body.slice(body.indexOf('id="devuelto"'), body.indexOf('</section>', body.indexOf('id="devuelto"')))
    for (const text of ['Una referencia no corresponde', said, approver.name]) expect(shown).toContain(text)
    const english = (await agent.browser.get(`${pageOf(number)}?lang=en`)).body
    expect(words(english)).toContain('Returned by the approver')
    expect(words(english)).toContain('A reference does not match')
    await agent.browser.get(`${pageOf(number)}?lang=es`)

    harness.advance(1000)
    await allMet(harness, agent.browser, number)
    expect((await act(harness, agent.browser, { number, page: 'proponer', decision: 'approve' })).statusCode).toBe(303)
    // The next approver reads it as well.
    const next = await approverFrom()
    const page = await takenForApproval(next)
    expect(words(page.body)).toContain('Devuelto por quien aprueba: Una referencia no corresponde')
    await approvedOnPage(next, number, page)
    // What was examined changed after that: the case is back for another reason, and what was said before is a note among others.
    harness.advance(1000)
    await moved(harness, number, { event: { type: 'examined_changed' } })
    expect(await inQueue(agent, number)).toContain('algo de lo revisado ya no vale')
    await taken(harness, agent.browser, number)
    const back = (await agent.browser.get(pageOf(number))).body
    expect(back).not.toContain('id="devuelto"')
    expect(back).toContain(said)
  })

  it('does not wear the mark of an earlier round', async () => {
    const request = await proposed(harness, await addHolder(harness))
    const { number, agent } = request
    await returned(request)
    await taken(harness, agent.browser, number)
    harness.advance(1000)
    await act(harness, agent.browser, { number, page: 'pedir', 'falta-ruc-activo': 'suspendido', enviar: 'si' })
    harness.advance(1000)
    await (await opened(harness, request)).post('/tramite/responder', {})
    expect(await inQueue(agent, number)).toContain('La persona ya respondió')
    expect(words((await agent.browser.get('/oficina')).body)).not.toContain('Le devolvieron')
    await act(harness, agent.browser, { number, hacer: 'tomar' })
    // What the approver said still holds.
    expect((await agent.browser.get(pageOf(number))).body).toContain('id="devuelto"')
    await allMet(harness, agent.browser, number)
    harness.advance(1000)
    await act(harness, agent.browser, { number, page: 'proponer', decision: 'approve' })
    const again = await approverFrom()
    const page = await takenForApproval(again)
    harness.advance(1000)
    await again.browser.post(`${queue}/${number}`, { ...hiddenFields(page), decision: 'devolver', motivo: 'not_enough', nota: 'Falta la firma.' })
    await taken(harness, agent.browser, number)
    const { body } = await agent.browser.get(pageOf(number))
    const shown = body.slice(body.indexOf('id="devuelto"'), body.indexOf('</section>', body.indexOf('id="devuelto"')))
    expect(shown).toContain('Falta la firma.')
    expect(shown).not.toContain('otra empresa')
    await act(harness, agent.browser, { number, page: 'proponer', decision: 'reject', motivo: 'withdrawn' })
    const last = await approverFrom()
    await approvedOnPage(last, number, await takenForApproval(last))
  })

  it('keeps what was chosen when the note is missing, and a note of as many signs as the page lets one type', async () => {
    const request = await proposed(harness, await addHolder(harness))
    const approver = await approverFrom()
    const fields = { ...hiddenFields(await takenForApproval(approver)), decision: 'devolver' }
    const where = `${queue}/${request.number}`
    const missing = await approver.browser.post(where, { ...fields, motivo: 'not_enough', nota: '' })
    expect(missing.statusCode).toBe(422)
    expect(missing.body).toMatch(/value="not_enough" checked/)
    const long = await approver.browser.post(where, { ...fields, motivo: 'not_enough', nota: `${'a'.repeat(1001)}` })
    expect(long.statusCode).toBe(422)
    expect(long.body).toContain('a'.repeat(1001))
    const lines = `${'a\r\n'.repeat(400)}fin`
    expect((await approver.browser.post(where, { ...fields, motivo: 'not_enough', nota: lines })).headers.location).toBe(`${queue}?hecho=returned`)
  })

  it('of a dispute that was resolved says that', async () => {
    const holder = await addHolder(harness)
    const { number, agent } = await proposed(harness, holder)
    await vetoed(harness, holder.email)
    const supervisor = await addStaff(harness, ['supervisor'])
    const { id } = await caseOf(harness, number)
    const where = `${queue}/disputas/replacement/${id}`
    const page = await supervisor.browser.get(where)
    harness.advance(1000)
    await supervisor.decides(where, { ...hiddenFields(page), respuesta: 'applicant_was_right.withdrew_in_person', confirma: 'si' })
    expect(await inQueue(agent, number)).toContain('Un supervisor resolvió la disputa')
  })
})

describe('an approver who cannot decide', () => {
  it('gives a case back undecided, which goes to another, with the look on the record and nothing of a decision', async () => {
    const { number } = await proposed(harness, await addHolder(harness))
    const before = await caseOf(harness, number)
    const [approver, other] = [await approverFrom(), await approverFrom()]
    const page = await takenForApproval(approver)
    const answer = await approver.browser.post(`${queue}/${number}`, { ...hiddenFields(page), decision: 'dejar' })
    expect(answer.headers.location).toBe(`${queue}?hecho=put_back`)
    expect(words((await approver.browser.get(`${queue}?hecho=put_back`)).body)).toContain('Volvió a la cola, sin decidir')
    const after = await caseOf(harness, number)
    expect(after).toEqual({ ...before, leased_by: null, leased_until: null })
    const events = await harness.context.db.selectFrom('audit_event').select('type').where('staff_id', '=', approver.id).orderBy('id').execute()
    expect(events.map(({ type }) => type)).toEqual(['staff.viewed', 'replacement.put_back'])
    // It is not in their hands any more: neither the page nor its form does anything.
    expect((await approver.browser.get(`${queue}/${number}`)).statusCode).toBe(409)
    expect((await approvedOnPage(approver, number, page)).statusCode).toBe(409)
    expect((await approver.browser.post(`${queue}/${number}`, { ...hiddenFields(page), decision: 'dejar' })).statusCode).toBe(409)
    await approvedOnPage(other, number, await takenForApproval(other))
    expect((await caseOf(harness, number)).approved_by).toBe(other.id)
  })

  it('gets it again only when no other waits, and as any other once it is proposed anew', async () => {
    const first = await proposed(harness, await addHolder(harness))
    harness.advance(1000)
    const second = await proposed(harness, await addHolder(harness))
    const approver = await approverFrom()
    const handed = async () => {
      const page = await takenForApproval(approver)
      const number = [first, second].find((each) => page.body.includes(each.number))?.number ?? ''
      return { page, number }
    }
    const one = await handed()
    expect(one.number).toBe(first.number)
    await approver.browser.post(`${queue}/${one.number}`, { ...hiddenFields(one.page), decision: 'dejar' })
    const two = await handed()
    expect(two.number).toBe(second.number)
    await approvedOnPage(approver, two.number, two.page)
    const alone = await handed()
    expect(alone.number).toBe(first.number)
    harness.advance(1000)
    await approver.browser.post(`${queue}/${first.number}`, { ...hiddenFields(alone.page), decision: 'devolver', motivo: 'other', nota: 'Otra vez.' })
    await taken(harness, first.agent.browser, first.number)
    harness.advance(1000)
    await act(harness, first.agent.browser, { number: first.number, page: 'proponer', decision: 'approve' })
    const third = await proposed(harness, await addHolder(harness))
    await harness.context.db
      .updateTable('replacement')
      .set({ moved_at: new Date(harness.now().getTime() + 5000) })
      .where('number', '=', third.number)
      .execute()
    expect((await handed()).number).toBe(first.number)
  })

  it('is not handed the same one twice in a row, though they gave back all that wait', async () => {
    const numbers = [(await proposed(harness, await addHolder(harness))).number, (await proposed(harness, await addHolder(harness))).number]
    const approver = await approverFrom()
    const handed: string[] = []
    for (let taken = 0; taken < 6; taken += 1) {
      const page = await takenForApproval(approver)
      const number = /<h1>(S-[\w-]+)<\/h1>/.exec(page.body)?.[1] ?? ''
      handed.push(number)
      harness.advance(1000)
      await approver.browser.post(`${queue}/${number}`, { ...hiddenFields(page), decision: 'dejar' })
    }
    expect(new Set(handed.slice(0, 2)).size).toBe(2)
    for (const [at, number] of handed.entries()) expect(number).not.toBe(handed[at + 1])
    for (const number of numbers) await moved(harness, number, { event: { type: 'cancel', continuation: true }, patch: { cancelled_by: 'applicant' } })
  })

  it('gives back nothing that they examine as an agent', async () => {
    const both = await addStaff(harness, ['agent', 'approver'])
    const request = await filed(harness, await addHolder(harness))
    await verified(harness, request, both)
    await taken(harness, both.browser, request.number)
    const row = await caseOf(harness, request.number)
    const { facts } = await harness.context.db.transaction().execute((tx) => takeInHand(harness.context, tx, { row, now: harness.now() }))
    const form = { decision: 'dejar', version: String(row.version), examinado: facts.results }
    expect((await both.browser.post(`${queue}/${request.number}`, form)).statusCode).toBe(409)
    expect((await caseOf(harness, request.number)).leased_by).toBe(both.id)
  })

  it('is told who changed it when it changed meanwhile, and a colleague cannot give it back for them', async () => {
    const { number, agent } = await proposed(harness, await addHolder(harness))
    const [approver, colleague] = [await approverFrom(), await approverFrom()]
    await harness.context.db
      .updateTable('replacement')
      .set({ leased_by: approver.id, leased_until: new Date(harness.now().getTime() + 60_000) })
      .where('number', '=', number)
      .execute()
    const page = await approver.browser.get(`${queue}/${number}`)
    await colleague.browser.get(queue)
    expect((await colleague.browser.post(`${queue}/${number}`, { ...hiddenFields(page), decision: 'dejar' })).statusCode).toBe(409)
    expect((await caseOf(harness, number)).leased_by).toBe(approver.id)
    await harness.context.db.updateTable('replacement').set({ version: 99 }).where('number', '=', number).execute()
    const stale = await approver.browser.post(`${queue}/${number}`, { ...hiddenFields(page), decision: 'dejar' })
    expect(stale.statusCode).toBe(409)
    expect(stale.body).toContain(`${agent.name} cambió este trámite`)
  })
})
