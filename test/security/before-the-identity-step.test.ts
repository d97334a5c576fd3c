import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../harness.ts'
import { act, cases, forms, identified, pageOf, taken, words } from './agents.ts'
import { addHolder, type Holder, madeUpTriple } from './holders.ts'
import { caseOf } from './office-steps.ts'
import { filed } from './requests.ts'
import { addStaff, type Staff } from './staff.ts'

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

describe('before the identity step', () => {
  /** What must not be on any page: everything that was typed, and everything that the register knows. */
  const secretsOf = (holder: Holder, email: string | null) => [
    holder.taxId,
    holder.nationalId,
    holder.name,
    holder.representative,
    holder.email,
    email ?? '-',
    email?.slice(4, 14) ?? '-',
  ]

  it('no page shows anything of anybody, to an agent, a supervisor or an approver', async () => {
    const holder = await addHolder(harness)
    const { number, email } = await filed(harness, holder)
    const [agent, other, elsewhere, supervisor, approver] = [
      await addStaff(harness, ['agent']),
      await addStaff(harness, ['agent']),
      await addStaff(harness, ['agent'], { office: 'puerto' }),
      await addStaff(harness, ['supervisor']),
      await addStaff(harness, ['approver']),
    ]
    const bodies: string[] = []
    const look = async (staff: Staff, ...pages: string[]) => {
      for (const page of [pageOf(number), cases, `${pageOf(number)}/pedir`, `${pageOf(number)}/proponer`, ...pages]) {
        bodies.push((await staff.browser.get(page)).body)
      }
    }
    for (const staff of [agent, elsewhere, supervisor, approver]) await look(staff)
    await act(harness, agent.browser, { number, hacer: 'llego' })
    await look(agent)
    await taken(harness, agent.browser, number)
    for (const staff of [agent, other, elsewhere, supervisor, approver]) await look(staff)
    await act(harness, elsewhere.browser, { number, page: 'motivo', motivo: 'applicant_is_here' })
    await look(elsewhere)
    for (const cedula of ['1700000092', '17', '']) {
      bodies.push((await act(harness, agent.browser, { number, page: 'identidad', documento: 'cedula', cedula })).body)
    }
    for (const { page, fields } of forms(number, (await caseOf(harness, number)).version, '1700000092')) {
      if (fields.hacer !== 'devolver') bodies.push((await agent.browser.post(page, fields)).body)
    }
    expect(bodies.length).toBeGreaterThan(40)
    for (const secret of secretsOf(holder, email)) expect(bodies.filter((body) => body.includes(secret)).length, secret).toBe(0)
    expect((await caseOf(harness, number)).state).toBe('submitted')
  })

  it('a case that names nobody looks as one that does, page by page', async () => {
    const agent = await addStaff(harness, ['agent'])
    const seen: string[][] = []
    for (const triple of [await addHolder(harness), madeUpTriple()]) {
      const { number } = await filed(harness, triple)
      const pages: string[] = []
      const keep = (body: string) => pages.push(words(body).replaceAll(number, 'NUMBER'))
      keep((await agent.browser.get(pageOf(number))).body)
      await taken(harness, agent.browser, number)
      keep((await agent.browser.get(pageOf(number))).body)
      keep((await act(harness, agent.browser, { number, page: 'identidad', documento: 'cedula', cedula: '1700000092' })).body)
      await act(harness, agent.browser, { number, hacer: 'devolver' })
      seen.push(pages)
    }
    expect(seen[0]).toEqual(seen[1])
  })

  it('the number of the document cannot be guessed: a few wrong ones, and the right one is not taken from that agent', async () => {
    const [agent, other] = [await addStaff(harness, ['agent']), await addStaff(harness, ['agent'])]
    const holder = await addHolder(harness)
    const { number } = await filed(harness, holder)
    await taken(harness, agent.browser, number)
    const { documentTries } = harness.context.institution.policy
    for (let tries = 0; tries < documentTries; tries += 1) {
      const answer = await act(harness, agent.browser, { number, page: 'identidad', documento: 'cedula', cedula: '1700000092' })
      expect(answer.statusCode).toBe(422)
    }
    const right = { number, page: 'identidad', documento: 'cedula', cedula: holder.nationalId }
    expect((await act(harness, agent.browser, right)).statusCode).toBe(422)
    expect((await act(harness, agent.browser, { number, page: 'no-consta', cedula: holder.nationalId })).statusCode).toBe(422)
    await act(harness, agent.browser, { number, hacer: 'devolver' })
    await taken(harness, agent.browser, number)
    expect((await act(harness, agent.browser, right)).statusCode).toBe(422)
    expect((await caseOf(harness, number)).state).toBe('submitted')
    await act(harness, agent.browser, { number, hacer: 'devolver' })
    await identified(harness, other.browser, number)
    const { id } = await caseOf(harness, number)
    const refused = await harness.context.db
      .selectFrom('audit_event')
      .select('staff_id')
      .where('subject', '=', id)
      .where('type', '=', 'replacement.document_refused')
      .execute()
    expect(refused).toEqual(Array.from({ length: documentTries }, () => ({ staff_id: agent.id })))
  })

  it('many wrong numbers at once count each', async () => {
    const agent = await addStaff(harness, ['agent'])
    const holder = await addHolder(harness)
    const { number } = await filed(harness, holder)
    await taken(harness, agent.browser, number)
    const { version } = await caseOf(harness, number)
    const guesses = [...Array.from({ length: 8 }, (_, n) => `17000000${String(n).padStart(2, '0')}`), holder.nationalId]
    await Promise.all(guesses.map((cedula) => act(harness, agent.browser, { number, version, page: 'identidad', documento: 'cedula', cedula })))
    expect((await caseOf(harness, number)).state).toBe('submitted')
  })

  it('searches by RUC or cédula are counted, and end', async () => {
    const agent = await addStaff(harness, ['agent'])
    await agent.browser.get(cases)
    const { staffSearchesPerHour } = harness.context.institution.policy
    const search = () => agent.browser.post(`${cases}/buscar`, { numero: madeUpTriple().nationalId })
    for (let made = 0; made < staffSearchesPerHour; made += 1) expect((await search()).statusCode).toBe(422)
    expect((await search()).statusCode).toBe(429)
  })
})
