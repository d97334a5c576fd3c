import type { Context } from '../../../context.ts'
import type { Tx } from '../../../db/database.ts'
import { type NotAllowed, type SignedOut, type StaffBrowser, withStaff } from '../../../staff/enter-office.ts'
import { recordLook } from '../../../staff/record-look.ts'
import type { StaffActor } from '../../../staff/staff.ts'
import { normalNumber } from '../../continuation.ts'
import { type CaseRow, lockCase, saveCase } from '../../store.ts'
import { type AtCase, accessReason, isTakenByOther, leasedUntil, mayEnter } from '../enter-case.ts'
import { type CaseHead, isWorkState, whyBack } from '../queue.ts'
import { readCaseByNumber, readTurns, staffName } from '../store.ts'
import { type Ask, asksOf } from './asks-of.ts'
import { offerScreen, type ScreenOffer } from './open-screen.ts'
import { type Review, reviewOf } from './review.ts'
import { documentTriesLeft } from './verify-identity.ts'

/** How far an agent has come with a case, and what is theirs to see of it. */
export type Stage =
  | { name: 'own' | 'reason_needed' | 'to_take' | 'elsewhere' | 'only_agents' }
  | { name: 'of_other'; who: string; until: Date }
  | { name: 'identity'; triesLeft: number }
  | { name: 'to_answer'; triesLeft: number; asks: readonly Ask[]; until: Date }
  | { name: 'identity_again'; triesLeft: number; review: Review }
  | { name: 'review'; review: Review }

export type SeenCase = { outcome: 'seen'; actor: StaffActor; head: CaseHead & { version: number; arrived: boolean }; stage: Stage; screen: ScreenOffer | null }

/** A case as somebody of the staff may see it now: nobody's data but in the hands of the agent who verified the identity, or goes on from there. */
export function viewCase(context: Context, browser: StaffBrowser, typed: string): Promise<SeenCase | { outcome: 'no_case' } | SignedOut | NotAllowed> {
  return withStaff(context, browser, {
    roles: ['agent', 'supervisor'],
    async work(tx, actor): Promise<SeenCase | { outcome: 'no_case' }> {
      const number = normalNumber(typed)
      const found = number === null ? null : await readCaseByNumber(tx, number)
      const row = found && (await lockCase(tx, found.id))
      if (!row || row.state === 'draft') return { outcome: 'no_case' }
      const now = await context.clock(tx)
      const head = {
        number: row.number,
        kind: row.kind,
        reason: row.reason,
        state: row.state,
        office: row.office,
        since: row.moved_at,
        back: whyBack(await readTurns(tx, row.id)),
        version: row.version,
        arrived: row.queued_at !== null,
      }
      const at = { row, actor, now }
      return { outcome: 'seen', actor, head, stage: await stageOf(context, tx, at), screen: await offerScreen(context, tx, at) }
    },
  })
}

async function stageOf(context: Context, tx: Tx, at: AtCase): Promise<Stage> {
  const { row, actor, now } = at
  const refused = await mayEnter(context, tx, at)
  if (refused?.outcome === 'own_case') return { name: 'own' }
  if (!actor.roles.includes('agent')) return { name: 'only_agents' }
  if (refused) return { name: 'reason_needed' }
  const triesLeft = () => documentTriesLeft(context, tx, { caseId: row.id, staffId: actor.id, now })
  if (row.state === 'awaiting_applicant' && row.ends_at > now) return toAnswer(context, tx, { row, triesLeft: await triesLeft() })
  if (!isWorkState(row.state) || row.ends_at <= now) return { name: 'elsewhere' }
  if (isTakenByOther(at)) return { name: 'of_other', who: await staffName(tx, row.leased_by), until: row.leased_until ?? now }
  if (row.leased_by !== actor.id) return { name: 'to_take' }
  await saveCase(tx, row.id, { leased_until: leasedUntil(context, now) })
  if (row.state === 'submitted') return { name: 'identity', triesLeft: await triesLeft() }
  const review = await look(context, tx, at)
  if (!review.identityDoubtful) return { name: 'review', review }
  return { name: 'identity_again', review, triesLeft: await triesLeft() }
}

async function toAnswer(context: Context, tx: Tx, { row, triesLeft }: { row: CaseRow; triesLeft: number }): Promise<Stage> {
  const asks = await asksOf(tx, { caseId: row.id, institution: context.institution })
  return { name: 'to_answer', triesLeft, asks: asks.filter(({ answeredAt }) => answeredAt === null), until: row.ends_at }
}

async function look(context: Context, tx: Tx, at: AtCase & { row: CaseRow }): Promise<Review> {
  const reason = await accessReason(context, tx, at)
  await recordLook(tx, at.actor, { subject: at.row.id, what: 'case', at: at.now, ...(reason === null ? {} : { reason }) })
  return reviewOf(context, tx, at)
}
