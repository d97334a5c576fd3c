import { afterAll, beforeAll, expect, it } from 'vitest'
import { sweep } from '../../src/operations/sweep.ts'
import { createHarness, createVisitor, type Harness, linkTo } from '../harness.ts'
import { addHolder } from '../security/holders.ts'
import { approvalForm, approvedBy, caseOf, hiddenFields, proposed, takenForApproval } from '../security/office-steps.ts'
import { addStaff, signedInAgain } from '../security/staff.ts'

// What approvers, supervisors, contacts and the clock do at once happens as if one after the other.

const queue = '/oficina/aprobaciones'
const day = 86_400_000
let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

const approver = () => addStaff(harness, ['approver'], { office: 'puerto' })
const said = async (link: string) =>
  String((await createVisitor(harness).post(link, {})).headers.location)
    .replace('/v/hecho/', '')
    .replace(/\?.*/, '')
const soak = process.env.SOAK === '1'

it('12 approvers who take the next at once have 12 different cases, and nobody is told that there is none', async () => {
  const agent = await addStaff(harness, ['agent'])
  const cases: string[] = []
  for (let n = 0; n < 12; n += 1) cases.push((await proposed(harness, await addHolder(harness), { agent })).number)
  const approvers = await Promise.all(Array.from({ length: 12 }, approver))
  await Promise.all(approvers.map(({ browser }) => browser.get(queue)))
  const taken = await Promise.all(approvers.map(({ browser }) => browser.post(queue, {})))
  expect(taken.map(({ headers }) => String(headers.location).replace(`${queue}/`, '')).sort()).toEqual([...cases].sort())
  const again = await Promise.all(approvers.map(({ browser }) => browser.post(queue, {})))
  expect(again.map(({ headers }) => headers.location)).toEqual(taken.map(({ headers }) => headers.location))
  await Promise.all(
    approvers.map(async (each, n) => {
      const where = String(taken[n]?.headers.location)
      const page = await each.browser.get(where)
      expect((await each.browser.post(where, await approvalForm(each, page))).headers.location).toBe(`${queue}?hecho=waiting`)
    }),
  )
})

it('one approver signed in at eight browsers, who takes the next in all of them at once, has one case and no choice among eight', async () => {
  const agent = await addStaff(harness, ['agent'])
  for (let n = 0; n < 8; n += 1) await proposed(harness, await addHolder(harness), { agent })
  const one = await approver()
  const browsers = Array.from({ length: 8 }, () => createVisitor(harness))
  for (const browser of browsers) await signedInAgain(harness, { id: one.id, browser })
  await Promise.all(browsers.map((browser) => browser.get(queue)))
  const taken = await Promise.all(browsers.map((browser) => browser.post(queue, {})))
  expect(new Set(taken.map(({ headers }) => headers.location)).size).toBe(1)
  const held = await harness.context.db.selectFrom('replacement').select('number').where('leased_by', '=', one.id).execute()
  expect(held).toHaveLength(1)

  // Nor where one of them has it open at that moment.
  const again: Promise<(typeof taken)[number]>[] = []
  await harness.context.db.transaction().execute(async (tx) => {
    await tx.selectFrom('replacement').select('id').where('leased_by', '=', one.id).forUpdate().execute()
    again.push(one.browser.post(queue, {}))
    await new Promise((resolve) => setTimeout(resolve, 400))
  })
  expect((await Promise.all(again)).map(({ headers }) => headers.location)).toEqual([taken[0]?.headers.location])
})

it('a veto and an approval at once: the case is disputed, whichever came first', async () => {
  for (let n = 0; n < (soak ? 50 : 6); n += 1) {
    const holder = await addHolder(harness)
    const { number } = await proposed(harness, holder)
    const by = await approver()
    const page = await takenForApproval(by)
    const link = linkTo(harness, holder.email, '/v/')
    const form = await approvalForm(by, page)
    const [answer, veto] = await Promise.all([by.browser.post(`${queue}/${number}`, form), said(link)])
    expect(veto).toBe('disputed')
    expect([303, 409]).toContain(answer.statusCode)
    expect((await caseOf(harness, number)).state).toBe('disputed')
  }
})

it('a veto at the moment when the wait ends: disputed, and never ready', async () => {
  for (let n = 0; n < (soak ? 50 : 4); n += 1) {
    const holder = await addHolder(harness)
    const request = await proposed(harness, holder)
    await approvedBy(harness, request)
    const link = linkTo(harness, holder.email, '/v/')
    harness.advance(9 * day)
    const [veto] = await Promise.all([said(link), sweep(harness.context), sweep(harness.context)])
    await harness.settled()
    expect(veto).toBe('disputed')
    expect((await caseOf(harness, request.number)).state).toBe('disputed')
  }
})

it('one contact that stops a case 10 times at once stopped it once', async () => {
  const holder = await addHolder(harness)
  const { number } = await proposed(harness, holder)
  const link = linkTo(harness, holder.email, '/v/')
  const answers = await Promise.all(Array.from({ length: 10 }, () => said(link)))
  expect(answers.sort()).toEqual([...Array<string>(9).fill('already'), 'disputed'])
  const { id } = await caseOf(harness, number)
  expect(await harness.context.db.selectFrom('replacement_veto').select('at').where('replacement_id', '=', id).execute()).toHaveLength(1)
})

it('two supervisors who find the opposite at once: one of them did, the other is told', async () => {
  const holder = await addHolder(harness)
  const { number } = await proposed(harness, holder)
  expect(await said(linkTo(harness, holder.email, '/v/'))).toBe('disputed')
  const { id } = await caseOf(harness, number)
  const where = `${queue}/disputas/replacement/${id}`
  const supervisors = [await addStaff(harness, ['supervisor']), await addStaff(harness, ['supervisor'])]
  const answers = ['contact_was_right.did_not_represent', 'applicant_was_right.withdrew_in_person']
  const forms = await Promise.all(supervisors.map(async ({ browser }) => hiddenFields(await browser.get(where))))
  const done = await Promise.all(supervisors.map(({ decides }, n) => decides(where, { ...forms[n], respuesta: answers[n] ?? '', confirma: 'si' })))
  expect(done.map(({ statusCode }) => statusCode).sort()).toEqual([303, 409])
  expect(await harness.context.db.selectFrom('dispute_resolution').select('outcome').where('replacement_id', '=', id).execute()).toHaveLength(1)
})
