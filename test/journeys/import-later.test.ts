import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { confirmImport } from '../../src/registry/import/confirm-import.ts'
import { codeTo, createHarness, createVisitor, type Harness, linkTo, mailTo } from '../harness.ts'
import { bakery, companyTaxId, contactsOf, emptyRegistry, importLines, type RegistryLine, registryContents } from '../registry-file.ts'

const day = 86_400_000
const bakeryTriple = { taxId: '1790000109001', branchCode: '0001', nationalId: '1700000092' }
const newKey = 'mi abuela vende mangos verdes'

/** Nothing is held: these tests are about the rules, not about the share. */
const unheld = { policy: { importHeldAbove: 1000 } }

let harness: Harness
const start = async (options: Parameters<typeof createHarness>[0]) => {
  harness = await createHarness(options)
  await emptyRegistry(harness)
}
afterEach(() => harness.close())

const later = (changes: RegistryLine = {}) => bakery({ as_of: '2026-02-28', ...changes })
const audit = async (type: string) =>
  (await harness.context.db.selectFrom('audit_event').select(['details', 'subject']).where('type', '=', type).orderBy('id').execute()).map(
    ({ details, subject }) => ({ ...(details as Record<string, unknown>), subject }),
  )
const values = async (status: 'active' | 'removed') =>
  (await contactsOf(harness, '1790000109001')).filter((contact) => contact.status === status).map(({ value }) => value)

