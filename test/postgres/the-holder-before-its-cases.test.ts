import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createHarness, type Harness } from '../harness.ts'
import { act, identified } from '../security/agents.ts'
import { addHolder } from '../security/holders.ts'
import { caseOf, proposed } from '../security/office-steps.ts'
import { filed, opened } from '../security/requests.ts'
import { addStaff, signedInAgain } from '../security/staff.ts'

// Locks are taken in one order: the holder, then its cases. The removal of an account touches cases of any number of holders, and the end of a
// case the contacts of its holder.

let harness: Harness
let other: pg.Client
let third: pg.Client
/** In no transaction: within one it would see always the same. */
let watch: pg.Client
beforeAll(async () => {
  harness = await createHarness()
  const connectionString = (harness.databaseUrl ?? '').replace('app@', 'owner@')
  ;[other, third, watch] = [new pg.Client({ connectionString }), new pg.Client({ connectionString }), new pg.Client({ connectionString })]
  await Promise.all([other, third, watch].map((client) => client.connect()))
})
afterAll(async () => {
  await Promise.all([other, third, watch].map((client) => client.end()))
  await harness.close()
})

const waits = async (atLeast = 1) => {
  for (let tries = 0; tries < 100; tries += 1) {
    const { rowCount } = await watch.query("select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'")
    if ((rowCount ?? 0) >= atLeast) return
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
  const removal = administrator.decides(page, { accion: 'quitar', revisar: 'si' })
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

it('whoever signs in while their account is removed does nothing that stands afterwards', async () => {
  const request = await filed(harness, await addHolder(harness))
  const { number } = request
  const agent = await addStaff(harness, ['agent'])
  await identified(harness, agent.browser, number)
  const { id, branch_id } = await caseOf(harness, number)
  const administrator = await addStaff(harness, ['administrator'])
  const page = `/oficina/personal/${agent.id}`
  await administrator.browser.get(page)

  // As a sign-in holds it.
  await other.query('begin')
  await other.query('select id from staff_member where id = $1 for no key update', [agent.id])
  const removal = administrator.decides(page, { accion: 'quitar', revisar: 'si' })
  await waits()
  await signedInAgain(harness, agent)
  await third.query('begin')
  await third.query('select id from branch where id = $1 for no key update', [branch_id])
  const result = act(harness, agent.browser, { number, page: 'resultado', resultado: 'met.solicitud-firmada' })
  await waits(2)
  await other.query('rollback')
  await new Promise((resolve) => setTimeout(resolve, 300))
  await waits(2)
  harness.advance(1000)
  await third.query('rollback')
  await Promise.all([removal, result])
  const found = await harness.context.db.selectFrom('requirement_result').select('found_at').where('replacement_id', '=', id).execute()
  expect(found).toHaveLength(1)
  const { work_voided_at } = await harness.context.db.selectFrom('staff_member').select('work_voided_at').where('id', '=', agent.id).executeTakeFirstOrThrow()
  expect(work_voided_at?.getTime()).toBeGreaterThanOrEqual(found[0]?.found_at.getTime() ?? 0)
})
