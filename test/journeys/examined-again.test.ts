import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../harness.ts'
import { act, allMet, identified, pageOf, words } from '../security/agents.ts'
import { resolved } from '../security/disputes.ts'
import { addHolder } from '../security/holders.ts'
import { approvedBy, caseOf, proposed, proposedBy, takenForApproval, verified } from '../security/office-steps.ts'
import { type Filed, filed, opened } from '../security/requests.ts'
import { addStaff, type Staff, signedInAgain } from '../security/staff.ts'
import { vetoed } from '../security/steps.ts'

// A case goes back that was decided, or something of it counts no more: the applicant reads why and what happens now, and who decides next what was.

const day = 86_400_000
let harness: Harness
let administrator: Staff
beforeAll(async () => {
  harness = await createHarness()
  administrator = await addStaff(harness, ['administrator'])
})
afterAll(() => harness.close())

async function doubted({ id }: Pick<Staff, 'id'>) {
  await signedInAgain(harness, administrator)
  await administrator.browser.get(`/oficina/personal/${id}`)
  expect((await administrator.decides(`/oficina/personal/${id}`, { accion: 'quitar', revisar: 'si' })).statusCode).toBe(303)
  harness.advance(1000)
}
const followed = async (request: Filed, language = 'es') => words((await (await opened(harness, request)).get(`/tramite?lang=${language}`)).body)
const next = 'No empiece otro trámite: la oficina sigue con este, y otra persona lo decide.'

describe('at /tramite', () => {
  it('whoever was approved reads why it is examined again, what happens now, and that the office has its days anew', async () => {
    const request = await proposed(harness, await addHolder(harness))
    const approver = await approvedBy(harness, request)
    harness.advance(12 * day)
    expect(await followed(request)).not.toContain('Se revisa otra vez')
    await doubted(approver)
    expect((await caseOf(harness, request.number)).state).toBe('in_review')
    const page = await followed(request)
    expect(page).toContain(`Se revisa otra vez, porque la institución tiene que comprobar de nuevo una parte. ${next}`)
    expect(page).toContain('La institución tiene hasta el')
    expect(page).not.toContain('tenía hasta')
    expect(page).not.toContain(approver.name)
    const english = await followed(request, 'en')
    expect(english).toContain('It is examined again, because the institution has to check a part of it anew. Do not start another case')
  })

  it('the days of the office go on where nobody had decided', async () => {
    const request = await proposed(harness, await addHolder(harness))
    harness.advance(12 * day)
    await doubted(request.agent)
    const page = await followed(request)
    expect(page).toContain('Se revisa otra vez, porque la institución')
    const late = /La institución tenía hasta el [^.]*/.exec(page)?.[0] ?? 'no such day'
    // Nor does the identity step, taken once more, give it more days.
    await identifiedAgain(await addStaff(harness, ['agent']), request.number)
    expect(await followed(request)).toContain(late)
  })

  it('whoever is under review reads it too when something of it counts no more, and when they are asked to show it again', async () => {
    const agent = await addStaff(harness, ['agent'])
    const request = await filed(harness, await addHolder(harness))
    await verified(harness, request, agent)
    expect(await followed(request)).not.toContain('Se revisa otra vez')
    harness.advance(1000)
    await doubted(agent)
    expect(await followed(request)).toContain(next)
    const other = await addStaff(harness, ['agent'])
    await other.browser.get('/oficina/tramites')
    await act(harness, other.browser, { number: request.number, hacer: 'tomar' })
    await act(harness, other.browser, { number: request.number, page: 'pedir', 'falta-solicitud-firmada': 'sin-firma', enviar: 'si' })
    expect((await caseOf(harness, request.number)).state).toBe('awaiting_applicant')
    const page = await followed(request)
    expect(page).toContain('la institución tiene que comprobar de nuevo una parte.')
    expect(page).not.toContain(next)
    expect(page).toContain('Mostrar otra vez su documento de identidad')
  })

  it('whoever was stopped reads that the objection was resolved, with the days of the office anew, and when it is decided again', async () => {
    const holder = await addHolder(harness)
    const request = await proposed(harness, holder)
    await vetoed(harness, holder.email)
    harness.advance(12 * day)
    expect(await followed(request)).not.toContain('objeción')
    const supervisor = await addStaff(harness, ['supervisor'])
    await resolved(harness, request.number, { answer: 'applicant_was_right.contact_was_an_old_one', by: supervisor })
    expect(await followed(request)).toMatch(
      /La institución tiene hasta el .* La objeción de un contacto registrado se resolvió a su favor, y la revisión sigue\. No empiece/,
    )
    harness.advance(1000)
    await doubted(supervisor)
    const page = await followed(request)
    expect(page).toContain('La objeción de un contacto registrado ya se había resuelto, y la institución tiene que decidirla de nuevo.')
    expect(page).not.toContain(next)
    expect(page).not.toContain(supervisor.name)
  })
})

