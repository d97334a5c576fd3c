import { sql } from 'kysely'
import type { NewContact } from '../contacts/read-contact.ts'
import type { Context } from '../context.ts'
import { type HolderRef, holderColumn } from '../credentials/credentials.ts'
import type { Tx } from '../db/database.ts'
import { addDays } from '../offices/calendar-date.ts'
import type { CaseRow } from './store.ts'

// What an activation writes into the register. Everything it ends or adds names the case, and carries its day: a file of that day or an
// older one changes none of it (registry/import/difference.ts). Nothing is deleted, so that a dispute can put it back (undo-registry.ts).

type On = { row: CaseRow; now: Date; today: string }

/**
 * Registers the contact that was proven at the end, without a time to cool off, in place of all the others; these hear and can stop it for
 * as long as removed ones do. `contact` null: proven on a screen of the office, so no address is known to work.
 */
export async function writeContacts(context: Context, tx: Tx, on: On & { holder: HolderRef; contact: NewContact | null }) {
  const { row, now, today, holder, contact } = on
  const column = holderColumn[holder.kind]
  const later = new Date(now.getTime() + context.institution.policy.removedContactVeto)
  const removed = await tx
    .updateTable('contact')
    .set({
      status: 'removed',
      removed_at: now,
      removed_through: row.id,
      as_of: sql<string>`greatest(as_of, ${today}::date)`,
      // Who still cooled off had no veto yet, and gets none by being removed.
      cools_until: sql<Date>`case when cools_until > ${now}::timestamptz then greatest(cools_until, ${later}::timestamptz) else cools_until end`,
    })
    .where(column, '=', holder.id)
    .where('status', '=', 'active')
    .returning('id')
    .execute()
  const added = contact && context.random.uuid()
  if (contact && added) {
    await tx
      .insertInto('contact')
      .values({
        id: added,
        [column]: holder.id,
        channel: contact.channel,
        value: contact.value,
        slot: contact.channel,
        status: 'active',
        since: now,
        cools_until: null,
        source: 'office',
        last_used_at: now,
        as_of: today,
        through_replacement: row.id,
      })
      .execute()
  }
  return { added, removed: removed.map(({ id }) => id) }
}

/**
 * Makes the applicant the representative from today, and ends those of until now, if the applicant is not a current one already. A
 * representation of the whole employer goes on at its other branches: no case decides about a key that is not its own.
 */
export async function writeRepresentation(context: Context, tx: Tx, on: Omit<On, 'now'> & { branchId: string }) {
  const { row, today, branchId } = on
  const current = await tx
    .selectFrom('branch')
    .innerJoin('representation', 'representation.employer_id', 'branch.employer_id')
    .innerJoin('person', 'person.id', 'representation.person_id')
    .selectAll('representation')
    .select('person.national_id')
    .where('branch.id', '=', branchId)
    .where((eb) => eb.or([eb('representation.branch_id', 'is', null), eb('representation.branch_id', '=', branchId)]))
    .where('representation.valid_from', '<=', today)
    .where((eb) => eb.or([eb('representation.valid_to', 'is', null), eb('representation.valid_to', '>=', today)]))
    .execute()
  if (current.some((each) => each.national_id === row.typed.nationalId)) return { added: null, ended: [] }

  const { employer_id } = await tx.selectFrom('branch').select('employer_id').where('id', '=', branchId).executeTakeFirstOrThrow()
  const others = await tx.selectFrom('branch').select('id').where('employer_id', '=', employer_id).where('id', '<>', branchId).execute()
  for (const each of current) {
    await tx
      .updateTable('representation')
      .set({
        valid_to: addDays(today, -1),
        valid_to_before: each.valid_to ?? withoutEnd,
        as_of: sql<string>`greatest(as_of, ${today}::date)`,
        ended_through: row.id,
      })
      .where('id', '=', each.id)
      .execute()
    if (each.branch_id !== null) continue
    for (const other of others) {
      await tx
        .insertInto('representation')
        .values({
          id: context.random.uuid(),
          employer_id,
          branch_id: other.id,
          person_id: each.person_id,
          role: each.role,
          valid_from: each.valid_from,
          valid_to: each.valid_to,
          source: each.source,
          as_of: each.as_of,
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    }
  }
  const added = context.random.uuid()
  await tx
    .insertInto('representation')
    .values({
      id: added,
      employer_id,
      branch_id: branchId,
      person_id: await personOf(context, tx, row),
      role: representativeRole,
      valid_from: today,
      source: 'office',
      as_of: today,
      through_replacement: row.id,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['employer_id', 'branch_id', 'person_id', 'role', 'valid_from'])
        .doUpdateSet({ valid_to: null, valid_to_before: null, ended_through: null, source: 'office', as_of: today, through_replacement: row.id }),
    )
    .execute()
  return { added, ended: current.map(({ id }) => id) }
}

/** What `valid_to_before` says of a representation that had no end: null is one that no office ended. */
export const withoutEnd = '9999-12-31'

/** An office examines that somebody represents an employer, and not under which title. */
const representativeRole = 'representante legal'

/** Somebody whom no file has named yet has the name that the document showed. */
async function personOf(context: Context, tx: Tx, row: CaseRow): Promise<string> {
  await tx
    .insertInto('person')
    .values({ id: context.random.uuid(), national_id: row.typed.nationalId, full_name: row.applicant_name ?? '' })
    .onConflict((conflict) => conflict.column('national_id').doNothing())
    .execute()
  return (await tx.selectFrom('person').select('id').where('national_id', '=', row.typed.nationalId).executeTakeFirstOrThrow()).id
}
