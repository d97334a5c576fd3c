import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { confirmImport } from '../../src/registry/import/confirm-import.ts'
import { createHarness, type Harness, mailTo } from '../harness.ts'
import { cedula, contactsOfPerson, importPeople, type PersonLine, pensioner, personOf } from '../people-file.ts'
import { bakery, companyTaxId, contactsOf, emptyRegistry, importLines, registryContents } from '../registry-file.ts'

const day = 86_400_000
const subject = 'Cambiaron sus contactos registrados'

let harness: Harness
const start = async (options: Parameters<typeof createHarness>[0]) => {
  harness = await createHarness(options)
  await emptyRegistry(harness)
}
afterEach(() => harness.close())

const later = (changes: PersonLine = {}) => pensioner({ as_of: '2026-02-28', ...changes })
const audit = async (type: string): Promise<Record<string, unknown>[]> =>
  (await harness.context.db.selectFrom('audit_event').select(['details', 'subject']).where('type', '=', type).orderBy('id').execute()).map(
    ({ details, subject }) => ({ ...(details as Record<string, unknown>), subject }),
  )
const values = async (status: 'active' | 'removed', nationalId?: string) =>
  (await contactsOfPerson(harness, nationalId)).filter((contact) => contact.status === status).map(({ value }) => value)
const subjectsTo = (address: string) => mailTo(harness, address).map(({ message }) => message.subject)

/** Nothing is held: these tests are about the rules, not about the share. */
const unheld = { policy: { importHeldAbove: 1000 } }

describe('a later file of people', () => {
  beforeEach(() => start(unheld))

  it('with an older day never overwrites a newer one, whatever it says', async () => {
    await importPeople(harness, [later({ email: 'nueva@casa.example', status: 'closed' })])
    const before = await registryContents(harness)
    const report = await importPeople(harness, [
      pensioner({ full_name: 'Otra', birth_date: '1950-01-01', email: 'vieja@casa.example', phone: '0990000012', status: 'active' }),
    ])
    expect(report).toMatchObject({ outcome: 'applied', difference: { newPeople: 0, contacts: 0 } })
    expect(await registryContents(harness)).toBe(before)
  })

  it('removes nothing by leaving it out: lines, columns, or what a column held', async () => {
    await importPeople(harness, [pensioner({ status: 'closed' }), pensioner({ national_id: '0911111110', email: 'luis@casa.example', phone: '' })])
    await importPeople(harness, [later({ birth_date: '', email: '', phone: '', status: '' })])
    expect(await values('active')).toEqual(['+593990000011', 'rosa@casa.example'])
    expect(await values('active', '0911111110')).toEqual(['luis@casa.example'])
    expect(await personOf(harness)).toMatchObject({ birth_date: '1951-04-30', status: 'closed', as_of: '2026-02-28' })
  })

  it('with another address keeps the old one for the record, lets the new one cool off, and tells both and the phone', async () => {
    await importPeople(harness, [pensioner()])
    const report = await importPeople(harness, [later({ email: 'nueva@casa.example', contact_since: '2015-01-01' })])
    expect(report).toMatchObject({ outcome: 'applied', difference: { contacts: 1, existingContacts: 2 } })
    const [phone, fresh, old] = await contactsOfPerson(harness)
    expect(old).toMatchObject({ value: 'rosa@casa.example', status: 'removed' })
    expect(phone).toMatchObject({ status: 'active', coolsUntil: null })
    expect(fresh).toMatchObject({ value: 'nueva@casa.example', status: 'active' })
    expect(((fresh?.coolsUntil?.getTime() ?? 0) - harness.now().getTime()) / day).toBeCloseTo(7, 2)

    await harness.settled()
    for (const address of ['rosa@casa.example', 'nueva@casa.example', '+593990000011']) expect(subjectsTo(address), address).toEqual([subject])
    const { support } = harness.context.institution
    expect(mailTo(harness, '+593990000011')[0]?.message.sms).toContain(`llame al ${support.phone}, ${support.hours.es}`)
    const text = JSON.stringify(mailTo(harness, 'rosa@casa.example'))
    expect(text).toContain('A nombre de: Rosa Ficticia Modelo.')
    expect(text).toContain('Durante 30 días le seguiremos avisando lo que pase con la clave personal')
    expect(text).toContain('Quedaron registrados: nu••••@ca••••.example')
    expect(text).not.toContain('nueva@casa.example')
    expect(text).not.toMatch(/patronal|empresa/)
    const { id } = await personOf(harness)
    expect(await audit('contact.changed')).toEqual([expect.objectContaining({ subject: id, added: [fresh?.id], removed: [old?.id] })])
    expect(await audit('import.applied')).toEqual([
      expect.objectContaining({ format: 'people', contactsChanged: 0 }),
      expect.objectContaining({ format: 'people', contactsChanged: 1, representativesChanged: 0, operator: 'ana', confirmedBy: null, rows: 1, bad: 0 }),
    ])
  })

  it('that brings a removed address back lets it cool off again, and so does a first address of somebody who had none', async () => {
    await importPeople(harness, [pensioner(), pensioner({ national_id: '0911111110', email: '', phone: '' })])
    await importPeople(harness, [later({ email: 'nueva@casa.example' }), later({ national_id: '0911111110', email: 'luis@casa.example', phone: '' })])
    await importPeople(harness, [later({ as_of: '2026-03-31' })])
    const back = (await contactsOfPerson(harness)).filter(({ value }) => value === 'rosa@casa.example')
    expect(back.map(({ status, coolsUntil }) => [status, coolsUntil !== null])).toEqual([
      ['active', true],
      ['removed', false],
    ])
    expect((await contactsOfPerson(harness, '0911111110')).map(({ coolsUntil }) => coolsUntil !== null)).toEqual([true])
  })

  it('never makes a key where there is one, or was', async () => {
    await importLines(harness, [bakery()])
    const { id } = await personOf(harness, '1700000092')
    const { db, random } = harness.context
    const ended = { kind: 'personal', person_id: id, generation: 1, status: 'frozen', set_at: harness.now(), ended_at: harness.now() } as const
    await db
      .insertInto('credential')
      .values({ id: random.uuid(), ...ended })
      .execute()
    const keys = () => db.selectFrom('credential').select(['generation', 'status']).where('person_id', '=', id).execute()
    await importPeople(harness, [pensioner({ national_id: '1700000092' })])
    await importPeople(harness, [later({ national_id: '1700000092' })])
    expect(await keys()).toEqual([{ generation: 1, status: 'frozen' }])
  })

  it('leaves a contact that was changed here after its day', async () => {
    await importPeople(harness, [pensioner({ phone: '' })])
    const { db, random } = harness.context
    const { id } = await personOf(harness)
    await db.updateTable('contact').set({ status: 'removed', removed_at: harness.now() }).execute()
    await db
      .insertInto('contact')
      .values({
        id: random.uuid(),
        person_id: id,
        channel: 'email',
        value: 'propia@casa.example',
        status: 'active',
        since: harness.now(),
        source: 'account',
        last_used_at: harness.now(),
      })
      .execute()
    await importPeople(harness, [later({ phone: '' })])
    expect(await values('active')).toEqual(['propia@casa.example'])
  })
})

