import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, createVisitor, type Harness, linkTo, mailTo } from '../harness.ts'
import { act } from '../security/agents.ts'
import { disputePage, numberOfDisputedRecovery, approvalsPage as queue, resolved } from '../security/disputes.ts'
import { addHolder, type Holder } from '../security/holders.ts'
import { approvedBy, caseOf, examined, hiddenFields, moved, proposed, proposedBy, takenForApproval, verified } from '../security/office-steps.ts'
import { addPerson } from '../security/persons.ts'
import { filed, opened } from '../security/requests.ts'
import { addStaff, type Staff } from '../security/staff.ts'
import { newKey, proven, recovered, signsIn, vetoed } from '../security/steps.ts'
import { kept } from '../security/unlock-steps.ts'

let harness: Harness
let supervisor: Staff
beforeAll(async () => {
  harness = await createHarness()
  supervisor = await addStaff(harness, ['supervisor'])
})
afterAll(() => harness.close())

const words = (body: string) => body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const two = (name: string) => ['uno', 'dos'].map((who) => ({ channel: 'email' as const, value: `${who}@${name}.example` }))
const told = (address: string, part: string) => mailTo(harness, address).filter(({ message }) => message.subject.includes(part)).length

const pageOf = (number: string, by = supervisor) => disputePage(number, by)
const resolves = (number: string, answer: string) => resolved(harness, number, { answer, by: supervisor })
const numberOfRecovery = (holder: Holder) => numberOfDisputedRecovery(harness, holder)

async function disputed(name: string) {
  const holder = await addHolder(harness, { contacts: two(name) })
  const request = await filed(harness, holder)
  const agent = await addStaff(harness, ['agent'])
  await verified(harness, request, agent)
  await examined(harness, request, agent)
  expect(await vetoed(harness, holder.email)).toBe('disputed')
  await harness.settled()
  return { holder, request, agent }
}

