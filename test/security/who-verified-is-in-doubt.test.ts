import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createHarness, type Harness, mailTo } from '../harness.ts'
import { act, allMet, identified, offered, pageOf, taken, words } from './agents.ts'
import { addHolder } from './holders.ts'
import { actorOf, approvedBy, caseOf, moved } from './office-steps.ts'
import { type Filed, filed, opened } from './requests.ts'
import { addStaff, signedInAgain } from './staff.ts'

// A member of staff let somebody pass as the applicant, and is removed because of such work: nothing that rests on it stands.

let harness: Harness
beforeEach(async () => {
  harness = await createHarness()
})
afterEach(() => harness.close())

async function doubted(staffId: string) {
  const administrator = await addStaff(harness, ['administrator'])
  const page = `/oficina/personal/${staffId}`
  await administrator.browser.get(page)
  expect((await administrator.decides(page, { accion: 'quitar', revisar: 'si' })).statusCode).toBe(303)
  harness.advance(1000)
}

/** One agent takes the identity step, another one examines everything. */
async function examinedByAnother(): Promise<{ request: Filed; first: string; second: Awaited<ReturnType<typeof addStaff>> }> {
  const [first, second] = [await addStaff(harness, ['agent']), await addStaff(harness, ['agent'])]
  const request = await filed(harness, await addHolder(harness))
  await identified(harness, first.browser, request.number)
  await act(harness, first.browser, { number: request.number, hacer: 'devolver' })
  await taken(harness, second.browser, request.number)
  await allMet(harness, second.browser, request.number)
  return { request, first: first.id, second }
}

describe('the identity step of somebody whose work is in doubt', () => {
  it('is taken again before an approval is proposed, though what others examined stands', async () => {
    const { request, first, second } = await examinedByAnother()
    const { number } = request
    const { browser } = second
    expect((await browser.get(pageOf(number))).body).toContain('value="aprobar"')
    await doubted(first)
    const page = await browser.get(pageOf(number))
    expect(words(page.body)).toContain('cuyo trabajo quedó en duda')
    expect(page.body).not.toContain('value="aprobar"')
    const { typed } = await caseOf(harness, number)
    expect(page.body).not.toContain(typed.nationalId)
    expect((await act(harness, browser, { number, page: 'proponer', decision: 'approve' })).statusCode).toBe(422)
    expect((await browser.get(`${pageOf(number)}/proponer?decision=approve`)).headers.location).toBe(pageOf(number))
    expect((await act(harness, browser, { number, page: 'identidad', documento: 'cedula', cedula: '1700000092' })).statusCode).toBe(422)
    expect(await caseOf(harness, number)).toMatchObject({ state: 'in_review', identity_by: first })
    const again = await act(harness, browser, { number, page: 'identidad', documento: 'cedula', cedula: typed.nationalId })
    expect(again.headers.location).toBe(pageOf(number))
    expect((await caseOf(harness, number)).identity_by).toBe(second.id)
    expect(await offered(browser, number)).not.toEqual([])
    expect((await act(harness, browser, { number, page: 'proponer', decision: 'approve' })).headers.location).toBe(pageOf(number))
    expect((await caseOf(harness, number)).state).toBe('proposed')
  })

  it('tells whoever takes the case on nothing of whom it is, on no page of it', async () => {
    const { request, first, second } = await examinedByAnother()
    const { number } = request
    await doubted(first)
    await act(harness, second.browser, { number, hacer: 'devolver' })
    const third = await addStaff(harness, ['agent'])
    await taken(harness, third.browser, number)
    const { typed } = await caseOf(harness, number)
    const asking = { number, page: 'pedir', 'falta-solicitud-firmada': 'sin-firma' }
    const without = await act(harness, third.browser, { number, page: 'proponer', decision: 'reject' })
    expect(without.statusCode).toBe(422)
    const pages = [
      await third.browser.get(pageOf(number)),
      await third.browser.get(`${pageOf(number)}/proponer?decision=reject`),
      without,
      await third.browser.get(`${pageOf(number)}/pedir`),
      await act(harness, third.browser, asking),
    ]
    for (const { body } of pages) {
      expect(body).toContain(number)
      for (const said of [typed.nationalId, typed.taxId, 'Persona Inventada', 'Empresa Inventada']) expect(body).not.toContain(said)
    }
  })

  it('is told to every contact once more, for whoever came then may be another', async () => {
    const { request, first, second } = await examinedByAnother()
    await doubted(first)
    const { id, typed } = await caseOf(harness, request.number)
    await act(harness, second.browser, { number: request.number, page: 'identidad', documento: 'cedula', cedula: typed.nationalId })
    const notices = await harness.context.db
      .selectFrom('notice')
      .select('kind')
      .where('replacement_id', '=', id)
      .where('kind', '=', 'replacement.verified')
      .execute()
    expect(notices).toHaveLength(2)
  })

  it('keeps nobody from rejecting the case, or from asking the person to come', async () => {
    const rejected = await examinedByAnother()
    await doubted(rejected.first)
    const reject = { number: rejected.request.number, page: 'proponer', decision: 'reject', motivo: 'document_doubtful' }
    expect((await act(harness, rejected.second.browser, reject)).headers.location).toBe(pageOf(rejected.request.number))
    expect(await caseOf(harness, rejected.request.number)).toMatchObject({ state: 'proposed', proposal: 'reject' })
    const approver = await addStaff(harness, ['approver'], { office: 'puerto' })
    await approvedBy(harness, rejected.request, approver)
    expect((await caseOf(harness, rejected.request.number)).state).toBe('rejected')

    const asked = await examinedByAnother()
    await doubted(asked.first)
    await act(harness, asked.second.browser, { number: asked.request.number, page: 'pedir', 'falta-solicitud-firmada': 'sin-firma', enviar: 'si' })
    expect((await caseOf(harness, asked.request.number)).state).toBe('awaiting_applicant')
  })

  it('does nothing to a step that was taken by anybody else, or to the same case twice', async () => {
    const { request, second } = await examinedByAnother()
    const { typed, version } = await caseOf(harness, request.number)
    const again = await act(harness, second.browser, { number: request.number, page: 'identidad', documento: 'cedula', cedula: typed.nationalId })
    expect(again.statusCode).toBe(409)
    expect((await caseOf(harness, request.number)).version).toBe(version)
  })
})

