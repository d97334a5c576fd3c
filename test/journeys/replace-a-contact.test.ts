import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeTo, createHarness, createVisitor, type Harness, linkTo, mailTo } from '../harness.ts'
import { activationPages, approvedOfPerson, entered, filedOfPerson, screenOf, words } from '../security/activation-steps.ts'
import { act } from '../security/agents.ts'
import { caseOf, hiddenFields, verified } from '../security/office-steps.ts'
import { addPerson, type Person, personalKey } from '../security/persons.ts'
import { addStaff, signedInAgain } from '../security/staff.ts'
import { askedUnlock, kept, provenUnlock, replaced, signsInAsPerson } from '../security/unlock-steps.ts'

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

const contactsOf = (person: Person) =>
  harness.context.db.selectFrom('contact').selectAll().where('person_id', '=', person.personId).orderBy('since').orderBy('id').execute()
const keysOf = (person: Person) =>
  harness.context.db.selectFrom('credential').selectAll().where('person_id', '=', person.personId).orderBy('generation').execute()

/** Number, continuation code and the code to the new contact: there is nothing more to do. */
async function registered(person: Person) {
  const ready = await approvedOfPerson(harness, person)
  const visitor = await entered(harness, ready)
  expect((await visitor.post(activationPages.code, { codigo: codeTo(harness, ready.email ?? '') })).headers.location).toBe(activationPages.done)
  await harness.settled()
  return { ready, visitor, now: { ...person, email: ready.email ?? '' } }
}

