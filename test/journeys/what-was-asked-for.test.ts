import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness, mailTo } from '../harness.ts'
import { act, allMet, identified, offered, pageOf, words } from '../security/agents.ts'
import { addHolder } from '../security/holders.ts'
import { caseOf } from '../security/office-steps.ts'
import { type Filed, filed, opened } from '../security/requests.ts'
import { addStaff, type Staff } from '../security/staff.ts'

// What an applicant is asked for is answered where it can be: what has to be shown at the office, and the rest from anywhere.

let harness: Harness
let agent: Staff
beforeAll(async () => {
  harness = await createHarness()
  agent = await addStaff(harness, ['agent'])
})
afterAll(() => harness.close())

const signature = { 'falta-solicitud-firmada': 'sin-firma' }
const register = { 'falta-ruc-activo': 'suspendido' }
const settled = 'Ya está arreglado'

async function askedFor(what: Record<string, string>, of: { email?: null } = {}): Promise<Filed> {
  const request = await filed(harness, await addHolder(harness), of)
  await identified(harness, agent.browser, request.number)
  if (what === register) await allMet(harness, agent.browser, request.number)
  await act(harness, agent.browser, { number: request.number, page: 'pedir', ...what, enviar: 'si' })
  await harness.settled()
  return request
}

const said = async (request: Filed) => words((await (await opened(harness, request)).get('/tramite')).body)
const mailed = ({ email }: Filed) => {
  const { subject, blocks } = mailTo(harness, email ?? '')[0]?.message ?? { subject: '', blocks: [] }
  return [subject, ...blocks.flatMap((block) => ('text' in block ? [block.text] : []))].join(' ')
}
const lastDay = async ({ number }: Filed) => {
  const at = (await caseOf(harness, number)).ends_at.getTime() - 1
  return new Intl.DateTimeFormat('es-EC', { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'America/Guayaquil' }).format(at).replace(',', '')
}
const atCounter = async ({ number }: Filed, cedula: string, by = agent) => {
  await by.browser.get(pageOf(number))
  return act(harness, by.browser, { number, hacer: 'volvio', cedula })
}

describe.each([
  ['a signature', signature],
  ['a signature and something that is looked up', { ...signature, ...register }],
])('whoever is asked for %s', (_what, what) => {
  it('reads what to bring, where and until when, the same on the page and in the message, and cannot say from afar that it is done', async () => {
    const request = await askedFor(what)
    const day = await lastDay(request)
    for (const text of [await said(request), mailed(request)]) {
      expect(text).toContain('Falta su firma')
      expect(text).toContain(`Vuelva a la oficina a más tardar el ${day}.`)
      expect(text).toMatch(/Oficina Centro.*Calle Inventada 123, Quito.*de 08:00 a 16:30/)
      expect(text).toContain('Su cédula original')
      expect(text).toContain('El recibo de la solicitud, impreso')
      expect(text).not.toContain('dígalo')
    }
    expect(await said(request)).not.toContain(settled)
    const follower = await opened(harness, request)
    await follower.get('/tramite')
    await follower.post('/tramite/responder', {})
    expect(await caseOf(harness, request.number)).toMatchObject({ state: 'awaiting_applicant', round: 1 })
  })

  it('goes on at the office, at the counter of any agent, with the document', async () => {
    const request = await askedFor(what)
    const other = await addStaff(harness, ['agent'])
    const { typed } = await caseOf(harness, request.number)
    expect((await atCounter(request, '', other)).statusCode).toBe(422)
    const wrong = await atCounter(request, '1700000092', other)
    expect(wrong.statusCode).toBe(422)
    expect(words(wrong.body)).toContain('No es el número con el que se presentó')
    expect((await caseOf(harness, request.number)).state).toBe('awaiting_applicant')
    expect((await atCounter(request, typed.nationalId, other)).headers.location).toBe(pageOf(request.number))
    expect(await caseOf(harness, request.number)).toMatchObject({ state: 'in_review', round: 2, leased_by: other.id })
    expect((await offered(other.browser, request.number)).sort()).toEqual(expect.arrayContaining(['solicitud-firmada']))
    expect(await said(request)).toContain('La institución tiene hasta')
  })
})

it('whoever is asked for what is looked up says from anywhere that it is put right, and need not come', async () => {
  const request = await askedFor(register)
  const day = await lastDay(request)
  for (const text of [await said(request), mailed(request)]) {
    expect(text).toContain(`Cuando esté arreglado, dígalo a más tardar el ${day}`)
    expect(text).not.toContain('Vuelva a la oficina')
  }
  const follower = await opened(harness, request)
  expect((await follower.get('/tramite')).body).toContain(settled)
  await follower.post('/tramite/responder', {})
  expect(await caseOf(harness, request.number)).toMatchObject({ state: 'in_review', round: 2, leased_by: null })
})

it('an answer that comes after its last day begins nothing', async () => {
  const request = await askedFor(register)
  const follower = await opened(harness, request)
  await follower.get('/tramite')
  harness.advance((await caseOf(harness, request.number)).ends_at.getTime() - harness.now().getTime())
  await follower.post('/tramite/responder', {})
  expect((await caseOf(harness, request.number)).state).toBe('awaiting_applicant')
})

it('a question before a dispute is none of what is asked for after it', async () => {
  agent = await addStaff(harness, ['agent'])
  const request = await askedFor(signature)
  const { id } = await caseOf(harness, request.number)
  // What a resolved dispute leaves: the case is under review, and the question was never answered.
  await harness.context.db.updateTable('replacement').set({ state: 'in_review', moved_at: harness.now() }).where('id', '=', id).execute()
  harness.advance(60_000)
  await act(harness, agent.browser, { number: request.number, hacer: 'tomar' })
  await allMet(harness, agent.browser, request.number)
  await act(harness, agent.browser, { number: request.number, page: 'pedir', ...register, enviar: 'si' })
  expect(await said(request)).not.toContain('Falta su firma')
  expect(await said(request)).toContain(settled)
})

it('staff see before they ask exactly what the applicant will read', async () => {
  const request = await filed(harness, await addHolder(harness))
  await identified(harness, agent.browser, request.number)
  const { body } = await act(harness, agent.browser, { number: request.number, page: 'pedir', ...signature })
  for (const language of ['es', 'en']) {
    const shown = words(body.slice(body.indexOf(`class="message" lang="${language}"`)).split('</div>')[0] ?? '')
    expect(shown).toMatch(
      language === 'es'
        ? /Vuelva a la oficina a más tardar el .* Oficina Centro.*Su cédula original/
        : /Come back to the office by .* Oficina Centro.*Your original/,
    )
  }
})

it('nobody is told that they need not come while something is left that has to be shown', async () => {
  const request = await filed(harness, await addHolder(harness))
  await identified(harness, agent.browser, request.number)
  for (const sent of [{}, { enviar: 'si' }]) {
    const refused = await act(harness, agent.browser, { number: request.number, page: 'pedir', ...register, ...sent })
    expect(refused.statusCode).toBe(422)
    expect(words(refused.body)).toContain('«Solicitud firmada» no está cumplido')
  }
  expect((await caseOf(harness, request.number)).state).toBe('in_review')
})
