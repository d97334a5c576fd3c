import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { codeTo, createHarness, createVisitor, type Harness } from '../harness.ts'
import {
  bakery,
  companyTaxId,
  contactsOf,
  emptyRegistry,
  importLines,
  importText,
  type RegistryLine,
  registryContents,
  registryHeader,
  registryText,
} from '../registry-file.ts'

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

const { db } = { db: () => harness.context.db }

describe('a registry file', () => {
  beforeEach(() => emptyRegistry(harness))

  it('fills an empty registry, from which an employer recovers its key', async () => {
    const file = [
      bakery({ tax_id: '1790000117001', email: 'Gerencia@PAN.Example', phone: '+593 99 000 0009' }),
      bakery({ tax_id: '3000000129000', employer_kind: 'domestic', representative_id: '3000000129', email: 'casa@casa.example', phone: '' }),
    ]
    const report = await importLines(harness, file, { baseline: true })
    expect(report).toMatchObject({
      outcome: 'applied',
      rows: 2,
      reported: [],
      difference: { newEmployers: 2, newBranches: 2, contacts: 0, representatives: 0 },
    })
    expect((await contactsOf(harness, '1790000117001')).map(({ value, coolsUntil }) => [value, coolsUntil])).toEqual([
      ['+593990000009', null],
      ['Gerencia@pan.example', null],
    ])

    const person = createVisitor(harness)
    await person.start({ taxId: '1790000117001', branchCode: '1', nationalId: '1700000092' })
    await harness.settled()
    expect((await person.enterCode(codeTo(harness, 'Gerencia@pan.example'))).headers.location).toBe('/empleador/recuperar/clave')
    expect((await person.setKey('mi abuela vende mangos verdes')).headers.location).toBe('/empleador/recuperar/listo')
    await db().deleteFrom('notice').execute()
    await db().deleteFrom('recovery').execute()
    await db().deleteFrom('known_browser').execute()
    await db().deleteFrom('employer_session').execute()
  })

  it('changes nothing when it is loaded again', async () => {
    const file = [
      bakery(),
      bakery({ representative_id: '0911111110', representative_name: 'Luis Inventado', email: 'luis@pan.example' }),
      bakery({ branch_code: '2', key_status: 'blocked' }),
      bakery({ tax_id: companyTaxId(5), representative_name: 'Ana F. Ejemplo', status: 'closed', as_of: '' }),
    ]
    await importLines(harness, file)
    const before = await registryContents(harness)
    const again = await importLines(harness, file)
    expect(again).toMatchObject({ outcome: 'applied', rows: 4, difference: { newEmployers: 0, newBranches: 0, contacts: 0, representatives: 0 } })
    expect(await registryContents(harness)).toBe(before)
  })

  it('changes nothing at all with --dry-run, and says what it would do', async () => {
    const before = await registryContents(harness)
    const report = await importLines(harness, [bakery(), bakery({ branch_code: '2' })], { dryRun: true })
    expect(report).toMatchObject({ outcome: 'would_apply', rows: 2, difference: { newEmployers: 1, newBranches: 2 } })
    expect(await registryContents(harness)).toBe(before)
    expect(await db().selectFrom('registry_import').selectAll().where('state', '<>', 'applied').execute()).toEqual([])
  })

  it('refuses --baseline when the registry holds an employer', async () => {
    await importLines(harness, [bakery()])
    expect(await importLines(harness, [bakery()], { baseline: true })).toMatchObject({ outcome: 'not_empty' })
  })

  it('takes columns in any order, optional ones missing, a byte-order mark and Windows line ends', async () => {
    const columns = registryHeader.filter((column) => !['status', 'key_status', 'contact_since', 'as_of'].includes(column)).reverse()
    const text = `\uFEFF${registryText([bakery({ legal_name: '"Pan, ""El Bueno"" S.A."' })], columns).replaceAll('\n', '\r\n')}`
    expect(await importText(harness, text)).toMatchObject({ outcome: 'applied', rows: 1, reported: [] })
    expect(await db().selectFrom('employer').select(['legal_name', 'status']).execute()).toEqual([{ legal_name: 'Pan, "El Bueno" S.A.', status: 'active' }])
    expect(await db().selectFrom('credential').select(['status', 'generation']).execute()).toEqual([{ status: 'external', generation: 1 }])
  })

  it('is refused by name of what is unknown, missing or there twice', async () => {
    const columns = [...registryHeader.filter((column) => column !== 'phone'), 'password', 'email']
    await expect(importText(harness, registryText([bakery()], columns))).rejects.toMatchObject({
      problems: expect.arrayContaining(['Column "password" is not known.', 'Column "phone" is missing.', 'Column "email" is there twice.']),
    })
    await expect(importText(harness, '')).rejects.toThrow('empty')
    await expect(importText(harness, Buffer.from(`\uFEFF${registryText([bakery()])}`, 'utf16le'))).rejects.toThrow('not UTF-8')
    expect(await db().selectFrom('employer').selectAll().execute()).toEqual([])
  })

  const wrong: [string, RegistryLine, string][] = [
    ['a RUC with a letter', { tax_id: '179000010900X' }, 'tax_id holds something other than digits'],
    ['a RUC too short', { tax_id: '179000010901' }, 'tax_id has the wrong number of digits'],
    ['a domestic RUC of a company', { tax_id: '3000000129000' }, 'tax_id ends in 000, which only a domestic employer has'],
    ['a domestic employer with an establishment', { employer_kind: 'domestic' }, 'tax_id of a domestic employer ends in 000'],
    ['a kind that nobody knows', { employer_kind: 'ngo' }, 'employer_kind is none of company, natural_person, public_body, domestic'],
    ['no kind', { employer_kind: '' }, 'employer_kind is empty'],
    ['no name', { legal_name: ' ' }, 'legal_name is empty'],
    ['an endless name', { legal_name: 'x'.repeat(301) }, 'legal_name has more than 300 characters'],
    ['branch 0', { branch_code: '0000' }, 'branch_code has an establishment that does not exist'],
    ['a cédula with a wrong check digit', { representative_id: '1700000093' }, 'representative_id has a wrong check digit'],
    ['a representative without a first day', { valid_from: '' }, 'valid_from is empty'],
    ['a day that never was', { valid_from: '2026-02-30' }, 'valid_from is not a date such as 2026-12-24'],
    ['an end before the beginning', { valid_to: '2019-12-31' }, 'valid_to lies before valid_from'],
    ['an address without a domain', { email: 'pan@pan' }, 'email is not an e-mail address'],
    ['an address with a line break to come', { email: 'a@b.example%0abcc:x@y.example' }, 'email is not an e-mail address'],
    ['a second address that is none', { email_2: 'nada' }, 'email_2 is not an e-mail address'],
    ['a telephone that is none', { phone: '12345' }, 'phone is not a telephone number'],
    ['a status that is none', { status: 'cerrado' }, 'status is none of active, closed'],
    ['a key status that is none', { key_status: 'perdida' }, 'key_status is none of active, blocked, none'],
    ['a day to come', { as_of: '2999-01-01' }, 'as_of lies in the future'],
  ]
  it.each(wrong)('reports a line with %s by its number, and loads the others', async (_what, changes, reason) => {
    const report = await importLines(harness, [bakery({ tax_id: companyTaxId(1) }), bakery(changes), bakery({ tax_id: companyTaxId(2) })])
    expect(report).toMatchObject({ outcome: 'applied', rows: 2, reported: [{ line: 3, reason }] })
    expect(await db().selectFrom('employer').select('tax_id').orderBy('tax_id').execute()).toEqual([{ tax_id: companyTaxId(1) }, { tax_id: companyTaxId(2) }])
  })

  it('says every reason of a line at once', async () => {
    const report = await importLines(harness, [bakery({ tax_id: '1', email: 'x', status: 'y' })])
    expect(report.reported).toEqual([
      { line: 2, reason: 'tax_id has the wrong number of digits; email is not an e-mail address; status is none of active, closed' },
    ])
  })

  it('loads a company whose check digit fails, and counts it', async () => {
    const report = await importLines(harness, [bakery({ tax_id: '1793213150001' })])
    expect(report).toMatchObject({ outcome: 'applied', rows: 1, reported: [], warnings: { suspect_tax_id: 1 } })
  })

  it('leaves a landline out, and counts it', async () => {
    const report = await importLines(harness, [bakery({ phone: '02 234 5678' })])
    expect(report).toMatchObject({ outcome: 'applied', rows: 1, warnings: { landline: 1 } })
    expect((await contactsOf(harness, '1790000109001')).map(({ value }) => value)).toEqual(['pan@pan.example'])
  })

  it('takes numbers with spaces, hyphens and short branches for what they are', async () => {
    const file = [bakery(), bakery({ tax_id: '179000 0109-001', branch_code: '1', representative_id: '170000009-2', phone: '+593-99-000-0001' })]
    expect(await importLines(harness, file)).toMatchObject({ rows: 2, reported: [], difference: { newEmployers: 1, newBranches: 1 } })
    expect(await contactsOf(harness, '1790000109001')).toHaveLength(2)
    expect(await db().selectFrom('representation').select('id').execute()).toHaveLength(1)
  })

  it('keeps a key that is blocked, and makes none where there is none', async () => {
    await importLines(harness, [bakery(), bakery({ branch_code: '2', key_status: 'blocked' }), bakery({ branch_code: '3', key_status: 'none' })])
    const keys = await db()
      .selectFrom('credential')
      .innerJoin('branch', 'branch.id', 'credential.branch_id')
      .select(['code', 'credential.status', 'blocked_reason'])
      .orderBy('code')
      .execute()
    expect(keys).toEqual([
      { code: '0001', status: 'external', blocked_reason: null },
      { code: '0002', status: 'blocked', blocked_reason: 'failed_sign_ins' },
    ])
  })

  it('closes an employer when every branch of it is closed', async () => {
    await importLines(harness, [bakery({ status: 'closed' }), bakery({ branch_code: '2' })])
    expect(await db().selectFrom('employer').select('status').execute()).toEqual([{ status: 'active' }])
    await importLines(harness, [bakery({ branch_code: '2', status: 'closed' })])
    expect(await db().selectFrom('employer').select('status').execute()).toEqual([{ status: 'closed' }])
  })
})

