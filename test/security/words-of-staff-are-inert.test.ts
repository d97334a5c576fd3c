import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../harness.ts'
import { act, identified, offered, pageOf, taken } from './agents.ts'
import { addHolder } from './holders.ts'
import { caseOf } from './office-steps.ts'
import { filed } from './requests.ts'
import { addStaff, nextNationalId } from './staff.ts'

// What an agent types is read by whoever approves, and a name goes into the register.

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

describe('what an agent types', () => {
  it('breaks no page with a sign that no database keeps', async () => {
    const { browser } = await addStaff(harness, ['agent'])
    const { number } = await filed(harness, await addHolder(harness))
    await identified(harness, browser, number)
    const [requirement = ''] = await offered(browser, number)
    expect((await act(harness, browser, { number, page: 'nota', nota: 'uno\0dos' })).statusCode).toBe(303)
    const found = { resultado: `met.${requirement}`, [`referencia-${requirement}`]: 'R-\u0000A1' }
    expect((await act(harness, browser, { number, page: 'resultado', ...found })).statusCode).toBe(303)
    expect((await act(harness, browser, { number, page: 'nota', nota: '\0' })).statusCode).toBe(422)
    const { body } = await browser.get(pageOf(number))
    expect([body.includes('unodos'), body.includes('R-A1')]).toEqual([true, true])
  })

  it.each([
    ['turned round by signs that nobody sees', 'Ana \u202ezerép\u202c\u0000 Luz', 'Ana zerép Luz'],
    ['in letters of another alphabet', 'А\u043dа P\u0435rez', null],
    ['of no letters', '---', null],
  ])('of a name %s: the register has what is seen, or the name is asked for again', async (_, nombre, kept) => {
    const { browser } = await addStaff(harness, ['agent'])
    const nationalId = nextNationalId()
    const { number } = await filed(harness, { ...(await addHolder(harness)), nationalId })
    await taken(harness, browser, number)
    const answer = await act(harness, browser, { number, page: 'identidad', documento: 'cedula', cedula: nationalId, nombre })
    expect(answer.statusCode).toBe(kept === null ? 422 : 303)
    if (kept === null) expect(answer.body).toContain('Escriba el nombre como está en el documento')
    const { state, applicant_name } = await caseOf(harness, number)
    expect([state, applicant_name]).toEqual(kept === null ? ['submitted', null] : ['in_review', kept])
  })
})
