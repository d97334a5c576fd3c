import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../harness.ts'
import { words } from './agents.ts'
import { addHolder } from './holders.ts'
import { addStaff, type Staff } from './staff.ts'

// The page of a hold says whose key a RUC or a cédula is of: tried number by number, it would be the register.

let harness: Harness
beforeAll(async () => {
  harness = await createHarness({ policy: { staffSearchesPerHour: 10 } })
})
afterAll(() => harness.close())

const where = '/oficina/aprobaciones/retener'
async function asks(by: Staff, fields: Record<string, string>) {
  await by.browser.get(where)
  return by.decides(where, { ruc: '', sucursal: '0001', cedula: '', motivo: 'theft_reported', confirma: '', ...fields })
}

describe('a supervisor who looks for keys to hold', () => {
  it('is told of so many in an hour, with those searches for cases together, and no more names', async () => {
    const supervisor = await addStaff(harness, ['supervisor'])
    const holder = await addHolder(harness)
    for (let tried = 0; tried < 4; tried += 1) expect((await asks(supervisor, { ruc: holder.taxId })).body).toContain(holder.name)
    for (let tried = 0; tried < 3; tried += 1) expect((await asks(supervisor, { cedula: '1234', confirma: 'si' })).statusCode).toBe(422)
    await supervisor.browser.get('/oficina/tramites')
    for (let tried = 0; tried < 3; tried += 1) await supervisor.browser.post('/oficina/tramites/buscar', { numero: holder.taxId })
    for (const fields of [{ ruc: holder.taxId }, { cedula: '1234' }, { cedula: '1234', confirma: 'si' }]) {
      const refused = await asks(supervisor, fields)
      expect(refused.statusCode).toBe(429)
      expect(refused.body).not.toContain(holder.name)
      expect(words(refused.body)).toContain('Hizo demasiadas búsquedas')
    }
    harness.advance(3_600_000)
    expect((await asks(await addStaff(harness, ['supervisor']), { ruc: holder.taxId })).body).toContain(holder.name)
  })

  it('leaves an entry of whom they looked at, also where the key is held already', async () => {
    const supervisor = await addStaff(harness, ['supervisor'])
    const holder = await addHolder(harness, { held: true })
    for (const confirma of ['', 'si']) expect(words((await asks(supervisor, { ruc: holder.taxId, confirma })).body)).toContain('ya está retenida')
    const looks = harness.context.db.selectFrom('audit_event').select('subject').where('type', '=', 'staff.viewed').where('staff_id', '=', supervisor.id)
    expect(await looks.execute()).toEqual([{ subject: holder.branchId }, { subject: holder.branchId }])
  })

  it('holds a key all the same: a theft does not wait', async () => {
    const supervisor = await addStaff(harness, ['supervisor'])
    const holder = await addHolder(harness)
    for (let tried = 0; tried < 11; tried += 1) await asks(supervisor, { cedula: '1234' })
    const fields = { ruc: holder.taxId, sucursal: '0001', cedula: '', motivo: 'theft_reported' }
    const unseen = await supervisor.browser.post(where, { ...fields, confirma: '' })
    expect(words(unseen.body)).toContain('retenga la clave sin verlo')
    expect((await supervisor.browser.post(where, { ...fields, confirma: 'si', passkey: await supervisor.shows(unseen) })).statusCode).toBe(303)
    expect((await asks(supervisor, { ruc: holder.taxId, confirma: 'si' })).statusCode).toBe(429)
  })
})