describe('people and employers', () => {
  beforeEach(() => start(unheld))

  it('never share contacts, also where the addresses are the same', async () => {
    const both = { email: 'ana@casa.example', phone: '0990000011' }
    await importLines(harness, [bakery(both)])
    await importPeople(harness, [pensioner({ national_id: '1700000092', full_name: 'Ana Ficticia Ejemplo', ...both })])
    const ofBakery = await contactsOf(harness, '1790000109001')
    const report = await importPeople(harness, [later({ national_id: '1700000092', email: 'ana2@casa.example', phone: '0990000012' })])
    expect(report).toMatchObject({ difference: { contacts: 2, existingContacts: 2 } })
    expect(await contactsOf(harness, '1790000109001')).toEqual(ofBakery)
    const ofAna = await contactsOfPerson(harness, '1700000092')
    await importLines(harness, [bakery({ as_of: '2026-03-31', email: 'pan@pan.example', phone: '0990000013' })])
    expect(await contactsOfPerson(harness, '1700000092')).toEqual(ofAna)
    expect((await audit('contact.changed')).map(({ added }) => (added as string[]).length)).toEqual([2, 2])
  })

  it('give a representative their first own contacts without cool-off, and tell nobody of the employer', async () => {
    await importLines(harness, [bakery()])
    expect(await importPeople(harness, [later({ national_id: '1700000092' })])).toMatchObject({ difference: { newPeople: 1, contacts: 0 } })
    expect((await contactsOfPerson(harness, '1700000092')).map(({ coolsUntil }) => coolsUntil)).toEqual([null, null])
    expect(await harness.context.db.selectFrom('representation').select('id').execute()).toHaveLength(1)
    await harness.settled()
    expect(mailTo(harness, 'pan@pan.example')).toEqual([])
    expect(mailTo(harness, 'rosa@casa.example')).toEqual([])
  })

  it('let contacts of somebody who had some before any file cool off, and tell the old ones', async () => {
    await importLines(harness, [bakery()])
    const { id } = await personOf(harness, '1700000092')
    const since = new Date('2025-06-01T12:00:00Z')
    await harness.context.db
      .insertInto('contact')
      .values({
        id: harness.context.random.uuid(),
        person_id: id,
        channel: 'email',
        value: 'vieja@casa.example',
        status: 'active',
        since,
        source: 'office',
        last_used_at: since,
      })
      .execute()
    expect(await importPeople(harness, [pensioner({ national_id: '1700000092', phone: '' })])).toMatchObject({ difference: { newPeople: 1, contacts: 1 } })
    expect((await contactsOfPerson(harness, '1700000092')).map(({ value, status, coolsUntil }) => [value, status, coolsUntil !== null])).toEqual([
      ['rosa@casa.example', 'active', true],
      ['vieja@casa.example', 'removed', false],
    ])
    await harness.settled()
    expect(subjectsTo('vieja@casa.example')).toEqual([subject])
  })

  it('have one name: the people file has the say over it, whichever came first and whatever the days', async () => {
    const name = async () => (await personOf(harness, '1700000092')).full_name
    await importLines(harness, [bakery({ as_of: '2026-03-31' })])
    await importPeople(harness, [pensioner({ national_id: '1700000092', full_name: 'Ana María Ficticia' })])
    expect(await name()).toBe('Ana María Ficticia')
    await importLines(harness, [bakery({ as_of: '2026-04-30', representative_name: 'A. Ficticia' })])
    expect(await name()).toBe('Ana María Ficticia')
    expect(await personOf(harness, '1700000092')).toMatchObject({ source: 'people', as_of: '2026-01-31', birth_date: '1951-04-30' })
    await importPeople(harness, [later({ national_id: '1700000092', full_name: 'Ana María Ficticia de Modelo' })])
    expect(await name()).toBe('Ana María Ficticia de Modelo')
  })
})

