import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { recordAudit } from '../../src/audit/audit.ts'
import { createHarness, type Harness } from '../harness.ts'
import { wordsOf } from './account-steps.ts'
import { addHolder, type Holder } from './holders.ts'
import { addPerson } from './persons.ts'
import { addStaff, type Staff, signedInAgain } from './staff.ts'

// The record names employers and people. An auditor who searches everything could read what happened to a neighbour, and nobody would know.

const record = '/oficina/registro'
let harness: Harness
beforeAll(async () => {
  harness = await createHarness({ policy: { recordPagesPerHour: 60 } })
})
afterAll(() => harness.close())

const search = (by: Staff, fields: Record<string, string>) => by.browser.post(record, fields)
const keyOf = async ({ branchId }: Holder) =>
  (await harness.context.db.selectFrom('credential').select('id').where('branch_id', '=', branchId).executeTakeFirstOrThrow()).id
/** Something happened to the key of a holder. */
async function happened(holder: Holder) {
  const subject = await keyOf(holder)
  const at = harness.now()
  await harness.context.db.transaction().execute((tx) => recordAudit(tx, { actor: 'holder', subject, at }, { type: 'session.ended', holder: holder.branchId }))
}
const looksOf = ({ id }: Staff) =>
  harness.context.db.selectFrom('audit_event').select(['subject', 'details']).where('type', '=', 'staff.viewed').where('staff_id', '=', id).execute()

describe('an auditor who looks for a neighbour', () => {
  it('by searching everything leaves an entry that whoever asks for the neighbour finds, without a name in it', async () => {
    const [neighbour, other] = [await addHolder(harness), await addHolder(harness)]
    for (const holder of [neighbour, other]) await happened(holder)
    const [curious, honest] = [await addStaff(harness, ['auditor'], { name: 'Cora Vecina Ficticia' }), await addStaff(harness, ['auditor'])]
    expect((await search(curious, { tipo: 'session.' })).body).toContain(neighbour.name)
    expect(await looksOf(curious)).toEqual([{ subject: null, details: { what: 'record', reason: null, named: [neighbour.branchId, other.branchId].sort() } }])
    const found = wordsOf((await search(honest, { sobre: neighbour.taxId, tipo: 'staff.viewed' })).body)
    expect(found).toContain('Cora Vecina Ficticia')
    // How many, not who: else one look at the looks would show every name that any of them showed.
    expect(found).toContain('Nombres que aparecieron: 2')
    expect(found).not.toContain(other.name)
    expect((await looksOf(honest)).map(({ subject, details }) => ({ subject, details }))).toEqual([
      { subject: neighbour.branchId, details: { what: 'record', reason: null } },
    ])
  })

  it('by the number of a case of somebody they represent, or by a colleague who attended them, does so too', async () => {
    const person = await addPerson(harness)
    const auditor = await addStaff(harness, ['auditor'])
    const agent = await addStaff(harness, ['agent'])
    const at = harness.now()
    await harness.context.db
      .transaction()
      .execute((tx) =>
        recordAudit(
          tx,
          { actor: 'staff', subject: person.personId, at, staff: agent.id },
          { type: 'security_hold.set', holder: 'personal', reason: 'theft_reported' },
        ),
      )
    await search(auditor, { funcionario: agent.id })
    expect(await looksOf(auditor)).toEqual([{ subject: agent.id, details: { what: 'record', reason: null, named: [person.personId] } }])
  })

  it('reads so many pages in an hour, found or not, and then none until it is over', async () => {
    const auditor = await addStaff(harness, ['auditor'])
    const holder = await addHolder(harness)
    await happened(holder)
    for (let page = 0; page < 30; page += 1) {
      expect((await search(auditor, { sobre: holder.taxId })).body).toContain(holder.name)
      expect((await search(auditor, { sobre: '1790000125001' })).statusCode).toBe(422)
    }
    for (const fields of [{ sobre: holder.taxId }, { sobre: '1790000125001' }, {}]) {
      const refused = await search(auditor, fields)
      expect(refused.statusCode).toBe(429)
      expect(refused.body).not.toContain(holder.name)
      expect(wordsOf(refused.body)).toContain('Abrió muchas páginas del registro')
    }
    // Whoever looks at nothing leaves no look, and a colleague goes on.
    expect(await looksOf(auditor)).toHaveLength(60)
    expect((await search(await addStaff(harness, ['auditor']), { sobre: holder.taxId })).statusCode).toBe(200)
    harness.advance(3_600_001)
    await signedInAgain(harness, auditor)
    expect((await search(auditor, { sobre: holder.taxId })).body).toContain(holder.name)
  })
})
