import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../harness.ts'
import { act, allMet, identified, pageOf, words } from '../security/agents.ts'
import { addHolder } from '../security/holders.ts'
import { actorOf, moved, takenForApproval } from '../security/office-steps.ts'
import { filed } from '../security/requests.ts'
import { addStaff } from '../security/staff.ts'

// The reason of a case is what the applicant answered. Whoever examines and whoever approves see what the register says of the key.

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

const contradiction = 'El motivo dice que es la primera'

describe.each([
  ['blocked', /Clave de hoy Creada el \w+/, true],
  ['external', /Clave de hoy Creada en otro sistema/, true],
  ['none', /Clave de hoy Ninguna/, false],
] as const)('a case for a first key of an employer whose key is %s', (key, said, contradicts) => {
  it('says so to the agent and to whoever approves', async () => {
    const [agent, approver] = [await addStaff(harness, ['agent']), await addStaff(harness, ['approver'], { office: 'puerto' })]
    const { number } = await filed(harness, await addHolder(harness, { key }), { reason: 'first_key' })
    await identified(harness, agent.browser, number)
    await allMet(harness, agent.browser, number)
    const examined = words((await agent.browser.get(pageOf(number))).body)
    expect(examined).toMatch(said)
    expect(examined.includes(contradiction)).toBe(contradicts)
    const proposal = {
      event: { type: 'propose', proposal: 'approve', by: await actorOf(harness, agent) },
      patch: { proposed_by: agent.id, proposed_at: harness.now() },
    } as const
    expect(await moved(harness, number, proposal)).toMatchObject({ outcome: 'moved' })
    const approval = words((await takenForApproval(approver)).body)
    expect(approval).toContain(number)
    expect(approval).toMatch(said)
    expect(approval.includes(contradiction)).toBe(contradicts)
    expect(await moved(harness, number, { event: { type: 'return', by: await actorOf(harness, approver) } })).toMatchObject({ outcome: 'moved' })
  })
})

describe.each([
  ['public_body', true],
  ['company', false],
] as const)('a case of a company of which the applicant answered %s', (kind, contradicts) => {
  it('says so to the agent and to whoever approves', async () => {
    const [agent, approver] = [await addStaff(harness, ['agent']), await addStaff(harness, ['approver'], { office: 'puerto' })]
    const { number } = await filed(harness, await addHolder(harness), { kind })
    await identified(harness, agent.browser, number)
    await allMet(harness, agent.browser, number)
    const said = 'La persona respondió «Institución pública»'
    const examined = words((await agent.browser.get(pageOf(number))).body)
    expect(examined).toContain('Qué es en el registro Empresa, fundación u otra sociedad')
    expect(examined.includes(said)).toBe(contradicts)
    await act(harness, agent.browser, { number, page: 'proponer', decision: 'approve' })
    const approval = words((await takenForApproval(approver)).body)
    expect(approval).toContain(number)
    expect(approval).toContain('Qué es en el registro Empresa, fundación u otra sociedad')
    expect(approval.includes(said)).toBe(contradicts)
    expect(await moved(harness, number, { event: { type: 'return', by: await actorOf(harness, approver) } })).toMatchObject({ outcome: 'moved' })
  })
})
