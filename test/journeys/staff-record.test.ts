import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { recordAudit } from '../../src/audit/audit.ts'
import { recordLook } from '../../src/staff/record-look.ts'
import { createHarness, type Harness, panaderia, taller } from '../harness.ts'
import { filed } from '../security/requests.ts'
import { addStaff, type Staff } from '../security/staff.ts'

const day = 86_400_000

let harness: Harness
let auditor: Staff
beforeAll(async () => {
  harness = await createHarness()
  auditor = await addStaff(harness, ['auditor'], { name: 'Hugo Libros Ficticio' })
})
afterAll(() => harness.close())

const search = (fields: Record<string, string>) => auditor.browser.post('/oficina/registro', fields)
const count = (body: string, type: string) => body.split(`<strong>${type}</strong>`).length - 1
const caseId = async (number: string) =>
  (await harness.context.db.selectFrom('replacement').select('id').where('number', '=', number).executeTakeFirstOrThrow()).id
const look = (by: Staff, subject: string) =>
  harness.context.db.transaction().execute((tx) => recordLook(tx, by, { subject, what: 'case', reason: 'walk_in', at: harness.now() }))

describe('an auditor', () => {
  it('finds who looked at whom: by the case, by the RUC, by the cédula, and by who looked', async () => {
    const agent = await addStaff(harness, ['agent'], { name: 'Inés Curiosa Ficticia' })
    const one = await filed(harness, panaderia)
    const other = await filed(harness, taller)
    for (const each of [one, other]) await look(agent, await caseId(each.number))
    const { body } = await search({ sobre: one.number.toLowerCase(), tipo: 'staff.viewed' })
    // The look, and this search.
    expect(count(body, 'staff.viewed')).toBe(2)
    expect(body).toContain('Inés Curiosa Ficticia')
    expect(body).toContain('walk_in')
    expect(body).toContain(one.number)
    expect(body).not.toContain(other.number)
    expect(count((await search({ funcionario: agent.id })).body, 'staff.viewed')).toBe(2)
    const branch = await harness.context.db
      .selectFrom('branch')
      .innerJoin('employer', 'employer.id', 'branch.employer_id')
      .select('branch.id')
      .where('tax_id', '=', panaderia.taxId)
      .executeTakeFirstOrThrow()
    await look(agent, branch.id)
    expect((await search({ sobre: panaderia.taxId, tipo: 'staff.viewed' })).body).toContain(branch.id)
    expect((await search({ sobre: panaderia.nationalId, tipo: 'staff.viewed' })).body).toContain(one.number)
    expect((await search({ sobre: agent.nationalId })).statusCode).toBe(200)
  })

  it('is told when a number leads to nothing or a date is none, and searches what lies in between two days', async () => {
    expect((await search({ sobre: 'S-0000-0000' })).statusCode).toBe(422)
    expect((await search({ sobre: '1790000125001' })).body).toContain('no lleva a nada')
    expect((await search({ desde: '2026-02-30' })).body).toContain('Escriba la fecha')
    const date = (offset: number) => new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Guayaquil' }).format(new Date(harness.now().getTime() + offset))
    expect(count((await search({ tipo: 'staff.viewed', hasta: date(-2 * day) })).body, 'staff.viewed')).toBe(0)
    expect(count((await search({ tipo: 'staff.viewed', desde: date(0), hasta: date(0) })).body, 'staff.viewed')).toBeGreaterThan(0)
  })

  it('reads page after page, each entry once', async () => {
    await harness.context.db.transaction().execute(async (tx) => {
      for (let hour = 0; hour < 120; hour += 1) {
        const event = { type: 'unlock.hour_counted' as const, hour: `h${hour}-`, starts: 1, wrongCodes: 0 }
        await recordAudit(tx, { actor: 'system', subject: null, at: new Date(harness.now().getTime() - Math.floor(hour / 3)) }, event)
      }
    })
    const seen: string[] = []
    let antes = ''
    for (let page = 0; page < 3; page += 1) {
      const { body } = await search({ tipo: 'unlock.', antes })
      seen.push(...[...body.matchAll(/hour: (h\d+-)/g)].map(([, hour = '']) => hour))
      antes = /name="antes" value="([^"]+)"/.exec(body)?.[1] ?? ''
      expect(antes === '').toBe(page === 2)
    }
    expect(seen).toHaveLength(120)
    expect(new Set(seen).size).toBe(120)
  })

  it('is seen searching: every search is an entry, with what was found and not what was typed', async () => {
    const one = await filed(harness, panaderia)
    await search({ sobre: one.number })
    const id = await caseId(one.number)
    const entries = await harness.context.db.selectFrom('audit_event').selectAll().where('staff_id', '=', auditor.id).where('subject', '=', id).execute()
    expect(entries.map(({ type, details }) => ({ type, details }))).toEqual([{ type: 'staff.viewed', details: { what: 'record', reason: null } }])
  })
})

describe('the record', () => {
  it('is for auditors alone', async () => {
    const others = await addStaff(harness, ['agent', 'approver', 'supervisor', 'administrator'])
    expect((await others.browser.get('/oficina/registro')).statusCode).toBe(403)
    await others.browser.get('/oficina')
    expect((await others.browser.post('/oficina/registro', { sobre: panaderia.taxId })).statusCode).toBe(403)
  })

  it('takes nothing odd for a search', async () => {
    const odd = { tipo: "staff.' or 1=1", funcionario: 'x', antes: '2026-99-99T00:00:00.000Z_1', desde: '', hasta: '', sobre: "' or ''='" }
    expect((await search(odd)).statusCode).toBe(422)
    expect((await search({ ...odd, sobre: '' })).statusCode).toBe(200)
    expect((await search({ antes: '2026-01-01T00:00:00.000Z_999999999999999999' })).statusCode).toBe(200)
  })
})