describe('a file that changes too many people', () => {
  beforeEach(() => start({}))
  const person = (number: number, changes: PersonLine = {}) =>
    pensioner({ national_id: cedula(number), email: `p${number}@casa.example`, phone: '', ...changes })
  const hundred = (changed: number) =>
    Array.from({ length: 100 }, (_, at) => person(at, at < changed ? { as_of: '2026-02-28', email: `otra${at}@casa.example` } : {}))

  it('goes through up to one in a hundred contacts, and stops above; new people do not count', async () => {
    await importPeople(harness, hundred(0))
    expect(await importPeople(harness, hundred(2), { dryRun: true })).toMatchObject({
      outcome: 'would_hold',
      difference: { contacts: 2, existingContacts: 100 },
    })
    expect(await importPeople(harness, [...hundred(1), ...[101, 102, 103].map((at) => person(at))])).toMatchObject({
      outcome: 'applied',
      difference: { contacts: 1, newPeople: 3 },
    })
  })

  it('waits, unapplied, for another operator than the one who started it', async () => {
    await importPeople(harness, hundred(0))
    const before = await registryContents(harness)
    const held = await importPeople(harness, hundred(3))
    if (held.outcome !== 'held') throw new Error(`was ${held.outcome}`)
    expect(await registryContents(harness)).toBe(before)
    expect(await importPeople(harness, hundred(3))).toMatchObject({ outcome: 'already_held', id: held.id })
    expect(await confirmImport(harness.context, { id: held.id, operator: 'ana' })).toEqual({ outcome: 'same_operator' })
    expect(await registryContents(harness)).toBe(before)
    expect(await confirmImport(harness.context, { id: held.id, operator: 'luis' })).toMatchObject({ outcome: 'applied', contactsChanged: 3, operator: 'ana' })
    expect(await values('active', cedula(2))).toEqual(['otra2@casa.example'])
    expect(await audit('import.applied')).toContainEqual(expect.objectContaining({ import: held.id, format: 'people', operator: 'ana', confirmedBy: 'luis' }))
    await harness.settled()
    expect(subjectsTo('p2@casa.example')).toEqual([subject])
  })

  it('is not hidden among the contacts of the other kind of holder', async () => {
    await importLines(
      harness,
      Array.from({ length: 100 }, (_, at) => bakery({ tax_id: companyTaxId(at), email: `c${at}@pan.example`, phone: '' })),
    )
    await importPeople(harness, hundred(0).slice(0, 50))
    expect(await importPeople(harness, hundred(1), { dryRun: true })).toMatchObject({
      outcome: 'would_hold',
      difference: { contacts: 1, existingContacts: 50 },
    })
    await importPeople(
      harness,
      Array.from({ length: 300 }, (_, at) => person(at + 1000)),
    )
    const moved = [0, 1].map((at) => bakery({ tax_id: companyTaxId(at), email: `ladron${at}@robo.example`, phone: '', as_of: '2026-02-28' }))
    expect(await importLines(harness, moved)).toMatchObject({ outcome: 'held', difference: { contacts: 2, existingContacts: 100 } })
  })

  it('does not make way for a held file of the other format', async () => {
    await importLines(harness, [bakery()])
    await importPeople(harness, hundred(0))
    const employers = await importLines(harness, [bakery({ email: 'otro@pan.example', as_of: '2026-02-28' })])
    const people = await importPeople(harness, hundred(3))
    if (employers.outcome !== 'held' || people.outcome !== 'held') throw new Error('was not held')
    expect(await confirmImport(harness.context, { id: employers.id, operator: 'luis' })).toMatchObject({ outcome: 'applied', contactsChanged: 1 })
    expect(await confirmImport(harness.context, { id: people.id, operator: 'luis' })).toMatchObject({ outcome: 'applied', contactsChanged: 3 })
  })
})
