import type { Context } from '../context.ts'
import type { Tx } from '../db/database.ts'
import { dateAt } from '../offices/calendar-date.ts'
import { readHolder } from '../registry/holder.ts'
import { readPerson } from '../registry/person.ts'

/** Whose case it is, as the messages with its link say it; null: they do not. */
export type Whose = { name: string; branch: string | null } | null

/** `said`: whether the messages name it. Whoever holds a mailbox learns from its links nothing that the mail did not say. */
export async function readWhose(context: Context, tx: Tx, of: { said: boolean; branchId: string | null; personId: string | null; now: Date }): Promise<Whose> {
  if (!of.said) return null
  if (of.branchId === null) return of.personId === null ? null : { name: (await readPerson(tx, of.personId)).fullName, branch: null }
  const holder = await readHolder(tx, { branchId: of.branchId, representationId: null, today: dateAt(of.now, context.institution.timeZone) })
  return { name: holder.legalName, branch: holder.branchCode }
}
