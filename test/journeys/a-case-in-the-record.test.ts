import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../harness.ts'
import { wordsOf } from '../security/account-steps.ts'
import { act, allMet, identified } from '../security/agents.ts'
import { addHolder } from '../security/holders.ts'
import { approvedOnPage, caseOf, takenForApproval } from '../security/office-steps.ts'
import { filed } from '../security/requests.ts'
import { addStaff, type Staff } from '../security/staff.ts'

// What an auditor reads of the steps of a case: which requirement, what was found, what was proposed and decided, and through whom it went back.

let harness: Harness
let agent: Staff
let approver: Staff
let auditor: Staff
beforeAll(async () => {
  harness = await createHarness()
  agent = await addStaff(harness, ['agent'], { name: 'Inés Mostrador Ficticia' })
  approver = await addStaff(harness, ['approver'], { office: 'puerto', name: 'Pablo Firma Ficticia' })
  auditor = await addStaff(harness, ['auditor'], { name: 'Hugo Libros Ficticio' })
})
afterAll(() => harness.close())

const inReview = async () => {
  const request = await filed(harness, await addHolder(harness))
  await identified(harness, agent.browser, request.number)
  return request
}
const read = async (number: string, language = '?lang=es') => {
  const { body } = await auditor.browser.post(`/oficina/registro${language}`, { sobre: number, tipo: 'replacement.' })
  return wordsOf(body.slice(body.indexOf('<ul class="entries'), body.indexOf('</main>')))
}

describe('the record of a case', () => {
  it('says which requirement was found how, and what the applicant was asked for', async () => {
    const { number } = await inReview()
    const page = 'resultado'
    await act(harness, agent.browser, { number, page, resultado: 'met.identidad', 'referencia-identidad': 'CONSULTA-88' })
    await act(harness, agent.browser, { number, page, resultado: 'not_met.solicitud-firmada' })
    await act(harness, agent.browser, { number, page: 'pedir', 'falta-solicitud-firmada': 'sin-firma', enviar: 'si' })
    const said = await read(number)
    expect(said).toContain('requisito revisado , sobre trámite')
    expect(said).toMatch(
      /Requisito: Identidad del solicitante Resultado: cumple Referencia de la consulta: CONSULTA-88 Ahora: En revisión en la oficina Vuelta: 1/,
    )
    expect(said).toContain('Requisito: Solicitud firmada Resultado: no cumple')
    expect(said).toContain('Se pidió: Solicitud firmada: ')
    expect(await read(number, '?lang=en')).toContain('Requirement: Signed request Outcome: not met')
  })

  it('says what was proposed and what was decided, and why it was rejected', async () => {
    const { number } = await inReview()
    await allMet(harness, agent.browser, number)
    await act(harness, agent.browser, { number, page: 'proponer', decision: 'approve' })
    await approvedOnPage(approver, number, await takenForApproval(approver))
    const approved = await read(number)
    expect(approved).toContain('propuesta , sobre')
    expect(approved.match(/Decisión: Aprobar/g)).toHaveLength(2)

    const other = await inReview()
    await act(harness, agent.browser, { number: other.number, page: 'proponer', decision: 'reject', motivo: 'document_doubtful' })
    await approvedOnPage(approver, other.number, await takenForApproval(approver))
    expect((await read(other.number)).match(/Decisión: No aprobar Motivo: Un documento es dudoso/g)).toHaveLength(2)
  })

  it('says through whom a case went back whose work is in doubt, and whose work that was, also where that administrator is its applicant', async () => {
    const { number, nationalId } = await filed(harness, await addHolder(harness)).then(async (request) => ({
      ...request,
      nationalId: (await caseOf(harness, request.number)).typed.nationalId,
    }))
    const doubtful = await addStaff(harness, ['agent'], { name: 'Berta Dudosa Ficticia' })
    await identified(harness, doubtful.browser, number)
    await allMet(harness, doubtful.browser, number)
    await act(harness, doubtful.browser, { number, page: 'proponer', decision: 'approve' })
    const administrator = await addStaff(harness, ['administrator'], { name: 'Ada Cuentas Ficticia', nationalId })
    await administrator.browser.get(`/oficina/personal/${doubtful.id}`)
    const removed = await administrator.decides(`/oficina/personal/${doubtful.id}`, { accion: 'quitar', revisar: 'si' })
    expect(removed.statusCode).toBe(303)
    const said = await read(number)
    expect(said).toContain('Porque: se retiró una cuenta y su trabajo está en duda Trabajo de: Berta Dudosa Ficticia')
    expect(said.slice(0, said.indexOf('propuesta'))).toContain('Ada Cuentas Ficticia')
    expect(said.slice(0, said.indexOf('propuesta'))).not.toContain('El sistema')
  })

  it('reads a step that was recorded before it said so much', async () => {
    const { number } = await inReview()
    const { id } = await caseOf(harness, number)
    const details = JSON.stringify({ event: 'propose', from: 'in_review', to: 'proposed', round: 1 })
    await harness.context.db
      .insertInto('audit_event')
      .values({ occurred_at: harness.now(), type: 'replacement.moved', actor: 'staff', subject: id, details, staff_id: agent.id })
      .execute()
    expect(await read(number)).toMatch(/El trámite avanzó: propuesta , sobre trámite \S+ Antes: En revisión en la oficina Ahora: /)
  })
})
