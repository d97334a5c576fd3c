import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { maskContact } from '../../src/contacts/contacts.ts'
import { sayDateTime } from '../../src/ui/format.ts'
import { createHarness, createVisitor, type Harness, linkTo, mailTo } from '../harness.ts'
import { words } from './agents.ts'
import { disputePage, numberOfDisputedRecovery, resolved } from './disputes.ts'
import { addHolder, type Holder } from './holders.ts'
import { actorOf, approvedBy, caseOf, hiddenFields, moved, type Proposed, proposed, proposedBy } from './office-steps.ts'
import { addStaff } from './staff.ts'
import { proven, recovered, vetoed } from './steps.ts'

// A supervisor helps a thief: the one honest contact objects, and is found to be wrong. When the supervisor is removed because of such work, that
// contact is registered again, and another supervisor decides about what it objected: it has nothing to do.

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

async function overruled(answer = wrong, addresses?: readonly [string, string]) {
  const holder = await addHolder(harness, addresses && { contacts: addresses.map((value) => ({ channel: 'email' as const, value })) })
  const request = await proposed(harness, holder)
  expect(await vetoed(harness, addresses?.[0] ?? holder.email)).toBe('disputed')
  const supervisor = await addStaff(harness, ['supervisor'])
  await resolved(harness, request.number, { answer, by: supervisor })
  expect((await caseOf(harness, request.number)).state).toBe('in_review')
  return { holder, request, supervisor }
}

/** From the review on, to where the case is when the supervisor is found out. */
const onwards = {
  in_review: async () => {},
  awaiting_applicant: async (request: Proposed) => {
    await moved(harness, request.number, { event: { type: 'ask', by: await actorOf(harness, request.agent) } })
  },
  proposed: (request: Proposed) => proposedBy(harness, request, request.agent),
  waiting: async (request: Proposed) => {
    await proposedBy(harness, request, request.agent)
    await approvedBy(harness, request)
  },
  ready: async (request: Proposed) => {
    await onwards.waiting(request)
    harness.advance(5 * 86_400_000)
    await moved(harness, request.number, { event: { type: 'end_wait' } })
  },
}

async function removed(staffId: string, fields: Record<string, string> = { revisar: 'si' }) {
  const administrator = await addStaff(harness, ['administrator'])
  const page = `/oficina/personal/${staffId}`
  await administrator.browser.get(page)
  expect((await administrator.decides(page, { accion: 'quitar', ...fields })).statusCode).toBe(303)
  await harness.settled()
  harness.advance(1000)
}

