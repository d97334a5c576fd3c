import { recordAudit } from '../../audit/audit.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/database.ts'
import { holdHolder, isHeld, lockHolder } from '../../registry/holder.ts'
import { checkBranchCode, checkNationalId, checkTaxId } from '../../registry/identifiers.ts'
import { holdPerson, lockPerson } from '../../registry/person.ts'
import { type NotAllowed, type SignedOut, type StaffBrowser, withStaff } from '../../staff/enter-office.ts'
import type { StaffActor } from '../../staff/staff.ts'
import { findBranch, findPerson } from '../store.ts'
import { voidStanding } from '../void-approval.ts'
import type { HoldReason } from './disputes.ts'

/** Whose key: an employer's, or a person's own. */
export type Whose = { kind: 'employer'; taxId: string; branchCode: string } | { kind: 'personal'; nationalId: string }
export type HoldOutcome = { outcome: 'held' } | { outcome: 'unknown' } | { outcome: 'already' } | { outcome: 'own' } | SignedOut | NotAllowed

/**
 * A supervisor holds a key, for a coded reason. From then on nothing of it is done online, and only a case with an office ends that. A case
 * that was proposed or approved by then is examined again: it may be what the hold is against.
 */
export function setHold(context: Context, browser: StaffBrowser, given: { whose: Whose; reason: HoldReason }): Promise<HoldOutcome> {
  return withStaff(context, browser, {
    roles: ['supervisor'],
    async work(tx, actor, now): Promise<HoldOutcome> {
      const { whose } = given
      if (whose.kind === 'personal' && whose.nationalId === actor.nationalId) return { outcome: 'own' }
      const id = await findHolder(tx, whose)
      if (id === null) return { outcome: 'unknown' }
      const holder = { kind: whose.kind, id }
      await (holder.kind === 'employer' ? lockHolder(tx, id) : lockPerson(tx, id))
      if (await isHeld(tx, holder)) return { outcome: 'already' }
      await (holder.kind === 'employer' ? holdHolder(tx, id, now, 'set_by_supervisor') : holdPerson(tx, id, now, 'set_by_supervisor'))
      await recordAudit(tx, { actor: 'staff', subject: id, at: now, staff: actor.id }, { type: 'security_hold.set', holder: holder.kind, reason: given.reason })
      await voidStanding(context, tx, { kind: holder.kind, holderId: id, now })
      return { outcome: 'held' }
    },
  })
}

async function findHolder(tx: Tx, whose: Whose): Promise<string | null> {
  if (whose.kind === 'personal') {
    const checked = checkNationalId(whose.nationalId)
    return checked.answer === 'malformed' ? null : findPerson(tx, checked.value)
  }
  const [taxId, branchCode] = [checkTaxId(whose.taxId), checkBranchCode(whose.branchCode)]
  if (taxId.answer === 'malformed' || branchCode.answer === 'malformed') return null
  return findBranch(tx, { taxId: taxId.value, branchCode: branchCode.value })
}

export type HoldView = { outcome: 'seen'; actor: StaffActor }

/** Who may open the page of a hold. */
export function viewHold(context: Context, browser: StaffBrowser): Promise<HoldView | SignedOut | NotAllowed> {
  return withStaff(context, browser, { roles: ['supervisor'], work: async (_tx, actor): Promise<HoldView> => ({ outcome: 'seen', actor }) })
}