describe('a case that a colleague proposed in the moment in which its identity step came into doubt', () => {
  it('is approved by nobody and activated by nobody, and an approver gets it to return it', async () => {
    const { request, first, second } = await examinedByAnother()
    await act(harness, second.browser, { number: request.number, page: 'proponer', decision: 'approve' })
    await harness.context.db.updateTable('staff_member').set({ work_voided_at: harness.now() }).where('id', '=', first).execute()
    harness.advance(1000)
    const approver = await addStaff(harness, ['approver'], { office: 'puerto' })
    expect(await moved(harness, request.number, { event: { type: 'approve', by: await actorOf(harness, approver) } })).toEqual({
      outcome: 'refused',
      why: 'identity_stands',
    })
    await approver.browser.get('/oficina/aprobaciones')
    const given = await approver.browser.post('/oficina/aprobaciones', {})
    expect(given.headers.location).toBe(`/oficina/aprobaciones/${request.number}`)
    const page = await approver.browser.get(`/oficina/aprobaciones/${request.number}`)
    expect(words(page.body)).toContain('El trabajo de quien la comprobó quedó en duda después')
    const field = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page.body)?.[1] ?? ''
    const seen = { version: field('version'), examinado: field('examinado') }
    const refused = await approver.browser.post(`/oficina/aprobaciones/${request.number}`, {
      decision: 'aprobar',
      ...seen,
      passkey: await approver.shows(page),
    })
    expect(refused.statusCode).toBe(403)
    const returned = { decision: 'devolver', motivo: 'identity_doubtful', nota: 'Comprobar otra vez.', ...seen }
    expect((await approver.browser.post(`/oficina/aprobaciones/${request.number}`, returned)).statusCode).toBe(303)
    expect((await caseOf(harness, request.number)).state).toBe('in_review')
  })
})

describe('whoever examined a case, was removed because of doubts, and is back', () => {
  it('neither approves it nor opens its screen, and reads why', async () => {
    const examiner = await addStaff(harness, ['agent', 'approver'])
    const request = await filed(harness, await addHolder(harness), { email: null })
    const { number } = request
    await identified(harness, examiner.browser, number)
    await allMet(harness, examiner.browser, number)
    await act(harness, examiner.browser, { number, hacer: 'devolver' })
    harness.advance(1000)
    await doubted(examiner.id)
    await harness.context.db.updateTable('staff_member').set({ state: 'active', removed_at: null, removed_by: null }).where('id', '=', examiner.id).execute()
    await signedInAgain(harness, examiner)
    const other = await addStaff(harness, ['agent'])
    await identified(harness, other.browser, number)
    await allMet(harness, other.browser, number)
    await act(harness, other.browser, { number, page: 'proponer', decision: 'approve' })
    const event = { type: 'approve' as const, by: await actorOf(harness, examiner) }
    expect(await moved(harness, number, { event })).toEqual({ outcome: 'refused', why: 'not_who_prepared' })
    await approvedBy(harness, request)
    harness.advance(5 * 86_400_000)
    await moved(harness, number, { event: { type: 'end_wait' } })
    const { state, typed, version } = await caseOf(harness, number)
    expect(state).toBe('approved')
    await signedInAgain(harness, examiner)
    await examiner.browser.get(pageOf(number))
    const answer = await examiner.decides(`${pageOf(number)}/pantalla`, { version: String(version), documento: typed.nationalId })
    expect(answer.statusCode).toBe(422)
    expect(words(answer.body)).toContain('Usted preparó este trámite')
    expect((await caseOf(harness, number)).state).toBe('approved')
  })
})

