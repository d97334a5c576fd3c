import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sweep } from '../../src/operations/sweep.ts'
import { createHarness, type Harness, mailTo } from '../harness.ts'
import { addHolder } from '../security/holders.ts'
import { approvedBy, caseOf, proposed, verified } from '../security/office-steps.ts'
import { filed } from '../security/requests.ts'
import { addStaff } from '../security/staff.ts'

const hour = 3_600_000
const day = 24 * hour
let harness: Harness
beforeEach(async () => {
  harness = await createHarness()
})
afterEach(() => harness.close())

/** Two processes that attend to everything at the same time. */
async function swept() {
  await Promise.all([sweep(harness.context), sweep(harness.context)])
  await harness.settled()
}
const subjects = (address: string, part: string) => mailTo(harness, address).filter(({ message }) => message.subject.includes(part)).length

describe('an approved case that waits', () => {
  it('reminds every contact once before it ends, and is ready when it has, however many processes see to it', async () => {
    const holder = await addHolder(harness)
    const request = await proposed(harness, holder)
    await approvedBy(harness, request)
    await swept()
    expect(subjects(holder.email, 'Recordatorio')).toBe(0)
    const { wait_ends_at } = await caseOf(harness, request.number)
    const ends = wait_ends_at?.getTime() ?? 0
    harness.advance(ends - harness.now().getTime() - 11 * hour)
    await swept()
    await swept()
    expect(subjects(holder.email, 'Recordatorio')).toBe(1)
    expect((await caseOf(harness, request.number)).state).toBe('waiting')
    harness.advance(11 * hour)
    await swept()
    expect((await caseOf(harness, request.number)).state).toBe('ready')
    expect(mailTo(harness, request.email ?? '').some(({ message }) => JSON.stringify(message).includes('/tramite/activar'))).toBe(true)
    const moves = harness.context.db.selectFrom('audit_event').select('details').where('type', '=', 'replacement.moved').where('actor', '=', 'system')
    expect(await moves.execute()).toHaveLength(1)
  })

  it('gives no reminder once its wait is over', async () => {
    const holder = await addHolder(harness)
    const request = await proposed(harness, holder)
    await approvedBy(harness, request)
    harness.advance(9 * day)
    await swept()
    expect((await caseOf(harness, request.number)).state).toBe('ready')
    expect(subjects(holder.email, 'Recordatorio')).toBe(0)
  })

  it('of somebody without a contact goes from the wait to the screen', async () => {
    const request = await proposed(harness, await addHolder(harness), { email: null })
    await approvedBy(harness, request)
    harness.advance(9 * day)
    await swept()
    expect((await caseOf(harness, request.number)).state).toBe('approved')
  })
})

describe('a case whose time is up', () => {
  it('expires: with its approval too, and who had heard of it hears that; an expired one is no more ready', async () => {
    const holder = await addHolder(harness)
    const request = await proposed(harness, holder)
    await approvedBy(harness, request)
    harness.advance(15 * day)
    await swept()
    expect((await caseOf(harness, request.number)).state).toBe('expired')
    expect(subjects(holder.email, 'Venció')).toBe(1)
    expect(mailTo(harness, request.email ?? '')[0]?.message.subject).toContain(request.number)
  })

  it('expires without a word where nobody was identified, as one that names nobody does', async () => {
    const holder = await addHolder(harness)
    const known = await filed(harness, holder)
    const unknown = await filed(harness, { taxId: '1790000125001', branchCode: '0001', nationalId: '1700000027' })
    const told = harness.inbox.received.length
    harness.advance(45 * day)
    await swept()
    for (const { number } of [known, unknown]) expect((await caseOf(harness, number)).state).toBe('expired')
    expect(harness.inbox.received.length).toBe(told)
  })

  it('is one that stays in review for too long, and never one that is disputed', async () => {
    const holder = await addHolder(harness)
    const request = await filed(harness, holder)
    await verified(harness, request, await addStaff(harness, ['agent']))
    harness.advance(89 * day)
    await swept()
    expect((await caseOf(harness, request.number)).state).toBe('in_review')
    harness.advance(day)
    await swept()
    expect((await caseOf(harness, request.number)).state).toBe('expired')
  })
})