describe('a supervisor who took no part', () => {
  it('sees by which working day to resolve it, who stopped it and what was examined, and the look is on the record', async () => {
    const { holder, request, agent } = await disputed('vista')
    const list = words((await supervisor.browser.get(queue)).body)
    expect(list).toContain(request.number)
    expect(list).toContain('Resolver hasta')
    const page = await supervisor.browser.get(await pageOf(request.number))
    const shown = words(page.body)
    for (const text of ['un••••@vi••••.example', 'En revisión', agent.name, holder.nationalId, 'CONSULTA-1']) expect(shown).toContain(text)
    for (const secret of [holder.email, request.email ?? '', request.continuation]) expect(page.body).not.toContain(secret)
    const { id } = await caseOf(harness, request.number)
    const looks = harness.context.db.selectFrom('audit_event').select('details').where('type', '=', 'staff.viewed').where('subject', '=', id)
    expect(await looks.execute()).toEqual([{ details: { what: 'dispute', reason: null } }])
    const unanswered = await supervisor.browser.post(await pageOf(request.number), { ...hiddenFields(page), respuesta: 'x' })
    expect(unanswered.statusCode).toBe(422)
  })

  it('sees first what it would do and who hears; the note and the reason are there for whoever goes on with the case', async () => {
    const { holder, request, agent } = await disputed('revise')
    const where = await pageOf(request.number)
    const form = { ...hiddenFields(await supervisor.browser.get(where)), respuesta: 'applicant_was_right.representation_shown', nota: 'Nombramiento inscrito.' }
    const before = harness.inbox.received.length
    const check = await supervisor.browser.post(where, form)
    const shown = words(check.body)
    for (const text of [
      'Revise antes de resolver',
      'Vuelve a la revisión',
      'Deja de contar',
      'A quién se avisa do••••@re••••.example un••••@re••••.example A quien pide',
      'en el contacto nuevo',
      'Nombramiento inscrito.',
    ])
      expect(shown).toContain(text)
    for (const secret of [holder.email, request.email ?? '']) expect(check.body).not.toContain(secret)
    const back = await supervisor.browser.post(where, { ...form, confirma: 'no' })
    expect(back.body).toMatch(/value="applicant_was_right.representation_shown" checked/)
    expect(words(back.body)).toContain('Nombramiento inscrito.')
    await harness.settled()
    expect((await caseOf(harness, request.number)).state).toBe('disputed')
    expect(harness.inbox.received.length).toBe(before)
    expect((await supervisor.decides(where, { ...form, nota: 'a'.repeat(1001), confirma: 'si' })).statusCode).toBe(422)

    expect((await resolved(harness, request.number, { answer: form.respuesta, by: supervisor, note: form.nota })).statusCode).toBe(303)
    const seen = ['Quien pide tenía razón : Quien pide mostró que representa hoy', 'Nombramiento inscrito.', supervisor.name]
    await act(harness, agent.browser, { number: request.number, hacer: 'tomar' })
    const byAgent = words((await agent.browser.get(`/oficina/tramites/${request.number}`)).body)
    for (const text of seen) expect(byAgent).toContain(text)
    await proposedBy(harness, request, agent)
    const approver = await addStaff(harness, ['approver'], { office: 'puerto' })
    await approver.browser.get(queue)
    const byApprover = words((await approver.browser.get(String((await approver.browser.post(queue, {})).headers.location))).body)
    for (const text of seen) expect(byApprover).toContain(text)
  })

  it('finds that the contact was right: the case is rejected, the contact stays, and everybody hears', async () => {
    const { holder, request } = await disputed('tenia-razon')
    expect((await resolves(request.number, 'contact_was_right.did_not_represent')).headers.location).toBe(`${queue}?hecho=resolved`)
    expect(await caseOf(harness, request.number)).toMatchObject({ state: 'rejected', reject_reason: 'did_not_represent' })
    for (const { value } of two('tenia-razon')) expect(told(value, 'Un supervisor decidió')).toBe(1)
    expect(mailTo(harness, request.email ?? '')[0]?.message.subject).toContain(request.number)
    const followed = words((await (await opened(harness, request)).get('/tramite')).body)
    expect(followed).toContain('un supervisor que no participó le dio la razón')
    expect(followed).not.toContain('ya no sirve')
    const contacts = harness.context.db.selectFrom('contact').select('status').where('branch_id', '=', holder.branchId)
    expect(await contacts.execute()).toEqual([{ status: 'active' }, { status: 'active' }])
    expect(await pageOf(request.number)).toBe('')
  })

  it('finds that who asked was right: the contact hears that and nothing more, and the case is examined, approved and waits anew', async () => {
    const { holder, request, agent } = await disputed('no-tenia')
    await resolves(request.number, 'applicant_was_right.contact_was_an_old_one')
    expect(await caseOf(harness, request.number)).toMatchObject({ state: 'in_review', approved_by: null, disputed_from: null })
    for (const { value } of two('no-tenia')) expect(told(value, 'Un supervisor decidió')).toBe(1)
    const suspended = harness.context.db.selectFrom('contact').select(['status', 'suspended_at']).where('value', '=', holder.email)
    expect(await suspended.executeTakeFirst()).toMatchObject({ status: 'removed', suspended_at: expect.any(Date) })
    const before = mailTo(harness, holder.email).length
    await proposedBy(harness, request, agent)
    await approvedBy(harness, request)
    expect((await caseOf(harness, request.number)).state).toBe('waiting')
    expect(mailTo(harness, holder.email).length).toBe(before)
    expect(told('dos@no-tenia.example', 'aprobó')).toBe(1)
  })

  it('notes that the contact said it was a mistake: it stays, hears what was noted and whom to call, and cannot stop this case again', async () => {
    const { holder, request, agent } = await disputed('error')
    const link = linkTo(harness, holder.email, '/v/')
    await resolves(request.number, 'applicant_was_right.withdrew_in_person')
    const contacts = harness.context.db.selectFrom('contact').select(['status', 'suspended_at']).where('branch_id', '=', holder.branchId)
    expect(await contacts.execute()).toEqual([1, 2].map(() => ({ status: 'active', suspended_at: null })))
    const said = JSON.stringify(mailTo(harness, holder.email)[0]?.message)
    expect(said).toContain('dijo que fue un error')
    expect(said).toContain('llame ahora')
    expect(said).not.toContain('ya no recibe avisos')
    await proposedBy(harness, request, agent)
    await approvedBy(harness, request)
    await harness.settled()
    expect((await caseOf(harness, request.number)).state).toBe('waiting')
    const approved = JSON.stringify(mailTo(harness, holder.email)[0]?.message)
    expect(approved).toContain('aprobó')
    expect(approved).toContain('cada contacto puede hacerlo una sola vez')
    expect(approved).not.toContain('/v/')
    expect((await createVisitor(harness).post(link, {})).headers.location).toContain('/v/hecho/already')
    expect((await caseOf(harness, request.number)).state).toBe('waiting')
    // What it stopped by mistake is one case: the next one it can stop again.
    await moved(harness, request.number, { event: { type: 'cancel', continuation: true }, patch: { cancelled_by: 'applicant' } })
    await verified(harness, await filed(harness, holder), agent)
    expect(await vetoed(harness, holder.email)).toBe('disputed')
  })

  it.each([
    ['withdrew_in_person', 'vino y mostró su documento'],
    ['withdrew_by_call', 'llamó desde el celular registrado'],
    ['withdrew_in_writing', 'lo firmó por escrito'],
  ])('says how it is known that it was a mistake (%s) to the approver and to the auditor', async (reason, said) => {
    const { request, agent } = await disputed(reason.replaceAll('_', '-'))
    await resolves(request.number, `applicant_was_right.${reason}`)
    const { branch_id } = await caseOf(harness, request.number)
    const contacts = harness.context.db.selectFrom('contact').select('suspended_at').where('branch_id', '=', branch_id)
    expect(await contacts.execute()).toEqual([1, 2].map(() => ({ suspended_at: null })))
    await proposedBy(harness, request, agent)
    const { body } = await takenForApproval(await addStaff(harness, ['approver'], { office: 'puerto' }))
    expect(body).toContain(request.number)
    expect(words(body)).toContain(said)
    const auditor = await addStaff(harness, ['auditor'])
    await auditor.browser.get('/oficina/registro')
    const entries = await auditor.browser.post('/oficina/registro', { sobre: request.number, tipo: 'dispute.resolved' })
    expect(words(entries.body)).toContain(said)
  })

  it('suspends the contact that stopped it later, and none that said before that it was a mistake', async () => {
    const { holder, request, agent } = await disputed('solo-uno')
    await resolves(request.number, 'applicant_was_right.withdrew_in_person')
    await proposedBy(harness, request, agent)
    await harness.settled()
    expect(await vetoed(harness, 'dos@solo-uno.example')).toBe('disputed')
    const page = words((await supervisor.browser.get(await pageOf(request.number))).body)
    expect(page).toContain('do••••@so••••.example')
    expect(page).not.toContain('un••••@so••••.example')
    await resolves(request.number, 'applicant_was_right.contact_was_an_old_one')
    const active = harness.context.db.selectFrom('contact').select('value').where('branch_id', '=', holder.branchId).where('status', '=', 'active')
    expect(await active.execute()).toEqual([{ value: holder.email }])
  })

  it('waits anew also where nobody is left who could stop it', async () => {
    const holder = await addHolder(harness)
    const request = await proposed(harness, holder)
    expect(await vetoed(harness, holder.email)).toBe('disputed')
    await resolves(request.number, 'applicant_was_right.contact_was_an_old_one')
    await proposedBy(harness, request, request.agent)
    await approvedBy(harness, request)
    expect((await caseOf(harness, request.number)).state).toBe('waiting')
  })

  it('does not resolve what has changed since the page: another contact stopped it too', async () => {
    const { request } = await disputed('otro-mas')
    const where = await pageOf(request.number)
    const page = await supervisor.browser.get(where)
    expect(await vetoed(harness, 'dos@otro-mas.example')).toBe('disputed')
    const late = await supervisor.decides(where, { ...hiddenFields(page), respuesta: 'applicant_was_right.withdrew_in_person', confirma: 'si' })
    expect(late.statusCode).toBe(409)
    expect(words(late.body)).toContain('no se hizo nada')
    const check = await supervisor.browser.post(where, { ...hiddenFields(page), respuesta: 'applicant_was_right.withdrew_in_person', nota: '' })
    expect(check.statusCode).toBe(409)
    expect(words(check.body)).toContain('no se hizo nada')
    expect(check.body).not.toContain('value="si"')
    expect((await caseOf(harness, request.number)).state).toBe('disputed')
    expect((await resolves(request.number, 'contact_was_right.applicant_withdrew')).statusCode).toBe(303)
  })
})