describe('the person whose identity step counts no more', () => {
  const mailed = ({ email }: Filed) => {
    const { subject, blocks } = mailTo(harness, email ?? '')[0]?.message ?? { subject: '', blocks: [] }
    return [subject, ...blocks.flatMap((block) => ('text' in block ? [block.text] : []))].join(' ')
  }
  const showAgain = 'Mostrar otra vez su documento de identidad'

  it('is asked to come and to show the document again, reads so in the message and on the page, and comes', async () => {
    const { request, first, second } = await examinedByAnother()
    const { number } = request
    const { browser } = second
    await doubted(first)
    expect(words((await browser.get(pageOf(number))).body)).toContain('Pedirle que vuelva')
    expect(words((await browser.get(`${pageOf(number)}/pedir`)).body)).toContain('La identidad está en duda')
    const preview = await act(harness, browser, { number, page: 'pedir' })
    for (const said of [showAgain, 'Show your identity document again']) expect(words(preview.body)).toContain(said)
    expect((await act(harness, browser, { number, page: 'pedir', enviar: 'si' })).headers.location).toBe(pageOf(number))
    await harness.settled()
    expect(await caseOf(harness, number)).toMatchObject({ state: 'awaiting_applicant', identity_by: first })
    const follower = await opened(harness, request)
    const page = words((await follower.get('/tramite')).body)
    for (const text of [mailed(request), page]) {
      for (const said of [showAgain, 'Vuelva a la oficina a más tardar', 'Su cédula original']) expect(text).toContain(said)
    }
    await follower.post('/tramite/responder', {})
    expect((await caseOf(harness, number)).state).toBe('awaiting_applicant')
    const third = await addStaff(harness, ['agent'])
    expect(words((await third.browser.get(pageOf(number))).body)).toContain(showAgain)
    const { typed } = await caseOf(harness, number)
    const wrong = await act(harness, third.browser, { number, hacer: 'volvio', documento: 'passport', cedula: '1700000001' })
    expect(wrong.statusCode).toBe(422)
    expect(wrong.body).toMatch(/value="passport"[^>]* checked/)
    expect((await caseOf(harness, number)).identity_by).toBe(first)
    await act(harness, third.browser, { number, hacer: 'volvio', documento: 'passport', cedula: typed.nationalId })
    expect(await caseOf(harness, number)).toMatchObject({
      state: 'in_review',
      round: 2,
      leased_by: third.id,
      identity_by: third.id,
      identity_document: 'passport',
    })
    expect((await act(harness, third.browser, { number, page: 'proponer', decision: 'approve' })).headers.location).toBe(pageOf(number))
    expect((await caseOf(harness, number)).state).toBe('proposed')
  })

  it('is asked in one go for the originals that the same agent had seen, and for the document with whatever else is asked for', async () => {
    const [first, second] = [await addStaff(harness, ['agent']), await addStaff(harness, ['agent'])]
    const request = await filed(harness, await addHolder(harness))
    const { number } = request
    await identified(harness, first.browser, number)
    await allMet(harness, first.browser, number)
    await act(harness, first.browser, { number, hacer: 'devolver' })
    harness.advance(1000)
    await doubted(first.id)
    await taken(harness, second.browser, number)
    const { body } = await second.browser.get(`${pageOf(number)}/pedir`)
    expect(body).toMatch(/name="falta-solicitud-firmada" value="show_again"[^>]* checked/)
    const alone = await act(harness, second.browser, { number, page: 'pedir', enviar: 'si' })
    expect(alone.statusCode).toBe(422)
    expect(words(alone.body)).toContain('«Solicitud firmada» no está cumplido')
    await act(harness, second.browser, { number, page: 'pedir', 'falta-solicitud-firmada': 'show_again', 'falta-ruc-activo': 'suspendido', enviar: 'si' })
    await harness.settled()
    for (const said of [showAgain, 'Mostrar otra vez: Solicitud firmada', 'El recibo de la solicitud, impreso']) expect(mailed(request)).toContain(said)
    const { id, typed } = await caseOf(harness, number)
    const asked = await harness.context.db.selectFrom('requirement_ask').select(['requirement', 'reason']).where('replacement_id', '=', id).execute()
    expect(asked).toContainEqual({ requirement: 'the_identity', reason: 'show_again' })
    await act(harness, second.browser, { number, hacer: 'volvio', cedula: typed.nationalId })
    await act(harness, second.browser, { number, page: 'identidad', documento: 'cedula', cedula: typed.nationalId })
    await allMet(harness, second.browser, number)
    await act(harness, second.browser, { number, page: 'proponer', decision: 'approve' })
    expect((await caseOf(harness, number)).state).toBe('proposed')
    const approver = await addStaff(harness, ['approver'], { office: 'puerto' })
    await approver.browser.get('/oficina/aprobaciones')
    await approver.browser.post('/oficina/aprobaciones', {})
    expect(words((await approver.browser.get(`/oficina/aprobaciones/${number}`)).body)).toContain(showAgain)
  })

  it('is never asked to show again what nobody doubts', async () => {
    const { request, second } = await examinedByAnother()
    for (const field of ['falta-the_identity', 'falta-solicitud-firmada']) {
      const answer = await act(harness, second.browser, { number: request.number, page: 'pedir', [field]: 'show_again', enviar: 'si' })
      expect(answer.statusCode).toBe(422)
    }
    expect((await caseOf(harness, request.number)).state).toBe('in_review')
  })
})
