import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../harness.ts'
import { wordsOf } from '../security/account-steps.ts'
import { act, allMet, identified, taken } from '../security/agents.ts'
import { addHolder } from '../security/holders.ts'
import { caseOf, examined, found, proposed, verified } from '../security/office-steps.ts'
import { filed } from '../security/requests.ts'
import { addStaff, type Staff } from '../security/staff.ts'
import { watchStatements } from '../security/statements.ts'
import { vetoed } from '../security/steps.ts'

// The work of somebody is put in doubt: the record of every case that is not finished says what of it counts no more, since when and through whom.

let harness: Harness
let administrator: Staff
let doubtful: Staff
beforeEach(async () => {
  harness = await createHarness()
  administrator = await addStaff(harness, ['administrator'], { name: 'Ada Cuentas Ficticia' })
  doubtful = await addStaff(harness, ['agent'], { name: 'Berta Dudosa Ficticia' })
})
afterEach(() => harness.close())

const pageOf = ({ id }: Staff) => `/oficina/personal/${id}`
async function doubted() {
  await administrator.browser.get(pageOf(doubtful))
  expect((await administrator.decides(pageOf(doubtful), { accion: 'quitar', revisar: 'si' })).statusCode).toBe(303)
}
const inReview = async () => {
  const holder = await addHolder(harness)
  const request = await filed(harness, holder)
  await verified(harness, request, doubtful)
  return { ...request, holder }
}
async function entriesOf(number: string) {
  const { id } = await caseOf(harness, number)
  const rows = await harness.context.db
    .selectFrom('audit_event')
    .select(['actor', 'staff_id', 'details', 'occurred_at'])
    .where('type', '=', 'replacement.doubted')
    .where('subject', '=', id)
    .orderBy('id')
    .execute()
  return rows
}
const detailsOf = async (number: string) => (await entriesOf(number)).map(({ details }) => details)

describe('a case under review of which somebody found something whose work is put in doubt', () => {
  it('has an entry that says what counts no more, when and by whose decision, and an auditor finds it by the case', async () => {
    const { number } = await filed(harness, await addHolder(harness))
    await identified(harness, doubtful.browser, number)
    await allMet(harness, doubtful.browser, number)
    const { version } = await caseOf(harness, number)
    await doubted()
    const [entry, ...others] = await entriesOf(number)
    expect(others).toEqual([])
    expect(entry).toMatchObject({ actor: 'staff', staff_id: administrator.id, occurred_at: harness.now() })
    expect(entry?.details).toMatchObject({ whose: doubtful.id, identity: true, requirements: expect.arrayContaining(['identidad', 'solicitud-firmada']) })
    const { typed, ...row } = await caseOf(harness, number)
    expect(row).toMatchObject({ state: 'in_review', version })
    for (const said of [typed.nationalId, typed.taxId]) expect(JSON.stringify(entry)).not.toContain(said)

    const auditor = await addStaff(harness, ['auditor'])
    const { body } = await auditor.browser.post('/oficina/registro', { sobre: number, tipo: 'replacement.' })
    const said = wordsOf(body.slice(body.indexOf('<ul class="entries'), body.indexOf('</main>')))
    const [doubt = ''] = said.split('El trámite avanzó')
    expect(doubt).toMatch(/Lo que comprobó alguien cuyo trabajo está en duda dejó de contar , sobre trámite S-\S+ Trabajo de: Berta Dudosa Ficticia/)
    expect(doubt).toMatch(/Identidad por comprobar otra vez: sí Requisitos por revisar otra vez: .*; Solicitud firmada .* Ada Cuentas Ficticia $/)
  })

  it('has it also while the applicant was asked for something, while a contact has stopped it, and besides the step that sends it back', async () => {
    const asked = await inReview()
    await taken(harness, doubtful.browser, asked.number)
    await act(harness, doubtful.browser, { number: asked.number, page: 'pedir', 'falta-solicitud-firmada': 'sin-firma', enviar: 'si' })
    const disputed = await inReview()
    await vetoed(harness, disputed.holder.email)
    const prepared = await proposed(harness, await addHolder(harness), { agent: doubtful })
    expect((await caseOf(harness, asked.number)).state).toBe('awaiting_applicant')
    expect((await caseOf(harness, disputed.number)).state).toBe('disputed')
    await doubted()
    for (const { number } of [asked, disputed, prepared]) expect(await detailsOf(number), number).toMatchObject([{ whose: doubtful.id, identity: true }])
    expect((await caseOf(harness, prepared.number)).state).toBe('in_review')
  })

  it('has none where nothing of it changes: what others found again since, and a case that is over', async () => {
    const other = await addStaff(harness, ['agent'])
    const replaced = await filed(harness, await addHolder(harness))
    await verified(harness, replaced, other)
    await examined(harness, replaced, doubtful)
    harness.advance(1000)
    await examined(harness, replaced, other)
    const over = await inReview()
    await harness.context.db.updateTable('replacement').set({ state: 'expired' }).where('number', '=', over.number).execute()
    const part = await filed(harness, await addHolder(harness))
    await verified(harness, part, other)
    await found(harness, part, doubtful, { requirement: 'solicitud-firmada', outcome: 'not_met' })
    harness.advance(1000)
    await doubted()
    expect(await detailsOf(replaced.number)).toEqual([])
    expect(await detailsOf(over.number)).toEqual([])
    expect(await detailsOf(part.number)).toEqual([{ whose: doubtful.id, identity: false, requirements: ['solicitud-firmada'] }])
  })

  it('has one for each time, and of the second only what counted until then', async () => {
    const first = await inReview()
    harness.advance(1000)
    await doubted()
    harness.advance(1000)
    const back = harness.context.db.updateTable('staff_member').set({ state: 'active', removed_at: null, removed_by: null })
    await back.where('id', '=', doubtful.id).execute()
    const second = await inReview()
    await found(harness, first, doubtful, { requirement: 'solicitud-firmada' })
    harness.advance(1000)
    await doubted()
    expect(await detailsOf(first.number)).toEqual([
      { whose: doubtful.id, identity: true, requirements: [] },
      { whose: doubtful.id, identity: false, requirements: ['solicitud-firmada'] },
    ])
    expect(await detailsOf(second.number)).toEqual([{ whose: doubtful.id, identity: true, requirements: [] }])
  })

  it('costs the removal no statement of its own, however many there are', async () => {
    const many = [await inReview(), await inReview(), await inReview(), await inReview(), await inReview()]
    const during = watchStatements(harness.context.db)
    const { statements } = await during(doubted)
    expect(statements.filter(({ sql }) => sql.includes('insert into audit_event (')).map(({ rows }) => rows)).toEqual([many.length])
    expect(statements.filter(({ sql }) => sql.includes('from replacement r') && sql.includes('distinct on'))).toHaveLength(1)
    for (const { number } of many) expect(await detailsOf(number)).toHaveLength(1)
  })
})
