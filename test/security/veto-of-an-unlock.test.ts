import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, createVisitor, type Harness, linkTo, mailTo } from '../harness.ts'
import { addPerson, personalKey } from './persons.ts'
import { vetoed } from './steps.ts'
import { askedUnlock, byUnlockLink, kept, provenUnlock, replaced, signsInAsPerson } from './unlock-steps.ts'

const day = 86_400_000
const option = '/personal/desbloquear/opcion'
const newKey = 'mi abuela vende mangos verdes'
let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

const twoContacts = (name: string) => [
  { channel: 'email' as const, value: `uno@${name}.example` },
  { channel: 'email' as const, value: `dos@${name}.example` },
]
const heldSince = async (personId: string) =>
  (await harness.context.db.selectFrom('person').select('security_hold_since').where('id', '=', personId).executeTakeFirstOrThrow()).security_hold_since

describe('a contact of a person that says it was not them', () => {
  it('before a proof ends the case and nothing more, and its messages are given back', async () => {
    const person = await addPerson(harness)
    for (let time = 0; time < 5; time += 1) {
      await askedUnlock(harness, person)
      expect(await vetoed(harness, person.email)).toBe('ended')
    }
    expect(await heldSince(person.personId)).toBeNull()
    await askedUnlock(harness, person)
    expect((await (await byUnlockLink(harness, person)).keepKey()).headers.location).toBe('/personal/desbloquear/listo')
  })

  it('after a proof stops the case and every other; the key that was there still signs in', async () => {
    const person = await addPerson(harness, { contacts: twoContacts('probado') })
    const thief = await provenUnlock(harness, person)
    expect(await vetoed(harness, 'dos@probado.example')).toBe('disputed')
    expect((await thief.keepKey()).headers.location).toBe(option)
    expect((await thief.setPersonalKey(newKey)).headers.location).toBe(option)
    const stopped = (await thief.get(option)).body
    expect(stopped).toContain('Un contacto detuvo este trámite')
    expect(stopped).toContain('Lo avisó el')
    const next = (await (await provenUnlock(harness, person)).get(option)).body
    expect(next).toContain('retenida por seguridad')
    expect(next).toContain('Desde el')
    expect(await signsInAsPerson(harness, person, newKey)).toBe(false)
    expect(await signsInAsPerson(harness, person, personalKey)).toBe(true)
  })

  it('after a new key freezes it for good with its sessions, and holds the person', async () => {
    const person = await addPerson(harness)
    const thief = await replaced(harness, person, newKey)
    await thief.signInAsPerson(person.nationalId, newKey)
    expect((await thief.get('/personal/cuenta')).statusCode).toBe(200)
    expect(await vetoed(harness, person.email)).toBe('frozen')
    expect((await thief.get('/personal/cuenta')).headers.location).toBe('/personal/ingresar')
    expect(await signsInAsPerson(harness, person, newKey)).toBe(false)
    expect(await signsInAsPerson(harness, person, personalKey)).toBe(false)
    expect(await heldSince(person.personId)).not.toBeNull()
    expect((await (await provenUnlock(harness, person)).get(option)).body).toContain('retenida por seguridad')
  })

  it('after a key was kept freezes it too: whoever kept it knows it', async () => {
    const person = await addPerson(harness, { key: 'blocked' })
    const thief = await kept(harness, person)
    await thief.signInAsPerson(person.nationalId, personalKey)
    expect((await thief.get('/personal/cuenta')).statusCode).toBe(200)
    expect(await vetoed(harness, person.email)).toBe('frozen')
    expect((await thief.get('/personal/cuenta')).headers.location).toBe('/personal/ingresar')
    expect((await thief.signInAsPerson(person.nationalId, personalKey)).statusCode).toBe(422)
    expect(
      await harness.context.db
        .selectFrom('known_browser')
        .innerJoin('credential', 'credential.id', 'credential_id')
        .select('known_browser.hash')
        .where('person_id', '=', person.personId)
        .execute(),
    ).toEqual([])
    await expect(
      harness.context.db.updateTable('credential').set({ status: 'active', ended_at: null }).where('person_id', '=', person.personId).execute(),
    ).rejects.toThrow('never comes back')
    await harness.settled()
    expect(mailTo(harness, person.email)[0]?.message.subject).toBe('Se detuvo el desbloqueo de la clave personal')
  })

  it('when the window is over, or a second time, does nothing', async () => {
    const person = await addPerson(harness, { contacts: twoContacts('tarde') })
    await kept(harness, person)
    const link = linkTo(harness, 'dos@tarde.example', '/v/')
    expect((await createVisitor(harness).get(link)).body).toContain('se desbloqueó o se creó')
    harness.advance(10 * day)
    expect((await createVisitor(harness).post(link, {})).headers.location).toContain('/v/hecho/too_late')
    expect(await signsInAsPerson(harness, person, personalKey)).toBe(true)

    const other = await addPerson(harness)
    await kept(harness, other)
    const late = linkTo(harness, other.email, '/v/')
    expect((await createVisitor(harness).post(late, {})).headers.location).toContain('/v/hecho/frozen')
    expect((await createVisitor(harness).post(late, {})).headers.location).toContain('/v/hecho/already')
  })

  it('cannot, when it had not cooled off as the case began', async () => {
    const coolsUntil = new Date(harness.now().getTime() + 2 * day)
    const person = await addPerson(harness, {
      contacts: [
        { channel: 'email', value: 'viejo@fresco.example' },
        { channel: 'email', value: 'nuevo@fresco.example', coolsUntil },
      ],
    })
    await kept(harness, person)
    for (const { message } of mailTo(harness, 'nuevo@fresco.example')) expect(JSON.stringify(message)).not.toContain('/v/')
  })
})

it('a thief who kept the key cannot change its contacts while it can still be frozen', async () => {
  const person = await addPerson(harness)
  const thief = await kept(harness, person)
  await thief.signInAsPerson(person.nationalId, personalKey)
  expect((await thief.get('/personal/cuenta')).body).toContain('La clave se creó o se desbloqueó hace poco, y todavía se puede anular')
})
