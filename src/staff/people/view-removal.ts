import type { Context } from '../../context.ts'
import { countWorkOf, type WorkOf } from '../../replacement/void-approval.ts'
import { type StaffBrowser, withStaff } from '../enter-office.ts'
import { type Missing, missingWithout, nobodyApprovesUntil } from '../missing-roles.ts'
import { askToDecide } from '../passkeys/show-again.ts'
import { recordLook } from '../record-look.ts'
import { mayVoidWork, type StaffActor } from '../staff.ts'
import { removalOf } from './remove.ts'
import { countLeasedCases, listAccounts, readAccount } from './store.ts'
import { type ShownAccount, shown } from './view-people.ts'

export type Removal = {
  outcome: 'seen'
  actor: StaffActor
  account: ShownAccount
  /** `remove`: the account is there; `void`: it was removed, and its work was not put in doubt then. */
  may: 'remove' | 'void'
  /** Cases it holds now, and what it did. */
  leased: number
  work: WorkOf
  /** What nobody could do any more. */
  missing: Missing
  noApprovalUntil: Date | null
  /** What the browser is asked for to do it. */
  options: string
}

/** What a removal would do, or to put the work in doubt afterwards. */
export function viewRemoval(context: Context, browser: StaffBrowser, staffId: string) {
  return withStaff(context, browser, {
    roles: ['administrator'],
    async work(tx, actor, now): Promise<Removal | { outcome: 'unknown' | 'self' | 'gone' }> {
      const row = await readAccount(tx, staffId)
      if (!row) return { outcome: 'unknown' }
      if (staffId === actor.id) return { outcome: 'self' }
      const may = row.state !== 'removed' ? 'remove' : mayVoidWork(row) ? 'void' : null
      if (may === null) return { outcome: 'gone' }
      await recordLook(tx, actor, { subject: row.id, what: 'staff', at: now })
      const accounts = await listAccounts(tx)
      const missing = missingWithout(staffId, { accounts, offices: context.institution.offices })
      const [leased, work] = [await countLeasedCases(tx, staffId), await countWorkOf(tx, staffId)]
      const options = await askToDecide(context, tx, { decision: removalOf(may, staffId), actor, now })
      return {
        outcome: 'seen',
        actor,
        account: shown(row, accounts),
        may,
        leased,
        work,
        missing,
        noApprovalUntil: nobodyApprovesUntil(staffId, { accounts, now }),
        options,
      }
    },
  })
}
