import { recordAudit } from '../../../audit/audit.ts'
import type { Context } from '../../../context.ts'
import type { Tx } from '../../../db/database.ts'
import { bare } from '../../../registry/identifiers.ts'
import type { Secret } from '../../../secret.ts'
import { type NotAllowed, type SignedOut, type StaffBrowser, withStaff } from '../../../staff/enter-office.ts'
import type { Decision } from '../../../staff/passkeys/challenge.ts'
import { askToDecide, decideWithPasskey, type NotShown, type ShownWith } from '../../../staff/passkeys/show-again.ts'
import type { StaffActor } from '../../../staff/staff.ts'
import { generateScreenCode, screenCodeValue } from '../../case-codes.ts'
import { normalNumber } from '../../continuation.ts'
import { moveCase, takeInHand } from '../../facts.ts'
import { type CaseFacts, type Guard, guards, rules } from '../../replacement.ts'
import type { CaseRow } from '../../store.ts'
import { type AtCase, lockByNumber, staleAnswer, type TooLate } from '../enter-case.ts'
import { isOpenerLeft, screenRoles } from './store.ts'
import { checkDocument } from './verify-identity.ts'

type Why = Extract<Guard, 'not_the_applicant' | 'not_who_prepared' | 'not_who_approved' | 'not_who_resolved'>
export type ScreenOutcome =
  /** The code is in this answer alone. */
  | { outcome: 'opened'; actor: StaffActor; code: Secret; endsAt: Date }
  | { outcome: 'refused'; why: Why }
  | { outcome: 'wrong'; triesLeft: number }
  | Extract<TooLate, { outcome: 'stale' }>
  | { outcome: 'no_tries' | 'not_waiting' | 'no_case' }
  | NotShown
  | SignedOut
  | NotAllowed

type Opening = { number: string; version: number; document: string; shown: ShownWith }

/** What the passkey of who opens it signs: the screen of this case, as the page saw it. */
export const openingOf = ({ number, version }: Pick<Opening, 'number' | 'version'>): Decision => ({
  act: 'open_screen',
  on: [normalNumber(number) ?? '', version],
})

/**
 * Opens the applicant's screen for a case, after a look at the document by a third person, who shows a passkey: a code that counts beside the
 * applicant's own.
 */
export function openScreen(context: Context, browser: StaffBrowser, on: Opening): Promise<ScreenOutcome> {
  const { policy } = context.institution
  return decideWithPasskey(context, browser, {
    roles: screenRoles,
    decision: openingOf(on),
    shown: on.shown,
    async work(tx, actor): Promise<ScreenOutcome> {
      const row = await lockByNumber(tx, on.number)
      const now = await context.clock(tx)
      if (!row) return { outcome: 'no_case' }
      if (!waitsForScreen(row, now)) return { outcome: 'not_waiting' }
      if (row.version !== on.version) return staleAnswer(tx, row)
      const inHand = await takeInHand(context, tx, { row, now })
      const why = whyNotOpen(inHand.facts, actor, now)
      if (why) {
        await recordAudit(tx, { actor: 'staff', subject: row.id, at: now, staff: actor.id }, { type: 'replacement.screen_refused', why })
        return { outcome: 'refused', why }
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

/** Why somebody is no third person for a case; null: they are. */
const whyNotOpen = (facts: CaseFacts, actor: StaffActor, now: Date): Why | null =>
  thirdPerson.find((guard) => !guards[guard]({ facts, event: { type: 'open_screen', document: '', by: actor }, now })) ?? null

/** A person finishes with the new contact alone: there is no key to set on a screen. */
const waitsForScreen = (row: CaseRow, now: Date) => row.kind === 'employer' && rules.open_screen.from.some((state) => state === row.state) && now < row.ends_at

/**
 * What a case that waits for its screen offers to somebody of the staff. `why`: they may not open it; null: they may. `nobodyAt`: its office,
 * where there is no other way to finish it and nobody there may.
 */
export type ScreenOffer = { why: Why | null; nobodyAt: string | null }

/** Null: the case waits for no screen. */
export async function offerScreen(context: Context, tx: Tx, { row, actor, now }: AtCase): Promise<ScreenOffer | null> {
  if (!waitsForScreen(row, now)) return null
  const { facts } = await takeInHand(context, tx, { row, now })
  const stuck = row.contact === 'none' && !(await isOpenerLeft(tx, { caseId: row.id, besides: null }))
  return { why: whyNotOpen(facts, actor, now), nobodyAt: stuck ? row.office : null }
}

export type ScreenView =
  | { outcome: 'seen'; actor: StaffActor; number: string; version: number; offer: ScreenOffer | null; options: string }
  | { outcome: 'no_case' }
  | SignedOut
  | NotAllowed

/**
 * Whether a case waits for its screen, and for this person; `options`: what the browser is asked for to open it. Nothing of the applicant is
 * shown: the document is what the third person looks at.
 */
export function viewScreen(context: Context, browser: StaffBrowser, number: string): Promise<ScreenView> {
  return withStaff(context, browser, {
    roles: screenRoles,
    async work(tx, actor): Promise<ScreenView> {
      const row = await lockByNumber(tx, number)
      if (!row) return { outcome: 'no_case' }
      const now = await context.clock(tx)
      const offer = await offerScreen(context, tx, { row, actor, now })
      const options = await askToDecide(context, tx, { decision: openingOf(row), actor, now })
      return { outcome: 'seen', actor, number: row.number, version: row.version, offer, options }
    },
  })
}
