import { recordAudit } from '../../../audit/audit.ts'
import type { Context } from '../../../context.ts'
import type { Tx } from '../../../db/database.ts'
import { bare } from '../../../registry/identifiers.ts'
import { type NotAllowed, type SignedOut, type StaffBrowser, withStaff } from '../../../staff/enter-office.ts'
import { recordLook } from '../../../staff/record-look.ts'
import type { StaffActor } from '../../../staff/staff.ts'
import { type CaseHead, type Counted, type Turns, whyBack } from '../queue.ts'
import { listTyped, listWaiting, readCaseByNumber } from '../store.ts'
import { countSearch } from './count-search.ts'
import { countWithoutOpener, listWithoutOpener } from './store.ts'

const listed = 50

/** Who may look at the queue; agents alone take from it. */
const lookers = ['agent', 'approver', 'supervisor'] as const

export type Waiting = CaseHead & { takenBy: string | null }
export type QueueView = { outcome: 'seen'; actor: StaffActor; cases: readonly Waiting[]; count: Counted | null; stuck: Stuck | null }
/** What a supervisor has to find somebody for: nobody of its office may open its screen. */
export type Stuck = { cases: readonly CaseHead[]; count: Counted }

/**
 * What waits for agents: at the office of who looks. Who is of no office sees every one, but an agent none: they are given no case, and open
 * one by its number, with a reason.
 */
export function viewQueue(context: Context, browser: StaffBrowser): Promise<QueueView | SignedOut | NotAllowed> {
  return withStaff(context, browser, {
    roles: lookers,
    async work(tx, actor, now): Promise<QueueView> {
      if (actor.office === null && actor.roles.every((role) => role === 'agent')) return { outcome: 'seen', actor, count: null, cases: [], stuck: null }
      const { rows, count } = await listWaiting(tx, { office: actor.office, now, atMost: listed })
      return { outcome: 'seen', actor, count, cases: rows.map((row) => ({ ...headOf(row), takenBy: row.taken_by })), stuck: await stuckOf(tx, { actor, now }) }
    },
  })
}

async function stuckOf(tx: Tx, { actor, now }: { actor: StaffActor; now: Date }): Promise<Stuck | null> {
  if (!actor.roles.includes('supervisor')) return null
  const of = { but: actor.nationalId, now }
  const cases = await listWithoutOpener(tx, { ...of, atMost: listed })
  return cases.length === 0 ? null : { cases, count: await countWithoutOpener(tx, of) }
}

const headOf = ({ number, kind, reason, state, office, since, ...turns }: Omit<CaseHead, 'back'> & Turns): CaseHead => ({
  number,
  kind,
  reason,
  state,
  office,
  since,
  back: whyBack({ state, ...turns }),
})

export type Found =
  | { outcome: 'case'; number: string; actor: StaffActor }
  /** `more`: not all of them are listed. */
  | { outcome: 'list'; cases: readonly CaseHead[]; more: boolean; actor: StaffActor }
  | { outcome: 'nothing' | 'malformed'; actor: StaffActor }
  | { outcome: 'too_many'; until: Date; actor: StaffActor }

/** A case number, as it was typed or read by a scanner: of a whole address, and on a keyboard that types other signs for hyphens. */
export function scannedNumber(typed: string): string | null {
  const [, first, second] = /(?:^|[^0-9a-z])s[^0-9a-z]?([0-9a-z]{4})[^0-9a-z]?([0-9a-z]{4})$/i.exec(typed.trim()) ?? []
  if (first === undefined || second === undefined) return null
  const crockford = `${first}${second}`.toUpperCase().replaceAll('O', '0').replace(/[IL]/g, '1')
  return `S-${crockford.slice(0, 4)}-${crockford.slice(4)}`
}

/** Whose cases may be looked for by a RUC or cédula too, and seen; whoever approves alone opens an applicant's screen, by the number. */
export const seesCases = ({ roles }: StaffActor) => roles.some((role) => role === 'agent' || role === 'supervisor')

/** Finds a walk-in's case by its number, or by the RUC or cédula that was typed for it; the latter are counted and recorded. */
export function findCases(context: Context, browser: StaffBrowser, typed: string): Promise<Found | SignedOut | NotAllowed> {
  return withStaff(context, browser, {
    roles: lookers,
    async work(tx, actor, now): Promise<Found> {
      const number = scannedNumber(typed)
      if (number !== null) {
        const row = await readCaseByNumber(tx, number)
        return row && row.state !== 'draft' ? { outcome: 'case', number, actor } : { outcome: 'nothing', actor }
      }
      if (!seesCases(actor)) return { outcome: 'malformed', actor }
      const digits = bare(typed)
      if (!/^(?:\d{10}|\d{13})$/.test(digits)) return { outcome: 'malformed', actor }
      const until = await countSearch(context, tx, { actor, now })
      if (until) return { outcome: 'too_many', until, actor }
      const cases = (await listTyped(tx, digits, listed + 1)).map(headOf)
      await recordAudit(tx, { actor: 'staff', subject: null, at: now, staff: actor.id }, { type: 'replacement.searched', found: cases.length })
      if (cases.length > 0) await recordLook(tx, actor, { subject: null, what: 'case_search', at: now })
      return cases.length === 0 ? { outcome: 'nothing', actor } : { outcome: 'list', cases: cases.slice(0, listed), more: cases.length > listed, actor }
    },
  })
}