describe('a later file', () => {
  beforeEach(() => start(unheld))

  it('with an older day never overwrites a newer one, whatever it says', async () => {
    await importLines(harness, [bakery({ as_of: '2026-02-28', valid_to: '2026-02-01', status: 'closed', key_status: 'none', email: 'nuevo@pan.example' })])
    const before = await registryContents(harness)
    const report = await importLines(harness, [
      bakery({
        as_of: '2026-01-31',
        legal_name: 'Pan Viejo S.A.',
        branch_name: 'Otra',
        representative_name: 'Otra',
        email: 'viejo@pan.example',
        email_2: 'viejo2@pan.example',
      }),
    ])
    expect(report).toMatchObject({ outcome: 'applied', difference: { contacts: 0, representatives: 0 } })
    expect(await registryContents(harness)).toBe(before)
  })

  it('removes nothing by leaving it out: columns, rows, or what a column held', async () => {
    await importLines(harness, [bakery({ email_2: 'dos@pan.example' }), bakery({ branch_code: '2', email: 'otra@pan.example' })])
    await importLines(harness, [later({ email: '', email_2: '', phone: '', status: '', key_status: '', branch_name: '', canton: '' })])
    await importLines(harness, [later({ representative_id: '', representative_name: '', representative_role: '', valid_from: '', as_of: '2026-03-31' })])
    expect(await values('active')).toEqual(['+593990000001', 'dos@pan.example', 'pan@pan.example'])
    expect(await contactsOf(harness, '1790000109001', '0002')).toHaveLength(2)
    expect(await harness.context.db.selectFrom('representation').select('valid_to').execute()).toEqual([{ valid_to: null }, { valid_to: null }])
    expect(await harness.context.db.selectFrom('branch').select(['name', 'canton', 'status']).where('code', '=', '0001').execute()).toEqual([
      { name: 'Matriz', canton: 'Quito', status: 'active' },
    ])
  })

  it('with another address keeps the old one for the record, lets the new one cool off, and tells both and the phone', async () => {
    await importLines(harness, [bakery()])
    const report = await importLines(harness, [later({ email: 'nuevo@pan.example' })])
    expect(report).toMatchObject({ outcome: 'applied', difference: { contacts: 1, representatives: 0 } })
    const [phone, fresh, old] = await contactsOf(harness, '1790000109001')
    expect(old).toMatchObject({ value: 'pan@pan.example', status: 'removed' })
    expect(phone).toMatchObject({ status: 'active', coolsUntil: null })
    expect(fresh).toMatchObject({ value: 'nuevo@pan.example', status: 'active' })
    const cools = (fresh?.coolsUntil?.getTime() ?? 0) - harness.now().getTime()
    expect(cools / day).toBeCloseTo(7, 2)

    await harness.settled()
    const subject = 'Cambiaron los contactos registrados de su empresa'
    for (const address of ['pan@pan.example', 'nuevo@pan.example', '+593990000001']) {
      expect(
        mailTo(harness, address).map(({ message }) => message.subject),
        address,
      ).toEqual([subject])
    }
    const { support } = harness.context.institution
    expect(mailTo(harness, '+593990000001')[0]?.message.sms).toContain(`llame al ${support.phone}, ${support.hours.es}`)
    const text = JSON.stringify(mailTo(harness, 'pan@pan.example'))
    expect(text).toContain('Este contacto ya no está registrado. Durante 30 días')
    expect(text).toContain('Quedaron registrados: nu••••@pa••••.example')
    expect(text).not.toContain('nuevo@pan.example')
    expect(await audit('contact.changed')).toEqual([expect.objectContaining({ added: [fresh?.id], removed: [old?.id] })])
    expect(await audit('import.applied')).toEqual([
      expect.objectContaining({ contactsChanged: 0 }),
      expect.objectContaining({ contactsChanged: 1, operator: 'ana', confirmedBy: null, rows: 1, bad: 0 }),
    ])
  })

  it('that swaps two addresses, or moves one to the other column, changes the contact that is gone and no other', async () => {
    await importLines(harness, [bakery({ email_2: 'dos@pan.example' })])
    expect(await importLines(harness, [later({ email: 'dos@pan.example', email_2: 'pan@pan.example' })])).toMatchObject({ difference: { contacts: 0 } })
    expect(await values('removed')).toEqual([])
    await importLines(harness, [later({ as_of: '2026-03-31', email: 'pan@pan.example' })])
    expect(await values('active')).toEqual(['+593990000001', 'pan@pan.example'])
    expect(await values('removed')).toEqual(['dos@pan.example'])
  })

  it('that brings a removed address back lets it cool off again', async () => {
    await importLines(harness, [bakery()])
    await importLines(harness, [later({ email: 'nuevo@pan.example' })])
    await importLines(harness, [later({ as_of: '2026-03-31' })])
    const back = (await contactsOf(harness, '1790000109001')).filter(({ value }) => value === 'pan@pan.example')
    expect(back.map(({ status, coolsUntil }) => [status, coolsUntil !== null]).sort()).toEqual([
      ['active', true],
      ['removed', false],
    ])
  })

  it('with a new branch of a known employer lets its contacts cool off', async () => {
    await importLines(harness, [bakery()])
    await importLines(harness, [later({ branch_code: '2', email: 'dos@pan.example', phone: '' })])
    expect((await contactsOf(harness, '1790000109001', '0002')).map(({ coolsUntil }) => coolsUntil !== null)).toEqual([true])
  })

  it('never touches a key that was set here, and follows one that is kept elsewhere', async () => {
    await importLines(harness, [bakery(), bakery({ branch_code: '2', email: 'dos@pan.example', phone: '' })])
    const person = createVisitor(harness)
    await person.start(bakeryTriple)
    await harness.settled()
    await person.enterCode(codeTo(harness, 'pan@pan.example'))
    await person.setKey(newKey)
    await importLines(harness, [later({ key_status: 'blocked' }), later({ branch_code: '2', email: 'dos@pan.example', phone: '', key_status: 'blocked' })])
    const keys = () =>
      harness.context.db
        .selectFrom('credential')
        .innerJoin('branch', 'branch.id', 'credential.branch_id')
        .select(['branch.code', 'credential.generation', 'credential.status'])
        .orderBy('code')
        .orderBy('generation')
        .execute()
    const setHere = [
      { code: '0001', generation: 1, status: 'replaced' },
      { code: '0001', generation: 2, status: 'active' },
    ]
    expect(await keys()).toEqual([...setHere, { code: '0002', generation: 1, status: 'blocked' }])
    await importLines(harness, [
      later({ as_of: '2026-03-31', key_status: 'none' }),
      later({ as_of: '2026-03-31', branch_code: '2', phone: '', key_status: 'none' }),
    ])
    expect(await keys()).toEqual(setHere)
    expect((await person.signIn(bakeryTriple, newKey)).headers.location).toBe('/empleador/cuenta')
  })
})

