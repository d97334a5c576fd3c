import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createHarness, type Harness, mailTo } from '../harness.ts'
import { cedula, contactsOfPerson, importPeople, type PersonLine, pensioner, peopleHeader, peopleText, personOf } from '../people-file.ts'
import { bakery, emptyRegistry, importLines, importText, registryContents } from '../registry-file.ts'

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

const db = () => harness.context.db
const namesInOrder = async () => (await db().selectFrom('person').select('national_id').orderBy('national_id').execute()).map((row) => row.national_id)

describe('a file of people', () => {
  beforeEach(() => emptyRegistry(harness))

  it('brings people with contacts of their own, which do not cool off, and a key that is kept elsewhere; nobody is told', async () => {
    const file = [
      pensioner({ email: 'Rosa@CASA.Example', phone: '+593 99 000 0011' }),
      pensioner({ national_id: '0911111110', full_name: 'Luis Inventado', birth_date: '', email: '', phone: '', status: 'closed' }),
    ]
    expect(await importPeople(harness, file, { baseline: true })).toMatchObject({
      outcome: 'applied',
      rows: 2,
      reported: [],
      difference: { newEmployers: 0, newBranches: 0, newPeople: 2, contacts: 0, representatives: 0 },
    })
    expect(await contactsOfPerson(harness)).toMatchObject([
      { value: '+593990000011', status: 'active', coolsUntil: null },
      { value: 'Rosa@casa.example', status: 'active', coolsUntil: null },
    ])
    expect(await personOf(harness)).toMatchObject({ full_name: 'Rosa Ficticia Modelo', birth_date: '1951-04-30', status: 'active', source: 'people' })
    expect(await personOf(harness, '0911111110')).toMatchObject({ birth_date: null, status: 'closed' })
    expect(await db().selectFrom('credential').select(['kind', 'status', 'generation', 'branch_id']).execute()).toEqual([
      { kind: 'personal', status: 'external', generation: 1, branch_id: null },
      { kind: 'personal', status: 'external', generation: 1, branch_id: null },
    ])
    await harness.settled()
    expect(mailTo(harness, 'Rosa@casa.example')).toEqual([])
  })

  it('changes nothing when it is loaded again', async () => {
    const file = [pensioner(), pensioner({ national_id: '0911111110', full_name: 'Luis Inventado', birth_date: '', as_of: '', phone: '' })]
    await importPeople(harness, file)
    const before = await registryContents(harness)
    expect(await importPeople(harness, file)).toMatchObject({ outcome: 'applied', rows: 2, difference: { newPeople: 0, contacts: 0 } })
    expect(await registryContents(harness)).toBe(before)
  })

  it('changes nothing at all with --dry-run, and says what it would do', async () => {
    const before = await registryContents(harness)
    const report = await importPeople(harness, [pensioner(), pensioner({ national_id: '0911111110' })], { dryRun: true })
    expect(report).toMatchObject({ outcome: 'would_apply', rows: 2, difference: { newPeople: 2 } })
    expect(await registryContents(harness)).toBe(before)
  })

  it('refuses --baseline once a file of people was loaded, and not for representatives that a registry file named', async () => {
    await importLines(harness, [bakery()])
    expect(await importPeople(harness, [pensioner()], { baseline: true })).toMatchObject({ outcome: 'applied' })
    expect(await importPeople(harness, [pensioner()], { baseline: true })).toMatchObject({ outcome: 'not_empty' })
  })

  it('takes columns in any order, optional ones missing, a byte-order mark and Windows line ends', async () => {
    const columns = peopleHeader.filter((column) => !['status', 'contact_since', 'as_of'].includes(column)).reverse()
    const text = `\uFEFF${peopleText([pensioner({ full_name: '"Modelo, ""Rosa"""' })], columns).replaceAll('\n', '\r\n')}`
    expect(await importText(harness, text, { format: 'people' })).toMatchObject({ outcome: 'applied', rows: 1, reported: [] })
    expect(await personOf(harness)).toMatchObject({ full_name: 'Modelo, "Rosa"', status: 'active' })
  })

  it('is refused by name of what is unknown or missing, and so is a file of another format', async () => {
    await expect(importText(harness, peopleText([pensioner()], ['cedula', 'full_name', 'email', 'phone']), { format: 'people' })).rejects.toMatchObject({
      problems: expect.arrayContaining(['Column "cedula" is not known.', 'Column "national_id" is missing.', 'Column "birth_date" is missing.']),
    })
    await expect(importLines(harness, [bakery()], { format: 'people' })).rejects.toThrow('"tax_id" is not known')
    await expect(importPeople(harness, [pensioner()], { format: 'registry' })).rejects.toThrow('"national_id" is not known')
    expect(await namesInOrder()).toEqual([])
  })

  const wrong: [string, PersonLine, string][] = [
    ['a cédula with a wrong check digit', { national_id: '0960000017' }, 'national_id has a wrong check digit'],
    ['a RUC for a cédula', { national_id: '0960000016001' }, 'national_id has the wrong number of digits'],
    ['no cédula', { national_id: ' ' }, 'national_id is empty'],
    ['no name', { full_name: ' ' }, 'full_name is empty'],
    ['an endless name', { full_name: 'x'.repeat(301) }, 'full_name has more than 300 characters'],
    ['a birthday that never was', { birth_date: '1951-02-29' }, 'birth_date is not a date such as 2026-12-24'],
    ['a birthday to come', { birth_date: '2999-01-01' }, 'birth_date lies in the future'],
    ['a birthday of the last but one century', { birth_date: '1899-12-31' }, 'birth_date is not a date such as 2026-12-24'],
    ['an address that is none', { email: 'rosa@casa' }, 'email is not an e-mail address'],
    ['a telephone that is none', { phone: '12345' }, 'phone is not a telephone number'],
    ['a status that is none', { status: 'jubilada' }, 'status is none of active, closed'],
    ['a contact of a day to come', { contact_since: '2999-01-01' }, 'contact_since lies in the future'],
    ['a day to come', { as_of: '2999-01-01' }, 'as_of lies in the future'],
    [
      'much that is wrong',
      { national_id: '1', email: 'x', status: 'y' },
      'national_id has the wrong number of digits; email is not an e-mail address; status is none of active, closed',
    ],
  ]
  it.each(wrong)('reports a line with %s by its number, and loads the others', async (_what, changes, reason) => {
    const report = await importPeople(harness, [pensioner({ national_id: cedula(1) }), pensioner(changes), pensioner({ national_id: cedula(2) })])
    expect(report).toMatchObject({ outcome: 'applied', rows: 2, reported: [{ line: 3, reason }] })
    expect(await namesInOrder()).toEqual([cedula(1), cedula(2)])
  })

  it('leaves a landline out, and counts it; takes a cédula of a foreign resident, and one with hyphens', async () => {
    const report = await importPeople(harness, [pensioner({ national_id: '096000001-6', phone: '02 234 5678' })])
    expect(report).toMatchObject({ outcome: 'applied', rows: 1, reported: [], warnings: { landline: 1 } })
    expect((await contactsOfPerson(harness)).map(({ value }) => value)).toEqual(['rosa@casa.example'])
  })
})

