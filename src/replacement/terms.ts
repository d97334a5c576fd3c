import { dateAt, endOfDate } from '../offices/calendar-date.ts'
import { type Calendar, type Holidays, isWorkingDay, workingDayAfter } from '../offices/working-days.ts'
import type { Policy } from '../policy.ts'
import type { ReplacementState } from './replacement.ts'

// Until when somebody has to act. The office has so many working days from the identity step on. They stand still while the applicant is asked
// for something: the day after the question to the day of the answer do not count, whatever kind of days those are. They begin anew when a case
// comes back to it that was decided, or that a contact had stopped (sent-back.ts).

/**
 * The end of the day on which a time is up, or else of the first working day after it (COA art. 158): whoever comes on the day that a page named
 * finds the office open, and comes in time.
 */
export function lastDayAfter(at: Date, duration: number, calendar: Calendar): Date {
  const day = dateAt(new Date(at.getTime() + duration), calendar.timeZone)
  return endOfDate(isWorkingDay(day, calendar.holidays, calendar.cantons) ? day : workingDayAfter(day, 1, calendar), calendar.timeZone)
}

/** Whose holidays a term of a case leaves out: those of the office's canton, and of the branch's where it is known (COA art. 159). */
export const cantonsOf = (offices: readonly { id: string; canton: string }[], of: { office: string | null; canton: string | null }): string[] =>
  [offices.find(({ id }) => id === of.office)?.canton, of.canton].filter((each) => typeof each === 'string')

type Where = { timeZone: string; holidays: Holidays; offices: readonly { id: string; canton: string }[] }

/** Where the applicant has to come by a day: what the record says of the employer's canton is left out, for the page tells the day to whoever filed. */
export const calendarOfOffice = ({ timeZone, holidays, offices }: Where, office: string | null): Calendar => ({
  timeZone,
  holidays,
  cantons: cantonsOf(offices, { office, canton: null }),
})

/** When the applicant was asked for something, and when the answer came; null: not yet. */
export type Pause = { from: Date; to: Date | null }

/** The last day, `YYYY-MM-DD`, of the office's term; null: it stands still. */
export function officeActsBy(of: { from: Date; pauses: readonly Pause[]; workingDays: number; calendar: Calendar }): string | null {
  const { pauses, workingDays, calendar } = of
  const ended = pauses.flatMap(({ from, to }) => (to === null ? [] : [{ from: dateAt(from, calendar.timeZone), to: dateAt(to, calendar.timeZone) }]))
  if (ended.length < pauses.length) return null
  const runs = (date: string) => !ended.some(({ from, to }) => date > from && date <= to)
  return workingDayAfter(dateAt(of.from, calendar.timeZone), workingDays, calendar, runs)
}

/** Whose turn it is, and until when. `past`: the day is over, and nothing came of it. */
export type Until = { turn: 'applicant'; at: Date } | { turn: 'office' | 'supervisor'; day: string; past: boolean } | { turn: 'nobody'; at: Date | null }

type Standing = {
  state: ReplacementState
  movedAt: Date
  endsAt: Date
  waitEndsAt: Date | null
  /** From when the office's term runs; null: not yet. */
  termFrom: Date | null
  pauses: readonly Pause[]
}

export function untilWhen(of: Standing, on: { now: Date; policy: Pick<Policy, 'officeTakesAtMost' | 'disputeWorkingDays'>; calendar: Calendar }): Until {
  const { state, movedAt, endsAt } = of
  const byDay = (turn: 'office' | 'supervisor', day: string): Until => ({ turn, day, past: day < dateAt(on.now, on.calendar.timeZone) })
  switch (state) {
    case 'draft':
    case 'submitted':
    case 'awaiting_applicant':
    case 'approved':
    case 'ready':
      return { turn: 'applicant', at: endsAt }
    case 'in_review':
    case 'proposed': {
      const from = of.termFrom ?? movedAt
      // A question that nobody ever answered ended when the case went on without it: somebody objected, and that was resolved.
      const pauses = of.pauses.map((pause) => ({ from: pause.from, to: pause.to ?? from }))
      const day = officeActsBy({ from, pauses, workingDays: on.policy.officeTakesAtMost, calendar: on.calendar })
      return day === null ? { turn: 'nobody', at: null } : byDay('office', day)
    }
    case 'disputed':
      return byDay('supervisor', workingDayAfter(dateAt(movedAt, on.calendar.timeZone), on.policy.disputeWorkingDays, on.calendar))
    case 'waiting':
      return { turn: 'nobody', at: of.waitEndsAt ?? endsAt }
    case 'activated':
    case 'rejected':
    case 'cancelled':
    case 'expired':
      return { turn: 'nobody', at: null }
  }
}
