import { afterAll, beforeAll, expect, it } from 'vitest'
import { createHarness, type Harness } from '../harness.ts'
import { words } from './agents.ts'
import { addHolder } from './holders.ts'
import { caseOf, hiddenFields, proposed, takenForApproval } from './office-steps.ts'
import { addStaff, signedInAgain } from './staff.ts'

// An agent prepared a case for an accomplice among the approvers, who gives back one case after the other until it is handed out.

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

const queue = '/oficina/aprobaciones'
const headed = (body: string) => /<h1>(S-[\w-]+)<\/h1>/.exec(body)?.[1] ?? ''

it('an approver who gives back undecided comes no further than so many cases a day, and keeps the one at hand', async () => {
  const most = harness.context.institution.policy.approvalsPutBackPerDay
  for (let waiting = 0; waiting <= most; waiting += 1) {
    await proposed(harness, await addHolder(harness))
    harness.advance(1000)
  }
  const accomplice = await proposed(harness, await addHolder(harness))
  const approver = await addStaff(harness, ['approver'], { office: 'puerto' })
  const seen: string[] = []
  for (let given = 0; given <= most; given += 1) {
    const page = await takenForApproval(approver)
    seen.push(headed(page.body))
    harness.advance(1000)
    const answer = await approver.browser.post(`${queue}/${seen.at(-1)}`, { ...hiddenFields(page), decision: 'dejar' })
    expect(answer.statusCode).toBe(given < most ? 303 : 429)
    if (given === most) expect(words(answer.body)).toContain(`Ya pasó a otro aprobador los ${most} trámites`)
  }
  expect(seen).not.toContain(accomplice.number)
  const held = await caseOf(harness, seen.at(-1) ?? '')
  expect(held.leased_by).toBe(approver.id)
  // Nor does letting the time run out help: it is theirs first, and what they looked at is on the record.
  harness.advance(harness.context.institution.policy.leaseLifetime + 1000)
  await signedInAgain(harness, approver)
  expect(headed((await takenForApproval(approver)).body)).toBe(seen.at(-1))
})

it('nor by returning one good case after the other to its office', async () => {
  const most = 3
  const strict = await createHarness({ policy: { approvalsReturnedPerDay: most } })
  for (let waiting = 0; waiting <= most; waiting += 1) {
    await proposed(strict, await addHolder(strict))
    strict.advance(1000)
  }
  const accomplice = await proposed(strict, await addHolder(strict))
  const approver = await addStaff(strict, ['approver'], { office: 'puerto' })
  const seen: string[] = []
  for (let given = 0; given <= most; given += 1) {
    const page = await takenForApproval(approver)
    seen.push(headed(page.body))
    strict.advance(1000)
    const fields = { ...hiddenFields(page), decision: 'devolver', motivo: 'not_enough', nota: 'Falta algo que no falta.' }
    const answer = await approver.browser.post(`${queue}/${seen.at(-1)}`, fields)
    expect(answer.statusCode).toBe(given < most ? 303 : 429)
    if (given === most) {
      expect(words(answer.body)).toContain(`Ya devolvió a los agentes los ${most} trámites`)
      expect(answer.body).toContain('Falta algo que no falta.')
    }
  }
  expect(seen).not.toContain(accomplice.number)
  expect((await caseOf(strict, seen.at(-1) ?? '')).state).toBe('proposed')
  await strict.close()
})
