import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../harness.ts'
import { act, cases, identified, pageOf, taken, words } from '../security/agents.ts'
import { enrolled, signsIn } from '../security/enrolments.ts'
import { addHolder } from '../security/holders.ts'
import { caseOf } from '../security/office-steps.ts'
import { filed } from '../security/requests.ts'
import { addStaff, type Staff } from '../security/staff.ts'

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

const note = 'El gerente trae la escritura.\nFalta verla.'
const typed = { 'referencia-identidad': 'RC-11', 'referencia-ruc-activo': 'SRI-22', nota: note }

async function inReview(): Promise<{ agent: Staff; number: string }> {
  const agent = await addStaff(harness, ['agent'])
  const { number } = await filed(harness, await addHolder(harness))
  await identified(harness, agent.browser, number)
  return { agent, number }
}

/** What the fields of a page hold; an empty one is left out. */
const fieldsOf = (body: string): Record<string, string> =>
  held([
    ...[...body.matchAll(/<input id="(referencia-[^"]+)"[^>]*? value="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value] as const),
    ['nota', /<textarea id="nota"[^>]*>([^<]*)<\/textarea>/.exec(body)?.[1]?.trim() ?? ''],
  ])
const held = (fields: readonly (readonly [string, string])[]) => Object.fromEntries(fields.filter(([, value]) => value !== ''))

const found = async (number: string) => {
  const { id } = await caseOf(harness, number)
  return harness.context.db
    .selectFrom('requirement_result')
    .select(['requirement', 'outcome', 'reference'])
    .where('replacement_id', '=', id)
    .orderBy('found_at')
    .execute()
}
const notes = async (number: string) => {
  const { id } = await caseOf(harness, number)
  return (await harness.context.db.selectFrom('replacement_note').select('text').where('replacement_id', '=', id).execute()).map(({ text }) => text)
}

