import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../harness.ts'
import { words } from './agents.ts'
import { addHolder, type Holder } from './holders.ts'
import { addStaff, type Staff, signedInAgain } from './staff.ts'
import { newKey, recovered, signsIn } from './steps.ts'

// A hold cannot be undone, and a case with an office takes days: a supervisor who holds the same key after each of them shuts its owner out.

const day = 86_400_000
const where = '/oficina/aprobaciones/retener'
let harness: Harness
beforeAll(async () => {
  harness = await createHarness({ policy: { holdsPerDay: 5, staffSearchesPerHour: 10 } })
})
afterAll(() => harness.close())

async function holds(by: Staff, fields: Record<string, string>) {
  await by.browser.get(where)
  return by.decides(where, { ruc: '', sucursal: '0001', cedula: '', motivo: 'theft_reported', confirma: 'si', ...fields })
}

/** As an office leaves it: no longer held. */
const freed = ({ branchId }: Holder) =>
  harness.context.db.updateTable('branch').set({ security_hold_since: null, security_hold_reason: null }).where('id', '=', branchId).execute()

describe('a supervisor who held a key', () => {
  it('does not hold it again soon after its holder has a new one; another supervisor can, and so can they a good while later', async () => {
    const holder = await addHolder(harness)
    const roles = ['supervisor'] as const
    const supervisor = await addStaff(harness, roles)
    expect((await holds(supervisor, { ruc: holder.taxId })).statusCode).toBe(303)
    await freed(holder)
    await recovered(harness, holder)
    harness.advance(10 * day)
    await signedInAgain(harness, supervisor)
    for (const confirma of ['', 'si']) {
      const refused = await holds(supervisor, { ruc: holder.taxId, confirma })
      expect(refused.statusCode).toBe(429)
      expect(words(refused.body)).toContain('solo puede retenerla otro supervisor')
    }
    expect(await signsIn(harness, holder, newKey)).toBe(true)
    expect((await holds(await addStaff(harness, roles), { ruc: holder.taxId })).statusCode).toBe(303)
    expect(await signsIn(harness, holder, newKey)).toBe(false)
    await freed(holder)
    harness.advance(80 * day)
    await signedInAgain(harness, supervisor)
    expect((await holds(supervisor, { ruc: holder.taxId })).statusCode).toBe(303)
  })

  it('holds so many in a day, and learns no more of the register by going on', async () => {
    const supervisor = await addStaff(harness, ['supervisor'])
    for (let held = 0; held < 5; held += 1) expect((await holds(supervisor, { ruc: (await addHolder(harness)).taxId })).statusCode).toBe(303)
    const sixth = await addHolder(harness)
    for (const confirma of ['si', '']) {
      const refused = await holds(supervisor, { ruc: sixth.taxId, confirma })
      expect(refused.statusCode).toBe(429)
      expect(words(refused.body)).toContain('antes, otro supervisor')
      expect(refused.body).not.toContain(sixth.name)
    }
    for (let tried = 0; tried < 8; tried += 1) await holds(supervisor, { ruc: sixth.taxId })
    expect(words((await holds(supervisor, { ruc: sixth.taxId })).body)).toContain('Hizo demasiadas búsquedas')
    const held = harness.context.db.selectFrom('branch').select('security_hold_since').where('id', '=', sixth.branchId)
    expect(await held.executeTakeFirst()).toEqual({ security_hold_since: null })
    expect((await holds(await addStaff(harness, ['supervisor']), { ruc: sixth.taxId })).statusCode).toBe(303)
  })

  it('cannot hold it twice at once either', async () => {
    const [holder, supervisor] = [await addHolder(harness), await addStaff(harness, ['supervisor'])]
    await recovered(harness, holder)
    await Promise.all([holds(supervisor, { ruc: holder.taxId }), holds(supervisor, { ruc: holder.taxId })])
    const events = harness.context.db.selectFrom('audit_event').select('id').where('type', '=', 'security_hold.set').where('subject', '=', holder.branchId)
    expect(await events.execute()).toHaveLength(1)
  })
})
