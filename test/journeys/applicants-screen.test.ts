import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, createVisitor, type Harness } from '../harness.ts'
import { activationPages, approved, entered, keyOfCase, openedScreen, type Ready, screenOf, words } from '../security/activation-steps.ts'
import { addHolder, type Holder } from '../security/holders.ts'
import { caseOf } from '../security/office-steps.ts'
import { addStaff, type Staff, signedInAgain } from '../security/staff.ts'
import { signsIn } from '../security/steps.ts'

let harness: Harness
let third: Staff
beforeAll(async () => {
  harness = await createHarness()
  third = await addStaff(harness, ['supervisor'])
})
afterAll(() => harness.close())

async function withoutContact(): Promise<Ready & { holder: Holder }> {
  const holder = await addHolder(harness)
  const ready = await approved(harness, holder, { email: null })
  await signedInAgain(harness, third)
  return { ...ready, holder }
}

const document = async (ready: Ready) => (await caseOf(harness, ready.number)).typed.nationalId

describe("the applicant's screen", () => {
  it('lets somebody without a contact set the key at the office, and leaves the employer without one', async () => {
    const ready = await withoutContact()
    expect((await caseOf(harness, ready.number)).state).toBe('approved')
    const code = await openedScreen(harness, ready, third)
    expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/)
    const applicant = await entered(harness, ready)
    expect((await applicant.post(activationPages.code, { codigo: code.toLowerCase() })).headers.location).toBe(activationPages.key)
    expect((await applicant.post(activationPages.key, { clave: keyOfCase })).headers.location).toBe(activationPages.done)
    expect(await signsIn(harness, ready.holder, keyOfCase)).toBe(true)
    expect(applicant.cookies.has('employer-browser')).toBe(false)
    const row = await caseOf(harness, ready.number)
    expect(row).toMatchObject({ state: 'activated', screen_by: third.id, screen_hash: null })
    const active = await harness.context.db
      .selectFrom('contact')
      .select('id')
      .where('branch_id', '=', ready.holder.branchId)
      .where('status', '=', 'active')
      .execute()
    expect(active).toEqual([])
  })

  it('is opened for a case with a contact too, for whoever lost it since, and then registers no contact that nobody proved', async () => {
    const holder = await addHolder(harness)
    const ready = await approved(harness, holder)
    const code = await openedScreen(harness, ready, third)
    const applicant = await entered(harness, ready)
    expect((await applicant.post(activationPages.code, { codigo: code })).headers.location).toBe(activationPages.key)
    expect((await applicant.post(activationPages.key, { clave: keyOfCase })).headers.location).toBe(activationPages.done)
    expect(words(await applicant.get(activationPages.done))).toContain('Ninguno')
    const brought = await harness.context.db.selectFrom('contact').select('id').where('value', '=', ready.email).execute()
    expect(brought).toEqual([])
  })

  it('is opened by nobody who prepared or approved the case, is the applicant, or has no such role', async () => {
    const ready = await withoutContact()
    const documento = await document(ready)
    const auditor = await addStaff(harness, ['auditor', 'administrator'])
    const applicantOfStaff = await addStaff(harness, ['supervisor'], { nationalId: documento })
    for (const { staff, status } of [
      { staff: ready.agent, status: 422 },
      { staff: ready.approver, status: 422 },
      { staff: applicantOfStaff, status: 422 },
      { staff: auditor, status: 403 },
    ]) {
      const answer = await screenOf(harness, ready, { staff, documento })
      expect(answer.statusCode).toBe(status)
      expect(answer.body).not.toContain('code-shown')
    }
    expect((await caseOf(harness, ready.number)).screen_hash).toBeNull()
  })

  it('is offered to nobody who may not open it: they read who may, and are asked for no document', async () => {
    const ready = await withoutContact()
    const supervisor = await addStaff(harness, ['supervisor'])
    for (const { staff, reads } of [
      { staff: ready.agent, reads: 'Usted preparó este trámite: la pantalla del solicitante la abre otra persona, que sea agente' },
      { staff: ready.approver, reads: 'Usted aprobó este trámite: la pantalla del solicitante la abre otra persona, que sea agente' },
      { staff: supervisor, reads: null },
    ]) {
      await signedInAgain(harness, staff)
      // Who approved may have more roles since.
      await harness.context.db
        .updateTable('staff_member')
        .set({ roles: ['agent', 'approver', 'supervisor'] })
        .where('id', '=', staff.id)
        .execute()
      const page = await staff.browser.get(`/oficina/tramites/${ready.number}`)
      expect(page.body.includes(`/${ready.number}/pantalla`), page.body).toBe(reads === null)
      const screen = await staff.browser.get(`/oficina/tramites/${ready.number}/pantalla`)
      expect(screen.body.includes('name="documento"')).toBe(reads === null)
      for (const each of reads === null ? [] : [page, screen]) expect(words(each)).toContain(reads)
    }
    // Nor where the form was open before: the verb refuses by itself, and that is on the record.
    const { version } = await caseOf(harness, ready.number)
    const posted = await ready.agent.decides(`/oficina/tramites/${ready.number}/pantalla`, {
      documento: await document(ready),
      version: String(version),
    })
    expect(posted.statusCode).toBe(422)
    const refused = await harness.context.db.selectFrom('audit_event').select('details').where('type', '=', 'replacement.screen_refused').execute()
    expect(refused.map(({ details }) => details)).toContainEqual({ why: 'not_who_prepared' })
  })

  it('is found by its number by an approver who is nothing else, whom no RUC and no cédula tells anything', async () => {
    const ready = await withoutContact()
    const approver = await addStaff(harness, ['approver'])
    const queue = await approver.browser.get('/oficina/tramites')
    expect(words(queue)).toContain('Abrir la pantalla del solicitante')
    expect(words(queue)).not.toContain('RUC o cédula')
    const { taxId, nationalId } = (await caseOf(harness, ready.number)).typed
    for (const numero of [String(taxId), nationalId]) {
      const refused = await approver.browser.post('/oficina/tramites/buscar', { numero })
      expect(refused.statusCode).toBe(422)
      expect(words(refused)).toContain('Escriba un número de trámite como S-1234-ABCD')
    }
    const found = await approver.browser.post('/oficina/tramites/buscar', { numero: ready.number })
    expect(found.headers.location).toBe(`/oficina/tramites/${ready.number}/pantalla`)
    expect((await approver.browser.get(String(found.headers.location))).body).toContain('name="documento"')
    expect(await openedScreen(harness, ready, approver)).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/)
  })

  it('asks for the number of the document, and shows nothing of the applicant', async () => {
    const ready = await withoutContact()
    const page = await third.browser.get(`/oficina/tramites/${ready.number}/pantalla`)
    const { nationalId, taxId } = (await caseOf(harness, ready.number)).typed
    for (const secret of [nationalId, taxId, 'Persona Del Documento']) expect(page.body).not.toContain(secret)
    for (const documento of ['', '1700000092']) expect((await screenOf(harness, ready, { staff: third, documento })).statusCode).toBe(422)
    const refused = await harness.context.db.selectFrom('audit_event').select('details').where('type', '=', 'replacement.document_refused').execute()
    expect(refused.map(({ details }) => details)).toContainEqual({ tries: 1 })
  })

  it('is opened for no case that is not approved, and for none that nobody knows', async () => {
    const ready = await withoutContact()
    const applicant = await openedScreen(harness, ready, third).then(async (code) => {
      const visitor = await entered(harness, ready)
      await visitor.post(activationPages.code, { codigo: code })
      await visitor.post(activationPages.key, { clave: keyOfCase })
      return visitor
    })
    expect((await applicant.get(activationPages.done)).statusCode).toBe(200)
    expect(words(await screenOf(harness, ready, { staff: third, documento: await document(ready) }))).toContain('no espera una pantalla')
    expect((await third.browser.get('/oficina/tramites/S-0000-0000/pantalla')).statusCode).toBe(404)
    expect((await createVisitor(harness).get(`/oficina/tramites/${ready.number}/pantalla`)).headers.location).toBe('/oficina/ingresar')
  })

  it('says who changed a case that was open in another window', async () => {
    const ready = await withoutContact()
    const documento = await document(ready)
    const page = await third.browser.get(`/oficina/tramites/${ready.number}/pantalla`)
    const version = /name="version" value="(\d+)"/.exec(page.body)?.[1] ?? ''
    await openedScreen(harness, ready, third)
    const stale = await third.decides(`/oficina/tramites/${ready.number}/pantalla`, { documento, version })
    expect(stale.statusCode).toBe(409)
    expect(words(stale)).toContain(third.name)
  })

  it('has a code that works once, for a short time, for its own case, and only the newest', async () => {
    const [one, other] = [await withoutContact(), await withoutContact()]
    const first = await openedScreen(harness, one, third)
    const second = await openedScreen(harness, one, third)
    const ofOther = await openedScreen(harness, other, third)
    const applicant = await entered(harness, one)
    for (const codigo of [first, ofOther]) expect((await applicant.post(activationPages.code, { codigo })).statusCode, codigo).toBe(422)
    expect((await applicant.post(activationPages.code, { codigo: second })).headers.location).toBe(activationPages.key)
    const another = await entered(harness, one)
    expect((await another.post(activationPages.code, { codigo: second })).statusCode).toBe(422)
    const late = await entered(harness, other)
    harness.advance(harness.context.institution.policy.screenLifetime)
    expect((await late.post(activationPages.code, { codigo: ofOther })).statusCode).toBe(422)
  })
})
