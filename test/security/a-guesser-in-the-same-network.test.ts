import { afterAll, beforeAll, expect, it } from 'vitest'
import { createHarness, createVisitor, type Harness } from '../harness.ts'
import { addHolder } from './holders.ts'
import { caseOf } from './office-steps.ts'
import { filed } from './requests.ts'

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

it('who guesses at cases from the network of an office keeps nobody there from their own', async () => {
  const request = await filed(harness, await addHolder(harness))
  const guesser = createVisitor(harness, { address: '198.51.100.7' })
  await guesser.get('/tramite')
  const guess = () => guesser.post('/tramite', { numero: request.number, continuacion: '0000-0000-0000-0000' })
  const { caseLookUpsPerHour } = harness.context.institution.policy
  for (let tries = 0; tries < caseLookUpsPerHour; tries += 1) expect((await guess()).statusCode).toBe(422)
  expect((await guess()).statusCode).toBe(429)

  const beside = createVisitor(harness, { address: '198.51.100.8' })
  await beside.get('/tramite')
  await beside.post('/tramite', { numero: request.number, continuacion: request.continuation })
  expect((await beside.get('/tramite')).body).toContain(request.number)
  expect((await guess()).statusCode).toBe(429)
  await beside.post('/tramite/cancelar', {})
  expect((await caseOf(harness, request.number)).state).toBe('cancelled')
})