describe('a hostile file of people', () => {
  beforeEach(() => emptyRegistry(harness))

  const hostile: [string, string | Uint8Array, string][] = [
    ['a field of ten megabytes', `"${'x'.repeat(10_000_000)}",y`, 'is longer than 65536 bytes'],
    ['a quoted name that never ends', peopleText([pensioner({ full_name: '"Rosa' })]).split('\n')[1] ?? '', 'has a quote that is not closed'],
    ['a NUL byte', peopleText([pensioner({ full_name: 'Rosa\u0000' })]).split('\n')[1] ?? '', 'holds a control character'],
    ['Latin-1', Buffer.from(peopleText([pensioner({ full_name: 'Peña' })]).split('\n')[1] ?? '', 'latin1'), 'is not UTF-8'],
    ['too few fields', '0960000016,Rosa', 'has 2 fields where the header has 8'],
  ]
  it.each(hostile)('with %s loses that line and no other', async (_what, line, reason) => {
    const [good, last] = [peopleText([pensioner({ national_id: cedula(1) })]), peopleText([pensioner({ national_id: cedula(2) })]).split('\n')[1]]
    const content = Buffer.concat([Buffer.from(good), Buffer.from(line as Uint8Array), Buffer.from(`\n\n${last}`)])
    expect(await importText(harness, content, { format: 'people' })).toMatchObject({ outcome: 'applied', rows: 2, reported: [{ line: 3, reason }] })
    expect(await namesInOrder()).toEqual([cedula(1), cedula(2)])
  })

  it('with names that a spreadsheet would run, or that turn text around, keeps them as the text they are', async () => {
    const names = ['=HYPERLINK("http://x")', "'; drop table person; --", '\u202Egnp.exe', '<script>alert(1)</script>', '{"a":"\\u0000"}']
    await importPeople(
      harness,
      names.map((name, at) => pensioner({ national_id: cedula(at), full_name: `"${name.replaceAll('"', '""')}"`, email: '', phone: '' })),
    )
    expect((await db().selectFrom('person').select('full_name').orderBy('national_id').execute()).map((row) => row.full_name)).toEqual(names)
  })

  it('with a person twice loads them once; where two lines of a day contradict each other, the first stays, however the number is written', async () => {
    const report = await importPeople(harness, [
      pensioner(),
      pensioner(),
      pensioner({ email: 'ladron@robo.example' }),
      pensioner({ national_id: '0960000-016', phone: '0990000099' }),
      pensioner({ full_name: 'Otra Persona' }),
      pensioner({ birth_date: '1980-01-01', email: '', phone: '' }),
      pensioner({ status: 'closed' }),
      pensioner({ birth_date: '', status: '', email: '', phone: '' }),
    ])
    expect(report.reported).toEqual([4, 5, 6, 7, 8].map((line) => ({ line, reason: 'contradicts an earlier line about this person' })))
    expect(await personOf(harness)).toMatchObject({ full_name: 'Rosa Ficticia Modelo', birth_date: '1951-04-30', status: 'active' })
    expect((await contactsOfPerson(harness)).map(({ value }) => value)).toEqual(['+593990000011', 'rosa@casa.example'])
  })

  it('of which a newer line says otherwise loads the newer, wherever it stands', async () => {
    const report = await importPeople(harness, [pensioner({ as_of: '2026-02-28', email: 'nueva@casa.example', birth_date: '' }), pensioner()])
    expect(report).toMatchObject({ rows: 2, reported: [] })
    expect((await contactsOfPerson(harness)).map(({ value, coolsUntil }) => [value, coolsUntil])).toEqual([
      ['+593990000011', null],
      ['nueva@casa.example', null],
    ])
    expect(await personOf(harness)).toMatchObject({ birth_date: '1951-04-30', as_of: '2026-02-28' })
  })
})
