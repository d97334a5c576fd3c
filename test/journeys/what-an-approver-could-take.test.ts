import { afterAll, beforeAll, expect, it } from 'vitest'
import { takeInHand } from '../../src/replacement/facts.ts'
import { decide } from '../../src/replacement/replacement.ts'
import { createHarness, type Harness } from '../harness.ts'
import { words } from '../security/agents.ts'
import { addHolder } from '../security/holders.ts'
import { actorOf, proposed } from '../security/office-steps.ts'
import { addStaff, type Staff } from '../security/staff.ts'

// What an approver reads on the first page, and on that of the approvals, is what taking the next could give them.

let harness: Harness
let agents: { centro: Staff; puerto: Staff }
beforeAll(async () => {
  harness = await createHarness()
  agents = { centro: await addStaff(harness, ['agent']), puerto: await addStaff(harness, ['agent'], { office: 'puerto' }) }
})
afterAll(() => harness.close())

const queue = '/oficina/aprobaciones'
const day = 86_400_000

/** How many of all cases the rules let this person approve, one by one. */
async function byTheRules(staff: Staff): Promise<number> {
  const actor = await actorOf(harness, staff)
  const rows = await harness.context.db.selectFrom('replacement').selectAll().where('state', '=', 'proposed').execute()
  let allowed = 0
  for (const row of rows) {
    const now = harness.now()
    const { facts } = await harness.context.db.transaction().execute((tx) => takeInHand(harness.context, tx, { row, now }))
    if (decide(facts, { type: 'approve', by: actor }, now).outcome === 'moved') allowed += 1
  }
  return allowed
}

async function read(staff: Staff, path: string): Promise<number> {
  const [, some] = /(Un|Más de \d+|\d+) trámites? que usted puede decidir/.exec(words((await staff.browser.get(path)).body)) ?? []
  return some === undefined ? 0 : some === 'Un' ? 1 : Number(some.replace(/\D/g, ''))
}

/** How many this person is given, one after the other: each is as if somebody else had it then. */
async function given(staff: Staff): Promise<number> {
  const taken: string[] = []
  const table = () => harness.context.db.updateTable('replacement')
  for (;;) {
    const answer = await staff.browser.post(queue, {})
    if (answer.statusCode !== 303) break
    taken.push(String(answer.headers.location).replace(`${queue}/`, ''))
    await table().set({ leased_by: agents.centro.id }).where('number', 'in', taken).execute()
  }
  if (taken.length > 0) await table().set({ leased_by: null, leased_until: null }).where('number', 'in', taken).execute()
  return taken.length
}

it('is what the rules say of each case, whoever approves and of which office', async () => {
  const { db, random } = harness.context
  const cooling = [{ channel: 'email' as const, value: 'nuevo@e1.example', coolsUntil: new Date(harness.now().getTime() + 7 * day) }]
  const made: { number: string }[] = []
  for (const agent of [agents.centro, agents.puerto]) {
    made.push(await proposed(harness, await addHolder(harness), { agent }))
    made.push(await proposed(harness, await addHolder(harness), { agent, reason: 'representative_changed' }))
    made.push(await proposed(harness, await addHolder(harness), { agent, reason: 'hold_or_dispute' }))
    made.push(await proposed(harness, await addHolder(harness, { contacts: [] }), { agent }))
    made.push(await proposed(harness, await addHolder(harness, { contacts: cooling }), { agent }))
  }
  const alone = await addStaff(harness, ['approver'])
  // As long as no other office has an approver, nobody else can.
  expect([await byTheRules(alone), await read(alone, '/oficina'), await given(alone)]).toEqual([10, 10, 10])
  const approvers = [
    alone,
    await addStaff(harness, ['approver'], { office: 'puerto' }),
    await addStaff(harness, ['approver'], { office: null }),
    await addStaff(harness, ['approver', 'supervisor'], { office: 'puerto' }),
  ]
  const resolver = approvers[3]
  const resolved = await db
    .selectFrom('replacement')
    .select('id')
    .where('number', '=', made[0]?.number ?? '')
    .executeTakeFirstOrThrow()
  await db
    .insertInto('dispute_resolution')
    .values({
      id: random.uuid(),
      replacement_id: resolved.id,
      outcome: 'applicant_was_right',
      reason: 'identity_confirmed',
      resolved_by: resolver?.id ?? '',
      resolved_at: harness.now(),
    })
    .execute()
  const counts: number[] = []
  for (const staff of approvers) {
    const count = await byTheRules(staff)
    expect({ hoy: await read(staff, '/oficina'), queue: await read(staff, queue), given: await given(staff) }).toEqual({
      hoy: count,
      queue: count,
      given: count,
    })
    counts.push(count)
  }
  // Of their own office only one with an older contact that nobody stopped: of the other all.
  expect(counts).toEqual([5, 6, 10, 5])
  const early = await addStaff(harness, ['approver'], { approvesFrom: new Date(harness.now().getTime() + day) })
  expect([await read(early, '/oficina'), await read(early, queue)]).toEqual([0, 0])
})

it('is not told as nothing where more cases than are looked at are for another office to approve', async () => {
  const { db } = harness.context
  const approver = await addStaff(harness, ['approver'])
  const waiting = await read(approver, '/oficina')
  const one = await db
    .selectFrom('replacement')
    .selectAll()
    .where('reason', '=', 'representative_changed')
    .where('proposed_by', '=', agents.centro.id)
    .executeTakeFirstOrThrow()
  const more = await Promise.all(
    Array.from({ length: 201 }, async (_, n) => ({
      ...one,
      id: harness.context.random.uuid(),
      number: `S-X${n}`,
      branch_id: (await addHolder(harness)).branchId,
      draft_hash: null,
      continuation_hash: `another ${n}`,
      moved_at: new Date(one.moved_at.getTime() - day),
      typed: JSON.stringify(one.typed),
      codes: '[]',
    })),
  )
  await db.insertInto('replacement').values(more).execute()
  expect(await read(approver, '/oficina')).toBe(waiting)
  expect(await given(approver)).toBe(waiting)
})
