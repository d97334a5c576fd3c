import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../harness.ts'
import { act, allMet, cases, identified, pageOf, taken, words } from './agents.ts'
import { addHolder } from './holders.ts'
import { caseOf } from './office-steps.ts'
import { filed } from './requests.ts'
import { addStaff } from './staff.ts'

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

/** More than a search lists. */
const strangers = 60

describe('a stranger who files many times after the owner', () => {
  it('fills what a search by RUC lists, which says so: the owner’s case is found by its number, and once it is under way it is the first', async () => {
    const holder = await addHolder(harness)
    const own = await filed(harness, holder)
    harness.advance(1000)
    for (let made = 0; made < strangers; made += 1) await filed(harness, holder, { email: null })
    const agent = await addStaff(harness, ['agent'])
    await agent.browser.get(cases)
    expect((await agent.browser.post(`${cases}/buscar`, { numero: own.number })).headers.location).toBe(pageOf(own.number))
    expect(words((await agent.browser.post(`${cases}/buscar`, { numero: holder.taxId })).body)).toContain('puede presentar otra solicitud')
    await identified(harness, agent.browser, own.number)
    await allMet(harness, agent.browser, own.number)
    expect((await act(harness, agent.browser, { number: own.number, page: 'proponer', decision: 'approve' })).statusCode).toBe(303)
    expect((await caseOf(harness, own.number)).state).toBe('proposed')
    // From the identity step on it is the first of the list, however many are filed.
    const listed = (await agent.browser.post(`${cases}/buscar`, { numero: holder.taxId })).body
    expect(/S-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(listed)?.[0]).toBe(own.number)
  }, 120_000)
})

describe('two cases of one holder', () => {
  it('whose identities two agents verify at once: one goes on, and the other agent is told its number', async () => {
    for (let round = 0; round < 5; round += 1) {
      const holder = await addHolder(harness)
      const files = async () => {
        const [{ number }, { browser }] = [await filed(harness, holder, { email: null }), await addStaff(harness, ['agent'])]
        await taken(harness, browser, number)
        return { number, browser, version: (await caseOf(harness, number)).version }
      }
      const both = [await files(), await files()]
      const answers = await Promise.all(
        both.map(({ browser, ...of }) => act(harness, browser, { ...of, page: 'identidad', documento: 'cedula', cedula: holder.nationalId })),
      )
      expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([303, 422])
      const through = both[answers.findIndex(({ statusCode }) => statusCode === 303)]
      expect(answers.find(({ statusCode }) => statusCode === 422)?.body).toContain(through?.number)
    }
  })
})
