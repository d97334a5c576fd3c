import type { Tx } from '../../../db/database.ts'
import type { Institution, Requirement } from '../../../institution.ts'
import { listAsks } from '../store.ts'

/** Something that the applicant was asked for. `reason`: a code of the requirement. */
export type Ask = { round: number; requirement: Pick<Requirement, 'id' | 'title' | 'missing'>; reason: string; by: string; at: Date; answeredAt: Date | null }

/** Everything that the applicant of a case was asked for, oldest first. What the institution asks of nobody any more goes by its code. */
export async function asksOf(tx: Tx, { caseId, institution }: { caseId: string; institution: Pick<Institution, 'requirements'> }): Promise<Ask[]> {
  return (await listAsks(tx, caseId)).map(({ requirement: code, by, ...ask }) => ({
    ...ask,
    by: by ?? '',
    requirement: institution.requirements.find(({ id }) => id === code) ?? { id: code, title: { es: code, en: code }, missing: [] },
  }))
}
