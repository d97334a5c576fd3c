import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { standardPolicy as policy } from '../policy.ts'
import { isAllowed, nextAllowedAt, nextMessageAt } from './message-budget.ts'

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000]
const now = Date.parse('2026-11-23T12:00:00Z')
const ago = (...minutes: number[]) => minutes.map((each) => now - each * minute)

describe('start messages', () => {
  it('are three an hour: the third passes, the fourth waits until the first is an hour old', () => {
    expect(nextAllowedAt([], now, policy)).toBe(now)
    expect(nextAllowedAt(ago(59, 1), now, policy)).toBe(now)
    expect(nextAllowedAt(ago(59, 30, 1), now, policy)).toBe(now + minute)
    expect(nextAllowedAt(ago(60, 30, 1), now, policy)).toBe(now)
  })

  it('are one an hour after ten in a day', () => {
    const nine = ago(...Array.from({ length: 8 }, (_, at) => 120 + 100 * at), 59)
    expect(nextAllowedAt(nine, now, policy)).toBe(now)
    const ten = [...nine, ...ago(119)]
    expect(nextAllowedAt(ten, now, policy)).toBe(now + minute)
    expect(nextAllowedAt(ten, now + minute, policy)).toBe(now + minute)
  })

  it('are forgotten after a day', () => {
    const ten = [now - day, ...ago(...Array.from({ length: 8 }, (_, at) => 120 + 100 * at), 59)]
    expect(nextAllowedAt(ten, now, policy)).toBe(now)
    expect(nextAllowedAt(ten, now - 1, policy)).toBeGreaterThan(now)
  })

  it('of which one that opens nothing never takes the last', () => {
    const leaving = (sent: Parameters<typeof isAllowed>[0], leaveOne = true) => isAllowed(sent, now, { policy, leaveOne })
    expect([leaving({ holder: ago(1), wider: ago(1) }), leaving({ holder: ago(2, 1), wider: ago(2, 1) })]).toEqual([true, false])
    expect(leaving({ holder: ago(2, 1), wider: ago(2, 1) }, false)).toBe(true)
    // A neighbour spent the wider budget: what is left is the holder's own one of the hour.
    expect(leaving({ holder: [], wider: ago(3, 2, 1) })).toBe(false)
    const nine = ago(...Array.from({ length: 9 }, (_, at) => 120 + 100 * at))
    expect([leaving({ holder: nine, wider: nine }), leaving({ holder: nine, wider: nine }, false)]).toEqual([false, true])
  })

  it('of which every holder keeps one an hour for itself, however empty the wider budget is', () => {
    const spent = ago(3, 2, 1)
    expect(nextMessageAt({ holder: [], wider: spent }, now, policy)).toBe(now)
    expect(nextMessageAt({ holder: ago(59), wider: spent }, now, policy)).toBe(now + minute)
    expect(nextMessageAt({ holder: ago(59), wider: ago(58, 57, 56) }, now, policy)).toBe(now + minute)
    expect(nextMessageAt({ holder: ago(10), wider: ago(58, 57, 10) }, now, policy)).toBe(now + 2 * minute)
    expect(nextMessageAt({ holder: ago(59, 30, 1), wider: [] }, now, policy)).toBe(now + minute)
  })
})

/** Asks for a message at each time, and takes it when it is allowed. */
function taken(times: readonly number[], wider = () => [] as number[]): number[] {
  const sent: number[] = []
  for (const at of [...times].sort((a, b) => a - b)) if (nextMessageAt({ holder: sent, wider: wider() }, at, policy) <= at) sent.push(at)
  return sent
}
const times = fc.array(fc.integer({ min: now, max: now + 2 * day }), { maxLength: 300 })

it('whenever they are asked for, no hour has more than three and no hour after ten in a day more than one', () => {
  fc.assert(
    fc.property(times, (asked) => {
      const sent = taken(asked)
      for (const at of sent) {
        const before = (length: number) => sent.filter((other) => other < at && other > at - length).length
        expect(before(hour)).toBeLessThan(before(day) >= policy.messagesPerDayBeforeSlow ? 1 : policy.messagesPerHour)
      }
    }),
  )
})

it('nobody waits longer than an hour for the next one, whatever others spend', () => {
  fc.assert(
    fc.property(times, times, (asked, others) => {
      const sent = taken(asked)
      const last = Math.max(now, ...sent)
      expect(nextMessageAt({ holder: sent, wider: others }, last, policy)).toBeLessThanOrEqual(last + hour)
    }),
  )
})
