import { afterAll, beforeAll, expect, it } from 'vitest'
import { createHarness, type Harness } from '../harness.ts'
import { act, identified } from '../security/agents.ts'
import { addHolder } from '../security/holders.ts'
import { filed } from '../security/requests.ts'
import { addStaff } from '../security/staff.ts'

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

const asked = { page: 'pedir', 'falta-solicitud-firmada': 'sin-firma' }

it('whoever asks for something that is shown at an office, in a case of another office, reads before that the person is sent to that one', async () => {
  const agent = await addStaff(harness, ['agent'], { office: 'puerto' })
  const { number } = await filed(harness, await addHolder(harness))
  await agent.browser.get('/oficina/tramites')
  await act(harness, agent.browser, { number, page: 'motivo', motivo: 'applicant_is_here' })
  await identified(harness, agent.browser, number)
  expect((await act(harness, agent.browser, { ...asked, number })).body).toContain('El trámite sigue siendo de Oficina Centro')
})

it('an agent of the office of the case reads nothing of another one', async () => {
  const agent = await addStaff(harness, ['agent'])
  const { number } = await filed(harness, await addHolder(harness))
  await identified(harness, agent.browser, number)
  const preview = (await act(harness, agent.browser, { ...asked, number })).body
  expect(preview).toContain('Esto leerá la persona')
  expect(preview).not.toContain('sigue siendo de')
})
