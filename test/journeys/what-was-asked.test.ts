import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../harness.ts'
import { act, allMet, identified, offered, pageOf, words } from '../security/agents.ts'
import { addHolder } from '../security/holders.ts'
import { caseOf, takenForApproval } from '../security/office-steps.ts'
import { filed } from '../security/requests.ts'
import { addStaff, type Staff } from '../security/staff.ts'

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

let agent: Staff
let number: string
const titleOf = (id: string) => harness.context.institution.requirements.find((each) => each.id === id)

describe('what the applicant was asked for', () => {
  it('is on the page of the case while it waits for them, with until when, and nobody’s data', async () => {
    agent = await addStaff(harness, ['agent'])
    const holder = await addHolder(harness)
    number = (await filed(harness, holder)).number
    await identified(harness, agent.browser, number)
    await allMet(harness, agent.browser, number)
    await act(harness, agent.browser, { number, page: 'pedir', 'falta-ruc-activo': 'suspendido', enviar: 'si' })
    const page = await (await addStaff(harness, ['agent'])).browser.get(pageOf(number))
    const said = words(page.body)
    expect(said).toContain(titleOf('ruc-activo')?.missing.find(({ id }) => id === 'suspendido')?.text.es)
    expect(said).toContain('sin responder')
    expect(said).toContain('para responder; después el trámite termina')
    expect(page.body).not.toContain(holder.nationalId)
    expect(said).not.toContain(holder.name)
  })

  it('leaves a slip to be mended: what was examined in this round can be examined again, and what was met before it cannot', async () => {
    const { browser } = agent
    const { number } = await filed(harness, await addHolder(harness))
    const examine = (resultado: string) => act(harness, browser, { number, page: 'resultado', resultado, 'referencia-identidad': 'RC-1' })
    await identified(harness, browser, number)
    await examine('met.solicitud-firmada')
    harness.advance(1000)
    await act(harness, browser, { number, page: 'pedir', 'falta-ruc-activo': 'suspendido', enviar: 'si' })
    harness.advance(1000)
    const { typed } = await caseOf(harness, number)
    await act(harness, browser, { number, hacer: 'volvio', cedula: typed.nationalId })
    await examine('met.identidad')
    expect(await offered(browser, number)).toContain('identidad')
    expect(await offered(browser, number)).not.toContain('solicitud-firmada')
    expect((await examine('not_met.identidad')).headers.location).toBe(pageOf(number))
  })

  it('is read by whoever approves, of every round, with when it was answered', async () => {
    const { typed } = await caseOf(harness, number)
    await act(harness, agent.browser, { number, hacer: 'volvio', cedula: typed.nationalId })
    await act(harness, agent.browser, { number, page: 'pedir', 'falta-solicitud-firmada': 'sin-firma', enviar: 'si' })
    const waiting = words((await agent.browser.get(pageOf(number))).body)
    expect(waiting).not.toContain(titleOf('ruc-activo')?.missing.find(({ id }) => id === 'suspendido')?.text.es)
    await act(harness, agent.browser, { number, hacer: 'volvio', cedula: typed.nationalId })
    expect(await offered(agent.browser, number)).not.toEqual([])
    await allMet(harness, agent.browser, number)
    await act(harness, agent.browser, { number, page: 'proponer', decision: 'approve' })
    const said = words((await takenForApproval(await addStaff(harness, ['approver'], { office: 'puerto' }))).body)
    expect(said).toContain(titleOf('ruc-activo')?.missing.find(({ id }) => id === 'suspendido')?.text.es)
    expect(said).toContain(titleOf('solicitud-firmada')?.missing.find(({ id }) => id === 'sin-firma')?.text.es)
    expect(said.match(/respondió: /g)).toHaveLength(2)
    expect(said).not.toContain('sin responder')
    // Why an approval waits, and until when.
    expect(said).toMatch(/espera hasta el .+ Hay contactos registrados desde antes/)
    expect(said).not.toContain('La clave está retenida')
  })
})
