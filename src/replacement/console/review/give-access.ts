import type { Context } from '../../../context.ts'
import { type NotAllowed, type SignedOut, type StaffBrowser, withStaff } from '../../../staff/enter-office.ts'
import { recordLook } from '../../../staff/record-look.ts'
import { normalNumber } from '../../continuation.ts'
import type { AccessReason } from '../queue.ts'
import { giveAccess, readCaseByNumber } from '../store.ts'

/** Says why an agent works on a case of another office. Every reason is an entry of the record. */
export function sayWhy(
  context: Context,
  browser: StaffBrowser,
  on: { number: string; reason: AccessReason },
): Promise<{ outcome: 'given' | 'no_case' } | SignedOut | NotAllowed> {
  return withStaff(context, browser, {
    roles: ['agent'],
    async work(tx, actor, now) {
      const number = normalNumber(on.number)
      const row = number === null ? null : await readCaseByNumber(tx, number)
      if (!row || row.state === 'draft') return { outcome: 'no_case' as const }
      await giveAccess(tx, { caseId: row.id, staffId: actor.id, reason: on.reason, now })
      await recordLook(tx, actor, { subject: row.id, what: 'case', reason: on.reason, at: now })
      return { outcome: 'given' as const }
    },
  })
}
