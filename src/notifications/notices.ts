import type { Context } from '../context.ts'
import type { Tx } from '../db/database.ts'
import { together } from '../db/together.ts'

/** Everything that contacts are told of. Each kind has a composer in the feature that it belongs to (src/worker.ts). */
export type NoticeKind =
  | 'recovery.started'
  | 'recovery.proven'
  | 'recovery.wait_reminder'
  | 'recovery.wait_over'
  | 'recovery.disputed'
  | 'recovery.resolved'
  | 'credential.replaced'
  | 'unlock.started'
  | 'unlock.proven'
  | 'unlock.disputed'
  | 'unlock.resolved'
  | 'unlock.kept'
  | 'unlock.replaced'
  | 'replacement.filed'
  | 'replacement.verified'
  | 'replacement.approved'
  | 'replacement.approval_void'
  | 'replacement.wait_reminder'
  | 'replacement.activated'
  | 'replacement.disputed'
  | 'replacement.resolved'
  | 'replacement.resolution_void'
  | 'replacement.rejected'
  | 'replacement.cancelled'
  | 'replacement.expired'
  | 'sign_in.failures'
  | 'account.changed'
  | 'account.change_undone'
  | 'contact.changed'
  | 'representation.changed'
  | 'security_hold.set'

export type Notice = {
  id: string
  kind: NoticeKind
  recoveryId: string | null
  unlockId: string | null
  replacementId: string | null
  branchId: string | null
  personId: string | null
  details: Record<string, unknown>
  createdAt: Date
}

type NewNotice = Pick<Notice, 'kind' | 'details' | 'createdAt'> & Partial<Pick<Notice, 'recoveryId' | 'unlockId' | 'replacementId' | 'branchId' | 'personId'>>

/** Records that contacts will hear, and queues it, in the transaction of what they hear about. One job for all of them. */
export async function giveNotice(context: Pick<Context, 'jobs' | 'random'>, tx: Tx, notice: NewNotice) {
  const id = context.random.uuid()
  const written = tx
    .insertInto('notice')
    .values({
      id,
      kind: notice.kind,
      recovery_id: notice.recoveryId ?? null,
      unlock_id: notice.unlockId ?? null,
      replacement_id: notice.replacementId ?? null,
      branch_id: notice.branchId ?? null,
      person_id: notice.personId ?? null,
      details: JSON.stringify(notice.details),
      created_at: notice.createdAt,
    })
    .execute()
  await together(
    written,
    context.jobs.enqueue(tx, 'notice', { id, group: notice.branchId ?? notice.personId ?? notice.recoveryId ?? notice.unlockId ?? notice.replacementId ?? id }),
  )
}
