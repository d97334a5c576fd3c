import type { Tx } from '../db/database.ts'

export type LastChange = { at: Date; actor: string; staffId: string | null }

/** Who changed a case last, and when, as the record has it. */
export async function readLastChange(tx: Tx, subject: string): Promise<LastChange | null> {
  const row = await tx
    .selectFrom('audit_event')
    .select(['occurred_at as at', 'actor', 'staff_id as staffId'])
    .where('type', '=', 'replacement.moved')
    .where('subject', '=', subject)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ?? null
}
