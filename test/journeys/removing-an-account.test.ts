import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness, mailTo } from '../harness.ts'
import { wordsOf } from '../security/account-steps.ts'
import { allMet, identified, taken } from '../security/agents.ts'
import { addHolder } from '../security/holders.ts'
import { caseOf, proposed } from '../security/office-steps.ts'
import { filed } from '../security/requests.ts'
import { addStaff, type Staff } from '../security/staff.ts'

// What an administrator sees before an account is removed, and what can still be done about its work afterwards.

let harness: Harness
let administrator: Staff
let auditor: Staff
beforeAll(async () => {
  harness = await createHarness()
  administrator = await addStaff(harness, ['administrator'], { name: 'Ada Cuentas Ficticia' })
  auditor = await addStaff(harness, ['auditor'], { name: 'Hugo Libros Ficticio' })
})
afterAll(() => harness.close())

const emailOf = async ({ id }: Staff) =>
  (await harness.context.db.selectFrom('staff_member').select('email').where('id', '=', id).executeTakeFirstOrThrow()).email
const pageOf = ({ id }: Staff) => `/oficina/personal/${id}`
const seen = async (of: Staff, by = administrator) => {
  const { statusCode, body } = await by.browser.get(`${pageOf(of)}/retirar`)
  expect(statusCode).toBe(200)
  return wordsOf(body)
}
/** One case proposed, one under review and one taken. */
async function withWork() {
  const agent = await addStaff(harness, ['agent'], { name: 'Berta Dudosa Ficticia' })
  const finished = await proposed(harness, await addHolder(harness), { agent })
  const reviewed = await filed(harness, await addHolder(harness))
  await identified(harness, agent.browser, reviewed.number)
  await allMet(harness, agent.browser, reviewed.number)
  await agent.browser.post(`/oficina/tramites/${reviewed.number}`, { hacer: 'devolver', version: String((await caseOf(harness, reviewed.number)).version) })
  const held = await filed(harness, await addHolder(harness))
  await taken(harness, agent.browser, held.number)
  return { agent, finished, reviewed, held }
}

describe('an administrator who removes an account', () => {
  it('sees first who it is, what it holds and what it did; looking changes nothing', async () => {
    const { agent, finished } = await withWork()
    const said = await seen(agent)
    for (const text of [
      agent.name,
      agent.nationalId,
      'Agente',
      '1: vuelve a la cola',
      '1: si hay dudas, vuelve a revisión',
      '1: si hay dudas, lo que comprobó',
    ])
      expect(said).toContain(text)
    expect((await caseOf(harness, finished.number)).state).toBe('proposed')
    expect((await agent.browser.get('/oficina')).statusCode).toBe(200)
    expect((await administrator.browser.get(pageOf(agent))).body).not.toContain('value="quitar"')
    const looks = harness.context.db.selectFrom('audit_event').select('details').where('subject', '=', agent.id).where('staff_id', '=', administrator.id)
    expect((await looks.execute()).length).toBeGreaterThan(0)
  })

  it('is told that it is done; the person hears it in words of their own, without a page that they cannot open', async () => {
    const { agent } = await withWork()
    const done = await administrator.decides(pageOf(agent), { accion: 'quitar' })
    expect(wordsOf((await administrator.browser.get(String(done.headers.location))).body)).toContain('La cuenta quedó retirada')
    await harness.settled()
    const told = mailTo(harness, await emailOf(agent))[0]?.message
    expect(told?.subject).toBe('Su cuenta fue retirada')
    expect(JSON.stringify(told)).not.toContain('/oficina')
    const heard = mailTo(harness, await emailOf(auditor)).find(({ message }) => message.subject.includes(agent.name))
    expect(JSON.stringify(heard?.message)).toContain('/oficina/personal')
  })

  it('finds out later: what the account proposed goes back, what it found counts no more, and the auditors hear; once', async () => {
    const { agent, finished, reviewed } = await withWork()
    await administrator.decides(pageOf(agent), { accion: 'quitar' })
    expect((await caseOf(harness, finished.number)).state).toBe('proposed')
    expect((await administrator.browser.get(pageOf(agent))).body).toContain('Revisar otra vez su trabajo')
    expect(await seen(agent)).toContain('La cuenta ya está retirada')

    harness.advance(60_000)
    const other = await addStaff(harness, ['administrator'])
    const done = await other.decides(pageOf(agent), { accion: 'revisar' })
    expect(done.headers.location).toBe(`${pageOf(agent)}?hecho=revisar`)
    expect((await caseOf(harness, finished.number)).state).toBe('in_review')
    const again = await addStaff(harness, ['agent'])
    await taken(harness, again.browser, reviewed.number)
    expect(wordsOf((await again.browser.get(`/oficina/tramites/${reviewed.number}`)).body)).not.toContain('CONSULTA-77')
    await harness.settled()
    expect(mailTo(harness, await emailOf(auditor)).map(({ message }) => message.subject)).toContain(`Se revisa otra vez el trabajo de ${agent.name}`)
    const entries = harness.context.db.selectFrom('audit_event').select(['staff_id', 'details']).where('type', '=', 'staff.work_voided')
    expect(await entries.where('subject', '=', agent.id).execute()).toEqual([{ staff_id: other.id, details: { workVoided: 1 } }])

    expect((await other.decides(pageOf(agent), { accion: 'revisar' })).statusCode).toBe(422)
    expect((await other.browser.get(`${pageOf(agent)}/retirar`)).statusCode).toBe(303)
  })

  it('cannot put the work of an account in doubt that is there, nor of one removed with its work', async () => {
    const { agent, finished } = await withWork()
    expect((await administrator.decides(pageOf(agent), { accion: 'revisar' })).statusCode).toBe(422)
    expect((await caseOf(harness, finished.number)).state).toBe('proposed')
    await administrator.decides(pageOf(agent), { accion: 'quitar', revisar: 'si' })
    expect((await administrator.decides(pageOf(agent), { accion: 'revisar' })).statusCode).toBe(422)
    await harness.settled()
    expect(mailTo(harness, await emailOf(auditor)).map(({ message }) => message.subject)).toContain(`Se revisa otra vez el trabajo de ${agent.name}`)
    const entries = harness.context.db.selectFrom('audit_event').select(['staff_id', 'details']).where('type', '=', 'staff.work_voided')
    expect(await entries.where('subject', '=', agent.id).execute()).toEqual([{ staff_id: administrator.id, details: { workVoided: 1 } }])
  })

  it('does neither to their own account; nobody else sees the page', async () => {
    expect((await administrator.browser.get(`${pageOf(administrator)}/retirar`)).headers.location).toBe(pageOf(administrator))
    const { agent } = await withWork()
    for (const each of [auditor, await addStaff(harness, ['agent', 'approver', 'supervisor'])]) {
      expect((await each.browser.get(`${pageOf(agent)}/retirar`)).statusCode).toBe(403)
      await each.browser.get('/oficina')
      expect((await each.decides(pageOf(agent), { accion: 'revisar' })).statusCode).toBe(403)
    }
    for (const id of ['x', '00000000-0000-4000-8000-000000000000'])
      expect((await administrator.browser.get(`/oficina/personal/${id}/retirar`)).statusCode).toBe(404)
  })
})
