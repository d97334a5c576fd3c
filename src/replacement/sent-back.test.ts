import { describe, expect, it } from 'vitest'
import { oneForHolder, replacementStates } from './replacement.ts'
import { type SentBack, termFrom, voidedApprovals, whyAgain } from './sent-back.ts'

const at = (day: number) => new Date(`2026-11-${String(day).padStart(2, '0')}T15:00:00Z`)
const back = (day: number, event: SentBack['event'], from: SentBack['from'], because: SentBack['because'] = null): SentBack => ({
  at: at(day),
  event,
  from,
  because,
})

describe('the term of an office', () => {
  it('runs from the identity step, and anew from when what was decided counts no more, or a dispute is resolved', () => {
    expect(termFrom(null, [])).toBeNull()
    expect(termFrom(at(2), [])).toEqual(at(2))
    for (const from of ['approved', 'waiting', 'ready'] as const) expect(termFrom(at(2), [back(20, 'examined_changed', from)]), from).toEqual(at(20))
    expect(termFrom(at(2), [back(20, 'resolve', 'disputed')])).toEqual(at(20))
    expect(termFrom(at(2), [back(9, 'resolve', 'disputed'), back(20, 'examined_changed', 'ready')])).toEqual(at(20))
  })

  it('goes on where nobody had decided, whatever came into doubt', () => {
    expect(termFrom(at(2), [back(20, 'examined_changed', 'proposed', 'work_in_doubt'), back(20, 'doubted', null)])).toEqual(at(2))
    expect(termFrom(at(2), [back(20, 'decision_doubted', 'waiting')])).toEqual(at(2))
  })
})

describe('what the applicant reads of a case that is examined again', () => {
  it.each([
    ['register_changed', back(20, 'examined_changed', 'waiting', 'register_changed')],
    ['work_in_doubt', back(20, 'examined_changed', 'ready', 'work_in_doubt')],
    ['work_in_doubt', back(20, 'doubted', null)],
    ['changed', back(20, 'examined_changed', 'proposed', 'key_held')],
    ['changed', back(20, 'examined_changed', 'ready', 'no_longer_as_approved')],
    ['changed', back(20, 'examined_changed', 'ready')],
    ['resolved', back(20, 'resolve', 'disputed')],
  ] as const)('is %s while it is under review, and the last of it', (why, last) => {
    for (const state of ['in_review', 'awaiting_applicant', 'proposed'] as const) {
      expect(whyAgain(state, [last])).toBe(why)
      expect(whyAgain(state, [back(3, 'resolve', 'disputed'), back(4, 'examined_changed', 'ready', 'register_changed'), last])).toBe(why)
    }
    for (const state of replacementStates)
      if (!['in_review', 'awaiting_applicant', 'proposed'].includes(state)) expect(whyAgain(state, [last]), state).toBeNull()
  })

  it('is that an objection is decided again while it is in dispute for that, and nothing of a new one', () => {
    const doubted = back(20, 'decision_doubted', 'waiting', 'work_in_doubt')
    expect(whyAgain('disputed', [doubted])).toBe('decided_again')
    expect(whyAgain('disputed', [doubted, back(20, 'doubted', null)])).toBe('decided_again')
    expect(whyAgain('disputed', [doubted, back(21, 'resolve', 'disputed')])).toBeNull()
    for (const state of replacementStates) expect(whyAgain(state, []), state).toBeNull()
  })
})

describe('the approvals of a case that count no more', () => {
  it('are those of which what was examined changed, or a decision about an objection is in doubt, and no proposals', () => {
    const decided = ['approved', 'waiting', 'ready']
    for (const from of oneForHolder) {
      const expected = decided.includes(from) ? [{ at: at(20), because: 'work_in_doubt' }] : []
      for (const event of ['examined_changed', 'decision_doubted'] as const)
        expect(voidedApprovals([back(20, event, from, 'work_in_doubt')]), from).toEqual(expected)
    }
    expect(voidedApprovals([back(20, 'resolve', 'disputed'), back(20, 'doubted', null)])).toEqual([])
  })
})
