import { afterEach, expect, it } from 'vitest'
import { ClockWentBack } from '../../src/db/clock.ts'
import { createHarness, createVisitor, type Harness } from '../harness.ts'

let harness: Harness
afterEach(() => harness.close())

it('gives the person a reference that finds the line of the log, and no other request has it', async () => {
  const lines: string[] = []
  harness = await createHarness({ logTo: { write: (line) => void lines.push(line) } })
  Object.assign(harness.context, { clock: () => Promise.reject(new ClockWentBack('the clock went back')) })
  const visitor = createVisitor(harness)
  const references: string[] = []
  for (let times = 0; times < 2; times += 1) {
    const answer = await visitor.start()
    expect(answer.statusCode).toBe(503)
    references.push(/Referencia: <strong>([0-9A-HJKMNP-TV-Z]{8})<\/strong>/.exec(answer.body)?.[1] ?? 'none')
  }
  expect(references).not.toContain('none')
  expect(new Set(references).size).toBe(2)
  const failed = lines.map((line) => JSON.parse(line) as Record<string, unknown>).filter(({ msg }) => msg === 'request failed')
  expect(failed.map(({ request }) => request)).toEqual(references)
})
