import { recordAudit } from '../../../audit/audit.ts'
import type { Context } from '../../../context.ts'
import { bare } from '../../../registry/identifiers.ts'
import type { Secret } from '../../../secret.ts'
import { type NotAllowed, type SignedOut, type StaffBrowser, withStaff } from '../../../staff/enter-office.ts'
import type { StaffActor } from '../../../staff/staff.ts'
import { generateScreenCode, screenCodeValue } from '../../case-codes.ts'
import { moveCase, takeInHand } from '../../facts.ts'
import { type Guard, guards, rules } from '../../replacement.ts'
import type { CaseRow } from '../../store.ts'
import { lockByNumber, staleAnswer, type TooLate } from '../enter-case.ts'
import { checkDocument } from './verify-identity.ts'

/** Whoever took no part in the case before. What the account may do matters less than that it is a third person. */
export const screenRoles = ['agent', 'approver', 'supervisor'] as const

type Why = Extract<Guard, 'not_the_applicant' | 'not_who_prepared' | 'not_who_approved' | 'not_who_resolved'>
export type ScreenOutcome =
  /** The code is in this answer alone. */
  | { outcome: 'opened'; actor: StaffActor; code: Secret; endsAt: Date }
  | { outcome: 'refused'; why: Why }
  | { outcome: 'wrong'; triesLeft: number }
  | Extract<TooLate, { outcome: 'stale' }>
  | { outcome: 'no_tries' | 'not_waiting' | 'no_case' }
  | SignedOut
  | NotAllowed

/** Opens the applicant's screen for a case, after a look at the document by a third person: a code that counts beside the applicant's own. */
export function openScreen(context: Context, browser: StaffBrowser, on: { number: string; version: number; document: string }): Promise<ScreenOutcome> {
  const { policy } = context.institution
  return withStaff(context, browser, {
    roles: screenRoles,
    async work(tx, actor): Promise<ScreenOutcome> {
      const row = await lockByNumber(tx, on.number)
      const now = await context.clock(tx)
      if (!row) return { outcome: 'no_case' }
      if (!waitsForScreen(row, now)) return { outcome: 'not_waiting' }
      if (row.version !== on.version) return staleAnswer(tx, row)
      const inHand = await takeInHand(context, tx, { row, now })
      const third = thirdPerson.find((guard) => !guards[guard]({ facts: inHand.facts, event: { type: 'open_screen', document: '', by: actor }, now }))
      if (third) {
        await recordAudit(tx, { actor: 'staff', subject: row.id, at: now, staff: actor.id }, { type: 'replacement.screen_refused', why: third })
        return { outcome: 'refused', why: third }
      }
      const wrong = await checkDocument(context, tx, { at: { row, actor, now }, document: on.document })
      if (wrong) return wrong
      const code = generateScreenCode(context.random)
      const endsAt = new Date(now.getTime() + policy.screenLifetime)
      const moved = await moveCase(context, tx, {
        inHand,
        event: { type: 'open_screen', document: bare(on.document), by: actor },
        now,
        patch: { screen_hash: context.keys.mac('code', screenCodeValue(row.id, code.reveal())), screen_ends_at: endsAt, tries_left: policy.codeTries },
      })
      return moved.outcome === 'moved' ? { outcome: 'opened', actor, code, endsAt } : { outcome: 'not_waiting' }
    },
  })
}

const thirdPerson = ['not_the_applicant', 'not_who_prepared', 'not_who_approved', 'not_who_resolved'] as const

/** A person finishes with the new contact alone: there is no key to set on a screen. */
const waitsForScreen = (row: CaseRow, now: Date) => row.kind === 'employer' && rules.open_screen.from.some((state) => state === row.state) && now < row.ends_at

export type ScreenView =
  | { outcome: 'waiting' | 'not_waiting'; actor: StaffActor; number: string; version: number }
  | { outcome: 'no_case' }
  | SignedOut
  | NotAllowed

/** Whether a case waits for its screen. Nothing of the applicant is shown: the document is what the third person looks at. */
export function viewScreen(context: Context, browser: StaffBrowser, number: string): Promise<ScreenView> {
  return withStaff(context, browser, {
    roles: screenRoles,
    async work(tx, actor, now): Promise<ScreenView> {
      const row = await lockByNumber(tx, number)
      if (!row) return { outcome: 'no_case' }
      return { outcome: waitsForScreen(row, now) ? 'waiting' : 'not_waiting', actor, number: row.number, version: row.version }
    },
  })
}