describe('whoever decides next', () => {
  it('reads that it had been approved, since when and why that counts no more, and which notes are of somebody in doubt; so does the agent', async () => {
    const [first, second] = [await addStaff(harness, ['agent']), await addStaff(harness, ['agent'])]
    const request = await filed(harness, await addHolder(harness))
    const { number } = request
    await identified(harness, first.browser, number)
    await act(harness, first.browser, { number, page: 'nota', nota: 'La cédula es nueva' })
    await allMet(harness, first.browser, number)
    await act(harness, first.browser, { number, page: 'proponer', decision: 'approve' })
    await approvedBy(harness, request)
    harness.advance(1000)
    await doubted(first)
    await identifiedAgain(second, number)
    const noteInDoubt = /La cédula es nueva El trabajo de quien la escribió quedó en duda después\./
    expect(words((await second.browser.get(pageOf(number))).body)).toMatch(noteInDoubt)
    await act(harness, second.browser, { number, page: 'nota', nota: 'La vi otra vez' })
    await allMet(harness, second.browser, number)
    await act(harness, second.browser, { number, page: 'proponer', decision: 'approve' })
    // What they write once they are back is not.
    const { context } = harness
    const [{ id }, at] = [await caseOf(harness, number), harness.now()]
    const note = { id: context.random.uuid(), replacement_id: id, text: 'Ya volví', return_reason: null, written_by: first.id, written_at: at }
    await context.db.insertInto('replacement_note').values(note).execute()
    const approver = await addStaff(harness, ['approver'], { office: 'puerto' })
    const page = words((await takenForApproval(approver)).body)
    expect(page).toContain(number)
    expect(page).toContain('Ya volví')
    expect(page).toMatch(/Ya se había aprobado, y esa aprobación dejó de valer el .*\. Porque se retiró una cuenta y su trabajo está en duda\./)
    expect(page).toMatch(noteInDoubt)
    expect(page.match(/quien la escribió quedó en duda/g)).toHaveLength(1)
  })

  it('reads nothing of it where nobody had approved', async () => {
    const request = await proposed(harness, await addHolder(harness))
    await doubted(request.agent)
    const agent = await addStaff(harness, ['agent'])
    await identifiedAgain(agent, request.number)
    await allMet(harness, agent.browser, request.number)
    await proposedBy(harness, request, agent)
    const approver = await addStaff(harness, ['approver'], { office: 'puerto' })
    const page = words((await takenForApproval(approver)).body)
    expect(page).toContain(request.number)
    for (const said of ['Ya se había aprobado', 'quien la escribió']) expect(page).not.toContain(said)
  })
})

async function identifiedAgain(agent: Staff, number: string) {
  await agent.browser.get('/oficina/tramites')
  await act(harness, agent.browser, { number, hacer: 'tomar' })
  const { typed } = await caseOf(harness, number)
  const answer = await act(harness, agent.browser, { number, page: 'identidad', documento: 'cedula', cedula: typed.nationalId })
  expect(answer.headers.location).toBe(pageOf(number))
}
