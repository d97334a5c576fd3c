import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { sriColumns } from '../../src/registry/import/sri-row.ts'
import { createHarness, type Harness } from '../harness.ts'
import { bakery, companyTaxId, contactsOf, emptyRegistry, importLines, importText, registryContents } from '../registry-file.ts'

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())
beforeEach(() => emptyRegistry(harness))

const header =
  'NUMERO_RUC|RAZON_SOCIAL|CODIGO_JURISDICCION|ESTADO_CONTRIBUYENTE|CLASE_CONTRIBUYENTE|FECHA_INICIO_ACTIVIDADES|FECHA_ACTUALIZACION|FECHA_SUSPENSION_DEFINITIVA|FECHA_REINICIO_ACTIVIDADES|OBLIGADO|TIPO_CONTRIBUYENTE|NUMERO_ESTABLECIMIENTO|NOMBRE_FANTASIA_COMERCIAL|ESTADO_ESTABLECIMIENTO|DESCRIPCION_PROVINCIA_EST|DESCRIPCION_CANTON_EST|DESCRIPCION_PARROQUIA_EST|CODIGO_CIIU|ACTIVIDAD_ECONOMICA|AGENTE_RETENCION|ESPECIAL'

type Establishment = { ruc?: string; name?: string; type?: string; number?: string; trade?: string; state?: string; updated?: string; begun?: string }
const line = (of: Establishment = {}) =>
  [
    of.ruc ?? '1790000109001',
    of.name ?? 'PAN SUPUESTO S.A.',
    'ZONA 9',
    'ACTIVO',
    'OTROS',
    of.begun ?? '2001-05-28 00:00:00',
    of.updated ?? '2026-01-15 00:00:00',
    '',
    '',
    'S',
    of.type ?? 'SOCIEDAD',
    of.number ?? '1',
    of.trade ?? 'EL PAN',
    of.state ?? 'ABI',
    'PICHINCHA',
    'QUITO',
    'CENTRO',
    'C1071',
    'ELABORACIÓN DE PAN',
    'N',
    'N',
  ].join('|')
const load = (...lines: string[]) => importText(harness, `${[header, ...lines].join('\n')}\n`, { format: 'sri' })
const employers = () => harness.context.db.selectFrom('employer').select(['tax_id', 'kind', 'legal_name', 'status', 'source']).orderBy('tax_id').execute()
const branches = () => harness.context.db.selectFrom('branch').select(['code', 'name', 'canton', 'status']).orderBy('code').execute()

it('knows the header of the open data, and refuses another', async () => {
  expect([...sriColumns.required, ...sriColumns.optional].sort()).toEqual(header.split('|').sort())
  await expect(importText(harness, `${header.replace('NUMERO_RUC', 'RUC')}\n`, { format: 'sri' })).rejects.toMatchObject({
    problems: expect.arrayContaining(['Column "RUC" is not known.', 'Column "NUMERO_RUC" is missing.']),
  })
})

it('fills employers and establishments, without representatives, contacts or keys', async () => {
  const report = await load(
    line(),
    line({ number: '12', trade: '', state: 'CER' }),
    line({ ruc: '0911111110001', name: 'INVENTADO LUIS', type: 'PERSONA NATURAL' }),
  )
  expect(report).toMatchObject({ outcome: 'applied', rows: 3, reported: [], difference: { newEmployers: 2, newBranches: 3 } })
  expect(await employers()).toEqual([
    { tax_id: '0911111110001', kind: 'natural_person', legal_name: 'INVENTADO LUIS', status: 'active', source: 'sri' },
    { tax_id: '1790000109001', kind: 'company', legal_name: 'PAN SUPUESTO S.A.', status: 'active', source: 'sri' },
  ])
  expect(await branches()).toEqual([
    { code: '0001', name: 'EL PAN', canton: 'QUITO', status: 'active' },
    { code: '0001', name: 'EL PAN', canton: 'QUITO', status: 'active' },
    { code: '0012', name: null, canton: 'QUITO', status: 'closed' },
  ])
  for (const table of ['person', 'representation', 'contact', 'credential'] as const) {
    expect(await harness.context.db.selectFrom(table).select('id').execute(), table).toEqual([])
  }
})

it('takes the kind from the type, and of a society from the third digit; a foreigner with third digit 9 stays a person', async () => {
  await load(line({ ruc: '1760013210001' }), line({ ruc: '1793213150001', type: 'PERSONA NATURAL' }), line({ ruc: '0960000016001', type: 'PERSONA NATURAL' }))
  expect((await employers()).map(({ tax_id, kind }) => [tax_id, kind])).toEqual([
    ['0960000016001', 'natural_person'],
    ['1760013210001', 'public_body'],
    ['1793213150001', 'natural_person'],
  ])
})

