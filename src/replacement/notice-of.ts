import type { NoticeKind } from '../notifications/notices.ts'
import { type CaseEvent, type CaseFacts, oneForHolder, type ReplacementState } from './replacement.ts'

/**
 * What every registered contact hears when a case moves; null: nothing. Before the identity step it is nothing at all: anybody can file and
 * cancel. Afterwards it has no limit: who read that it was approved reads that it is no longer. Of an activation the verb tells that made it,
 * when all of it is written.
 */
export function noticeOf(was: ReplacementState, event: CaseEvent, next: Pick<CaseFacts, 'state'>): NoticeKind | null {
  const heardBefore = oneForHolder.some((state) => state === was)
  switch (event.type) {
    case 'verify_identity':
      return 'replacement.verified'
    case 'approve':
      return next.state === 'rejected' ? 'replacement.rejected' : 'replacement.approved'
    case 'veto':
      return next.state === 'disputed' ? 'replacement.disputed' : null
    case 'decision_doubted':
      return 'replacement.resolution_void'
    case 'resolve':
      return 'replacement.resolved'
    case 'cancel':
      return heardBefore ? 'replacement.cancelled' : null
    case 'expire':
      return heardBefore ? 'replacement.expired' : null
    case 'examined_changed':
      return was === 'proposed' ? null : 'replacement.approval_void'
    case 'submit':
    case 'reject_unknown':
    case 'record_result':
    case 'ask':
    case 'answer':
    case 'propose':
    case 'return':
    case 'end_wait':
    case 'open_screen':
    case 'activate':
      return null
  }
}
