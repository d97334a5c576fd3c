import type { Tx } from '../db/database.ts'
import type { Institution } from '../institution.ts'
import type { CaseRow } from './store.ts'

/** What the applicant was asked for and has not answered, in the applicant's language. */
export async function askedOf(tx: Tx, { row, institution }: { row: Pick<CaseRow, 'id' | 'language'>; institution: Institution }): Promise<string[]> {
  const asks = await tx
    .selectFrom('requirement_ask')
    .select(['requirement', 'reason'])
    .where('replacement_id', '=', row.id)
    .where('answered_at', 'is', null)
    .orderBy('asked_at')
    .orderBy('id')
    .execute()
  return asks.flatMap(({ requirement, reason }) => {
    const found = institution.requirements.find(({ id }) => id === requirement)
    return found?.missing.find(({ id }) => id === reason)?.text[row.language] ?? found?.title[row.language] ?? []
  })
}
