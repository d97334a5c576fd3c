import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import { addDays } from '../offices/calendar-date.ts'
import { withoutKey } from './replacement.ts'
import type { CaseRow } from './store.ts'
import { withoutEnd } from './write-registry.ts'

// A case that was undone, and ends without a key whoever won the dispute, puts back what its activation wrote, once it is saved. What has changed
// since in another way stays as it is.

type On = { row: Pick<CaseRow, 'id' | 'branch_id' | 'person_id'>; now: Date; today: string }

export async function undoRegistry(tx: Tx, on: On) {
  await undoContactReplacement(tx, on)
  await undoRepresentation(tx, on)
}

/** Whether the case ever wrote or removed a contact: whoever had one rejected that did not brings nobody's old address back. */
async function changedContacts(tx: Tx, caseId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('contact')
    .select('id')
    .where(({ or, eb }) => or([eb('through_replacement', '=', caseId), eb('removed_through', '=', caseId)]))
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/**
 * Registers again what the case removed, with its age, and removes what it brought, for good and without a veto: also what a later case has
 * removed by now, which would otherwise come back when that one is undone too.
 */
async function undoContactReplacement(tx: Tx, { row, now }: On) {
  if (!(await changedContacts(tx, row.id))) return
  await sql`
    update contact set status = 'removed', removed_at = coalesce(removed_at, ${now}::timestamptz), suspended_at = coalesce(suspended_at, ${now}::timestamptz)
    where through_replacement = ${row.id}::uuid`.execute(tx)
  // Newest first, one at a time: also what a case that was undone before could not bring back, because this one had an address in its place.
  // But nothing beside what a later case that stands registered in place of all others: to that one it would have been one of them.
  const removed = await tx
    .selectFrom('contact')
    .innerJoin('replacement', 'replacement.id', 'contact.removed_through')
    .select('contact.id')
    .where('replacement.state', 'in', withoutKey)
    .where((eb) => eb.or([eb('replacement.branch_id', '=', row.branch_id), eb('replacement.person_id', '=', row.person_id)]))
    .where('contact.status', '=', 'removed')
    .where('contact.suspended_at', 'is', null)
    .where(
      sql<boolean>`not exists (
        select 1 from replacement later
        where (later.branch_id = replacement.branch_id or later.person_id = replacement.person_id) and later.state = 'activated'
          and later.activated_at > contact.removed_at)`,
    )
    .orderBy('contact.removed_at', 'desc')
    .execute()
  for (const { id } of removed) await registerAgain(tx, id)
}

/** An address that a file, the holder or another case has put in its place since is not pushed out. */
async function registerAgain(tx: Tx, contactId: string) {
  await sql`
    update contact k set status = 'active', removed_at = null, removed_through = null
    where k.id = ${contactId}::uuid and not exists (
      select 1 from contact newer
      where newer.status = 'active' and (newer.branch_id = k.branch_id or newer.person_id = k.person_id) and newer.channel = k.channel
        and (newer.slot = k.slot or lower(newer.value) = lower(k.value)))`.execute(tx)
}

/**
 * Ends the representation that the case wrote, for good, and lets those run again that it ended; not where a later case that stands made
 * another person the representative in place of those of until then. That one has ended them now, and if it is undone they run again.
 */
async function undoRepresentation(tx: Tx, { row, today }: On) {
  await sql`
    update representation set valid_to = least(valid_to, ${addDays(today, -1)}::date), valid_to_before = null, ended_through = null
    where through_replacement = ${row.id}::uuid`.execute(tx)
  await sql`
    update representation k set ended_through = later.id
    from replacement later join representation now on now.through_replacement = later.id
    where k.ended_through = ${row.id}::uuid and later.state = 'activated' and later.branch_id = ${row.branch_id}::uuid
      and now.valid_from > k.valid_to and (now.valid_to is null or now.valid_to >= ${today}::date)
      and not exists (select 1 from representation same where same.ended_through = ${row.id}::uuid and same.person_id = now.person_id)`.execute(tx)
  await sql`
    update representation set valid_to = nullif(valid_to_before, ${withoutEnd}::date), valid_to_before = null, ended_through = null
    where ended_through = ${row.id}::uuid`.execute(tx)
}
