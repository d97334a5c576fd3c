import type { Context } from '../../../context.ts'
import type { Tx } from '../../../db/database.ts'
import type { Requirement } from '../../../institution.ts'
import { dateAt } from '../../../offices/calendar-date.ts'
import { waitEndsAt } from '../../../veto/veto.ts'
import { type CaseInHand, takeInHand } from '../../facts.ts'
import type { ReplacementReason, TypedOfCase } from '../../replacement.ts'
import { type KindOfEmployer, newestResults } from '../../requirements.ts'
import { voidedApprovals } from '../../sent-back.ts'
import { type CaseRow, listSentBack, readTerm } from '../../store.ts'
import { cantonsOf } from '../../terms.ts'
import { type Ask, asksOf } from '../review/asks-of.ts'
import type { Note } from '../review/review.ts'
import { listNotes, readNamed, type SinceWhen, staffNames } from '../store.ts'
import { listResolutions, type Resolved } from './store.ts'

/** Exactly what was examined of a case, by whom and when: what an approval covers, and not more. */
export type Examined = {
  number: string
  kind: 'employer' | 'personal'
  version: number
  /** The digest of what is shown. */
  digest: string
  reason: ReplacementReason
  round: number
  typed: TypedOfCase
  applicant: string
  employer: { name: string; kind: KindOfEmployer; branch: string | null; closed: boolean; key: SinceWhen } | null
  representatives: readonly { name: string; nationalId: string; role: string }[]
  document: 'cedula' | 'passport' | null
  identity: { by: string; at: Date; doubtful: boolean }
  /** Why it waits after an approval, so that contacts can stop it, and until when if it were approved now; null: it does not. */
  waits: { for: CaseInHand['waitsFor']; until: Date } | null
  asks: readonly Ask[]
  contact: 'confirmed' | 'none'
  results: readonly { requirement: Requirement; result: { met: boolean; reference: string | null; by: string; at: Date } | null }[]
  notes: readonly Note[]
  proposal: { what: 'approve' | 'reject'; reason: string | null; by: string; at: Date } | null
  resolutions: readonly Resolved[]
  /** Earlier approvals of it that count no more. */
  voided: ReturnType<typeof voidedApprovals>
}

/** Until when a case that is approved now waits; null: not at all. */
export async function waitAfterApproval(context: Context, tx: Tx, { inHand: { row, facts }, now }: { inHand: CaseInHand; now: Date }): Promise<Date | null> {
  if (!facts.mustWait || facts.proposal !== 'approve') return null
  const { canton } = await readTerm(tx, row)
  return waitEndsAt(now, context.institution, cantonsOf(context.institution.offices, { office: row.office, canton }))
}

export async function examinedOf(context: Context, tx: Tx, { row, now }: { row: CaseRow; now: Date }): Promise<{ examined: Examined; inHand: CaseInHand }> {
  const inHand = await takeInHand(context, tx, { row, now })
  const register = await readNamed(tx, { row, today: dateAt(now, context.institution.timeZone) })
  const notes = await listNotes(tx, row.id)
  const until = await waitAfterApproval(context, tx, { inHand, now })
  const resolutions = await listResolutions(tx, row.id)
  const names = await staffNames(tx, [
    row.identity_by,
    row.proposed_by,
    ...inHand.results.map(({ by }) => by),
    ...notes.map(({ by }) => by),
    ...resolutions.map(({ by }) => by),
  ])
  const nameOf = (id: string | null) => names.get(id ?? '') ?? ''
  const examined: Examined = {
    number: row.number,
    kind: row.kind,
    version: row.version,
    digest: inHand.facts.results,
    reason: row.reason,
    round: row.round,
    typed: row.typed,
    applicant: register.personName ?? row.applicant_name ?? '',
    employer: register.employer,
    representatives: register.representatives,
    document: row.identity_document,
    identity: { by: nameOf(row.identity_by), at: row.identity_at ?? row.moved_at, doubtful: inHand.facts.identityDoubtful },
    waits: until && { for: inHand.waitsFor, until },
    asks: await asksOf(tx, { caseId: row.id, institution: context.institution }),
    contact: row.contact === 'none' ? 'none' : 'confirmed',
    results: newestResults(inHand.requirements, inHand.results).map(({ requirement, result }) => ({
      requirement,
      result: result && { met: result.outcome === 'met', reference: result.reference, by: nameOf(result.by), at: result.at },
    })),
    notes: notes.map((note) => ({ ...note, by: nameOf(note.by) })),
    proposal: row.proposal && { what: row.proposal, reason: row.reject_reason, by: nameOf(row.proposed_by), at: row.proposed_at ?? row.moved_at },
    resolutions: resolutions.map((each) => ({ ...each, by: nameOf(each.by) })),
    voided: voidedApprovals(await listSentBack(tx, row.id)),
  }
  return { examined, inHand }
}
