import type { Context } from '../../context.ts'
import type { Tx } from '../../db/database.ts'
import { addDays, dateAt, endOfDate } from '../../offices/calendar-date.ts'
import { checkNationalId, checkTaxId } from '../../registry/identifiers.ts'
import { normalNumber } from '../../replacement/continuation.ts'
import { type StaffBrowser, withStaff } from '../enter-office.ts'
import { recordLook } from '../record-look.ts'
import type { StaffActor } from '../staff.ts'
import { type Cursor, type Entry, listStaffNames, type Resolved, readNames, readRecord, resolveCase, resolveNationalId, resolveTaxId } from './store.ts'

/** What is searched for. `about`: a case number, a RUC or a cédula, as typed; `from` and `until`: dates of the institution, or empty. */
export type RecordSearch = { from: string; until: string; types: string; about: string; staffId: string | null; before: Cursor | null }

export type ShownEntry = Omit<Entry, 'staffId'> & { subjectName: string | null; staffName: string | null }
export type RecordPage = {
  outcome: 'seen'
  actor: StaffActor
  staff: readonly { id: string; name: string }[]
  /** null: nothing was searched for yet, or the number that was typed leads to nothing. */
  entries: readonly ShownEntry[] | null
  next: Cursor | null
  from: string
  until: string
}

const perPage = 50
const daysAtFirst = 30

/** The form alone: what it may be filled in with. */
export function viewRecord(context: Context, browser: StaffBrowser) {
  return withStaff(context, browser, {
    roles: ['auditor'],
    async work(tx, actor, now): Promise<RecordPage> {
      const today = dateAt(now, context.institution.timeZone)
      return { outcome: 'seen', actor, staff: await listStaffNames(tx), entries: null, next: null, from: addDays(today, -daysAtFirst), until: today }
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
      const resolved = search.about === '' ? null : await resolve(tx, search.about)
      await recordLook(tx, actor, { subject: resolved?.subject ?? search.staffId, what: 'record', at: now })
      const page = { outcome: 'seen' as const, actor, staff: await listStaffNames(tx), from, until }
      if (search.about !== '' && resolved === null) return { ...page, entries: null, next: null }
      const filter = {
        ...search,
        from: new Date(endOfDate(addDays(from, -1), timeZone).getTime() + 1),
        until: endOfDate(until, timeZone),
        subjects: resolved?.ids ?? null,
      }
      const found = await readRecord(tx, filter, perPage + 1)
      const [shown, last] = [found.slice(0, perPage), found[perPage - 1]]
      const names = await readNames(tx, [...new Set(shown.flatMap(({ subject, staffId }) => [subject, staffId]).filter((id) => id !== null))])
      const entries = shown.map(({ staffId, ...entry }) => ({
        ...entry,
        subjectName: entry.subject === null ? null : (names.get(entry.subject) ?? null),
        staffName: staffId === null ? null : (names.get(staffId) ?? null),
      }))
      return { ...page, entries, next: found.length > perPage && last ? { at: last.at, id: last.id } : null }
    },
  })
}

async function resolve(tx: Tx, typed: string): Promise<Resolved | null> {
  const number = normalNumber(typed)
  if (number !== null) return resolveCase(tx, number)
  const nationalId = checkNationalId(typed)
  if (nationalId.answer !== 'malformed') return resolveNationalId(tx, nationalId.value)
  const taxId = checkTaxId(typed)
  return taxId.answer === 'malformed' ? null : resolveTaxId(tx, taxId.value)
}
