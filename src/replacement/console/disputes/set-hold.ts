import { recordAudit } from '../../../audit/audit.ts'
import type { Context } from '../../../context.ts'
import type { HolderRef } from '../../../credentials/credentials.ts'
import { freezeKey, hasKeyToFreeze } from '../../../credentials/replace-key.ts'
import type { Tx } from '../../../db/database.ts'
import { giveNotice } from '../../../notifications/notices.ts'
import { holdHolder, isHeld, lockHolder } from '../../../registry/holder.ts'
import { checkBranchCode, checkNationalId, checkTaxId } from '../../../registry/identifiers.ts'
import { lockPerson } from '../../../registry/person.ts'
import { type NotAllowed, type SignedOut, type StaffBrowser, withStaff } from '../../../staff/enter-office.ts'
import type { Decision } from '../../../staff/passkeys/challenge.ts'
import { askToDecide, decideWithPasskey, type NotShown, type ShownWith } from '../../../staff/passkeys/show-again.ts'
import { recordLook } from '../../../staff/record-look.ts'
import type { StaffActor } from '../../../staff/staff.ts'
import { listOpenRequests, type OpenRequest } from '../../cases-of-holder.ts'
import { findBranch, findPerson } from '../../store.ts'
import { isProposedOrApproved, voidStanding } from '../../void-approval.ts'
import { countSearch } from '../review/count-search.ts'
import type { HoldReason } from './disputes.ts'
import { countHold, type HoldLimited, readHoldLimits } from './hold-limits.ts'
import { readHolderName } from './store.ts'
import { countHearing } from './view-dispute.ts'

/** Whose key: an employer's, or a person's own. */
export type Whose = { kind: 'employer'; taxId: string; branchCode: string } | { kind: 'personal'; nationalId: string }
export type Hold = { whose: Whose; reason: HoldReason }
type NotFound = { outcome: 'unknown' | 'own' } | { outcome: 'already'; holderId: string }
/** `too_many`: searches like those for a case by a RUC or cédula, so that nobody reads the register through this page. */
export type NotHeld = NotFound | HoldLimited | { outcome: 'too_many'; until: Date }

export type HoldView = { outcome: 'seen'; actor: StaffActor }

/** Who may open the page of a hold. */
export function viewHold(context: Context, browser: StaffBrowser): Promise<HoldView | SignedOut | NotAllowed> {
  return withStaff(context, browser, { roles: ['supervisor'], work: async (_tx, actor): Promise<HoldView> => ({ outcome: 'seen', actor }) })
}

/** What the passkey of a supervisor signs: whose key, as it was typed, and why. */
export const holdOf = ({ whose, reason }: Hold): Decision => ({
  act: 'hold_key',
  on: whose.kind === 'employer' ? [whose.kind, whose.taxId, whose.branchCode, reason] : [whose.kind, whose.nationalId, reason],
})

/**
 * `hearing`: how many addresses of registered contacts are told; `open`: the cases with an office that name it; `options`: what the browser is
 * asked for to hold it.
 */
export type HoldCheck = { outcome: 'found'; actor: StaffActor; name: string; hearing: number; open: readonly OpenRequest[]; options: string }

/** Too many searches: nothing is said of whose key it is, and it can be held all the same. A theft does not wait. */
export type HoldUnseen = { outcome: 'unseen'; actor: StaffActor; until: Date; options: string }

/** Whose key it would be, for the supervisor to see before it is held. Each look is on the record, also one that finds nobody, and counted. */
export function checkHold(context: Context, browser: StaffBrowser, given: Hold): Promise<HoldCheck | HoldUnseen | NotHeld | SignedOut | NotAllowed> {
  return withStaff(context, browser, {
    roles: ['supervisor'],
    async work(tx, actor, now): Promise<HoldCheck | HoldUnseen | NotHeld> {
      const options = await askToDecide(context, tx, { decision: holdOf(given), actor, now })
      const until = await countSearch(context, tx, { actor, now })
      if (until) return { outcome: 'unseen', actor, until, options }
      const found = await findHolder(tx, { whose: given.whose, actor })
      await recordLook(tx, actor, { subject: lookedAt(found), what: 'hold', at: now })
      if (!('id' in found)) return found
      const of = { branchId: found.kind === 'employer' ? found.id : null, personId: found.kind === 'personal' ? found.id : null }
      const limited = await readHoldLimits(context, tx, { nationalId: actor.nationalId, holderId: found.id, now })
      if (limited) return limited
      const hearing = await countHearing(context, tx, { holder: found, now })
      return { outcome: 'found', actor, name: await readHolderName(tx, of), hearing, open: await listOpenRequests(tx, found), options }
    },
  })
}

/**
 * A supervisor holds a key, for a coded reason, with a passkey shown for just that. The key is frozen for good, nothing of it is done online, and
 * only a case with an office ends that: the contacts hear. A case that was proposed or approved by then is examined again: it may be what the hold
 * is against. The same key a second time, soon, or very many in a day are another supervisor's to hold.
 */