describe('a later file and an open recovery', () => {
  beforeEach(() => start(unheld))

  async function proven(triple = bakeryTriple) {
    const person = createVisitor(harness)
    await person.start(triple)
    await harness.settled()
    expect((await person.enterCode(codeTo(harness, 'pan@pan.example'))).headers.location).toBe('/empleador/recuperar/clave')
    return person
  }
  const cases = () => harness.context.db.selectFrom('recovery').select(['state', 'office_reason']).execute()

  it('voids the proof that a changed contact gave; another contact proves anew by its link', async () => {
    await importLines(harness, [bakery()])
    const person = await proven()
    const link = linkTo(harness, '+593990000001', '/r/')
    await importLines(harness, [later({ email: 'nuevo@pan.example' })])
    expect(await cases()).toEqual([{ state: 'needs_office', office_reason: 'no_usable_contact' }])
    await person.setKey(newKey)
    expect(await harness.context.db.selectFrom('credential').select('status').execute()).toEqual([{ status: 'external' }])
    expect(await audit('recovery.office_needed')).toHaveLength(1)

    const phone = createVisitor(harness)
    await phone.get(link)
    expect((await phone.post(link, {})).headers.location).toBe('/empleador/recuperar/clave')
    expect((await cases())[0]?.state).not.toBe('awaiting_proof')
  })

  it('keeps a proof by a contact that stayed', async () => {
    await importLines(harness, [bakery()])
    const person = await proven()
    await importLines(harness, [later({ phone: '0990000002' })])
    expect(await cases()).toEqual([{ state: 'proven', office_reason: null }])
    expect((await person.setKey(newKey)).headers.location).toBe('/empleador/recuperar/listo')
  })

  it('sends it to the office when the representation that it names has ended, and tells every contact', async () => {
    await importLines(harness, [bakery()])
    const person = await proven()
    const report = await importLines(harness, [
      later({ valid_to: '2026-02-01' }),
      later({ representative_id: '0911111110', representative_name: 'Luis Inventado', valid_from: '2026-02-02' }),
    ])
    expect(report).toMatchObject({ outcome: 'applied', difference: { contacts: 0, representatives: 2 } })
    expect(await cases()).toEqual([{ state: 'needs_office', office_reason: 'representative_changed' }])
    await person.setKey(newKey)
    expect(await harness.context.db.selectFrom('credential').select('status').execute()).toEqual([{ status: 'external' }])
    await harness.settled()
    const subject = 'Cambió la representación legal registrada de su empresa'
    for (const address of ['pan@pan.example', '+593990000001'])
      expect(mailTo(harness, address).filter(({ message }) => message.subject === subject)).toHaveLength(1)
    expect(await audit('representation.changed')).toEqual([expect.objectContaining({ added: [expect.any(String)], changed: [expect.any(String)] })])
  })

  it('sends an unproven one to the office when it proves after the representation ended', async () => {
    await importLines(harness, [bakery()])
    const person = createVisitor(harness)
    await person.start(bakeryTriple)
    await harness.settled()
    await importLines(harness, [later({ valid_to: '2026-02-01' })])
    expect(await cases()).toEqual([{ state: 'awaiting_proof', office_reason: null }])
    await person.enterCode(codeTo(harness, 'pan@pan.example'))
    expect(await cases()).toEqual([{ state: 'needs_office', office_reason: 'representative_changed' }])
  })

  it('takes a representation with a corrected first day for the same one, so that its end ends it', async () => {
    await importLines(harness, [bakery()])
    await importLines(harness, [later({ valid_from: '2019-12-01' })])
    await importLines(harness, [later({ as_of: '2026-03-31', valid_from: '2019-12-15', valid_to: '2026-03-01' })])
    expect(await harness.context.db.selectFrom('representation').select(['valid_from', 'valid_to']).execute()).toEqual([
      { valid_from: '2019-12-15', valid_to: '2026-03-01' },
    ])
    await importLines(harness, [later({ as_of: '2026-02-28', valid_from: '2018-01-01' })])
    expect(await harness.context.db.selectFrom('representation').select('valid_to').execute()).toEqual([{ valid_to: '2026-03-01' }])
  })
})

