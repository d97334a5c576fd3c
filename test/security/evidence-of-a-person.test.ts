import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, createVisitor, type Harness, linkTo } from '../harness.ts'
import { addHolder } from './holders.ts'
import { addPerson, type PersonOptions, personalKey } from './persons.ts'
import { askedUnlock, byUnlockLink, kept, provenUnlock, signsInAsPerson } from './unlock-steps.ts'

const day = 86_400_000
const option = '/personal/desbloquear/opcion'
const newKey = 'mi abuela vende mangos verdes'
let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

const mail = (name: string, more = {}) => ({ channel: 'email' as const, value: `${name}@prueba.example`, ...more })

describe('after a proof the case tells the truth', () => {
  it.each<[string, () => PersonOptions, string]>([
    ['a hold', () => ({ held: true }), 'retenida por seguridad'],
    ['a closed person', () => ({ closed: true }), 'consta como cerrado'],
    ['a contact that cools off', () => ({ contacts: [mail('frio', { coolsUntil: new Date(harness.now().getTime() + day) })] }), 'se cambió hace poco'],
    ['a contact that bounced', () => ({ contacts: [mail('rebota', { bounced: true })] }), 'no es suficiente por sí solo'],
    [
      'a contact long unused',
      () => ({ contacts: [mail('vieja', { lastUsedAt: new Date(harness.now().getTime() - 800 * day) })] }),
      'no es suficiente por sí solo',
    ],
    ['a phone that is the only contact', () => ({ contacts: [{ channel: 'phone', value: '+593990000777' }] }), 'no es suficiente por sí solo'],
  ])('%s needs the office, says why and what to bring, and neither keeps nor sets a key', async (_what, options, why) => {
    const person = await addPerson(harness, options())
    const browser = await provenUnlock(harness, person)
    const page = (await browser.get(option)).body
    expect(page).toContain(why)
    // Of somebody who is registered as gone no contact is replaced.
    expect(page).toContain(options().closed ? 'Vaya a una oficina con su cédula' : 'href="/personal/solicitud')
    expect(page).toContain('cédula')
    expect((await browser.keepKey()).headers.location).toBe(option)
    expect((await browser.setPersonalKey(newKey)).headers.location).toBe(option)
    expect(await signsInAsPerson(harness, person, newKey)).toBe(false)
  })

  it('a mailbox that many persons share is nobody’s own', async () => {
    const most = harness.context.institution.policy.employersPerContact
    const persons = []
    for (let at = 0; at <= most; at += 1) persons.push(await addPerson(harness, { contacts: [mail('tramitador')] }))
    const [first] = persons
    if (!first) throw new Error('nobody')
    expect((await (await provenUnlock(harness, first)).get(option)).body).toContain('sirve a muchas personas o empresas')
  })

  it('an older contact goes on where one that cools off may not', async () => {
    const coolsUntil = new Date(harness.now().getTime() + day)
    const person = await addPerson(harness, { contacts: [mail('nueva', { coolsUntil }), mail('anterior')] })
    const browser = await provenUnlock(harness, person, 'nueva@prueba.example')
    expect((await browser.keepKey()).headers.location).toBe(option)
    const older = await byUnlockLink(harness, { ...person, email: 'anterior@prueba.example' })
    expect((await older.keepKey()).headers.location).toBe('/personal/desbloquear/listo')
  })
})

describe('a proof is asked again when the key is kept or set', () => {
  it.each(['keepKey', 'setPersonalKey'] as const)('%s after the contact was removed needs the office', async (verb) => {
    const person = await addPerson(harness)
    const browser = await provenUnlock(harness, person)
    await harness.context.db.updateTable('contact').set({ status: 'removed', removed_at: harness.now() }).where('person_id', '=', person.personId).execute()
    expect((await browser[verb](newKey)).headers.location).toBe(option)
    expect((await browser.get(option)).body).toContain('ya no consta en el registro')
    expect(await signsInAsPerson(harness, person, newKey)).toBe(false)
  })

  it('a proof that is too old keeps and sets nothing', async () => {
    const person = await addPerson(harness, { key: 'blocked' })
    const browser = await provenUnlock(harness, person)
    harness.advance(harness.context.institution.policy.proofLifetime)
    await browser.keepKey()
    await browser.setPersonalKey(newKey)
    expect(await signsInAsPerson(harness, person, personalKey)).toBe(false)
    expect(await signsInAsPerson(harness, person, newKey)).toBe(false)
  })
})

describe('once', () => {
  it('a finished case keeps and sets nothing more, its link is dead, and others of the person have ended', async () => {
    const person = await addPerson(harness)
    const other = await provenUnlock(harness, person)
    const browser = await kept(harness, person)
    const link = linkTo(harness, person.email, '/d/')
    for (const each of [browser, other]) {
      await each.setPersonalKey(newKey)
      await each.keepKey()
    }
    const states = await harness.context.db.selectFrom('unlock').select('state').where('person_id', '=', person.personId).orderBy('state').execute()
    expect(states.map(({ state }) => state)).toEqual(['completed', 'ended'])
    expect((await createVisitor(harness).post(link, {})).statusCode).toBe(410)
    expect(await signsInAsPerson(harness, person, newKey)).toBe(false)
    expect(await signsInAsPerson(harness, person, personalKey)).toBe(true)
  })

  it('of ten browsers that choose at once with one cookie, one key comes of it', async () => {
    const person = await addPerson(harness)
    const browser = await provenUnlock(harness, person)
    await Promise.all(Array.from({ length: 10 }, (_, at) => (at % 2 === 0 ? browser.keepKey() : browser.setPersonalKey(newKey))))
    const keys = await harness.context.db.selectFrom('credential').select('status').where('person_id', '=', person.personId).execute()
    expect(keys.filter(({ status }) => status === 'active')).toHaveLength(1)
    expect(keys.length).toBeLessThanOrEqual(2)
    const events = await harness.context.db
      .selectFrom('audit_event')
      .innerJoin('unlock', 'unlock.id', 'audit_event.subject')
      .select('audit_event.type')
      .where('unlock.person_id', '=', person.personId)
      .where('audit_event.type', 'in', ['personal_key.unlocked', 'personal_key.replaced'])
      .execute()
    expect(events).toHaveLength(1)
  })

  it('parallel wrong codes share the tries of the message', async () => {
    const person = await addPerson(harness)
    const browser = await askedUnlock(harness, person)
    await Promise.all(Array.from({ length: 12 }, () => browser.enterUnlockCode('000011112222')))
    const { wrong_at } = await harness.context.db.selectFrom('unlock').select('wrong_at').where('person_id', '=', person.personId).executeTakeFirstOrThrow()
    expect(wrong_at).toHaveLength(harness.context.institution.policy.codeTries)
  })
})

it('a representative without contacts of their own gets nothing through those of the employer', async () => {
  const holder = await addHolder(harness)
  const before = harness.inbox.received.length
  await askedUnlock(harness, holder)
  expect(harness.inbox.received.length).toBe(before)
})
