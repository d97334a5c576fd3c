import { afterAll, beforeAll, expect, it } from 'vitest'
import { createHarness, type Harness, mailTo } from '../harness.ts'
import { addHolder } from './holders.ts'
import { actorOf, caseOf, examined, hiddenFields, moved, proposed, proposedBy, verified } from './office-steps.ts'
import { filed } from './requests.ts'
import { addStaff } from './staff.ts'
import { vetoed } from './steps.ts'

// A thief and a supervisor file a case that is meant to fail: its dispute is resolved against the one honest contact, and then it ends. The next
// case would have nobody left who hears of it.

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

const contactOf = (branchId: string) =>
  harness.context.db.selectFrom('contact').select(['status', 'removed_at', 'suspended_at']).where('branch_id', '=', branchId).execute()

async function disarmed() {
  const holder = await addHolder(harness)
  const request = await filed(harness, holder)
  const agent = await addStaff(harness, ['agent'])
  await verified(harness, request, agent)
  await examined(harness, request, agent)
  expect(await vetoed(harness, holder.email)).toBe('disputed')
  const supervisor = await addStaff(harness, ['supervisor'])
  const where = `/oficina/aprobaciones/disputas/replacement/${(await caseOf(harness, request.number)).id}`
  const page = await supervisor.browser.get(where)
  await supervisor.decides(where, { ...hiddenFields(page), respuesta: 'applicant_was_right.contact_was_an_old_one', confirma: 'si' })
  await harness.settled()
  expect((await caseOf(harness, request.number)).state).toBe('in_review')
  expect((await contactOf(holder.branchId))[0]?.suspended_at).not.toBeNull()
  return { holder, request, agent }
}

const ends = {
  cancelled: async ({ request }: Awaited<ReturnType<typeof disarmed>>) =>
    moved(harness, request.number, { event: { type: 'cancel', continuation: true }, patch: { cancelled_by: 'applicant' } }),
  expired: async ({ request }: Awaited<ReturnType<typeof disarmed>>) => {
    await harness.context.db.updateTable('replacement').set({ ends_at: harness.now() }).where('number', '=', request.number).execute()
    return moved(harness, request.number, { event: { type: 'expire' } })
  },
  rejected: async ({ request, agent }: Awaited<ReturnType<typeof disarmed>>) => {
    await proposedBy(harness, request, agent, 'reject')
    const approver = await addStaff(harness, ['approver'], { office: 'puerto' })
    return moved(harness, request.number, { event: { type: 'approve', by: await actorOf(harness, approver) } })
  },
}

it.each(Object.keys(ends) as (keyof typeof ends)[])(
  'that is %s takes the veto of no contact: the next case is told to it, waits for it and can be stopped by it',
  async (end) => {
    const made = await disarmed()
    expect(await ends[end](made)).toMatchObject({ outcome: 'moved' })
    expect(await contactOf(made.holder.branchId)).toEqual([{ status: 'active', removed_at: null, suspended_at: null }])
    await harness.settled()
    harness.advance(1000)
    const heard = mailTo(harness, made.holder.email).length
    const next = await proposed(harness, made.holder)
    expect(mailTo(harness, made.holder.email).length).toBeGreaterThan(heard)
    const approver = await addStaff(harness, ['approver'], { office: 'puerto' })
    const decided = await moved(harness, next.number, {
      event: { type: 'approve', by: await actorOf(harness, approver) },
      patch: { wait_ends_at: new Date(harness.now().getTime() + 86_400_000), approval_ends_at: new Date(harness.now().getTime() + 10 * 86_400_000) },
    })
    expect(decided).toMatchObject({ outcome: 'moved', next: { state: 'waiting' } })
    await harness.settled()
    expect(await vetoed(harness, made.holder.email)).toBe('disputed')
  },
)

it('but while the case goes on, the contact that was found to be wrong stays out', async () => {
  const { holder, request, agent } = await disarmed()
  await proposedBy(harness, request, agent)
  expect((await contactOf(holder.branchId))[0]?.suspended_at).not.toBeNull()
})