describe('who does not resolve a dispute', () => {
  it('is whoever prepared or approved the case, or is its applicant', async () => {
    const everything = ['agent', 'approver', 'supervisor'] as const
    const [agent, approver] = [await addStaff(harness, everything), await addStaff(harness, everything, { office: 'puerto' })]
    const holder = await addHolder(harness)
    const request = await proposed(harness, holder, { agent })
    await approvedBy(harness, request, approver)
    expect(await vetoed(harness, holder.email)).toBe('disputed')
    const where = await pageOf(request.number)
    const form = { ...hiddenFields(await supervisor.browser.get(where)), respuesta: 'applicant_was_right.withdrew_in_person', confirma: 'si' }
    for (const staff of [agent, approver]) {
      expect((await staff.browser.get(where)).body).not.toContain(holder.name)
      expect((await staff.decides(where, form)).statusCode).toBe(403)
    }
    const applicant = await addStaff(harness, ['supervisor'], { nationalId: holder.nationalId })
    expect(await pageOf(request.number, applicant)).toBe('')
    expect((await applicant.decides(where, form)).statusCode).toBe(403)
    expect((await (await addStaff(harness, ['approver', 'administrator'])).decides(where, form)).statusCode).toBe(403)
    expect((await caseOf(harness, request.number)).state).toBe('disputed')
  })
})

