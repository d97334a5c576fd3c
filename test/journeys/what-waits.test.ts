import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../harness.ts'
import { act, identified, pageOf, taken, words } from '../security/agents.ts'
import { addHolder } from '../security/holders.ts'
import { hiddenFields, moved, proposed, takenForApproval } from '../security/office-steps.ts'
import { filed } from '../security/requests.ts'
import { addStaff, type Staff } from '../security/staff.ts'
import { vetoed } from '../security/steps.ts'

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

const day = 86_400_000
const nothing = 'Nada espera por usted ahora.'
const today = async (staff: Staff) => (await staff.browser.get('/oficina')).body

describe('the first page of the console', () => {
  it('says in one sentence that nothing waits, whatever the account may do', async () => {
    for (const role of ['agent', 'approver', 'supervisor', 'auditor', 'administrator'] as const) {
      expect(words(await today(await addStaff(harness, [role]))), role).toContain(nothing)
    }
  })

  it('tells an agent how many wait at their office, and first of all what they began', async () => {
    const [agent, other] = [await addStaff(harness, ['agent']), await addStaff(harness, ['agent'], { office: 'puerto' })]
    const [one, two, three] = [
      await filed(harness, await addHolder(harness)),
      await filed(harness, await addHolder(harness)),
      await filed(harness, await addHolder(harness)),
    ]
    // Whoever has not come waits for nobody.
    expect(words(await today(agent))).toContain(nothing)
    for (const { number } of [one, two]) await act(harness, agent.browser, { number, hacer: 'llego' })
    expect(words(await today(agent))).toContain('2 trámites esperan en')
    expect(words(await today(other))).toContain(nothing)
    await identified(harness, agent.browser, three.number)
    const body = await today(agent)
    expect(body).toContain(`href="${pageOf(three.number)}">${three.number}</a>`)
    expect(words(body)).toContain('2 trámites esperan en')
    expect(body.indexOf(three.number)).toBeLessThan(body.indexOf('2 trámites'))
    // It is still theirs to finish when the lease has lapsed, and is not counted twice.
    const { leaseLifetime, staffSessionIdle } = harness.context.institution.policy
    for (let passed = 0; passed <= leaseLifetime; passed += staffSessionIdle / 2) {
      harness.advance(staffSessionIdle / 2)
      await today(agent)
    }
    const lapsed = await today(agent)
    expect(lapsed).toContain(three.number)
    expect(words(lapsed)).toContain('2 trámites esperan en')
    const colleague = await addStaff(harness, ['agent'])
    expect(words(await today(colleague))).toContain('3 trámites esperan en')
    // An agent of no office is given none, and whoever looks over all of them sees all.
    const ofNone = await addStaff(harness, ['agent'], { office: null })
    expect(words(await today(ofNone))).toContain(nothing)
    const theirs = await ofNone.browser.get('/oficina/tramites')
    expect(words(theirs.body)).toContain('Su cuenta no tiene oficina')
    for (const { number } of [one, two, three]) expect(theirs.body).not.toContain(number)
    const over = await addStaff(harness, ['supervisor'], { office: null })
    expect(words((await over.browser.get('/oficina/tramites')).body)).toContain('En espera en todas las oficinas: 3')
    // Who is both is offered no next case that nobody would give them.
    const both = await (await addStaff(harness, ['agent', 'supervisor'], { office: null })).browser.get('/oficina/tramites')
    for (const text of ['Su cuenta no tiene oficina', 'En espera en todas las oficinas: 3']) expect(words(both.body)).toContain(text)
    expect(words(both.body)).not.toContain('Tomar el siguiente')
    for (const { number } of [one, two, three]) {
      await act(harness, colleague.browser, { number, hacer: 'tomar' })
    }
    expect(words(await today(colleague))).not.toContain('esperan en')
    expect(words((await colleague.browser.get('/oficina/tramites')).body)).toContain(': 0, sin contar los que tiene alguien')
  })

  it('tells an agent that a case was returned to them, apart from what else they began, until it is in other hands or proposed again', async () => {
    const { number, agent } = await proposed(harness, await addHolder(harness))
    expect(words(await today(agent))).not.toContain('Le devolvieron')
    const approver = await addStaff(harness, ['approver'], { office: 'puerto' })
    const form = hiddenFields(await takenForApproval(approver))
    harness.advance(1000)
    await approver.browser.post(`/oficina/aprobaciones/${number}`, { ...form, decision: 'devolver', motivo: 'not_enough', nota: 'Falta el acta.' })
    const line = `Le devolvieron un trámite, para corregirlo: ${number}`
    const given = await today(agent)
    expect(words(given)).toContain(line)
    expect(given).toContain(`href="${pageOf(number)}">${number}</a>`)
    // It is not counted among those that wait for them, as it is for a colleague, who is told of no return.
    expect(words(given)).not.toContain('Un trámite espera en')
    const colleague = await addStaff(harness, ['agent'])
    expect(words(await today(colleague))).toContain('Un trámite espera en')
    expect(await today(colleague)).not.toContain(number)
    // Another one that they have in their hands is named beside it, and as what it is.
    const begun = await filed(harness, await addHolder(harness))
    await identified(harness, agent.browser, begun.number)
    for (const text of [line, `Su trámite sin terminar: ${begun.number}`]) expect(words(await today(agent))).toContain(text)
    await act(harness, agent.browser, { number: begun.number, hacer: 'devolver' })
    await act(harness, colleague.browser, { number, hacer: 'tomar' })
    expect(await today(agent)).not.toContain(number)
    await act(harness, colleague.browser, { number, hacer: 'devolver' })
    await taken(harness, agent.browser, number)
    const own = words(await today(agent))
    expect(own).toContain(line)
    expect(own).not.toContain(`Su trámite sin terminar: ${number}`)
    await act(harness, agent.browser, { number, page: 'proponer', decision: 'reject', motivo: 'withdrawn' })
    expect(await today(agent)).not.toContain(number)
    await moved(harness, number, { event: { type: 'cancel', continuation: true }, patch: { cancelled_by: 'applicant' } })
  })

  it('tells an approver how many wait for an approval, and which is in their hands', async () => {
    const approver = await addStaff(harness, ['approver'], { office: 'puerto' })
    const { number } = await proposed(harness, await addHolder(harness))
    expect(words(await today(approver))).toContain('Un trámite que usted puede decidir espera aprobación')
    // Whoever took part, and whoever cannot approve yet, is told of none.
    await harness.context.db.updateTable('replacement').set({ proposed_by: approver.id }).where('number', '=', number).execute()
    expect(words(await today(approver))).toContain(nothing)
    await harness.context.db
      .updateTable('replacement')
      .set((eb) => ({ proposed_by: eb.ref('identity_by') }))
      .where('number', '=', number)
      .execute()
    expect(words(await today(await addStaff(harness, ['approver'], { approvesFrom: new Date(harness.now().getTime() + 1000) })))).toContain(nothing)
    await takenForApproval(approver)
    expect(await today(approver)).toContain(`href="/oficina/aprobaciones/${number}">${number}</a>`)
    expect(await today(await addStaff(harness, ['approver']))).not.toContain(number)
  })

  it('tells a supervisor how many disputes are open, how many are due today and how many are overdue', async () => {
    const supervisor = await addStaff(harness, ['supervisor'])
    const holder = await addHolder(harness)
    await proposed(harness, holder)
    await vetoed(harness, holder.email)
    expect(words(await today(supervisor))).toMatch(/Una disputa sin resolver(?!:)/)
    const due = /Una disputa sin resolver : una que vence hoy/
    for (let days = 0; days < 10 && !due.test(words(await today(await addStaff(harness, ['supervisor'])))); days += 1) harness.advance(day)
    const then = await addStaff(harness, ['supervisor'])
    expect(words(await today(then))).toMatch(due)
    harness.advance(day)
    expect(words(await today(await addStaff(harness, ['supervisor'])))).toContain('una con el plazo vencido')
    expect(await today(await addStaff(harness, ['supervisor']))).toContain('href="/oficina/aprobaciones#disputas"')
  })

  it('says nobody’s name and no number that is not theirs', async () => {
    const holder = await addHolder(harness)
    const { number } = await proposed(harness, holder)
    const body = await today(await addStaff(harness, ['agent', 'approver', 'supervisor', 'administrator'], { office: 'puerto' }))
    for (const data of [number, holder.name, holder.taxId, holder.nationalId]) expect(body).not.toContain(data)
  })
})
