import { afterAll, beforeAll, expect, it } from 'vitest'
import { createHarness, type Harness } from '../harness.ts'
import { approved, entered, openedScreen } from './activation-steps.ts'
import { addHolder } from './holders.ts'
import { caseOf } from './office-steps.ts'
import { addStaff, signedInAgain } from './staff.ts'

// The person at the counter opens the applicant's screen for an accomplice, and is found out before the key is chosen.

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

it('a screen that a removed member of staff opened proves nothing, and its case is examined again', async () => {
  const ready = await approved(harness, await addHolder(harness), { email: null })
  const opener = await addStaff(harness, ['agent'])
  const code = await openedScreen(harness, ready, opener)
  expect((await caseOf(harness, ready.number)).state).toBe('ready')
  const visitor = await entered(harness, ready)

  const administrator = await addStaff(harness, ['administrator'])
  await signedInAgain(harness, administrator)
  const page = `/oficina/personal/${opener.id}`
  await administrator.browser.get(page)
  expect((await administrator.decides(page, { accion: 'quitar', revisar: 'si' })).statusCode).toBe(303)
  expect(await caseOf(harness, ready.number)).toMatchObject({ state: 'in_review', screen_by: null, screen_hash: null })
  expect((await visitor.post('/tramite/activar/codigo', { codigo: code })).headers.location).not.toBe('/tramite/activar/clave')
})
