import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../harness.ts'
import { act, forms } from './agents.ts'
import { addHolder } from './holders.ts'
import { actorOf, approvedBy, caseOf, hiddenFields, moved, proposed, proposedBy } from './office-steps.ts'
import { addStaff } from './staff.ts'
import { vetoed } from './steps.ts'

// An agent and a colleague who is supervisor and approver at once: together they would overrule a contact's veto and approve the case.

const queue = '/oficina/aprobaciones'
let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

async function overruled(email: string | null, office = 'centro') {
  const holder = await addHolder(harness)
  const request = await proposed(harness, holder, { email })
  await vetoed(harness, holder.email)
  await harness.settled()
  const colleague = await addStaff(harness, ['agent', 'supervisor', 'approver'], { office })
  const { body } = await colleague.browser.get(queue)
  const page = new RegExp(`href="([^"]+)">${request.number}<`).exec(body)?.[1] ?? ''
  const form = { ...hiddenFields(await colleague.browser.get(page)), respuesta: 'applicant_was_right.contact_was_an_old_one', confirma: 'si' }
  expect((await colleague.decides(page, form)).statusCode).toBe(303)
  expect((await caseOf(harness, request.number)).state).toBe('in_review')
  harness.advance(1000)
  return { holder, request, colleague }
}

describe('who resolved a dispute of a case', () => {
  it('is not given it for approval, nor approves it around the page', async () => {
    const { request, colleague } = await overruled('aprueba@nuevo.example')
    await proposedBy(harness, request, request.agent)
    await colleague.browser.get(queue)
    expect((await colleague.browser.post(queue, {})).body).toContain('No hay ninguno')
    const event = { type: 'approve' as const, by: await actorOf(harness, colleague) }
    expect(await moved(harness, request.number, { event })).toEqual({ outcome: 'refused', why: 'not_who_resolved' })
    await approvedBy(harness, request)
  })

  it('prepares nothing of it, with any form that an agent has', async () => {
    const { request, colleague } = await overruled('prepara@nuevo.example')
    await colleague.browser.get('/oficina/tramites')
    await act(harness, colleague.browser, { number: request.number, hacer: 'tomar' })
    const { typed } = await caseOf(harness, request.number)
    for (const { page, fields } of forms(request.number, 0, typed.nationalId)) {
      if (fields.hacer === 'devolver') continue
      await colleague.browser.post(page, { ...fields, version: String((await caseOf(harness, request.number)).version) })
    }
    expect((await caseOf(harness, request.number)).state).toBe('in_review')
    const results = harness.context.db.selectFrom('requirement_result').select('id').where('found_by', '=', colleague.id)
    expect(await results.execute()).toEqual([])
  })

  it('does not open the applicant’s screen', async () => {
    const { request, colleague } = await overruled(null)
    await proposedBy(harness, request, request.agent)
    await approvedBy(harness, request)
    const { wait_ends_at, typed, state } = await caseOf(harness, request.number)
    expect(state).toBe('waiting')
    harness.advance((wait_ends_at?.getTime() ?? 0) - harness.now().getTime() + 1)
    expect(await moved(harness, request.number, { event: { type: 'end_wait' } })).toMatchObject({ outcome: 'moved' })
    const event = { type: 'open_screen' as const, document: typed.nationalId, by: await actorOf(harness, colleague) }
    expect(await moved(harness, request.number, { event })).toEqual({ outcome: 'refused', why: 'not_who_resolved' })
  })

  it('nor does so in a second case, filed once the contact that objected is gone', async () => {
    const { holder, request, colleague } = await overruled('primera@nuevo.example', 'puerto')
    await moved(harness, request.number, { event: { type: 'cancel', continuation: true }, patch: { cancelled_by: 'applicant' } })
    const second = await proposed(harness, holder, { agent: request.agent, email: 'segunda@nuevo.example' })
    const event = { type: 'approve' as const, by: await actorOf(harness, colleague) }
    expect(await moved(harness, second.number, { event })).toEqual({ outcome: 'refused', why: 'not_who_resolved' })
    await approvedBy(harness, second)
  })
})