describe('a dispute of a recovery online', () => {
  it('that who asked wins is over: the contact counts no more, and another recovery ends with a key', async () => {
    const holder = await addHolder(harness, { contacts: two('en-linea') })
    await proven(harness, holder)
    expect(await vetoed(harness, 'dos@en-linea.example')).toBe('disputed')
    await resolves(await numberOfRecovery(holder), 'applicant_was_right.contact_was_an_old_one')
    for (const { value } of two('en-linea')) expect(told(value, 'Un supervisor decidió')).toBe(1)
    await recovered(harness, holder)
    expect(await signsIn(harness, holder, newKey)).toBe(true)
    expect(told('dos@en-linea.example', 'Su clave patronal cambió')).toBe(0)
  })

  it('that the contact wins leaves the key held, for an office to replace', async () => {
    const holder = await addHolder(harness, { contacts: two('ladron') })
    await proven(harness, holder)
    expect(await vetoed(harness, 'dos@ladron.example')).toBe('disputed')
    await resolves(await numberOfRecovery(holder), 'contact_was_right.did_not_represent')
    expect(words((await (await proven(harness, holder)).get('/empleador/recuperar/clave')).body)).toContain('retuvo la clave por seguridad')
  })

  it('whose key was frozen stays held whoever wins', async () => {
    const holder = await addHolder(harness, { contacts: two('congelada') })
    await recovered(harness, holder)
    expect(await vetoed(harness, 'dos@congelada.example')).toBe('frozen')
    await resolves(await numberOfRecovery(holder), 'applicant_was_right.withdrew_in_person')
    expect(JSON.stringify(mailTo(harness, 'dos@congelada.example')[0]?.message)).toContain('dijo que fue un error')
    expect(await signsIn(harness, holder, newKey)).toBe(false)
    expect(words((await (await proven(harness, holder)).get('/empleador/recuperar/clave')).body)).toContain('retenida por seguridad')
  })

  it('of a personal key is resolved the same way', async () => {
    const person = await addPerson(harness)
    await kept(harness, person)
    expect((await createVisitor(harness).post(linkTo(harness, person.email, '/v/'), {})).headers.location).toContain('/v/hecho/frozen')
    const unlock = await harness.context.db
      .selectFrom('unlock')
      .selectAll()
      .where('person_id', '=', person.personId)
      .where('state', '=', 'disputed')
      .executeTakeFirstOrThrow()
    expect((await resolves(unlock.number, 'contact_was_right.false_document')).statusCode).toBe(303)
    expect(told(person.email, 'Un supervisor decidió')).toBe(1)
    expect(await harness.context.db.selectFrom('person').select('security_hold_reason').where('id', '=', person.personId).executeTakeFirst()).toEqual({
      security_hold_reason: 'key_frozen_by_veto',
    })
  })
})
