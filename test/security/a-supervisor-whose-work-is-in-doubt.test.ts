import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, createVisitor, type Harness, linkTo, mailTo } from '../harness.ts'
import { pageOf, taken } from './agents.ts'
import { numberOfDisputedRecovery, resolved } from './disputes.ts'
import { addHolder, type Holder } from './holders.ts'
import { approvedBy, caseOf, proposed, proposedBy } from './office-steps.ts'
import { addStaff } from './staff.ts'
import { proven, recovered, vetoed } from './steps.ts'

// A supervisor helps a thief: the one honest contact objects, and is found to be wrong. When the supervisor is removed because of such work, that
// contact hears again what becomes of the case, and can stop it.

const wrong = 'applicant_was_right.contact_was_an_old_one'
let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

const contactsOf = ({ branchId }: Holder) =>
  harness.context.db.selectFrom('contact').select(['status', 'removed_at', 'suspended_at']).where('branch_id', '=', branchId).orderBy('value').execute()
const registered = { status: 'active', removed_at: null, suspended_at: null }
const suspended = { status: 'removed', suspended_at: expect.any(Date) }

async function overruled(answer = wrong) {
  const holder = await addHolder(harness)
  const request = await proposed(harness, holder)
  expect(await vetoed(harness, holder.email)).toBe('disputed')
  const supervisor = await addStaff(harness, ['supervisor'])
  await resolved(harness, request.number, { answer, by: supervisor })
  expect((await caseOf(harness, request.number)).state).toBe('in_review')
  return { holder, request, supervisor }
}

async function removed(staffId: string, fields: Record<string, string> = { revisar: 'si' }) {
  const administrator = await addStaff(harness, ['administrator'])
  const page = `/oficina/personal/${staffId}`
  await administrator.browser.get(page)
  expect((await administrator.browser.post(page, { accion: 'quitar', ...fields })).statusCode).toBe(303)
  await harness.settled()
  harness.advance(1000)
}

describe('a contact that a supervisor in doubt found to be wrong', () => {
  it('is registered again, hears that the approval is void, and can stop the case once more, and only once', async () => {
    const { holder, request, supervisor } = await overruled()
    await proposedBy(harness, request, request.agent)
    await approvedBy(harness, request)
    expect(await contactsOf(holder)).toEqual([expect.objectContaining(suspended)])
    const before = mailTo(harness, holder.email).length
    await removed(supervisor.id)
    await taken(harness, request.agent.browser, request.number)
    expect((await request.agent.browser.get(pageOf(request.number))).body).toContain('Quien lo decidió ya no está')
    expect((await caseOf(harness, request.number)).state).toBe('in_review')
    expect(await contactsOf(holder)).toEqual([registered])
    expect(mailTo(harness, holder.email).length).toBe(before + 1)
    expect(mailTo(harness, holder.email)[0]?.message.subject).toContain('ya no vale')
    const link = linkTo(harness, holder.email, '/v/')
    expect(await vetoed(harness, holder.email)).toBe('disputed')
    expect((await createVisitor(harness).post(link, {})).headers.location).toContain('/v/hecho/already')
    const colleague = await addStaff(harness, ['supervisor'])
    await resolved(harness, request.number, { answer: wrong, by: colleague })
    expect(await contactsOf(holder)).toEqual([expect.objectContaining(suspended)])
    expect((await createVisitor(harness).post(link, {})).headers.location).toContain('/v/hecho/already')
  })

  it('is told of the next approval, with the link, where the case was under review', async () => {
    for (const answer of [wrong, 'applicant_was_right.withdrew_in_person']) {
      const { holder, request, supervisor } = await overruled(answer)
      await removed(supervisor.id)
      expect(await contactsOf(holder), answer).toEqual([registered])
      await proposedBy(harness, request, request.agent)
      await approvedBy(harness, request)
      expect(mailTo(harness, holder.email)[0]?.message.subject, answer).toContain('aprobó')
      expect(await vetoed(harness, holder.email), answer).toBe('disputed')
    }
  })

  it('is registered again also where the case was online', async () => {
    const [honest, stolen] = ['honesto@enlinea.example', 'robado@enlinea.example']
    const holder = await addHolder(harness, { contacts: [stolen, honest].map((value) => ({ channel: 'email' as const, value })) })
    await recovered(harness, holder)
    harness.advance(10 * 86_400_000)
    await proven(harness, holder)
    expect(await vetoed(harness, honest)).toBe('disputed')
    const supervisor = await addStaff(harness, ['supervisor'])
    await resolved(harness, await numberOfDisputedRecovery(harness, holder), { answer: wrong, by: supervisor })
    expect((await contactsOf(holder))[0]).toMatchObject(suspended)
    await removed(supervisor.id)
    expect(await contactsOf(holder)).toEqual([registered, registered])
  })

  it('stays out where the account was removed and nothing doubted, and where the work of another one is in doubt', async () => {
    const { holder, supervisor, request } = await overruled()
    await removed(supervisor.id, {})
    await removed((await overruled()).supervisor.id)
    await removed(request.agent.id)
    expect(await contactsOf(holder)).toEqual([expect.objectContaining(suspended)])
  })

  it('changes nothing of a case that is finished', async () => {
    const { holder, request, supervisor } = await overruled()
    await proposedBy(harness, request, request.agent)
    await approvedBy(harness, request)
    await harness.context.db.updateTable('replacement').set({ state: 'activated', activated_at: harness.now() }).where('number', '=', request.number).execute()
    await removed(supervisor.id)
    expect(await contactsOf(holder)).toEqual([expect.objectContaining(suspended)])
  })
})
