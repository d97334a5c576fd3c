import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, createVisitor, type Harness, mailTo } from '../harness.ts'
import { activationPages, keyOfCase, words } from './activation-steps.ts'
import { addHolder, madeUpTriple } from './holders.ts'
import { filed } from './requests.ts'
import { vetoed } from './steps.ts'

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

describe('whoever has number and continuation code of a case that is not ready', () => {
  it('is sent to where it is, and no code goes out, whether it names somebody, nobody, or was stopped', async () => {
    const holder = await addHolder(harness)
    const [own, nobodys, stopped] = [await filed(harness, holder), await filed(harness, madeUpTriple()), await filed(harness, holder)]
    expect(await vetoed(harness, holder.email)).toBe('ended')
    const answers = []
    for (const { number, continuation, email } of [own, nobodys, stopped]) {
      const before = mailTo(harness, email ?? '').length
      const visitor = createVisitor(harness)
      await visitor.get(activationPages.enter)
      const answer = await visitor.post(activationPages.enter, { numero: number, continuacion: continuation })
      expect(answer.headers.location).toBe('/tramite')
      const code = await visitor.post(activationPages.code, { codigo: '000000000000' })
      const key = await visitor.post(activationPages.key, { clave: keyOfCase })
      await harness.settled()
      expect(mailTo(harness, email ?? '').length).toBe(before)
      const followed = words(await visitor.get('/tramite')).replaceAll(number, 'N')
      answers.push([answer.statusCode, code.headers.location, key.statusCode, words(key), followed])
      expect(words(key)).toContain('La clave no quedó puesta')
    }
    expect(answers[1]).toEqual(answers[0])
    expect(answers[2]).toEqual(answers[0])
  })

  it('and an unknown number is a wrong code', async () => {
    const one = await filed(harness, await addHolder(harness))
    const seen = []
    for (const numero of [one.number, 'S-0000-0000']) {
      const visitor = createVisitor(harness)
      await visitor.get(activationPages.enter)
      const answer = await visitor.post(activationPages.enter, { numero, continuacion: '0000-0000-0000-0000' })
      seen.push([answer.statusCode, words(answer).replaceAll(numero, 'N')])
    }
    expect(seen[0]?.[0]).toBe(422)
    expect(seen[1]).toEqual(seen[0])
  })

  it('is counted by network when it guesses', async () => {
    const visitor = createVisitor(harness)
    await visitor.get(activationPages.enter)
    const { caseLookUpsPerHour } = harness.context.institution.policy
    for (let tries = 0; tries < caseLookUpsPerHour; tries += 1) {
      await visitor.post(activationPages.enter, { numero: 'S-0000-0000', continuacion: '0000-0000-0000-0000' })
    }
    const last = await visitor.post(activationPages.enter, { numero: 'S-0000-0000', continuacion: '0000-0000-0000-0000' })
    expect(last.statusCode).toBe(429)
    expect(last.headers['retry-after']).toBeDefined()
  })
})
