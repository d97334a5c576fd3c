import { afterAll, beforeAll, expect, it } from 'vitest'
import { codeTo, createHarness, createVisitor, type Harness } from '../harness.ts'
import { activationPages, approved, approvedOfPerson, entered, type Ready } from './activation-steps.ts'
import { addHolder, madeUpTriple } from './holders.ts'
import { addPerson } from './persons.ts'
import { requestPages, startedRequest } from './requests.ts'

// Whoever knows the address that a case brings fills in requests of their own, in which they say that it is theirs: it has so many codes an hour.

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

/** Has as many codes sent to an address as it may have, and sees the next one refused. */
async function spent(email: string) {
  const { messagesPerHour } = harness.context.institution.policy
  for (let asked = 0; asked <= messagesPerHour; asked += 1) {
    const stranger = await startedRequest(harness, madeUpTriple())
    const answer = await stranger.post(requestPages.contact, { correo: email.toUpperCase() })
    expect(answer.statusCode).toBe(asked < messagesPerHour ? 303 : 429)
  }
  await harness.settled()
}

/** Asks for the last code, and types it. */
async function finishes(ready: Ready): Promise<string> {
  await spent(ready.email ?? '')
  const applicant = await entered(harness, ready)
  return String((await applicant.post(activationPages.code, { codigo: codeTo(harness, ready.email ?? '') })).headers.location)
}

it('a stranger who has every code of an hour sent to the new contact of a case takes none of its last codes', async () => {
  expect(await finishes(await approved(harness, await addHolder(harness)))).toBe(activationPages.key)
})

it('nor of a person, who has no other way to finish', async () => {
  expect(await finishes(await approvedOfPerson(harness, await addPerson(harness)))).toBe(activationPages.done)
})

it('and the last codes of one address are as many an hour all the same, of however many cases', async () => {
  const [{ messagesPerHour }, email] = [harness.context.institution.policy, 'estudio@contable.example']
  const ready: Ready[] = []
  for (let one = 0; one <= messagesPerHour; one += 1) ready.push(await approved(harness, await addHolder(harness)))
  for (const { number } of ready) await harness.context.db.updateTable('replacement').set({ contact_value: email }).where('number', '=', number).execute()
  const answers: number[] = []
  for (const { number, continuation } of ready) {
    const visitor = createVisitor(harness)
    await visitor.get(activationPages.enter)
    answers.push((await visitor.post(activationPages.enter, { numero: number, continuacion: continuation })).statusCode)
  }
  expect(answers).toEqual([...ready.slice(1).map(() => 303), 429])
})
