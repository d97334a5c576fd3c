import type { Context } from '../../context.ts'
import type { Tx } from '../../db/database.ts'
import { countHits, limitKey } from '../../limits/windows.ts'
import { addDays, dateAt, endOfDate } from '../../offices/calendar-date.ts'
import { type StaffBrowser, withStaff } from '../enter-office.ts'
import { recordLook } from '../record-look.ts'
import type { StaffActor } from '../staff.ts'
import { idsIn } from './details.ts'
import { findAbout } from './find-about.ts'
import { holdersIn, type Names, readNames } from './read-names.ts'
import { type Entry, listStaffNames, readRecord } from './store.ts'

/**
 * What is searched for. `about`: a case number, a RUC or a cédula, as typed; `from` and `until`: dates of the institution, or empty; `after`:
 * the last entry of the page before. `looks`: with looks at data, which are left out else unless they are what is searched for.
 */
export type RecordSearch = { from: string; until: string; types: string; looks: boolean; about: string; staffId: string | null; after: string | null }

export type RecordPage = {
  outcome: 'seen'
  /** Until when this auditor reads no more of it; null: may. */
  stoppedUntil: Date | null
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

/** The kind of looks at data alone. */
export const looksAlone = 'staff.viewed'

const perPage = 50
const daysAtFirst = 30
const nothing = { stoppedUntil: null, entries: null, names: new Map(), next: null }

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

/**
 * Searches the record, a page at a time and so many in an hour. Every page is an entry of the record itself: what was searched for, and whose
 * names the page showed.
 */
export function searchRecord(context: Context, browser: StaffBrowser, search: RecordSearch) {
  return withStaff(context, browser, {
    roles: ['auditor'],
    async work(tx, actor, now): Promise<RecordPage> {
      const { timeZone } = context.institution
      const today = dateAt(now, timeZone)
      const until = search.until || today
      const from = search.from || addDays(until < today ? until : today, -daysAtFirst)
      const page = { outcome: 'seen' as const, actor, staff: await listStaffNames(tx), from, until, ...nothing }
      const stoppedUntil = await countPage(context, tx, { actor, now })
      if (stoppedUntil) return { ...page, stoppedUntil }
      const about = search.about === '' ? null : await findAbout(tx, search.about)
      const look = { subject: about?.subject ?? search.staffId, what: 'record', at: now } as const
      if (search.about !== '' && about === null) {
        await recordLook(tx, actor, look)
        return page
      }
      const filter = {
        ...search,
        looks: search.looks || search.types === looksAlone,
        from: new Date(endOfDate(addDays(from, -1), timeZone).getTime() + 1),
        until: endOfDate(until, timeZone),
        subjects: about?.ids ?? null,
      }
      const found = await readRecord(tx, filter, perPage + 1)
      const entries = found.slice(0, perPage)
      const ids = entries.flatMap(({ type, subject, staffId, details }) => [subject, staffId, ...idsIn(type, details)]).filter((id) => id !== null)
      const names = await readNames(tx, [...new Set(ids)])
      await recordLook(tx, actor, { ...look, named: holdersIn(names).filter((id) => id !== look.subject) })
      return { ...page, entries, names, next: found.length > perPage ? (entries.at(-1)?.id ?? null) : null }
    },
  })
}

const hour = 3_600_000

async function countPage(context: Context, tx: Tx, { actor, now }: { actor: StaffActor; now: Date }): Promise<Date | null> {
  const limit = { name: 'record_pages', key: limitKey(context.keys, 'record_pages', actor.id), window: hour }
  const [counted] = await countHits(tx, [limit], now)
  return counted && counted.count <= context.institution.policy.recordPagesPerHour ? null : (counted?.endsAt ?? now)
}
