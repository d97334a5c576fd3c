import type { Context } from '../../context.ts'
import { addDays, dateAt, endOfDate } from '../../offices/calendar-date.ts'
import { type StaffBrowser, withStaff } from '../enter-office.ts'
import { recordLook } from '../record-look.ts'
import type { StaffActor } from '../staff.ts'
import { idsIn } from './details.ts'
import { findAbout } from './find-about.ts'
import { type Names, readNames } from './read-names.ts'
import { type Entry, listStaffNames, readRecord } from './store.ts'

/**
 * What is searched for. `about`: a case number, a RUC or a cédula, as typed; `from` and `until`: dates of the institution, or empty; `after`:
 * the last entry of the page before.
 */
export type RecordSearch = { from: string; until: string; types: string; about: string; staffId: string | null; after: string | null }

export type RecordPage = {
  outcome: 'seen'
  actor: StaffActor
  staff: readonly { id: string; name: string }[]
  /** null: nothing was searched for yet, or the number that was typed leads to nothing. */
  entries: readonly Entry[] | null
  /** What the ids of the entries stand for. */
  names: Names
  /** The last entry, where there are more. */
  next: string | null
  from: string
  until: string
}

const perPage = 50
const daysAtFirst = 30
const nothing = { entries: null, names: new Map(), next: null }

/** The form alone: what it may be filled in with. */
export function viewRecord(context: Context, browser: StaffBrowser) {
  return withStaff(context, browser, {
    roles: ['auditor'],
    async work(tx, actor, now): Promise<RecordPage> {
      const today = dateAt(now, context.institution.timeZone)
      return { outcome: 'seen', actor, staff: await listStaffNames(tx), ...nothing, from: addDays(today, -daysAtFirst), until: today }
    },
  })
}

/** Searches the record. The search is an entry of the record itself. */
export function searchRecord(context: Context, browser: StaffBrowser, search: RecordSearch) {
  return withStaff(context, browser, {
    roles: ['auditor'],
    async work(tx, actor, now): Promise<RecordPage> {
      const { timeZone } = context.institution
      const today = dateAt(now, timeZone)
      const [from, until] = [search.from || addDays(today, -daysAtFirst), search.until || today]
      const about = search.about === '' ? null : await findAbout(tx, search.about)
      await recordLook(tx, actor, { subject: about?.subject ?? search.staffId, what: 'record', at: now })
      const page = { outcome: 'seen' as const, actor, staff: await listStaffNames(tx), from, until }
      if (search.about !== '' && about === null) return { ...page, ...nothing }
      const filter = {
        ...search,
        from: new Date(endOfDate(addDays(from, -1), timeZone).getTime() + 1),
        until: endOfDate(until, timeZone),
        subjects: about?.ids ?? null,
      }
      const found = await readRecord(tx, filter, perPage + 1)
      const entries = found.slice(0, perPage)
      const ids = entries.flatMap(({ type, subject, staffId, details }) => [subject, staffId, ...idsIn(type, details)]).filter((id) => id !== null)
      return { ...page, entries, names: await readNames(tx, [...new Set(ids)]), next: found.length > perPage ? (entries.at(-1)?.id ?? null) : null }
    },
  })
}