describe('a file that changes too much', () => {
  beforeEach(() => start({}))
  const company = (number: number, changes: RegistryLine = {}) =>
    bakery({ tax_id: companyTaxId(number), email: `c${number}@pan.example`, phone: '', ...changes })
  const hundred = (changed: number) =>
    Array.from({ length: 100 }, (_, at) => company(at, at < changed ? { as_of: '2026-02-28', email: `otro${at}@pan.example` } : {}))

  it('goes through up to one in a hundred contacts, and stops above', async () => {
    await importLines(harness, hundred(0))
    expect(await importLines(harness, hundred(2), { dryRun: true })).toMatchObject({
      outcome: 'would_hold',
      difference: { contacts: 2, existingContacts: 100 },
    })
    expect(await importLines(harness, hundred(1))).toMatchObject({ outcome: 'applied', difference: { contacts: 1 } })
  })

  it('stops for more than one in a hundred representatives too', async () => {
    await importLines(harness, hundred(0))
    const ended = [0, 1].map((number) => company(number, { as_of: '2026-02-28', valid_to: '2026-02-01' }))
    expect(await importLines(harness, ended)).toMatchObject({ outcome: 'held', difference: { representatives: 2, existingRepresentatives: 100 } })
    expect(await importLines(harness, [company(0, { as_of: '2026-03-01', valid_to: '2026-02-01' })])).toMatchObject({ outcome: 'applied' })
  })

  it('waits, unapplied, for another operator than the one who started it', async () => {
    await importLines(harness, hundred(0))
    const before = await registryContents(harness)
    const held = await importLines(harness, hundred(3))
    if (held.outcome !== 'held') throw new Error(`was ${held.outcome}`)
    expect(await registryContents(harness)).toBe(before)
    expect(await importLines(harness, hundred(3))).toMatchObject({ outcome: 'already_held', id: held.id })
    expect(await audit('import.held')).toEqual([expect.objectContaining({ import: held.id, operator: 'ana', contactsChanged: 3 })])

    expect(await confirmImport(harness.context, { id: held.id, operator: 'ana' })).toEqual({ outcome: 'same_operator' })
    expect(await confirmImport(harness.context, { id: 'x', operator: 'luis' })).toEqual({ outcome: 'unknown' })
    expect(await registryContents(harness)).toBe(before)
    expect(await confirmImport(harness.context, { id: held.id, operator: 'luis' })).toMatchObject({ outcome: 'applied', contactsChanged: 3, operator: 'ana' })
    expect(await contactsOf(harness, companyTaxId(2))).toHaveLength(2)
    expect((await audit('import.applied')).at(-1)).toMatchObject({ import: held.id, operator: 'ana', confirmedBy: 'luis', contactsChanged: 3 })
    expect(await confirmImport(harness.context, { id: held.id, operator: 'eva' })).toEqual({ outcome: 'not_held' })
    await harness.settled()
  })

  it('makes way for a later file', async () => {
    await importLines(harness, hundred(0))
    const first = await importLines(harness, hundred(3))
    const second = await importLines(harness, hundred(4))
    if (first.outcome !== 'held' || second.outcome !== 'held') throw new Error('was not held')
    expect(await confirmImport(harness.context, { id: first.id, operator: 'luis' })).toEqual({ outcome: 'not_held' })
    expect(await confirmImport(harness.context, { id: second.id, operator: 'luis' })).toMatchObject({ outcome: 'applied', contactsChanged: 4 })
  })

  it('is not held for employers that it brings for the first time', async () => {
    await importLines(harness, [company(0)])
    expect(await importLines(harness, hundred(0))).toMatchObject({ outcome: 'applied', difference: { newEmployers: 99, contacts: 0, representatives: 0 } })
  })
})
