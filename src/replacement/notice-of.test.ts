import { describe, expect, it } from 'vitest'
import { noticeOf } from './notice-of.ts'
import { type CaseEvent, oneForHolder, replacementStates } from './replacement.ts'

const by = { id: 'a', nationalId: '', name: '', office: null, roles: [], approvesFrom: new Date(0) }

describe('registered contacts', () => {
  it('hear nothing of what anybody can do to a case before the identity step: there is no limit to it', () => {
    for (const was of ['draft', 'submitted'] as const) {
      expect(noticeOf(was, { type: 'submit' }, { state: 'submitted' })).toBeNull()
      expect(noticeOf(was, { type: 'cancel', continuation: true }, { state: 'cancelled' })).toBeNull()
      expect(noticeOf(was, { type: 'expire' }, { state: 'expired' })).toBeNull()
      expect(noticeOf(was, { type: 'veto', timely: true }, { state: 'cancelled' })).toBeNull()
    }
  })

  it('hear of every end of a case of which they had heard', () => {
    for (const was of replacementStates.filter((state) => oneForHolder.some((each) => each === state))) {
      expect(noticeOf(was, { type: 'cancel', continuation: true }, { state: 'cancelled' })).toBe('replacement.cancelled')
      expect(noticeOf(was, { type: 'expire' }, { state: 'expired' })).toBe('replacement.expired')
      expect(noticeOf(was, { type: 'veto', timely: true }, { state: 'disputed' })).toBe('replacement.disputed')
    }
  })

  it('hear that an approval is void of which they had heard, and nothing of a proposal', () => {
    for (const was of ['approved', 'waiting', 'ready'] as const) {
      expect(noticeOf(was, { type: 'examined_changed' }, { state: 'in_review' })).toBe('replacement.approval_void')
    }
    expect(noticeOf('proposed', { type: 'examined_changed' }, { state: 'in_review' })).toBeNull()
  })

  it.each<[CaseEvent, Parameters<typeof noticeOf>[2]['state'], string]>([
    [{ type: 'verify_identity', document: '', by }, 'in_review', 'replacement.verified'],
    [{ type: 'approve', by }, 'waiting', 'replacement.approved'],
    [{ type: 'approve', by }, 'ready', 'replacement.approved'],
    [{ type: 'approve', by }, 'rejected', 'replacement.rejected'],
    [{ type: 'resolve', outcome: 'contact_was_right', by }, 'rejected', 'replacement.resolved'],
    [{ type: 'resolve', outcome: 'applicant_was_right', by }, 'in_review', 'replacement.resolved'],
    [{ type: 'decision_doubted', through: 'b' }, 'disputed', 'replacement.resolution_void'],
  ])('hear of %o into %s', (event, state, kind) => {
    expect(noticeOf('proposed', event, { state })).toBe(kind)
  })
})
