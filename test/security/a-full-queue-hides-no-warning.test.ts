import { afterEach, beforeEach, expect, it } from 'vitest'
import { createHarness, createVisitor, type Harness, mailTo } from '../harness.ts'
import { addHolder } from './holders.ts'

let harness: Harness
beforeEach(async () => {
  harness = await createHarness({ hashing: { atOnce: 2, queued: 1 } })
})
afterEach(() => harness.close())

it('a stranger who sends so many at once that most are never compared is told of all the same', async () => {
  const holder = await addHolder(harness)
  const strangers = Array.from({ length: 40 }, () => createVisitor(harness))
  for (const stranger of strangers) await stranger.get('/empleador/ingresar')
  const answers = await Promise.all(strangers.map((stranger, n) => stranger.signIn(holder, `no es la frase correcta ${n}`)))
  expect(answers.filter(({ statusCode }) => statusCode === 503).length).toBeGreaterThan(20)
  await harness.settled()
  expect(
    mailTo(harness, holder.email)
      .map(({ message }) => message.subject)
      .sort(),
  ).toEqual(['Alguien intenta adivinar la clave patronal', 'Bloqueamos intentos de adivinar la clave patronal'])
})
