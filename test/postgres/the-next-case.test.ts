import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createHarness, type Harness } from '../harness.ts'
import { addStaff } from '../security/staff.ts'
import { recordQueries } from './record-queries.ts'

// However many cases wait, the next one is the first entry of an index: what waits behind it is not read.

let harness: Harness
let owner: pg.Client
beforeAll(async () => {
  harness = await createHarness()
  owner = new pg.Client({ connectionString: (harness.databaseUrl ?? '').replace('app@', 'owner@') })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await harness.close()
})

it('is found without reading the queue, nor what was filed by whoever has not come', async () => {
  await owner.query(
    `insert into replacement (id, number, kind, state, version, round, reason, employer_kind, language, typed, office, continuation_hash, contact,
       codes, tries_left, started_at, submitted_at, moved_at, ends_at, queued_at)
     select gen_random_uuid(), 'S-W' || n, 'employer', 'submitted', 1, 1, 'key_holder_gone', 'company', 'es',
       jsonb_build_object('taxId', '1790000' || n, 'branchCode', '0001', 'nationalId', '1700000092'), case when n % 4 = 0 then 'puerto' else 'centro' end,
       'code ' || n, 'none', '[]', 0, $1::timestamptz, $1, $1, $1::timestamptz + interval '20 days',
       case when n > 2000 then $1::timestamptz + n * interval '1 second' end
     from generate_series(1, 4000) n`,
    [harness.now()],
  )
  await owner.query('analyze replacement')
  const { rows: counted } = await owner.query<{ entries: number }>("select reltuples::int as entries from pg_class where relname = 'replacement_next'")
  expect(counted).toEqual([{ entries: 2000 }])
  const { browser } = await addStaff(harness, ['agent'])
  await browser.get('/oficina/tramites')
  const queries = await recordQueries(harness.context.db, async () => {
    expect((await browser.post('/oficina/tramites', {})).headers.location).toBe('/oficina/tramites/S-W2001')
  })
  const choosing = queries.filter(({ sql }) => sql.includes('skip locked'))
  expect(choosing).toHaveLength(1)
  const [{ sql, parameters } = { sql: '', parameters: [] }] = choosing
  const { rows } = await owner.query<{ 'QUERY PLAN': string }>(`explain ${sql}`, [...parameters])
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
  expect(plan).toContain('Index Scan using replacement_next')
  expect(plan).not.toContain('Sort')
})