describe('what an agent typed on the page of a review', () => {
  it('stays where it was typed when one result is recorded, but for what was saved', async () => {
    const { agent, number } = await inReview()
    const one = await act(harness, agent.browser, { number, page: 'resultado', resultado: 'met.identidad', ...typed })
    expect(one.statusCode).toBe(200)
    expect(fieldsOf(one.body)).toEqual(held(Object.entries({ ...typed, 'referencia-identidad': '' })))
    const shown = await act(harness, agent.browser, { number, page: 'resultado', resultado: 'met.solicitud-firmada', ...typed, 'referencia-identidad': '' })
    expect(fieldsOf(shown.body)).toMatchObject({ 'referencia-ruc-activo': 'SRI-22', nota: note })
    const noted = await act(harness, agent.browser, { number, page: 'nota', ...typed, 'referencia-identidad': '' })
    expect(fieldsOf(noted.body)).toEqual({ 'referencia-ruc-activo': 'SRI-22' })
    const last = await act(harness, agent.browser, { number, page: 'resultado', resultado: 'not_met.ruc-activo', 'referencia-ruc-activo': 'SRI-22' })
    expect(last.headers.location).toBe(pageOf(number))
    expect(await found(number)).toEqual([
      { requirement: 'identidad', outcome: 'met', reference: 'RC-11' },
      { requirement: 'solicitud-firmada', outcome: 'met', reference: null },
      { requirement: 'ruc-activo', outcome: 'not_met', reference: 'SRI-22' },
    ])
    expect(await notes(number)).toEqual([note])
  })

  it('stays when something is missing: the reference, the note, or too much of either', async () => {
    const { agent, number } = await inReview()
    const forms = [
      { page: 'resultado', resultado: 'met.representacion-sociedad', ...typed },
      { page: 'resultado', resultado: 'met.identidad', ...typed, 'referencia-identidad': 'x'.repeat(81) },
      { page: 'resultado', resultado: 'met.designacion-publica', ...typed },
      { page: 'nota', ...typed, nota: '' },
      { page: 'nota', ...typed, nota: 'n'.repeat(1001) },
    ]
    for (const form of forms) {
      const answer = await act(harness, agent.browser, { number, ...form })
      expect(answer.statusCode, JSON.stringify(form)).toBe(422)
      const { page, resultado, ...fields } = form as Record<string, string>
      expect(fieldsOf(answer.body), `${page} ${resultado}`).toEqual(held(Object.entries(fields)))
    }
    expect(await found(number)).toEqual([])
    expect(await notes(number)).toEqual([])
  })

  it('without a script Enter records the one reference that was typed, and asks which where there are several', async () => {
    const { agent, number } = await inReview()
    const several = await act(harness, agent.browser, { number, page: 'resultado', resultado: 'met.', ...typed })
    expect(several.statusCode).toBe(422)
    expect(fieldsOf(several.body)).toEqual({ ...typed })
    expect((await act(harness, agent.browser, { number, page: 'resultado', resultado: 'met.' })).statusCode).toBe(422)
    expect(await found(number)).toEqual([])
    const { 'referencia-ruc-activo': reference } = typed
    const one = await act(harness, agent.browser, { number, page: 'resultado', resultado: 'met.', 'referencia-ruc-activo': reference, nota: note })
    expect(fieldsOf(one.body)).toEqual({ nota: note })
    expect(await found(number)).toEqual([{ requirement: 'ruc-activo', outcome: 'met', reference }])
  })

  it('stays when the case changed meanwhile, and when it was lost and is taken again', async () => {
    const { agent, number } = await inReview()
    const { version } = await caseOf(harness, number)
    await act(harness, agent.browser, { number, page: 'resultado', resultado: 'met.solicitud-firmada' })
    const stale = await act(harness, agent.browser, { number, version, page: 'resultado', resultado: 'met.identidad', ...typed })
    expect(stale.statusCode).toBe(409)
    expect(fieldsOf(stale.body)).toEqual({ ...typed })
    await act(harness, agent.browser, { number, hacer: 'devolver' })
    const lost = await act(harness, agent.browser, { number, page: 'nota', ...typed })
    expect(lost.statusCode).toBe(409)
    expect(words(lost.body)).toContain('Falta verla.')
    const hidden = Object.fromEntries(
      [...lost.body.matchAll(/<input type="hidden" name="(referencia-[^"]+|nota)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]),
    )
    expect(hidden).toEqual(typed)
    const again = await act(harness, agent.browser, { number, hacer: 'tomar', ...hidden })
    expect(again.statusCode).toBe(200)
    expect(fieldsOf(again.body)).toEqual({ ...typed })
  })

  it('is shown, though it has no field, to whoever lost the case to a colleague', async () => {
    const { agent, number } = await inReview()
    await act(harness, agent.browser, { number, hacer: 'devolver' })
    await taken(harness, (await addStaff(harness, ['agent'])).browser, number)
    const lost = await act(harness, agent.browser, { number, page: 'resultado', resultado: 'met.identidad', ...typed })
    expect(lost.statusCode).toBe(409)
    for (const value of ['RC-11', 'SRI-22', 'Falta verla.']) expect(lost.body).toContain(value)
    expect(await found(number)).toEqual([])
  })

  it('survives a session that ended, and is all there after signing in again', async () => {
    const staff = await enrolled(harness, ['agent'])
    await signsIn(staff.browser, staff.passkey)
    const { number } = await filed(harness, await addHolder(harness))
    await identified(harness, staff.browser, number)
    harness.advance(harness.context.institution.policy.staffSessionIdle + 1000)
    const late = await act(harness, staff.browser, { number, page: 'resultado', resultado: 'met.identidad', ...typed })
    expect(late.statusCode).toBe(422)
    const decode = (text: string) => text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&amp;', '&')
    const hidden = (body: string, name: string) => decode(new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? '')
    const kept = Object.fromEntries(['destino', 'guardado', 'sello'].map((name) => [name, hidden(late.body, name)]))
    const offered = await staff.browser.post('/oficina/ingresar', { passkey: staff.passkey.answer(late.body), ...kept })
    expect(offered.body).toContain(`action="${pageOf(number)}/resultado"`)
    const list = words(offered.body.slice(offered.body.indexOf('<dl'), offered.body.indexOf('</dl>')))
    for (const said of [
      'Identidad del solicitante: referencia de la consulta RC-11',
      'Identidad del solicitante Cumple',
      'Nota para quien atienda este trámite El gerente',
    ])
      expect(list).toContain(said)
    for (const code of ['met.', 'referencia-', 'resultado', 'version']) expect(list).not.toContain(code)
    const sent = Object.fromEntries([...Object.keys(typed), 'resultado', 'version'].map((name) => [name, hidden(offered.body, name)]))
    expect(sent).toMatchObject({ ...typed, resultado: 'met.identidad' })
    const answer = await staff.browser.post(`${pageOf(number)}/resultado`, sent)
    expect(answer.statusCode).toBe(200)
    expect(fieldsOf(answer.body)).toEqual(held(Object.entries({ ...typed, 'referencia-identidad': '' })))
    expect(await found(number)).toEqual([{ requirement: 'identidad', outcome: 'met', reference: 'RC-11' }])
  })

  it.each([
    ['aprobar', 'proponer?decision=approve'],
    ['pedir', 'pedir'],
    ['rechazar', 'proponer?decision=reject'],
  ])('is written as a note by "%s", which goes on to the next page', async (hacer, page) => {
    const { agent, number } = await inReview()
    const answer = await act(harness, agent.browser, { number, hacer, nota: note })
    expect(answer.headers.location).toBe(`${pageOf(number)}/${page}`)
    expect(await notes(number)).toEqual([note])
    expect((await act(harness, agent.browser, { number, hacer })).headers.location).toBe(`${pageOf(number)}/${page}`)
    expect(await notes(number)).toEqual([note])
  })

  it('is written as a note for whoever goes on when the case is given back', async () => {
    const { agent, number } = await inReview()
    const answer = await act(harness, agent.browser, { number, hacer: 'devolver', nota: note })
    expect(answer.headers.location).toBe(cases)
    expect(await notes(number)).toEqual([note])
  })

  it.each(['aprobar', 'pedir', 'rechazar', 'devolver'])('stays where it is when "%s" would lose a reference or cut a note', async (hacer) => {
    const { agent, number } = await inReview()
    for (const fields of [typed, { nota: 'n'.repeat(1001) }] as Record<string, string>[]) {
      const answer = await act(harness, agent.browser, { number, hacer, ...fields })
      expect(answer.statusCode).toBe(422)
      expect(fieldsOf(answer.body)).toEqual(fields)
    }
    expect(await notes(number)).toEqual([])
    expect((await caseOf(harness, number)).leased_by).toBe(agent.id)
  })

  it.each(['aprobar', 'pedir', 'rechazar', 'devolver'])('is shown to whoever lost the case to a colleague and presses "%s"', async (hacer) => {
    const { agent, number } = await inReview()
    await act(harness, agent.browser, { number, hacer: 'devolver' })
    await taken(harness, (await addStaff(harness, ['agent'])).browser, number)
    const lost = await act(harness, agent.browser, { number, hacer, nota: note })
    expect(lost.statusCode).toBe(409)
    expect(words(lost.body)).toContain('Falta verla.')
    expect(await notes(number)).toEqual([])
  })

  it('is a note once, however often its page is sent again', async () => {
    const { agent, number } = await inReview()
    for (let sent = 0; sent < 3; sent += 1) await act(harness, agent.browser, { number, page: 'nota', ...typed })
    expect(await notes(number)).toEqual([note])
  })

  it('is shown as text, whatever it holds', async () => {
    const { agent, number } = await inReview()
    const evil = '</textarea><script>alert(1)</script>"><b>'
    const answer = await act(harness, agent.browser, {
      number,
      page: 'resultado',
      resultado: 'met.solicitud-firmada',
      nota: evil,
      'referencia-identidad': evil,
    })
    expect(answer.statusCode).toBe(200)
    expect(answer.body).not.toContain('<script>alert')
    expect(answer.body).not.toContain('"><b>')
  })
})