describe('the contact of a personal key, replaced with an office', () => {
  it('is registered without a time to cool off, in place of the old one, and touches no key', async () => {
    const person = await addPerson(harness, { key: 'blocked' })
    const before = await keysOf(person)
    const { ready, visitor, now } = await registered(person)
    expect(await keysOf(person)).toEqual(before)
    expect(await contactsOf(person)).toMatchObject([
      { value: person.email, status: 'removed' },
      { value: now.email, status: 'active', source: 'office', cools_until: null },
    ])
    expect(await caseOf(harness, ready.number)).toMatchObject({ state: 'activated', credential_id: null })
    const done = await visitor.get(activationPages.done)
    expect(words(done)).toContain('Su contacto nuevo ya está registrado')
    expect(done.body).toContain('href="/personal/desbloquear"')
    expect((await visitor.get(activationPages.key)).headers.location).toBe(activationPages.done)
    expect(mailTo(harness, person.email)[0]?.message.subject).toContain('contacto')
    const atTheEnd = mailTo(harness, now.email).map(({ message }) => message.subject)
    expect(atTheEnd.slice(0, 2)).toEqual([`Terminó el trámite ${ready.number}`, `Código para terminar el trámite ${ready.number}`])
    await kept(harness, now)
    expect(await signsInAsPerson(harness, person, personalKey)).toBe(true)
  })

  it('lifts the hold of a person, and a key that was frozen stays so: the unlock sets a new one', async () => {
    const person = await addPerson(harness, { held: true })
    await harness.context.db.updateTable('credential').set({ status: 'frozen', ended_at: harness.now() }).where('person_id', '=', person.personId).execute()
    const { now } = await registered(person)
    const held = await harness.context.db.selectFrom('person').select('security_hold_since').where('id', '=', person.personId).executeTakeFirstOrThrow()
    expect(held.security_hold_since).toBeNull()
    await replaced(harness, now, 'siete burros bajan por la loma')
    expect(await signsInAsPerson(harness, person, 'siete burros bajan por la loma')).toBe(true)
    expect(await signsInAsPerson(harness, person, personalKey)).toBe(false)
  })

  it('can be opposed by the contacts of before: whoever asks is told that first, and the agent reads it', async () => {
    const person = await addPerson(harness)
    expect(words(await createVisitor(harness).get('/personal/solicitud'))).toContain('tiene un plazo para oponerse')
    const request = await filedOfPerson(harness, person)
    const agent = await addStaff(harness, ['agent'])
    await verified(harness, request, agent)
    const page = `/oficina/tramites/${request.number}`
    await act(harness, agent.browser, { number: request.number, hacer: 'tomar' })
    expect(words(await agent.browser.get(page))).toContain('Hay contactos registrados que pueden oponerse')
  })

  it('ends the unlocks that ran through the old contact', async () => {
    const person = await addPerson(harness)
    const proven = await provenUnlock(harness, person)
    const asked = await askedUnlock(harness, person)
    const code = codeTo(harness, person.email)
    await registered(person)
    expect((await proven.setPersonalKey('la frase de quien lee el correo viejo')).headers.location).not.toBe('/personal/desbloquear/listo')
    expect((await asked.enterUnlockCode(code)).headers.location).not.toBe('/personal/desbloquear/opcion')
    expect(await signsInAsPerson(harness, person, personalKey)).toBe(true)
  })

  it('is taken back by a contact of before, and whatever was set through it is frozen: the applicant and the supervisor read what that means', async () => {
    const person = await addPerson(harness)
    const { ready, visitor, now } = await registered(person)
    const supervisor = await addStaff(harness, ['supervisor'])
    const link = linkTo(harness, person.email, '/v/')
    await replaced(harness, now, 'la frase de quien no es la persona')
    await createVisitor(harness).post(link, {})
    await harness.settled()
    expect((await caseOf(harness, ready.number)).state).toBe('disputed')
    expect(await signsInAsPerson(harness, person, 'la frase de quien no es la persona')).toBe(false)
    expect((await contactsOf(person)).filter(({ status }) => status === 'active')).toEqual([])
    const told = mailTo(harness, now.email).find(({ message }) => message.subject.includes('detuvo'))
    expect(JSON.stringify(told)).toContain('El contacto que se registró con este trámite ya no cuenta')
    const page = words(await visitor.get('/tramite'))
    for (const said of ['El contacto que se registró con este trámite ya no cuenta', 'La clave está retenida', 'este trámite u otro'])
      expect(page).toContain(said)
    await signedInAgain(harness, supervisor)
    const list = (await supervisor.browser.get('/oficina/aprobaciones')).body
    const url = new RegExp(`href="([^"]+)">${ready.number}`).exec(list)?.[1] ?? ''
    const seen = await supervisor.browser.get(url)
    expect(words(seen)).toContain('hasta que un trámite de oficina registre otro contacto')
    expect(words(seen)).toContain('si después termina sin registrar el contacto')
    expect(words(seen)).not.toContain('pone otra')
    await supervisor.decides(url, { ...hiddenFields(seen), respuesta: 'contact_was_right.false_document', confirma: 'si' })
    await harness.settled()
    const toOwner = JSON.stringify(mailTo(harness, person.email)[0]?.message)
    for (const said of ['El contacto que se registró con ella ya no cuenta', 'pide en una oficina', 'Este contacto está registrado.'])
      expect(toOwner).toContain(said)
    expect(toOwner).not.toContain('no cambia con ella')
    const last = words(await visitor.get('/tramite'))
    for (const said of ['Quedó sin efecto', 'El contacto que se registró con este trámite ya no cuenta', 'hasta que termine otro trámite'])
      expect(last).toContain(said)
    const rejected = mailTo(harness, now.email).find(({ message }) => message.subject.includes('quedó sin efecto'))
    expect(JSON.stringify(rejected)).toContain('hasta que termine otro trámite')
    for (const untrue of ['sigue como estaba', 'no fue aprobado']) expect(JSON.stringify(rejected)).not.toContain(untrue)
  })

  it('is finished on no screen of the office: there is no key to set', async () => {
    const person = await addPerson(harness)
    const ready = await approvedOfPerson(harness, person)
    const answer = await screenOf(harness, ready, { staff: await addStaff(harness, ['supervisor']), documento: person.nationalId })
    expect(words(answer)).toContain('no espera una pantalla')
    const visitor = await entered(harness, ready)
    expect(await visitor.post(activationPages.key, { clave: 'una frase que nadie pidió' })).toMatchObject({ statusCode: 409 })
    expect(await createVisitor(harness).get(activationPages.key)).toMatchObject({ statusCode: 303 })
    expect((await keysOf(person)).length).toBe(1)
  })
})
