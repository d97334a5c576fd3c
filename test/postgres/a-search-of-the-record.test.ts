import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createHarness, type Harness } from '../harness.ts'
import { addHolder } from '../security/holders.ts'
import { addStaff, type Staff } from '../security/staff.ts'
import { recordQueries } from './record-queries.ts'

// However much is on the record, what is searched for is read from an index: what is rare, too, and whose names an auditor saw.

let harness: Harness
let owner: pg.Client
let auditor: Staff
beforeAll(async () => {
  harness = await createHarness()
  owner = new pg.Client({ connectionString: (harness.databaseUrl ?? '').replace('app@', 'owner@') })
  await owner.connect()
  auditor = await addStaff(harness, ['auditor'])
  await owner.query(
    `insert into audit_event (occurred_at, type, actor, subject, details)
     select $1::timestamptz - interval '20 days' + n * interval '20 seconds',
       case when n % 4000 = 0 then 'dispute.resolved' when n % 2 = 0 then 'staff.viewed' else 'session.started' end, 'system', gen_random_uuid(),
       case when n % 100 = 2 then jsonb_build_object('what', 'record', 'reason', null, 'named', jsonb_build_array(gen_random_uuid())) else '{}' end
     from generate_series(1, 40000) n`,
    [harness.now()],
  )
  await owner.query('analyze audit_event')
})
afterAll(async () => {
  await owner.end()
  await harness.close()
})

/** How the database reads the entries of a search. */
async function planOf(fields: Record<string, string>): Promise<string> {
  const queries = await recordQueries(harness.context.db, async () => {
    expect((await auditor.browser.post('/oficina/registro', fields)).statusCode).toBe(200)
  })
  const [{ sql, parameters } = { sql: '', parameters: [] }] = queries.filter((query) => query.sql.includes('found.id desc'))
  const { rows } = await owner.query<{ 'QUERY PLAN': string }>(`explain ${sql}`, [...parameters])
  return rows.map((row) => row['QUERY PLAN']).join('\n')
}

it('of a rare kind reads the entries of that kind alone', async () => {
  const plan = await planOf({ tipo: 'dispute.' })
  expect(plan).toContain('audit_event_type')
  expect(plan).not.toContain('Seq Scan')
  expect(plan).not.toContain('audit_event_occurred')
})

it('by a RUC reads what is about it, and the looks that showed its name, of none of the others', async () => {
  const plan = await planOf({ sobre: (await addHolder(harness)).taxId, miradas: 'si' })
  for (const index of ['audit_event_subject', 'audit_event_named']) expect(plan).toContain(index)
  expect(plan).not.toContain('Seq Scan')
})