export function setHold(
  context: Context,
  browser: StaffBrowser,
  given: Hold,
  shown: ShownWith,
): Promise<{ outcome: 'held' } | NotHeld | NotShown | SignedOut | NotAllowed> {
  return decideWithPasskey<{ outcome: 'held' } | NotHeld>(context, browser, {
    roles: ['supervisor'],
    decision: holdOf(given),
    shown,
    async work(tx, actor): Promise<{ outcome: 'held' } | NotHeld> {
      const holder = await findHolder(tx, { whose: given.whose, actor, lock: true })
      const now = await context.clock(tx)
      const on = { actor, now, subject: lookedAt(holder) }
      if (!('id' in holder)) return asSearch(context, tx, { ...on, answer: holder })
      const limited = await countHold(context, tx, { nationalId: actor.nationalId, holderId: holder.id, now })
      if (limited) return asSearch(context, tx, { ...on, answer: limited })
      if (!(await isHeld(tx, holder))) await holdHolder(tx, holder, now, 'set_by_supervisor')
      await recordAudit(
        tx,
        { actor: 'staff', subject: holder.id, at: now, staff: actor.id },
        { type: 'security_hold.set', holder: holder.kind, reason: given.reason },
      )
      const frozen = await freezeKey(tx, { holder, now })
      await voidStanding(context, tx, { kind: holder.kind, holderId: holder.id, because: 'key_held', by: actor.id, now })
      const of = holder.kind === 'employer' ? { branchId: holder.id } : { personId: holder.id }
      await giveNotice(context, tx, { kind: 'security_hold.set', ...of, details: { frozen }, createdAt: now })
      return { outcome: 'held' }
    },
  })
}

type Search = { actor: StaffActor; now: Date; subject: string | null; answer: NotHeld }

/** What is said of a key that is not held then is a search, and counted as one. */
async function asSearch(context: Context, tx: Tx, { actor, now, subject, answer }: Search): Promise<NotHeld> {
  const until = await countSearch(context, tx, { actor, now })
  if (until) return { outcome: 'too_many', until }
  await recordLook(tx, actor, { subject, what: 'hold', at: now })
  return answer
}

/** Whose key the answer says something of: also of one that is held already. */
const lookedAt = (found: HolderRef | NotFound) => ('id' in found ? found.id : found.outcome === 'already' ? found.holderId : null)

/**
 * The holder that was typed, if this supervisor may hold it; locked where it is to be held. One that is held can be held again where that does
 * something: a hold that came of a dispute can have left the key alive (resolve-dispute.ts), and a case that an office approved since may be a thief's.
 */
async function findHolder(tx: Tx, on: { whose: Whose; actor: StaffActor; lock?: boolean }): Promise<HolderRef | NotFound> {
  const { whose, actor } = on
  if (whose.kind === 'personal' && digitsOf(whose.nationalId) === actor.nationalId) return { outcome: 'own' }
  const id = await readId(tx, whose)
  if (id === null) return { outcome: 'unknown' }
  if (whose.kind === 'employer' && (await represents(tx, { branchId: id, nationalId: actor.nationalId }))) return { outcome: 'own' }
  if (on.lock) await (whose.kind === 'employer' ? lockHolder(tx, id) : lockPerson(tx, id))
  const holder = { kind: whose.kind, id }
  const stopsNothing = (await isHeld(tx, holder)) && !(await hasKeyToFreeze(tx, holder)) && !(await isProposedOrApproved(tx, holder))
  return stopsNothing ? { outcome: 'already', holderId: id } : holder
}

/** Whether the register has this person as a representative of the employer, now or once. */
async function represents(tx: Tx, of: { branchId: string; nationalId: string }): Promise<boolean> {
  const row = await tx
    .selectFrom('branch')
    .innerJoin('representation', 'representation.employer_id', 'branch.employer_id')
    .innerJoin('person', 'person.id', 'representation.person_id')
    .select('person.id')
    .where('branch.id', '=', of.branchId)
    .where('person.national_id', '=', of.nationalId)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** A cédula however it was typed; null: it is none. */
function digitsOf(typed: string): string | null {
  const checked = checkNationalId(typed)
  return checked.answer === 'malformed' ? null : checked.value
}

async function readId(tx: Tx, whose: Whose): Promise<string | null> {
  if (whose.kind === 'personal') {
    const nationalId = digitsOf(whose.nationalId)
    return nationalId === null ? null : findPerson(tx, nationalId)
  }
  const [taxId, branchCode] = [checkTaxId(whose.taxId), checkBranchCode(whose.branchCode)]
  if (taxId.answer === 'malformed' || branchCode.answer === 'malformed') return null
  return findBranch(tx, { taxId: taxId.value, branchCode: branchCode.value })
}
