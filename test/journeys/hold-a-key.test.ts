import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness, mailTo } from '../harness.ts'
import { numberOfDisputedRecovery, approvalsPage as queue, resolved } from '../security/disputes.ts'
import { addHolder } from '../security/holders.ts'
import { approvedBy, caseOf, proposed } from '../security/office-steps.ts'
import { addPerson } from '../security/persons.ts'
import { filed } from '../security/requests.ts'
import { addStaff, type Staff } from '../security/staff.ts'
import { newKey, proven, recovered, signsIn, vetoed } from '../security/steps.ts'

let harness: Harness
let supervisor: Staff
beforeAll(async () => {
  harness = await createHarness()
  supervisor = await addStaff(harness, ['supervisor'])
})
afterAll(() => harness.close())

const words = (body: string) => body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const told = (address: string, part: string) => mailTo(harness, address).filter(({ message }) => message.subject.includes(part)).length

describe('a supervisor who holds a key', () => {
  const where = `${queue}/retener`
  const holds = async (fields: Record<string, string>, by = supervisor) => {
    await by.browser.get(where)
    return by.decides(where, { ruc: '', sucursal: '0001', cedula: '', confirma: 'si', ...fields })
  }

  it('says why, once: nothing is done online from then on, and what was approved is examined again', async () => {
    const holder = await addHolder(harness)
    const request = await proposed(harness, holder)
    await approvedBy(harness, request)
    expect((await holds({ ruc: holder.taxId })).statusCode).toBe(422)
    expect((await holds({ ruc: holder.taxId, motivo: 'inside_help' })).headers.location).toBe(`${queue}?hecho=held`)
    expect((await caseOf(harness, request.number)).state).toBe('in_review')
    expect(words((await (await proven(harness, holder)).get('/empleador/recuperar/clave')).body)).toContain('retuvo la clave por seguridad')
    expect(words((await holds({ ruc: holder.taxId, motivo: 'inside_help' })).body)).toContain('ya está retenida')
    const events = harness.context.db
      .selectFrom('audit_event')
      .select(['details', 'staff_id'])
      .where('type', '=', 'security_hold.set')
      .where('subject', '=', holder.branchId)
    expect(await events.execute()).toEqual([{ details: { holder: 'employer', reason: 'inside_help' }, staff_id: supervisor.id }])
  })

  it('stops what an office approved for a key that is held already, and is told that it is held where there is nothing to stop', async () => {
    const holder = await addHolder(harness)
    expect((await holds({ ruc: holder.taxId, motivo: 'theft_reported' })).statusCode).toBe(303)
    const request = await proposed(harness, holder)
    await approvedBy(harness, request)
    const colleague = await addStaff(harness, ['supervisor'])
    const check = await holds({ ruc: holder.taxId, motivo: 'false_document', confirma: '' }, colleague)
    expect(words(check.body)).toContain(`${request.number}: `)
    expect((await holds({ ruc: holder.taxId, motivo: 'false_document' }, colleague)).statusCode).toBe(303)
    expect((await caseOf(harness, request.number)).state).toBe('in_review')
    const again = await holds({ ruc: holder.taxId, motivo: 'false_document' }, await addStaff(harness, ['supervisor']))
    expect(words(again.body)).toContain('ya está retenida')
  })

  it('is told of each field that is missing', async () => {
    const empty = await holds({ confirma: '' })
    expect(empty.statusCode).toBe(422)
    for (const text of ['Escriba el RUC, o la cédula', 'Elija por qué']) expect(words(empty.body)).toContain(text)
    expect(words((await holds({ ruc: '1790000109001', sucursal: '', confirma: '' })).body)).toContain('Escriba la sucursal')
  })

  it('sees how many contacts are told and which cases are open before it is held, and begins where a supervisor looks', async () => {
    const holder = await addHolder(harness)
    const request = await proposed(harness, holder)
    await filed(harness, holder)
    const check = await holds({ ruc: holder.taxId, motivo: 'court_order', confirma: '' })
    for (const text of ['Al único contacto registrado', `${request.number}: `, 'Una solicitud sin identificar']) expect(words(check.body)).toContain(text)
    expect(check.body).not.toContain(holder.email)
    expect((await supervisor.browser.get('/oficina')).body).toContain(`href="${where}"`)
    expect((await (await addStaff(harness, ['agent', 'approver'])).browser.get('/oficina')).body).not.toContain(where)
  })

  it('sees first whose key it is; then the key and its sessions end, the contacts hear, and the case online says who held it', async () => {
    const holder = await addHolder(harness)
    await recovered(harness, holder)
    expect(await signsIn(harness, holder, newKey)).toBe(true)
    const check = words((await holds({ ruc: holder.taxId, motivo: 'court_order', confirma: '' })).body)
    expect(check).toContain('Revise antes de retener')
    expect(check).toContain(holder.name)
    expect(await signsIn(harness, holder, newKey)).toBe(true)
    expect((await holds({ ruc: holder.taxId, motivo: 'court_order' })).statusCode).toBe(303)
    await harness.settled()
    expect(await signsIn(harness, holder, newKey)).toBe(false)
    expect(told(holder.email, 'La institución retuvo la clave patronal')).toBe(1)
    const page = words((await (await proven(harness, holder)).get('/empleador/recuperar/clave')).body)
    expect(page).toContain('Un supervisor de la institución retuvo la clave')
    expect(page).not.toContain('un contacto registrado avisó')
  })

  it('leaves an entry of each key that was looked for, also of one that there is not', async () => {
    const looks = () =>
      harness.context.db
        .selectFrom('audit_event')
        .select('id')
        .where('staff_id', '=', supervisor.id)
        .where(sql<string>`details ->> 'what'`, '=', 'hold')
        .execute()
    const before = (await looks()).length
    await holds({ cedula: '1234', motivo: 'theft_reported', confirma: '' })
    await holds({ cedula: '1234', motivo: 'theft_reported' })
    expect((await looks()).length).toBe(before + 2)
    // Whoever goes back to change the data looks at nobody.
    const { taxId, name } = await addHolder(harness)
    const back = await holds({ ruc: taxId, motivo: 'theft_reported', confirma: 'no' })
    expect(back.body).toContain(`value="${taxId}"`)
    expect(back.body).not.toContain(name)
    expect((await looks()).length).toBe(before + 2)
  })

  it('freezes a key that a dispute left alive when it held the employer, and says of one that is frozen that it is held', async () => {
    const holder = await addHolder(harness, {
      contacts: [
        { channel: 'email', value: 'uno@viva.example' },
        { channel: 'email', value: 'dos@viva.example' },
      ],
    })
    await recovered(harness, holder)
    harness.advance(10 * 86_400_000)
    await proven(harness, holder)
    expect(await vetoed(harness, 'dos@viva.example')).toBe('disputed')
    supervisor = await addStaff(harness, ['supervisor'])
    await resolved(harness, await numberOfDisputedRecovery(harness, holder), { answer: 'contact_was_right.did_not_represent', by: supervisor })
    expect(await signsIn(harness, holder, newKey)).toBe(true)
    expect((await holds({ ruc: holder.taxId, motivo: 'theft_reported' })).statusCode).toBe(303)
    expect(await signsIn(harness, holder, newKey)).toBe(false)
    expect(words((await holds({ ruc: holder.taxId, motivo: 'theft_reported' })).body)).toContain('ya está retenida')
  })

  it('holds a personal key by the cédula, and not their own; nobody else holds any', async () => {
    const person = await addPerson(harness)
    expect((await holds({ cedula: person.nationalId, motivo: 'theft_reported' })).statusCode).toBe(303)
    for (const cedula of [supervisor.nationalId, ` ${supervisor.nationalId.slice(0, 4)} ${supervisor.nationalId.slice(4)}`])
      expect(words((await holds({ cedula, motivo: 'theft_reported' })).body)).toContain('su propia clave')
    expect(words((await holds({ cedula: '1234', motivo: 'theft_reported' })).body)).toContain('No consta')
    const holder = await addHolder(harness)
    expect(words((await holds({ ruc: holder.taxId, cedula: person.nationalId, motivo: 'theft_reported' })).body)).toContain('no los dos')
    const representative = await addStaff(harness, ['supervisor'], { nationalId: holder.nationalId })
    expect(words((await holds({ ruc: holder.taxId, motivo: 'theft_reported' }, representative)).body)).toContain('un empleador que usted representa')
    expect((await holds({ cedula: person.nationalId, motivo: 'theft_reported' }, await addStaff(harness, ['agent', 'approver']))).statusCode).toBe(403)
  })
})
