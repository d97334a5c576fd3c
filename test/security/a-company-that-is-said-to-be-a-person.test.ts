import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../harness.ts'
import { act, allMet, identified, pageOf, words } from './agents.ts'
import { addHolder } from './holders.ts'
import { caseOf } from './office-steps.ts'
import { filed } from './requests.ts'
import { addStaff } from './staff.ts'

// What an office examines follows from the applicant's answers. Of an employer who is a person nobody examines who represents it: whoever says so of
// a company, or of another person, would have nothing to show but their own document.

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

type Employer = { taxId?: string; kind?: 'company' | 'natural_person' }

/** Filed by somebody, with everything found met: what became of the proposal to approve it, and what the agent read. */
async function proposedFor(employer: Employer, applicant: { nationalId?: string; says: string }) {
  const holder = await addHolder(harness)
  const taxId = employer.taxId ?? holder.taxId
  await harness.context.db
    .updateTable('employer')
    .set({ tax_id: taxId, kind: employer.kind ?? 'company' })
    .where('id', '=', holder.employerId)
    .execute()
  const nationalId = applicant.nationalId ?? (await addHolder(harness)).nationalId
  const { number } = await filed(harness, { ...holder, taxId, nationalId }, { kind: applicant.says })
  const agent = await addStaff(harness, ['agent'])
  await identified(harness, agent.browser, number)
  await allMet(harness, agent.browser, number)
  const read = words((await agent.browser.get(pageOf(number))).body)
  await act(harness, agent.browser, { number, page: 'proponer', decision: 'approve' })
  return { read, holder, number, agent, state: (await caseOf(harness, number)).state }
}

const cannot = 'Este trámite no se puede aprobar'

describe('whoever says that the employer is a person', () => {
  it.each(['natural_person', 'domestic'])('and comes for a company (%s) is not approved, whatever was found', async (says) => {
    const { state, read, number, agent } = await proposedFor({}, { says })
    expect(state).toBe('in_review')
    expect(read).toContain(cannot)
    expect(read).not.toContain('Proponer: aprobar')
    const rejected = await act(harness, agent.browser, { number, page: 'proponer', decision: 'reject', motivo: 'not_representative' })
    expect([rejected.statusCode, (await caseOf(harness, number)).state]).toEqual([303, 'proposed'])
  })

  it('and is another person is not approved', async () => {
    const other = await addHolder(harness)
    const { state, read } = await proposedFor({ taxId: `${other.nationalId}001`, kind: 'natural_person' }, { says: 'natural_person' })
    expect([state, read.includes(cannot)]).toEqual(['in_review', true])
  })

  it('and is that person is approved', async () => {
    const { nationalId } = await addHolder(harness)
    const { state, read } = await proposedFor({ taxId: `${nationalId}001`, kind: 'natural_person' }, { says: 'natural_person', nationalId })
    expect([state, read.includes(cannot)]).toEqual(['proposed', false])
  })

  it('of a foreigner, whose RUC holds no cédula, is looked at by the office', async () => {
    const { state } = await proposedFor({ kind: 'natural_person' }, { says: 'natural_person' })
    expect(state).toBe('proposed')
  })
})

it('whoever represents the company on the register is approved all the same: they need not have answered rightly', async () => {
  const holder = await addHolder(harness)
  const { number } = await filed(harness, holder, { kind: 'natural_person' })
  const agent = await addStaff(harness, ['agent'])
  await identified(harness, agent.browser, number)
  await allMet(harness, agent.browser, number)
  await act(harness, agent.browser, { number, page: 'proponer', decision: 'approve' })
  expect((await caseOf(harness, number)).state).toBe('proposed')
})
