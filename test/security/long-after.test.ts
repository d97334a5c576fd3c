import { afterEach, beforeEach, expect, it } from 'vitest'
import { sweep } from '../../src/operations/sweep.ts'
import { createHarness, type Harness, solvedPuzzle } from '../harness.ts'
import { addHolder, madeUpTriple } from './holders.ts'
import { byLink, newKey, vetoed } from './steps.ts'
import { createObserver, stopClock } from './strangers.ts'

const hour = 3_600_000

let harness: Harness
let advance: (milliseconds: number) => void
beforeEach(async () => {
  harness = await createHarness()
  advance = stopClock(harness)
})
afterEach(() => harness.close())

it('a stranger who comes back days later sees the same start page, whatever became of the case', async () => {
  const [stopped, proven, finished, waiting] = await Promise.all([1, 2, 3, 4].map(() => addHolder(harness)))
  if (!stopped || !proven || !finished || !waiting) throw new Error('four holders were added')
  const observe = createObserver(harness)
  const all = [madeUpTriple(), stopped, proven, finished, waiting].map((triple) => ({ triple, ...observe(triple) }))
  for (const { visitor, triple } of all) expect((await visitor.start(triple, await solvedPuzzle(harness))).statusCode).toBe(303)
  await harness.settled()
  expect(await vetoed(harness, stopped.email)).toBe('ended')
  await byLink(harness, proven)
  await (await byLink(harness, finished)).setKey(newKey)
  await harness.settled()

  for (const later of [hour - 1, 1, 48 * hour - 1, 1, 1, 24 * hour]) {
    advance(later)
    await sweep(harness.context)
    const seen = []
    for (const { visitor, see } of all) {
      const { status, headers, body } = await see(() => visitor.get('/empleador/recuperar'))
      seen.push({ status, headers, body })
    }
    for (const each of seen) expect(each).toEqual(seen[0])
  }
})

it('an hour whose cases are kept for ever is counted in the record once, also months later', async () => {
  const holder = await addHolder(harness)
  const visitor = createObserver(harness)(holder).visitor
  await visitor.start(holder, await solvedPuzzle(harness))
  await harness.settled()
  await visitor.enterCode('000011112222')
  await byLink(harness, holder)
  for (const days of [1, 61, 61]) {
    advance(days * 24 * hour)
    await sweep(harness.context)
  }
  const counted = await harness.context.db.selectFrom('audit_event').select('details').where('type', '=', 'recovery.hour_counted').execute()
  expect(counted.map(({ details }) => details)).toEqual([expect.objectContaining({ starts: 1, wrongCodes: 1 })])
})
