import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openPostgres } from '../../src/db/open.ts'
import { together } from '../../src/db/together.ts'
import { Secret } from '../../src/secret.ts'
import { openTestDatabase } from '../test-database.ts'

let database: Awaited<ReturnType<typeof openTestDatabase>>
let opened: ReturnType<typeof openPostgres>
beforeAll(async () => {
  database = await openTestDatabase()
  opened = openPostgres(new Secret(database.url?.reveal() ?? ''), { connections: 1 })
})
afterAll(async () => {
  await opened.close()
  await database.close()
})

const spend = (id: string) => ({ id, ends_at: new Date(0) })

it('runs what is called together in the order of the calls', async () => {
  const [, seen, , gone] = await opened.db
    .transaction()
    .execute((tx) =>
      together(
        tx.insertInto('spent_challenge').values(spend('ordered')).execute(),
        sql<{ id: string }>`select id from spent_challenge where id = 'ordered'`.execute(tx),
        tx.deleteFrom('spent_challenge').where('id', '=', 'ordered').execute(),
        tx.selectFrom('spent_challenge').select('id').where('id', '=', 'ordered').execute(),
      ),
    )
  expect(seen.rows).toEqual([{ id: 'ordered' }])
  expect(gone).toEqual([])
})

it('lets nothing that was called together outlive the failure of one, and serves on with the same connection', async () => {
  const add = (tx: Parameters<Parameters<ReturnType<typeof opened.db.transaction>['execute']>[0]>[0], id: string) =>
    tx.insertInto('spent_challenge').values(spend(id)).execute()
  const failing = opened.db.transaction().execute((tx) => together(add(tx, 'before'), add(tx, 'before'), add(tx, 'after'), add(tx, 'later')))
  await expect(failing).rejects.toMatchObject({ code: '23505' })
  expect(await opened.db.selectFrom('spent_challenge').select('id').execute()).toEqual([])
  await opened.db.transaction().execute((tx) => add(tx, 'after'))
  expect(await opened.db.selectFrom('spent_challenge').select('id').execute()).toEqual([{ id: 'after' }])
})

it('rolls the first statement of a transaction back, although it left together with the beginning', async () => {
  const given = opened.db.transaction().execute(async (tx) => {
    await tx.insertInto('spent_challenge').values(spend('given up')).execute()
    throw new Error('given up')
  })
  await expect(given).rejects.toThrow('given up')
  expect(await opened.db.selectFrom('spent_challenge').select('id').where('id', '=', 'given up').execute()).toEqual([])
})

it('prepares a statement once, and goes on after a migration has added a column', async () => {
  const byColumns = () => opened.db.selectFrom('spent_challenge').select(['id', 'ends_at']).where('id', '=', 'after').execute()
  const byAll = () => opened.db.selectFrom('spent_challenge').selectAll().where('id', '=', 'after').execute()
  const prepared = async () => (await sql<{ statement: string }>`select statement from pg_prepared_statements`.execute(opened.db)).rows
  for (let time = 0; time < 7; time += 1) expect([...(await byColumns()), ...(await byAll())]).toHaveLength(2)
  const texts = (await prepared()).map(({ statement }) => statement)
  expect(texts.filter((text) => text.includes('"ends_at" from "spent_challenge"'))).toHaveLength(1)
  expect(texts.filter((text) => text.includes('*'))).toEqual([])
  const owner = openPostgres(new Secret(Object.assign(new URL(database.url?.reveal() ?? ''), { username: 'owner' }).href), { connections: 1 })
  await sql`alter table spent_challenge add column newer text`.execute(owner.db)
  await owner.close()
  expect([...(await byColumns()), ...(await byAll())]).toHaveLength(2)
})
