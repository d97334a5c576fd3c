import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createHarness, type Harness, mailTo } from '../harness.ts'
import { bakery, emptyRegistry, importLines, type RegistryLine } from '../registry-file.ts'
import { actorOf, approvedBy, caseOf, examined, moved, proposed, proposedBy, verified } from './office-steps.ts'
import { addStaff } from './staff.ts'

const bakeryTriple = { taxId: '1790000109001', branchCode: '0001', nationalId: '1700000092' }

let harness: Harness
beforeEach(async () => {
  // Nothing is held: this is about what follows, not about the share.
  harness = await createHarness({ policy: { importHeldAbove: 1000 } })
  await emptyRegistry(harness)
  await importLines(harness, [bakery(), bakery({ branch_code: '2', email: 'otra@pan.example', phone: '' })])
})
afterEach(() => harness.close())

const later = (changes: RegistryLine = {}) => importLines(harness, [bakery({ as_of: '2026-02-28', ...changes })])

describe('a later file of the institution', () => {
  it.each<[string, RegistryLine]>([
    ['ends the representation of who asks', { valid_to: '2026-02-01' }],
    ['names another representative', { representative_id: '0911111110', representative_name: 'Otra Ficticia', valid_from: '2026-02-01' }],
    ['closes the branch', { status: 'closed' }],
    ['changes a contact', { email: 'nuevo@pan.example' }],
  ])('that %s voids an approval: the case is examined again', async (_what, changes) => {
    const request = await proposed(harness, bakeryTriple)
    await approvedBy(harness, request)
    await later(changes)
    expect(await caseOf(harness, request.number)).toMatchObject({ state: 'in_review', approved_by: null, approved_results: null, wait_ends_at: null })
    await harness.settled()
    expect(mailTo(harness, request.email ?? '').filter(({ message }) => message.subject.includes('se revisa otra vez'))).toHaveLength(1)
    const event = { type: 'activate' as const, continuation: true, contactCode: true, screen: false }
    expect(await moved(harness, request.number, { event })).toEqual({ outcome: 'refused', why: 'out_of_order' })
    // Who read that it was approved, and could stop it, reads that it is no longer, and still can.
    const told = mailTo(harness, bakery().email ?? '').find(({ message }) => message.subject.includes('ya no vale'))
    expect(JSON.stringify(told?.message)).toContain('/v/')
  })

  it('that says the same, or speaks of another branch, voids nothing', async () => {
    const request = await proposed(harness, bakeryTriple)
    await approvedBy(harness, request)
    await later()
    await later({ branch_code: '2', email: 'otra-mas@pan.example', phone: '' })
    expect((await caseOf(harness, request.number)).state).toBe('waiting')
  })

  it('sends back a case that waits for its approval, and leaves alone one that is still examined', async () => {
    const request = await proposed(harness, bakeryTriple)
    await later({ status: 'closed' })
    const row = await caseOf(harness, request.number)
    expect(row).toMatchObject({ state: 'in_review', proposal: null })
    await harness.settled()
    expect(harness.inbox.received.filter(({ message }) => message.subject.includes('ya no vale'))).toEqual([])
    await later({ status: 'active', as_of: '2026-03-31' })
    expect((await caseOf(harness, request.number)).version).toBe(row.version)
  })
})

describe('who is removed because their work is in doubt', () => {
  const removed = async (staffId: string, fields: Record<string, string>) => {
    const administrator = await addStaff(harness, ['administrator'])
    const page = `/oficina/personal/${staffId}`
    await administrator.browser.get(page)
    expect((await administrator.decides(page, { accion: 'quitar', ...fields })).statusCode).toBe(303)
  }

  it('has approved nothing that stands: what nobody finished is examined again', async () => {
    const request = await proposed(harness, bakeryTriple)
    const approver = await approvedBy(harness, request)
    expect((await caseOf(harness, request.number)).state).toBe('waiting')
    await removed(approver.id, { revisar: 'si' })
    expect(await caseOf(harness, request.number)).toMatchObject({ state: 'in_review', approved_by: null })
  })

  it('has prepared nothing that stands either; who merely left has', async () => {
    const request = await proposed(harness, bakeryTriple)
    const approver = await approvedBy(harness, request)
    await removed(approver.id, {})
    expect((await caseOf(harness, request.number)).state).toBe('waiting')
    await removed(request.agent.id, { revisar: 'si' })
    expect((await caseOf(harness, request.number)).state).toBe('in_review')
    const another = await addStaff(harness, ['agent'])
    const propose = { type: 'propose' as const, proposal: 'approve' as const, by: await actorOf(harness, another) }
    expect(await moved(harness, request.number, { event: propose })).toEqual({ outcome: 'refused', why: 'identity_stands' })
    harness.advance(1000)
    await verified(harness, request, another)
    expect(await moved(harness, request.number, { event: propose })).toEqual({ outcome: 'refused', why: 'everything_met' })
    await examined(harness, request, another)
    await proposedBy(harness, request, another)
    expect((await caseOf(harness, request.number)).state).toBe('proposed')
  })

  it('has asked for nothing that stands, though others examined what came', async () => {
    const request = await proposed(harness, bakeryTriple)
    await approvedBy(harness, request)
    const asker = await addStaff(harness, ['agent'])
    const { id, round } = await caseOf(harness, request.number)
    const { context } = harness
    await context.db
      .insertInto('requirement_ask')
      .values({ id: context.random.uuid(), replacement_id: id, round, requirement: 'identity', reason: 'missing', asked_by: asker.id, asked_at: harness.now() })
      .execute()
    await removed(asker.id, { revisar: 'si' })
    expect((await caseOf(harness, request.number)).state).toBe('in_review')
  })
})