it('takes quoted names with bars and doubled quotes, and days that never were', async () => {
  const report = await load(
    line({ name: '"PAN | ""EL BUENO"" | S.A."', updated: '2026-02-31 00:00:00', begun: '0000-00-00 00:00:00' }),
    line({ ruc: companyTaxId(3), updated: '', begun: '9999-12-31 00:00:00' }),
  )
  expect(report).toMatchObject({ rows: 2, reported: [] })
  expect((await employers()).map(({ legal_name }) => legal_name)).toContain('PAN | "EL BUENO" | S.A.')
  const before = await registryContents(harness)
  await load(line({ name: '"PAN | ""EL BUENO"" | S.A."', updated: '' }), line({ ruc: companyTaxId(3), updated: '' }))
  expect(await registryContents(harness)).toBe(before)
})

it('reports bad lines by number, and loads the others', async () => {
  const report = await load(
    line({ ruc: '179' }),
    line({ number: '0' }),
    line({ type: 'OTRO' }),
    line({ state: 'X' }),
    line({ name: '' }),
    line({ ruc: '3000000129000' }),
    line(),
  )
  expect(report.reported).toEqual([
    { line: 2, reason: 'NUMERO_RUC has the wrong number of digits' },
    { line: 3, reason: 'NUMERO_ESTABLECIMIENTO has an establishment that does not exist' },
    { line: 4, reason: 'TIPO_CONTRIBUYENTE is none of SOCIEDAD, PERSONA NATURAL' },
    { line: 5, reason: 'ESTADO_ESTABLECIMIENTO is none of ABI, CER' },
    { line: 6, reason: 'RAZON_SOCIAL is empty' },
    { line: 7, reason: 'NUMERO_RUC ends in 000, which the tax registry does not have' },
  ])
  expect(report).toMatchObject({ outcome: 'applied', rows: 1 })
})

it('never overwrites what the institution itself said; it closes an establishment when that is newer', async () => {
  await importLines(harness, [bakery({ as_of: '2026-01-31' }), bakery({ branch_code: '2', as_of: '2026-01-31' })])
  await load(
    line({ state: 'CER', updated: '2026-01-15 00:00:00' }),
    line({ number: '2', state: 'CER', updated: '2026-03-01 00:00:00', name: 'OTRO NOMBRE', trade: 'OTRO' }),
  )
  expect(await employers()).toMatchObject([{ legal_name: 'Pan Supuesto S.A.', source: 'registry', status: 'active' }])
  expect(await branches()).toEqual([
    { code: '0001', name: 'Matriz', canton: 'Quito', status: 'active' },
    { code: '0002', name: 'Matriz', canton: 'Quito', status: 'closed' },
  ])
  await importLines(harness, [bakery({ branch_code: '2', as_of: '2026-02-15' })])
  expect((await branches())[1]).toMatchObject({ status: 'closed' })
  await importLines(harness, [bakery({ branch_code: '2', as_of: '2026-03-15' })])
  expect((await branches())[1]).toMatchObject({ status: 'active' })
})

it("leaves the rest to the institution's own file, whose first contacts do not cool off and which names the employer anew", async () => {
  await load(line({ updated: '2026-03-01 00:00:00' }), line({ number: '2', updated: '2026-03-01 00:00:00' }))
  const report = await importLines(harness, [bakery({ as_of: '2026-01-31' })])
  expect(report).toMatchObject({ outcome: 'applied', difference: { newEmployers: 0, newBranches: 0, contacts: 0, representatives: 0 } })
  expect((await contactsOf(harness, '1790000109001')).map(({ coolsUntil }) => coolsUntil)).toEqual([null, null])
  expect(await employers()).toMatchObject([{ legal_name: 'Pan Supuesto S.A.', source: 'registry' }])
  expect(await harness.context.db.selectFrom('credential').select('status').execute()).toEqual([{ status: 'external' }])
  const again = await importLines(harness, [bakery({ as_of: '2026-02-28', branch_code: '2' })])
  expect(again).toMatchObject({ outcome: 'applied' })
  expect((await contactsOf(harness, '1790000109001', '0002')).every(({ coolsUntil }) => coolsUntil !== null)).toBe(true)
})

it('overwrites its own names with newer ones, never with older ones', async () => {
  await load(line({ updated: '2026-02-01 00:00:00' }))
  await load(line({ updated: '2026-01-01 00:00:00', name: 'VIEJO S.A.', trade: 'VIEJO', state: 'CER' }))
  expect(await employers()).toMatchObject([{ legal_name: 'PAN SUPUESTO S.A.' }])
  expect(await branches()).toMatchObject([{ name: 'EL PAN', status: 'active' }])
  await load(line({ updated: '2026-03-01 00:00:00', name: 'NUEVO S.A.', trade: 'NUEVO', state: 'CER' }))
  expect(await employers()).toMatchObject([{ legal_name: 'NUEVO S.A.', status: 'closed' }])
  expect(await branches()).toMatchObject([{ name: 'NUEVO', status: 'closed' }])
})
