import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createLines, LineFull } from './one-at-a-time.ts'

const later = () => {
  let finish = () => {}
  const promise = new Promise<void>((resolve) => {
    finish = resolve
  })
  return { promise, finish }
}

it('lets so many in at once, keeps so many waiting, and turns the rest away', async () => {
  const inLine = createLines()
  const gate = later()
  let running = 0
  const task = () => {
    running += 1
    return gate.promise
  }
  const all = Array.from({ length: 10 }, () =>
    inLine('a', { atOnce: 2, waiting: 3 }, task).then(
      () => 'done',
      (error: unknown) => error,
    ),
  )
  const other = inLine('b', { atOnce: 2, waiting: 3 }, task)
  await Promise.resolve()
  expect(running).toBe(3)
  gate.finish()
  await other
  const ends = await Promise.all(all)
  expect(ends.filter((end) => end === 'done')).toHaveLength(5)
  expect(ends.filter((end) => end instanceof LineFull)).toHaveLength(5)
})

it('never runs more of one line at once than allowed, in order, and forgets a line that is empty, also after failures', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 3 }),
      fc.array(fc.record({ key: fc.constantFrom('a', 'b'), turns: fc.nat(4), fails: fc.boolean() }), { maxLength: 30 }),
      async (atOnce, tasks) => {
        const inLine = createLines()
        const running = { a: 0, b: 0 }
        const begun: Record<'a' | 'b', number[]> = { a: [], b: [] }
        await Promise.all(
          tasks.map(({ key, turns, fails }, n) =>
            inLine(key, { atOnce, waiting: 30 }, async () => {
              begun[key].push(n)
              running[key] += 1
              expect(running[key]).toBeLessThanOrEqual(atOnce)
              for (let turn = 0; turn < turns; turn += 1) await Promise.resolve()
              running[key] -= 1
              if (fails) throw new Error('failed')
            }).catch(() => undefined),
          ),
        )
        for (const order of [begun.a, begun.b]) expect(order).toEqual([...order].sort((x, y) => x - y))
        expect(begun.a.length + begun.b.length).toBe(tasks.length)
      },
    ),
  )
})
