import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createHarness, type Harness } from '../harness.ts'
import { addHolder } from '../security/holders.ts'
import { caseOf, proposed } from '../security/office-steps.ts'
import { filed, opened } from '../security/requests.ts'
import { addStaff } from '../security/staff.ts'

// Locks are taken in one order: the holder, then its cases. The removal of an account touches cases of any number of holders, and the end of a
// case the contacts of its holder.

let harness: Harness
let other: pg.Client
beforeAll(async () => {
  harness = await createHarness()
  other = new pg.Client({ connectionString: (harness.databaseUrl ?? '').replace('app@', 'owner@') })
  await other.connect()
})
afterAll(async () => {
  await other.end()
  await harness.close()
})

const waits = async () => {
  for (let tries = 0; tries < 100; tries += 1) {
    const { rowCount } = await other.query("select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'")
    if (rowCount) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('nobody waits')
}

it('whoever removes an account holds none of its cases while a holder is in the hands of another', async () => {
  const holder = await addHolder(harness)
  const [prepared, taken] = [await proposed(harness, holder), await filed(harness, holder)]
  const { agent } = prepared
  await harness.context.db
    .updateTable('replacement')
    .set({ leased_by: agent.id, leased_until: new Date(harness.now().getTime() + 600_000) })
    .where('number', '=', taken.number)
    .execute()
  const administrator = await addStaff(harness, ['administrator'])
  const page = `/oficina/personal/${agent.id}`
  await administrator.browser.get(page)

  await other.query('begin')
  await other.query('select id from branch where id = $1 for no key update', [holder.branchId])
  const removal = administrator.browser.post(page, { accion: 'quitar', revisar: 'si' })
  await waits()
  const locked = await other.query('select id from replacement where number = $1 for update nowait', [taken.number]).catch((error: Error) => error.message)
  await other.query('rollback')
  expect((await removal).statusCode).toBe(303)
  expect(locked).toMatchObject({ rowCount: 1 })
  expect((await caseOf(harness, prepared.number)).state).toBe('in_review')
  expect((await caseOf(harness, taken.number)).leased_by).toBeNull()
})

it('whoever cancels a case holds nothing of it while its holder is in the hands of another', async () => {
  const holder = await addHolder(harness)
  const request = await proposed(harness, holder)
  const applicant = await opened(harness, request)
  await applicant.get('/tramite/cancelar')
  await other.query('begin')
  await other.query('select id from branch where id = $1 for no key update', [holder.branchId])
  const cancelling = applicant.post('/tramite/cancelar', {})
  await waits()
  const locked = await other.query('select id from replacement where number = $1 for update nowait', [request.number]).catch((error: Error) => error.message)
  await other.query('rollback')
  expect((await cancelling).statusCode).toBe(303)
  expect(locked).toMatchObject({ rowCount: 1 })
  expect((await caseOf(harness, request.number)).state).toBe('cancelled')
})
