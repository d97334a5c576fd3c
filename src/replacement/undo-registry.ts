import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import { addDays } from '../offices/calendar-date.ts'
import type { CaseRow } from './store.ts'
import { withoutEnd } from './write-registry.ts'

// A dispute that the contact wins puts back what the activation wrote. What has changed since in another way stays as it is.

type On = { row: Pick<CaseRow, 'id'>; now: Date; today: string }

export async function undoRegistry(tx: Tx, on: On) {
  await undoContactReplacement(tx, on)
  await undoRepresentation(tx, on)
}

/** Registers again what the case removed, with its age, and removes what it brought, for good and without a veto. */
async function undoContactReplacement(tx: Tx, { row, now }: On) {
  await tx
    .updateTable('contact')
    .set({ status: 'removed', removed_at: now, suspended_at: now })
    .where('through_replacement', '=', row.id)
    .where('status', '=', 'active')
    .execute()
  // An address that a file, the holder or another case has put in its place since is not pushed out.
  await sql`
    update contact k set status = 'active', removed_at = null, removed_through = null
    where k.removed_through = ${row.id}::uuid and k.status = 'removed' and k.suspended_at is null and not exists (
      select 1 from contact newer
      where newer.status = 'active' and (newer.branch_id = k.branch_id or newer.person_id = k.person_id) and newer.channel = k.channel
        and (newer.slot is not distinct from k.slot or lower(newer.value) = lower(k.value)))`.execute(tx)
}

/** Ends the representation that the case wrote, and lets those run again that it ended. */
async function undoRepresentation(tx: Tx, { row, today }: On) {
  await tx
    .updateTable('representation')
    .set({ valid_to: addDays(today, -1) })
    .where('through_replacement', '=', row.id)
    .where('valid_to_before', 'is', null)
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>=', today)]))
    .execute()
  await sql`
    update representation set valid_to = nullif(valid_to_before, ${withoutEnd}::date), valid_to_before = null
    where through_replacement = ${row.id}::uuid and valid_to_before is not null`.execute(tx)
}