describe('a hostile file', () => {
  beforeEach(() => emptyRegistry(harness))
  const good = registryText([bakery({ tax_id: companyTaxId(1) })])
  const last = registryText([bakery({ tax_id: companyTaxId(2) })]).split('\n')[1]

  const hostile: [string, string | Uint8Array, string][] = [
    ['a field of ten megabytes', `"${'x'.repeat(10_000_000)}",company`, 'is longer than 65536 bytes'],
    ['a quoted name that never ends', registryText([bakery({ legal_name: '"Pan' })]).split('\n')[1] ?? '', 'has a quote that is not closed'],
    ['a NUL byte', registryText([bakery({ legal_name: 'Pan\u0000' })]).split('\n')[1] ?? '', 'holds a control character'],
    ['an old-style line end inside', registryText([bakery({ legal_name: 'Pan\rS.A.' })]).split('\n')[1] ?? '', 'holds a control character'],
    ['Latin-1', Buffer.from(registryText([bakery({ legal_name: 'Compañía' })]).split('\n')[1] ?? '', 'latin1'), 'is not UTF-8'],
    ['too few fields', '1790000109001,company', 'has 2 fields where the header has 18'],
  ]
  it.each(hostile)('with %s loses that line and no other', async (_what, line, reason) => {
    const content = Buffer.concat([Buffer.from(good), Buffer.from(line as Uint8Array), Buffer.from(`\n\n${last}`)])
    expect(await importText(harness, content)).toMatchObject({ outcome: 'applied', rows: 2, reported: [{ line: 3, reason }] })
    expect(await db().selectFrom('employer').select('tax_id').orderBy('tax_id').execute()).toEqual([{ tax_id: companyTaxId(1) }, { tax_id: companyTaxId(2) }])
  })

  it('with names that a spreadsheet would run, or that turn text around, keeps them as the text they are', async () => {
    const names = ['=HYPERLINK("http://x")', "'; drop table employer; --", '\u202Egnp.exe', '<script>alert(1)</script>', '𝕻𝖆𝖓 🥖', '{"a":"\\u0000"}']
    const file = names.map((name, at) => bakery({ tax_id: companyTaxId(at + 10), legal_name: `"${name.replaceAll('"', '""')}"` }))
    expect(await importLines(harness, file)).toMatchObject({ rows: names.length, reported: [] })
    expect((await db().selectFrom('employer').select('legal_name').orderBy('tax_id').execute()).map((row) => row.legal_name)).toEqual(names)
  })

  it('with the same triple twice loads it once; where two lines of a day contradict each other, the first stays', async () => {
    const report = await importLines(harness, [
      bakery(),
      bakery(),
      bakery({ legal_name: 'Pan Robado S.A.' }),
      bakery({ status: 'closed' }),
      bakery({ email: 'ladron@robo.example' }),
      bakery({ valid_to: '2021-01-01' }),
    ])
    expect(report.reported).toEqual([
      { line: 4, reason: 'contradicts an earlier line about this employer' },
      { line: 5, reason: 'contradicts an earlier line about this branch' },
      { line: 6, reason: 'contradicts an earlier line about this representative' },
      { line: 7, reason: 'contradicts an earlier line about this representative' },
    ])
    expect(await db().selectFrom('employer').select(['legal_name', 'status']).execute()).toEqual([{ legal_name: 'Pan Supuesto S.A.', status: 'active' }])
    expect(await contactsOf(harness, '1790000109001')).toHaveLength(2)
  })

  it('keeps the contacts of two representatives of one branch', async () => {
    await importLines(harness, [bakery(), bakery({ representative_id: '0911111110', representative_name: 'Luis', email: 'luis@pan.example', phone: '' })])
    expect((await contactsOf(harness, '1790000109001')).map(({ value }) => value)).toEqual(['+593990000001', 'luis@pan.example', 'pan@pan.example'])
  })
})