describe('a contact that a supervisor in doubt found to be wrong', () => {
  it('is registered again, and another supervisor decides who is right, wherever the case was', async () => {
    for (const answer of [wrong, 'applicant_was_right.withdrew_in_person']) {
      for (const [from, steps] of Object.entries(onwards)) {
        const { holder, request, supervisor } = await overruled(answer)
        await steps(request)
        const before = await caseOf(harness, request.number)
        expect(before.state).toBe(from)
        const heard = mailTo(harness, holder.email).length
        const link = linkTo(harness, holder.email, '/v/')
        await removed(supervisor.id)
        expect(await caseOf(harness, request.number), from).toMatchObject({ state: 'disputed', disputed_from: from, version: before.version + 1 })
        expect(await contactsOf(holder), from).toEqual([registered])
        expect(mailTo(harness, holder.email).length, from).toBe(heard + 1)
        expect(mailTo(harness, holder.email)[0]?.message.subject, from).toContain('Se decide otra vez')
        expect(mailTo(harness, request.email ?? '')[0]?.message.subject, from).toContain('se decide de nuevo')
        expect((await createVisitor(harness).post(link, {})).headers.location, from).toContain('/v/hecho/already')
      }
    }
  })

  it('was right after all: the case is rejected, and so it is without anything that the contact had to do', async () => {
    const { holder, request, supervisor } = await overruled()
    await removed(supervisor.id)
    const colleague = await addStaff(harness, ['supervisor'])
    const page = words((await colleague.browser.get(await disputePage(request.number, colleague))).body)
    for (const said of [maskContact({ channel: 'email', value: holder.email }), 'El trabajo de quien lo decidió quedó en duda después', supervisor.name])
      expect(page).toContain(said)
    await resolved(harness, request.number, { answer: 'contact_was_right.did_not_represent', by: colleague })
    expect((await caseOf(harness, request.number)).state).toBe('rejected')
    expect(await contactsOf(holder)).toEqual([registered])
  })

  it('is decided about once more and no oftener: the second decision stands, and the contact does not stop the case a second time', async () => {
    const { holder, request, supervisor } = await overruled()
    await removed(supervisor.id)
    await resolved(harness, request.number, { answer: wrong, by: await addStaff(harness, ['supervisor']) })
    expect((await caseOf(harness, request.number)).state).toBe('in_review')
    expect(await contactsOf(holder)).toEqual([expect.objectContaining(suspended)])
    await removed((await overruled()).supervisor.id)
    await proposedBy(harness, request, request.agent)
    await approvedBy(harness, request)
    expect((await caseOf(harness, request.number)).state).toBe('waiting')
  })

  it('is seen by whoever decides about another contact that had stopped the case meanwhile', async () => {
    const [first, second] = ['primero@doble.example', 'segundo@doble.example']
    const { request, supervisor } = await overruled(wrong, [first, second])
    expect(await vetoed(harness, second)).toBe('disputed')
    const colleague = await addStaff(harness, ['supervisor'])
    const where = await disputePage(request.number, colleague)
    const page = await colleague.browser.get(where)
    expect(page.body).not.toContain(maskContact({ channel: 'email', value: first }))
    await removed(supervisor.id)
    const late = await colleague.decides(where, { ...hiddenFields(page), respuesta: wrong, confirma: 'si' })
    expect(late.statusCode).toBe(409)
    for (const value of [first, second]) expect(late.body).toContain(maskContact({ channel: 'email', value }))
  })

  it.each(['first', 'second'] as const)('is the one about whom they decided: of two contacts, when the %s decision is in doubt', async (which) => {
    const [first, second] = [`primero@${which}.example`, `segundo@${which}.example`]
    const { request, supervisor } = await overruled(wrong, [first, second])
    expect(await vetoed(harness, second)).toBe('disputed')
    const colleague = await addStaff(harness, ['supervisor'])
    await resolved(harness, request.number, { answer: wrong, by: colleague })
    const said = () => harness.context.db.selectFrom('replacement_veto').select(['contact_id', 'at']).orderBy('at').orderBy('contact_id').execute()
    const before = await said()
    harness.advance(86_400_000)
    await removed(which === 'first' ? supervisor.id : colleague.id)
    expect((await caseOf(harness, request.number)).state).toBe('disputed')
    expect(await said()).toEqual(before)
    const third = await addStaff(harness, ['supervisor'])
    const { body } = await third.browser.get(await disputePage(request.number, third))
    const shown = [first, second].filter((value) => body.includes(maskContact({ channel: 'email', value })))
    expect(shown).toEqual([which === 'first' ? first : second])
    expect(body).toContain(
      sayDateTime(before[which === 'first' ? before.length - 2 : before.length - 1]?.at ?? harness.now(), {
        language: 'es',
        institution: harness.context.institution,
      }),
    )
  })

  it('is counted before the account is removed', async () => {
    const { supervisor } = await overruled()
    const administrator = await addStaff(harness, ['administrator'])
    const page = words((await administrator.browser.get(`/oficina/personal/${supervisor.id}/retirar`)).body)
    for (const said of [
      'Propuestos o aprobados, sin terminar, en los que intervino Ninguno.',
      'a quien pide 1: si hay dudas, queda detenido y otro supervisor decide de nuevo.',
      'por su decisión 1: si hay dudas, vuelve a quedar registrado.',
    ])
      expect(page).toContain(said)
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
