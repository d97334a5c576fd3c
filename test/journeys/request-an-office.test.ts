import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeTo, createHarness, createVisitor, type Harness, mailTo, panaderia, solvedPuzzle } from '../harness.ts'
import { verified } from '../security/office-steps.ts'
import { filed, opened, readyRequest, requestPages, startedRequest } from '../security/requests.ts'
import { addStaff } from '../security/staff.ts'

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

const rowOf = (number: string) => harness.context.db.selectFrom('replacement').selectAll().where('number', '=', number).executeTakeFirstOrThrow()
const words = (body: string) => body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

describe('a request for an office', () => {
  it('shows what will be examined and where before any data is given, by what was answered', async () => {
    const visitor = createVisitor(harness)
    await visitor.get(requestPages.reason)
    const answered = await visitor.post(requestPages.reason, { motivo: 'representative_changed', empleador: 'public_body' })
    expect(answered.statusCode).toBe(303)
    const shown = words((await visitor.get(answered.headers.location as string)).body)
    expect(shown).toContain('acto que le designa')
    expect(shown).toContain('Oficina Puerto')
    expect(shown).not.toContain('Superintendencia')
    const other = await visitor.get('/empleador/solicitud/requisitos?motivo=first_key&empleador=company')
    expect(words(other.body)).toContain('Superintendencia')
    expect((await visitor.post(requestPages.reason, { motivo: 'x' })).statusCode).toBe(422)
  })

  it('is filed by a contact that was confirmed, and leaves a receipt on the screen and in a message, without the code', async () => {
    const { number, continuation, email, last } = await filed(harness, panaderia)
    expect(last.statusCode).toBe(200)
    expect(number).not.toBe('')
    expect(continuation).not.toBe('')
    const row = await rowOf(number)
    expect(row).toMatchObject({ state: 'submitted', contact: 'confirmed', contact_value: email, office: 'centro' })
    expect(row.branch_id).not.toBeNull()
    const receipt = mailTo(harness, email ?? '')[0]
    expect(receipt?.message.subject).toContain(number)
    expect(JSON.stringify(harness.inbox.received.map(({ message }) => message)).replaceAll('-', '')).not.toContain(continuation.replaceAll('-', ''))
    expect(JSON.stringify(row)).not.toContain(continuation.replaceAll('-', ''))
    const told = mailTo(harness, panaderia.email).filter(({ message }) => message.subject.includes(number))
    expect(told.length).toBe(1)
  })

  it('can be filed by somebody with no contact at all', async () => {
    const { number } = await filed(harness, panaderia, { email: null })
    expect(await rowOf(number)).toMatchObject({ state: 'submitted', contact: 'none', contact_value: null })
  })

  it('is filed once however often it is sent, and gives the same code to its own browser when the answer was lost, while the draft would have lived', async () => {
    const applicant = await startedRequest(harness, panaderia)
    await applicant.post(requestPages.contact, { ninguno: 'si' })
    await applicant.post(requestPages.office, { oficina: 'centro' })
    const before = new Map(applicant.cookies)
    const asIfLost = () => {
      applicant.cookies.clear()
      for (const [name, value] of before) applicant.cookies.set(name, value)
    }
    const code = () => applicant.cookies.get('case')
    expect((await applicant.post(requestPages.review, {})).headers.location).toBe(requestPages.receipt)
    const first = code()
    for (const again of [() => applicant.post(requestPages.review, {}), () => applicant.get(requestPages.review)]) {
      asIfLost()
      expect((await again()).headers.location).toBe(requestPages.receipt)
      expect(applicant.cookies.has('request')).toBe(false)
      expect(code()).toBe(first)
    }
    const number = /S-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(first ?? '')?.[0] ?? ''
    const filedAs = await rowOf(number)
    asIfLost()
    await applicant.post(requestPages.review, {})
    expect(await rowOf(number)).toEqual(filedAs)
    expect((await applicant.post(requestPages.review, {})).headers.location).toBe('/empleador/solicitud')
    const notices = harness.context.db.selectFrom('notice').select('kind').where('replacement_id', '=', filedAs.id)
    expect(await notices.execute()).toEqual([{ kind: 'replacement.filed' }])

    asIfLost()
    applicant.cookies.set('personal-request', before.get('request') ?? '')
    expect((await applicant.get('/personal/solicitud/revisar')).headers.location).toBe('/personal/solicitud')
    harness.advance(harness.context.institution.policy.draftKept)
    asIfLost()
    expect((await applicant.get(requestPages.review)).headers.location).toBe('/empleador/solicitud')
    expect((await applicant.get(requestPages.receipt)).headers.location).toBe('/empleador/solicitud')
  })

  it('is put right from the review one thing at a time, and keeps the rest: nothing has to be given or confirmed again', async () => {
    const email = 'corrige@nuevo.example'
    const { applicant } = await readyRequest(harness, panaderia, { email })
    const codes = () => mailTo(harness, email).length
    const links = async () =>
      [...(await applicant.get(requestPages.review)).body.matchAll(/<dd>.*?<a href="([^"]+)"/g)].map(([, to]) => (to ?? '').replaceAll('&amp;', '&'))
    const draft = () => harness.context.db.selectFrom('replacement').selectAll().where('contact_value', '=', email).executeTakeFirstOrThrow()
    const kept = { contact: 'confirmed', contact_value: email, office: 'centro', state: 'draft' }
    const [why = '', , data = '', , , contact = '', office = ''] = await links()

    const reason = await applicant.get(why)
    for (const chosen of ['key_holder_gone', 'company']) expect(reason.body).toMatch(new RegExp(`value="${chosen}"[^>]* checked`))
    const answered = await applicant.post(requestPages.reason, { motivo: 'representative_changed', empleador: 'public_body', volver: 'revisar' })
    const examined = await applicant.get(answered.headers.location as string)
    expect(words(examined.body)).toContain('acto que le designa')
    const action = /<form method="post" action="([^"]+)"/.exec(examined.body)?.[1] ?? ''
    expect((await applicant.post(action, { motivo: 'representative_changed', empleador: 'public_body' })).headers.location).toBe(requestPages.review)
    expect(await draft()).toMatchObject({ ...kept, reason: 'representative_changed', employer_kind: 'public_body', typed: { taxId: panaderia.taxId } })

    const form = await applicant.get(data)
    for (const typed of [panaderia.taxId, panaderia.nationalId]) expect(form.body).toContain(`value="${typed}"`)
    expect(form.body).toContain('name="volver"')
    const fields = {
      motivo: 'representative_changed',
      empleador: 'public_body',
      volver: 'revisar',
      ruc: panaderia.taxId,
      sucursal: '1',
      cedula: panaderia.nationalId,
    }
    expect((await applicant.post(requestPages.data, fields)).headers.location).toBe(requestPages.review)
    expect((await applicant.post(requestPages.data, { ...fields, cedula: '1' })).body).toContain('name="volver"')
    const puzzled = { ...fields, sucursal: '0007', altcha: await solvedPuzzle(harness, { form: 'replacement' }) }
    expect((await applicant.post(requestPages.data, puzzled)).headers.location).toBe(requestPages.review)
    expect(await draft()).toMatchObject({ ...kept, reason: 'representative_changed', typed: { branchCode: '0007' } })

    expect((await applicant.get(contact)).body).toContain(`value="${email}"`)
    for (let time = 0; time < 5; time += 1) expect((await applicant.post(contact, { correo: email })).headers.location).toBe(requestPages.review)
    expect((await applicant.get(office)).body).toMatch(/value="centro"[^>]* checked/)
    await harness.settled()
    expect(codes()).toBe(1)
    expect(words((await applicant.get(requestPages.review)).body)).toMatch(/Cambió el representante legal.*Institución pública.*0007.*Oficina Centro/)
    expect((await applicant.post(requestPages.review, {})).headers.location).toBe(requestPages.receipt)
  })

  it('begins anew, with a contact that is asked for, where nobody came from the review', async () => {
    const { applicant } = await readyRequest(harness, panaderia)
    await startedRequest(harness, panaderia, { applicant })
    expect((await applicant.get(requestPages.office)).headers.location).toBe(requestPages.contact)
  })

  it('is followed and cancelled with its number and code, in another browser, and by nobody else', async () => {
    const one = await filed(harness, panaderia)
    const another = await filed(harness, panaderia)
    const follower = await opened(harness, { number: one.number, continuation: one.continuation.toLowerCase().replaceAll('-', ' ') })
    expect(words((await follower.get('/tramite')).body)).toContain('vaya a la oficina')
    const stranger = await opened(harness, { number: one.number, continuation: another.continuation })
    expect((await stranger.get('/tramite')).body).not.toContain(one.number)
    await follower.get('/tramite/cancelar')
    await follower.post('/tramite/cancelar', {})
    expect(words((await follower.get('/tramite')).body)).toContain('Cancelado')
    expect((await rowOf(one.number)).state).toBe('cancelled')
    expect((await rowOf(another.number)).state).toBe('submitted')
  })

  it('is forgotten by a shared machine when the applicant says so', async () => {
    const { applicant, number } = await filed(harness, panaderia)
    expect((await applicant.get('/tramite')).body).toContain(number)
    expect((await applicant.get('/tramite/terminar')).headers.location).toBe('/tramite')
    const finished = await applicant.post('/tramite/terminar', {})
    expect(finished.headers).toMatchObject({ location: '/tramite/terminar', 'clear-site-data': '"cache"' })
    const said = words((await applicant.get('/tramite/terminar')).body)
    expect(said).toContain('Este navegador ya olvidó su trámite')
    expect(said).toContain('El código de continuación, impreso o anotado')
    expect(said).not.toContain(number)
    expect((await applicant.get('/tramite')).body).not.toContain(number)
    expect((await applicant.get(requestPages.receipt)).headers.location).toBe('/empleador/solicitud')
  })

  it('leaves nothing on that machine from which another request could be filled in, and says what it does not end', async () => {
    const applicant = createVisitor(harness)
    await applicant.start(panaderia)
    applicant.cookies.set('employer-browser', 'x'.repeat(43))
    applicant.cookies.set('employer', 'y'.repeat(43))
    await filed(harness, panaderia, { applicant })
    await applicant.post('/tramite/terminar', {})
    expect([...applicant.cookies.keys()].sort()).toEqual(['csrf', 'employer'])
    expect((await applicant.get('/empleador/solicitud/datos?motivo=first_key&empleador=company')).body).not.toContain(panaderia.taxId)
    expect(words((await applicant.get('/tramite/terminar')).body)).toContain('sigue abierta una sesión')
  })

  it('is not said to be forgotten where a draft or a recovery is still held', async () => {
    const drafting = await startedRequest(harness, panaderia)
    const recovering = createVisitor(harness)
    await recovering.start(panaderia)
    for (const { get, post } of [drafting, recovering]) {
      expect((await get('/tramite/terminar')).headers.location).toBe('/tramite')
      await post('/tramite/terminar', {})
      expect((await get('/tramite/terminar')).statusCode).toBe(200)
    }
  })

  it('leads back to its receipt until the office has begun; then it does not show the code again, and says where it is', async () => {
    const request = await filed(harness, panaderia)
    const filedPage = await request.applicant.get('/tramite')
    expect(filedPage.body).toContain(`href="${requestPages.receipt}"`)
    expect(words(filedPage.body)).not.toContain('no lo volvemos a mostrar')
    expect((await request.applicant.get(requestPages.receipt)).body).toContain(request.continuation)
    await verified(harness, request, await addStaff(harness, ['agent']))
    for (const page of [requestPages.receipt, `${requestPages.receipt}/pdf`]) {
      expect((await request.applicant.get(page)).headers.location, page).toBe('/tramite')
    }
    const { body } = await request.applicant.get('/tramite')
    expect(body).not.toContain(request.continuation)
    expect(body).not.toContain(requestPages.receipt)
    expect(words(body)).toContain('El código está solo en su recibo: no lo volvemos a mostrar')
  })

  it('brings along what a recovery had typed', async () => {
    const visitor = createVisitor(harness)
    await visitor.start(panaderia)
    const page = await visitor.get(`${requestPages.data}?motivo=no_usable_contact&empleador=company`)
    expect(page.body).toContain(panaderia.taxId)
    expect(page.body).toContain(panaderia.nationalId)
  })

  it('goes back to where it is when a step is taken out of order', async () => {
    const nobody = createVisitor(harness)
    for (const page of [requestPages.contact, requestPages.code, requestPages.office, requestPages.review]) {
      expect((await nobody.get(page)).headers.location, page).toBe('/empleador/solicitud')
    }
    const visitor = await startedRequest(harness, panaderia)
    expect((await visitor.get(requestPages.office)).headers.location).toBe(requestPages.contact)
    expect((await visitor.get(requestPages.review)).headers.location).toBe(requestPages.office)
    expect((await visitor.post(requestPages.review, {})).headers.location).toBe(requestPages.office)
    await visitor.post(requestPages.contact, { correo: 'a-medias@nuevo.example' })
    expect((await visitor.get(requestPages.office)).headers.location).toBe(requestPages.code)
    await visitor.post(requestPages.office, { oficina: 'centro' })
    expect((await visitor.post(requestPages.review, {})).headers.location).toBe(requestPages.office)
    harness.advance(3 * 3_600_000)
    expect((await visitor.get(requestPages.contact)).headers.location).toBe('/empleador/solicitud')
  })

  it('takes five wrong codes and no more, and a new code after that', async () => {
    const visitor = await startedRequest(harness, panaderia)
    await visitor.post(requestPages.contact, { correo: 'cinco@nuevo.example' })
    await harness.settled()
    for (let tries = 0; tries < 5; tries += 1) expect((await visitor.post(requestPages.code, { codigo: '000000000000' })).statusCode).toBe(422)
    expect((await visitor.post(requestPages.code, { codigo: codeTo(harness, 'cinco@nuevo.example') })).statusCode).toBe(422)
    await visitor.post(requestPages.contact, { correo: 'cinco@nuevo.example' })
    await harness.settled()
    expect((await visitor.post(requestPages.code, { codigo: codeTo(harness, 'cinco@nuevo.example') })).headers.location).toBe(requestPages.review)
    expect((await visitor.get(requestPages.review)).headers.location).toBe(requestPages.office)
  })

  it('of a person asks for the cédula alone, and for a contact of their own: what whoever has none can do is said before anything is asked', async () => {
    const visitor = createVisitor(harness)
    const { phone } = harness.context.institution.support
    const mainOf = (page: { body: string }) => page.body.slice(page.body.indexOf('<main'), page.body.indexOf('</main'))
    const before = mainOf(await visitor.get('/personal/solicitud'))
    for (const said of ['un correo o un celular propio', 'No dé el de otra persona', phone]) expect(before).toContain(said)
    await visitor.post('/personal/solicitud/datos', { cedula: '1700000092', altcha: await solvedPuzzle(harness, { form: 'contact_replacement' }) })
    const contact = mainOf(await visitor.get('/personal/solicitud/contacto'))
    expect(contact).not.toContain('ninguno')
    for (const said of ['Si no tiene correo ni celular', 'tampoco en la oficina', 'No dé el de otra persona', phone]) expect(contact).toContain(said)
    await visitor.post('/personal/solicitud/contacto', { celular: '0991234567' })
    await harness.settled()
    await visitor.post('/personal/solicitud/contacto/codigo', { codigo: codeTo(harness, '+593991234567') })
    await visitor.post('/personal/solicitud/turno', { oficina: 'puerto' })
    await visitor.post('/personal/solicitud/revisar', {})
    expect((await visitor.get('/personal/solicitud/recibo')).body).toContain('tear-off')
  })
})
