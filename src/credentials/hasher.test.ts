import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createKeyRing, createThrowawayKeyRing } from '../keys.ts'
import { Secret } from '../secret.ts'
import { createHasher, createTurns, HasherFull } from './hasher.ts'

const key = new Secret('mi abuela vende mangos verdes')

describe('a hash', () => {
  it('is Argon2id with at least 19 MiB and two passes, peppered by the key ring, and opened by its key alone', async () => {
    const keys = createThrowawayKeyRing()
    const hasher = await createHasher(keys)
    const stored = await hasher.hash(key, 'case')
    expect(stored.hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(await hasher.verify(stored, key, 'a')).toBe(true)
    expect(await hasher.verify(stored, new Secret('otra clave'), 'a')).toBe(false)
    expect(await (await createHasher(createThrowawayKeyRing())).verify(stored, key, 'a')).toBe(false)
  })

  it('made under an older version of the ring still opens', async () => {
    const old = { version: 1, key: new Secret('A'.repeat(43)) }
    const stored = await (await createHasher(createKeyRing([old]))).hash(key, 'case')
    const rotated = await createHasher(createKeyRing([old, { version: 2, key: new Secret('B'.repeat(43)) }]))
    expect(await rotated.verify(stored, key, 'a')).toBe(true)
    expect((await rotated.hash(key, 'case')).pepperVersion).toBe(2)
  })

  it('is compared with nothing at the price of one, and never found right', async () => {
    const hasher = await createHasher(createThrowawayKeyRing())
    expect(await hasher.verify(null, new Secret('nobody'), 'a')).toBe(false)
    expect(hasher.calls()).toBe(1)
  })
})

/** Tasks that end when they are told to. */
function tasks(turn: ReturnType<typeof createTurns>) {
  const ends: (() => void)[] = []
  const started: string[] = []
  const begin = (lane: string, proven: boolean) =>
    turn(lane, proven, () => {
      started.push(lane)
      return new Promise<void>((resolve) => ends.push(resolve))
    }).catch((error: unknown) => {
      if (!(error instanceof HasherFull)) throw error
      return 'full' as const
    })
  const settle = () => new Promise((resolve) => setImmediate(resolve))
  return { begin, started, settle, endOne: () => ends.shift()?.() }
}

describe('the queue', () => {
  it('keeps one place free for proven cases', async () => {
    const { begin, started, settle } = tasks(createTurns({ atOnce: 4, queued: 40 }))
    for (let time = 0; time < 8; time += 1) void begin('sign-in', false)
    void begin('case', true)
    await settle()
    expect(started).toEqual(['sign-in', 'sign-in', 'sign-in', 'case'])
  })

  it('is full for the unproven alone when the unproven fill it, and for a lane when the lane is long', async () => {
    const { begin, started, settle, endOne } = tasks(createTurns({ atOnce: 2, queued: 8 }))
    const flood = Array.from({ length: 40 }, (_, at) => begin(`sign-in ${at % 10}`, false))
    void begin('one', true)
    void begin('two', true)
    const greedy = Array.from({ length: 5 }, () => begin('greedy', true))
    await settle()
    expect(started).toEqual(['sign-in 0', 'one'])
    for (let time = 0; time < 60; time += 1) {
      endOne()
      await settle()
    }
    expect((await Promise.all(flood)).filter((each) => each === 'full')).toHaveLength(31)
    expect((await Promise.all(greedy)).filter((each) => each === 'full')).toHaveLength(3)
    expect(started).toContain('two')
  })

  it('takes the lanes in turn', async () => {
    const { begin, started, settle, endOne } = tasks(createTurns({ atOnce: 2, queued: 40 }))
    for (const lane of ['a', 'a', 'a', 'a', 'b', 'c']) void begin(lane, false)
    for (let time = 0; time < 6; time += 1) {
      await settle()
      endOne()
    }
    expect(started).toEqual(['a', 'a', 'b', 'c', 'a', 'a'])
  })

  it('never runs more at once than it may, and forgets nobody, in whatever order they come and end', async () => {
    const steps = fc.array(fc.oneof(fc.record({ lane: fc.constantFrom('a', 'b', 'c'), proven: fc.boolean() }), fc.constant('end' as const)), { maxLength: 60 })
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 4 }), steps, async (atOnce, taken) => {
        const running = { all: 0, unproven: 0 }
        const ends: (() => void)[] = []
        const turn = createTurns({ atOnce, queued: 12 })
        const done: Promise<unknown>[] = []
        for (const step of taken) {
          if (step === 'end') ends.shift()?.()
          else
            done.push(
              turn(`${step.lane} ${step.proven}`, step.proven, async () => {
                running.all += 1
                running.unproven += step.proven ? 0 : 1
                expect(running.all).toBeLessThanOrEqual(atOnce)
                expect(running.unproven).toBeLessThanOrEqual(atOnce - 1)
                await new Promise<void>((resolve) => ends.push(resolve))
                running.all -= 1
                running.unproven -= step.proven ? 0 : 1
              }).catch((error: unknown) => expect(error).toBeInstanceOf(HasherFull)),
            )
          if (taken.length % 3 === 0) await Promise.resolve()
        }
        const all = Promise.all(done)
        let finished = false
        void all.then(() => {
          finished = true
        })
        for (let time = 0; time < 200 && !finished; time += 1) {
          for (const end of ends.splice(0)) end()
          await new Promise((resolve) => setImmediate(resolve))
        }
        expect(finished).toBe(true)
        await all
      }),
      { numRuns: 200 },
    )
  })
})
