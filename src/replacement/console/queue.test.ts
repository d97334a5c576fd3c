import { describe, expect, it } from 'vitest'
import { replacementStates } from '../replacement.ts'
import { type Back, counted, countedAtMost, type Turns, whyBack } from './queue.ts'

const at = (minute: number) => new Date(Date.UTC(2026, 2, 2, 15, minute))
const never: Turns = { state: 'in_review', proposedAt: null, returnedAt: null, answeredAt: null, resolvedAt: null }

describe('why a case is with the office again', () => {
  it.each<[string, Partial<Turns>, Back | null]>([
    ['the first review goes on', {}, null],
    ['an approver returned it', { proposedAt: at(1), returnedAt: at(2) }, 'returned'],
    ['the applicant answered before any proposal', { answeredAt: at(1) }, 'answered'],
    ['the applicant answered after a return', { proposedAt: at(1), returnedAt: at(2), answeredAt: at(3) }, 'answered'],
    ['an approver returned what was answered before', { answeredAt: at(1), proposedAt: at(2), returnedAt: at(3) }, 'returned'],
    ['a supervisor resolved a dispute of the first review', { resolvedAt: at(1) }, 'resolved'],
    ['a supervisor resolved a dispute after an approval', { proposedAt: at(1), resolvedAt: at(2) }, 'resolved'],
    ['what was examined changed after the proposal', { proposedAt: at(1) }, 'changed'],
    ['it changed after what an earlier proposal settled', { returnedAt: at(1), answeredAt: at(2), resolvedAt: at(3), proposedAt: at(4) }, 'changed'],
  ])('%s', (_said, turns, expected) => {
    expect(whyBack({ ...never, ...turns })).toBe(expected)
  })

  it('is said of no case that is not under review', () => {
    for (const state of replacementStates.filter((each) => each !== 'in_review')) {
      expect(whyBack({ state, proposedAt: at(1), returnedAt: at(2), answeredAt: at(3), resolvedAt: at(4) }), state).toBeNull()
    }
  })
})

it('a count goes so far, and says whether there are more', () => {
  expect(counted(0)).toEqual({ count: 0, more: false })
  expect(counted(countedAtMost)).toEqual({ count: countedAtMost, more: false })
  expect(counted(countedAtMost + 1)).toEqual({ count: countedAtMost, more: true })
})
