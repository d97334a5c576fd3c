import { recordAudit } from '../../audit/audit.ts'
import type { Context } from '../../context.ts'
import type { Secret } from '../../secret.ts'
import { type NotAllowed, type SignedOut, type StaffBrowser, withStaff } from '../../staff/enter-office.ts'
import type { StaffActor } from '../../staff/staff.ts'
import { moveCase, takeInHand } from '../facts.ts'
import { type Guard, rules } from '../replacement.ts'
import { generateScreenCode, screenCodeValue } from '../screen-code.ts'
import { type CaseRow, findIdByNumber, lockWithHolder } from '../store.ts'

/** Whoever took no part in the case before. What the account may do matters less than that it is a third person. */
export const screenRoles = ['agent', 'approver', 'supervisor'] as const

type Why = Extract<Guard, 'not_the_applicant' | 'not_who_prepared' | 'not_who_approved' | 'document_matches'>
export type ScreenOutcome =
  /** The code is in this answer alone. */
  | { outcome: 'opened'; actor: StaffActor; code: Secret; endsAt: Date }
  | { outcome: 'refused'; actor: StaffActor; why: Why }
  | { outcome: 'stale'; actor: StaffActor; by: string | null; at: Date }
  | { outcome: 'not_waiting' | 'unknown'; actor: StaffActor }
  | SignedOut
  | NotAllowed

/** Opens the applicant's screen for a case, after a look at the document by a third person: a code that counts beside the applicant's own. */
export function openScreen(context: Context, browser: StaffBrowser, on: { number: string; version: number; document: string }): Promise<ScreenOutcome> {
  const { policy } = context.institution
  return withStaff(context, browser, {
    roles: screenRoles,
    async work(tx, actor): Promise<ScreenOutcome> {
      const id = await findIdByNumber(tx, on.number)
      const row = id && (await lockWithHolder(tx, id))
      const now = await context.clock(tx)
      if (!row) return { outcome: 'unknown', actor }
      if (!waitsForScreen(row, now)) return { outcome: 'not_waiting', actor }
      if (row.version !== on.version) return { outcome: 'stale', actor, by: await nameOf(row.moved_by), at: row.moved_at }
      const code = generateScreenCode(context.random)
      const endsAt = new Date(now.getTime() + policy.screenLifetime)
      const moved = await moveCase(context, tx, {
        inHand: await takeInHand(context, tx, { row, now }),
        event: { type: 'open_screen', document: on.document, by: actor },
        now,
        patch: { screen_hash: context.keys.mac('code', screenCodeValue(row.id, code.reveal())), screen_ends_at: endsAt, tries_left: policy.codeTries },
      })
      if (moved.outcome === 'moved') return { outcome: 'opened', actor, code, endsAt }
      await recordAudit(tx, { actor: 'staff', subject: row.id, at: now, staff: actor.id }, { type: 'replacement.screen_refused', why: moved.why })
      return moved.why === 'out_of_order' ? { outcome: 'not_waiting', actor } : { outcome: 'refused', actor, why: moved.why as Why }

      async function nameOf(staffId: string | null): Promise<string | null> {
        if (staffId === null) return null
        return (await tx.selectFrom('staff_member').select('name').where('id', '=', staffId).executeTakeFirst())?.name ?? null
      }
    },
  })
}

/** A person finishes with the new contact alone: there is no key to set on a screen. */
const waitsForScreen = (row: CaseRow, now: Date) => row.kind === 'employer' && rules.open_screen.from.some((state) => state === row.state) && now < row.ends_at

export type ScreenView =
  | { outcome: 'waiting'; actor: StaffActor; version: number }
  | { outcome: 'not_waiting' | 'unknown'; actor: StaffActor }
  | SignedOut
  | NotAllowed

/** Whether a case waits for its screen. Nothing of the applicant is shown: the document is what the third person looks at. */
export function viewScreen(context: Context, browser: StaffBrowser, number: string): Promise<ScreenView> {
  return withStaff(context, browser, {
    roles: screenRoles,
    async work(tx, actor, now): Promise<ScreenView> {
      const id = await findIdByNumber(tx, number)
      const row = id && (await tx.selectFrom('replacement').selectAll().where('id', '=', id).executeTakeFirst())
      if (!row) return { outcome: 'unknown', actor }
      return waitsForScreen(row, now) ? { outcome: 'waiting', actor, version: row.version } : { outcome: 'not_waiting', actor }
    },
  })
}
