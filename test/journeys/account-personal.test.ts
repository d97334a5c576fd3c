import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { standardPolicy } from '../../src/policy.ts'
import { codeTo, createHarness, createVisitor, type Harness, mailTo, type Visitor } from '../harness.ts'
import { wordsOf } from '../security/account-steps.ts'
import { addPerson, type Person, personalKey } from '../security/persons.ts'
import { vetoed } from '../security/steps.ts'

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

const account = '/personal/cuenta'

async function signedIn(person: Person): Promise<Visitor> {
  const visitor = createVisitor(harness)
  expect((await visitor.signInAsPerson(person.nationalId, personalKey)).headers.location).toBe(account)
  return visitor
}

const contactsOf = async (person: Person) =>
  harness.context.db
    .selectFrom('contact')
    .select(['id', 'value'])
    .where('person_id', '=', person.personId)
    .where('status', '=', 'active')
    .orderBy('value')
    .execute()

async function changedContact(owner: Visitor, person: Person, to: string) {
  const [old] = await contactsOf(person)
  expect((await owner.post(`${account}/contacto`, { cambiar: old?.id ?? '', contacto: to, clave: personalKey })).headers.location).toBe(
    `${account}/contacto/codigo`,
  )
  await harness.settled()
  expect((await owner.post(`${account}/contacto/codigo`, { codigo: codeTo(harness, to) })).headers.location).toBe(`${account}/contacto/listo`)
  expect((await owner.get(`${account}/contacto/listo`)).statusCode).toBe(200)
  await harness.settled()
}

describe('the signed-in home of a person', () => {
  it('shows sign-ins, own contacts, history and open cases, and ends the other sessions', async () => {
    const person = await addPerson(harness)
    const [here, there] = [await signedIn(person), await signedIn(person)]
    await createVisitor(harness).startUnlock(person.nationalId)
    await harness.settled()
    const page = wordsOf((await here.get(account)).body)
    expect(page).toMatch(
      /Computador, equipo que no conocíamos .*Contactos registrados .*••••@pe••••\.example desde el .*Alguien pidió desbloquear la clave.*Creada el .* Es la que vale/,
    )
    expect(page).not.toMatch(/Código guardado|Recuperación reforzada/)
    await here.post(`${account}/sesiones`, {})
    expect((await there.get(account)).headers.location).toBe('/personal/ingresar')
    expect((await here.post('/personal/salir', {})).headers.location).toBe('/personal/ingresar?salida=si')
    expect((await here.get('/personal/ingresar?salida=si')).body).toContain('Su sesión se cerró')
    expect((await here.get(account)).headers.location).toBe('/personal/ingresar')
  })

  it('has no page for what is an employer’s, and an employer’s session opens nothing of it', async () => {
    const owner = await signedIn(await addPerson(harness))
    for (const page of ['codigo-guardado', 'codigo-guardado/retirar', 'proteccion']) expect((await owner.get(`${account}/${page}`)).statusCode).toBe(404)
    const session = owner.cookies.get('personal') ?? ''
    owner.cookies.set('employer', session)
    for (const page of ['', '/contacto', '/codigo-guardado']) expect((await owner.get(`/empleador/cuenta${page}`)).headers.location).toBe('/empleador/ingresar')
  })

  it('changes a contact, which does not suffice alone until it has cooled off', async () => {
    const person = await addPerson(harness)
    await changedContact(await signedIn(person), person, 'nuevo@persona.example')
    expect(mailTo(harness, person.email)[0]?.message.subject).toBe('Cambió un contacto registrado')
    const unlock = async () => {
      const browser = createVisitor(harness)
      await browser.startUnlock(person.nationalId)
      await harness.settled()
      await browser.enterUnlockCode(codeTo(harness, 'nuevo@persona.example'))
      return browser.keepKey()
    }
    expect((await unlock()).headers.location).not.toBe('/personal/desbloquear/listo')
    harness.advance(standardPolicy.coolOff)
    expect((await unlock()).headers.location).toBe('/personal/desbloquear/listo')
  })

  it('ends what the old contact proved in an open unlock', async () => {
    const person = await addPerson(harness)
    const owner = await signedIn(person)
    const unlocking = createVisitor(harness)
    await unlocking.startUnlock(person.nationalId)
    await harness.settled()
    await unlocking.enterUnlockCode(codeTo(harness, person.email))
    await changedContact(owner, person, 'despues@persona.example')
    const { state } = await harness.context.db.selectFrom('unlock').select('state').where('person_id', '=', person.personId).executeTakeFirstOrThrow()
    expect(state).toBe('needs_office')
    expect((await unlocking.keepKey()).headers.location).not.toBe('/personal/desbloquear/listo')
  })

  it('is taken back by the old contact, which unlocks at once; with that key nothing more is changed', async () => {
    const person = await addPerson(harness)
    const owner = await signedIn(person)
    await changedContact(owner, person, 'ladron@persona.example')
    expect(await vetoed(harness, person.email)).toBe('undone')
    expect((await contactsOf(person)).map(({ value }) => value)).toEqual([person.email])
    expect((await owner.get(account)).headers.location).toBe('/personal/ingresar')
    const again = await signedIn(person)
    expect(wordsOf((await again.get(`${account}/contacto`)).body)).toContain('un contacto avisó que no reconocía un cambio')
    const rightful = createVisitor(harness)
    await rightful.startUnlock(person.nationalId)
    await harness.settled()
    await rightful.enterUnlockCode(codeTo(harness, person.email))
    expect((await rightful.post('/personal/desbloquear/opcion', { opcion: 'nueva', clave: 'la clave que vuelve a su dueña' })).headers.location).toBe(
      '/personal/desbloquear/listo',
    )
    expect((await createVisitor(harness).signInAsPerson(person.nationalId, personalKey)).statusCode).toBe(422)
  })

  it('changes nothing while a veto can still freeze a key that was unlocked', async () => {
    const person = await addPerson(harness, { key: 'blocked' })
    const browser = createVisitor(harness)
    await browser.startUnlock(person.nationalId)
    await harness.settled()
    await browser.enterUnlockCode(codeTo(harness, person.email))
    await browser.keepKey()
    const owner = await signedIn(person)
    const [contact] = await contactsOf(person)
    expect(wordsOf((await owner.get(account)).body)).toContain('La clave se creó o se desbloqueó hace poco')
    expect((await owner.post(`${account}/contacto`, { cambiar: contact?.id ?? '', contacto: 'x@y.example', clave: personalKey })).headers.location).toBe(
      account,
    )
    harness.advance(7 * 86_400_000)
    expect(wordsOf((await (await signedIn(person)).get(account)).body)).not.toContain('La clave se creó o se desbloqueó hace poco')
  })
})
