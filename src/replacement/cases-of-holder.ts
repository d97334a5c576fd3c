import { sql } from 'kysely'
import { type HolderRef, holderColumn } from '../credentials/credentials.ts'
import type { Tx } from '../db/database.ts'
import { oneForHolder } from './replacement.ts'

/** Since when registered contacts dispute a case of this holder with an office; null: none is disputed, or somebody resolved it. */
export async function caseDisputedSince(tx: Tx, holder: HolderRef): Promise<Date | null> {
  const row = await tx
    .selectFrom('replacement')
    .select('moved_at')
    .where(holderColumn[holder.kind], '=', holder.id)
    .where('state', '=', 'disputed')
    .orderBy('moved_at')
    .limit(1)
    .executeTakeFirst()
  return row?.moved_at ?? null
}

const openStates = ['submitted', ...oneForHolder] as const
export type OpenRequest = { number: string; submittedAt: Date; state: (typeof openStates)[number] }

const shown = 20

/** The cases with an office that name this holder and are not over: what an office has in hand first, for a stranger can file any number. */
export async function listOpenRequests(tx: Tx, holder: HolderRef): Promise<OpenRequest[]> {
  const rows = await tx
    .selectFrom('replacement')
    .select(['number', 'started_at', 'submitted_at', 'state'])
    .where(holderColumn[holder.kind], '=', holder.id)
    .where('state', 'in', openStates)
    .orderBy(sql`state = 'submitted'`)
    .orderBy('submitted_at', 'desc')
    .limit(shown)
    .execute()
  return rows.map((row) => ({ number: row.number, submittedAt: row.submitted_at ?? row.started_at, state: row.state as OpenRequest['state'] }))
}
