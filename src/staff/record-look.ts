import { recordAudit } from '../audit/audit.ts'
import type { Tx } from '../db/database.ts'
import type { StaffActor } from './staff.ts'

/** What of somebody's data a member of staff saw. */
export type Viewed = 'case' | 'case_search' | 'approval' | 'dispute' | 'hold' | 'contacts' | 'record' | 'staff'

type Look = {
  /** The case, holder or account that was seen; null: a list. */
  subject: string | null
  what: Viewed
  /** The coded reason that was given, where one is asked for. */
  reason?: string
  /** The holders whose names a list showed besides: found by who asks who looked at them (record/store.ts). */
  named?: readonly string[]
  at: Date
}

/** Who looked at whom: call it in the transaction that reads what is shown, before it is shown. */
export function recordLook(tx: Tx, actor: Pick<StaffActor, 'id'>, { subject, what, reason, named = [], at }: Look): Promise<void> {
  return recordAudit(
    tx,
    { actor: 'staff', subject, at, staff: actor.id },
    { type: 'staff.viewed', what, reason: reason ?? null, ...(named.length > 0 ? { named } : {}) },
  )
}
