import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../../db/database.ts'
import type { DisputeOf } from './disputes.ts'

export type DisputeRow = { of: DisputeOf; id: string; number: string; since: Date; branchId: string | null; personId: string | null; applicant: string }

export const holderOf = ({ branchId, personId }: Pick<DisputeRow, 'branchId' | 'personId'>) =>
  branchId === null ? { kind: 'personal' as const, id: personId ?? '' } : { kind: 'employer' as const, id: branchId }

const each = sql<DisputeRow>`
  select 'replacement' as of, id, number, moved_at as since, branch_id as "branchId", person_id as "personId", typed ->> 'nationalId' as applicant
  from replacement where state = 'disputed'
  union all
  select 'recovery', r.id, r.number, min(veto.at), r.branch_id, null, r.typed ->> 'nationalId'
  from recovery r join veto on veto.recovery_id = r.id where r.state = 'disputed' group by r.id
  union all
  select 'unlock', u.id, u.number, min(unlock_veto.at), null, u.person_id, u.typed ->> 'nationalId'
  from unlock u join unlock_veto on unlock_veto.unlock_id = u.id where u.state = 'disputed' group by u.id`

/** Disputes that nobody has resolved, the oldest first, but those in which this person is the applicant. */
export async function listDisputed(tx: Tx, { but, atMost }: { but: string; atMost: number }): Promise<DisputeRow[]> {
  const { rows } = await sql<DisputeRow>`select * from (${each}) as dispute where applicant <> ${but} order by since, id limit ${atMost}`.execute(tx)
  return rows
}

export async function findDisputed(tx: Tx, { of, id }: { of: DisputeOf; id: string }): Promise<DisputeRow | null> {
  const { rows } = await sql<DisputeRow>`select * from (${each}) as dispute where of = ${of} and id = ${id}::uuid`.execute(tx)
  return rows[0] ?? null
}

const vetoTable = {
  replacement: { table: 'replacement_veto', column: 'replacement_id', raised: sql`coalesce(said.raised_again_at, said.at)` },
  recovery: { table: 'veto', column: 'recovery_id', raised: sql`said.at` },
  unlock: { table: 'unlock_veto', column: 'unlock_id', raised: sql`said.at` },
} as const satisfies Record<DisputeOf, { table: string; column: string; raised: RawBuilder<unknown> }>

export type VetoRow = { contactId: string; channel: 'email' | 'phone'; value: string; since: Date; removedAt: Date | null; at: Date }

/** The contacts that stopped a case since a supervisor decided about it last, in their order. */
export async function listVetoes(tx: Tx, { of, id }: { of: DisputeOf; id: string }): Promise<VetoRow[]> {
  const { table, column, raised } = vetoTable[of]
  const { rows } = await sql<VetoRow>`
    select contact.id as "contactId", contact.channel, contact.value, contact.since, contact.removed_at as "removedAt", said.at
    from ${sql.table(table)} as said join contact on contact.id = said.contact_id
    where said.${sql.ref(column)} = ${id}::uuid
      and not exists (select 1 from dispute_resolution d where d.${sql.ref(column)} = ${id}::uuid and d.resolved_at >= ${raised})
    order by said.at, contact.id`.execute(tx)
  return rows
}

/** When a case was resolved last. */
export async function readResolvedAt(tx: Tx, { of, id }: { of: DisputeOf; id: string }): Promise<Date> {
  const { resolved_at } = await tx
    .selectFrom('dispute_resolution')
    .select('resolved_at')
    .where(`${of}_id`, '=', id)
    .orderBy('resolved_at', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  return resolved_at
}

/** The name of a holder, as the register has it. */
export async function readHolderName(tx: Tx, of: { branchId: string | null; personId: string | null }): Promise<string> {
  if (of.branchId !== null) {
    const { legal_name } = await tx
      .selectFrom('branch')
      .innerJoin('employer', 'employer.id', 'branch.employer_id')
      .select('employer.legal_name')
      .where('branch.id', '=', of.branchId)
      .executeTakeFirstOrThrow()
    return legal_name
  }
  const person = await tx.selectFrom('person').select('full_name').where('id', '=', of.personId).executeTakeFirst()
  return person?.full_name ?? ''
}
