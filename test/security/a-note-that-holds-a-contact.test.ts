import type { LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createHarness, type Harness } from '../harness.ts'
import { act, identified, words } from './agents.ts'
import { disputePage } from './disputes.ts'
import { addHolder } from './holders.ts'
import { caseOf, hiddenFields, proposed, takenForApproval } from './office-steps.ts'
import { filed } from './requests.ts'
import { addStaff } from './staff.ts'
import { vetoed } from './steps.ts'

// A member of staff writes the address of a thief where a colleague reads it and uses it. No note of anybody takes one.

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

const mail = 'Su correo nuevo: ladron@correo.example'
const phone = 'Llamar al 099 123 4567'
const notes = [
  [mail, 'Quite el correo de la nota'],
  [phone, 'Quite el número de teléfono de la nota'],
] as const
const harmless = 'Cédula 0911111110, RUC 1790012345001, el 02-03-2026.'

function expectRefused(answer: LightMyRequestResponse, [note, why]: (typeof notes)[number]) {
  expect(answer.statusCode, note).toBe(422)
  expect(words(answer.body)).toContain(why)
  expect(answer.body).toContain(`>${note}</textarea>`)
}

const written = async () => (await harness.context.db.selectFrom('replacement_note').select('text').execute()).map(({ text }) => text)

it('is refused of an agent, whichever button saves it, and what was typed stays', async () => {
  const agent = await addStaff(harness, ['agent'])
  const { number } = await filed(harness, await addHolder(harness))
  await identified(harness, agent.browser, number)
  for (const note of notes) {
    expectRefused(await act(harness, agent.browser, { number, page: 'nota', nota: note[0] }), note)
    for (const hacer of ['aprobar', 'pedir', 'rechazar', 'devolver']) {
      expectRefused(await act(harness, agent.browser, { number, hacer, nota: note[0] }), note)
    }
  }
  expect(await written()).toEqual([])
  expect((await act(harness, agent.browser, { number, page: 'nota', nota: harmless })).statusCode).toBe(303)
  expect(await written()).toEqual([harmless])
})

it('is refused of an approver who returns a case', async () => {
  const { number } = await proposed(harness, await addHolder(harness))
  const approver = await addStaff(harness, ['approver'], { office: 'puerto' })
  const fields = { ...hiddenFields(await takenForApproval(approver)), decision: 'devolver', motivo: 'other' }
  const where = `/oficina/aprobaciones/${number}`
  for (const note of notes) expectRefused(await approver.browser.post(where, { ...fields, nota: note[0] }), note)
  expect((await caseOf(harness, number)).state).toBe('proposed')
  expect((await approver.browser.post(where, { ...fields, nota: harmless })).statusCode).toBe(303)
})

it('is refused of a supervisor who resolves a dispute, also at the last step', async () => {
  const holder = await addHolder(harness)
  const { number } = await proposed(harness, holder)
  await vetoed(harness, holder.email)
  const supervisor = await addStaff(harness, ['supervisor'])
  const where = await disputePage(number, supervisor)
  const fields = { ...hiddenFields(await supervisor.browser.get(where)), respuesta: 'applicant_was_right.representation_shown' }
  for (const note of notes) {
    expectRefused(await supervisor.browser.post(where, { ...fields, nota: note[0] }), note)
    expectRefused(await supervisor.decides(where, { ...fields, nota: note[0], confirma: 'si' }), note)
  }
  expect((await caseOf(harness, number)).state).toBe('disputed')
  expect((await supervisor.decides(where, { ...fields, nota: harmless, confirma: 'si' })).statusCode).toBe(303)
})
