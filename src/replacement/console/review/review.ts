import type { Context } from '../../../context.ts'
import type { Tx } from '../../../db/database.ts'
import type { Requirement } from '../../../institution.ts'
import { dateAt } from '../../../offices/calendar-date.ts'
import { takeInHand } from '../../facts.ts'
import type { TypedOfCase } from '../../replacement.ts'
import { type KindOfEmployer, newestResults, openRequirements, type Result } from '../../requirements.ts'
import { listResolutions, type Resolved } from '../approval/store.ts'
import type { AtCase } from '../enter-case.ts'
import { listNotes, readNamed, type SinceWhen, staffNames } from '../store.ts'
import { isOpenerLeft } from './store.ts'

// What the agent sees of a case once the identity is verified.

export type Examined = {
  requirement: Requirement
  open: boolean
  result: (Pick<Result, 'outcome' | 'reference' | 'at'> & { by: string }) | null
  /** What the applicant was asked for last about it: a code of the requirement. */
  asked: string | null
  /** The applicant came back for it, and it is not met yet. */
  brought: boolean
}

/** `returned`: the code of why an approver returned the case with it; `doubtful`: the work of whoever wrote it is in doubt since. */
export type Note = { text: string; returned: string | null; by: string; at: Date; doubtful: boolean }

export type Review = {
  round: number
  typed: TypedOfCase
  applicantName: string
  registered: boolean
  document: 'cedula' | 'passport' | null
  identityAt: Date
  identityBy: string
  /** Whoever verified it is in doubt since: it has to be verified again before anybody proposes an approval. */
  identityDoubtful: boolean
  employer: { name: string; kind: KindOfEmployer; branch: string | null; closed: boolean; key: SinceWhen } | null
  held: boolean
  representatives: readonly { name: string; nationalId: string; role: string }[]
  contact: 'confirmed' | 'none'
  /** It would end on a screen that, after this agent's proposal, nobody of its office may open. */
  nobodyToOpen: boolean
  waits: boolean
  examined: readonly Examined[]
  /** What the applicant has to show again (asked.ts). */
  again: readonly string[]
  complete: boolean
  /** Nobody approves it, whatever is found: the employer is a person, as the applicant says, and another one (requirements.ts). */
  ofAnother: boolean
  notes: readonly Note[]
  /** How supervisors resolved what contacts objected to it. */
  resolutions: readonly Resolved[]
  /** How an approver returned it, until it is proposed again. */
  returned: Note | null
}

export async function reviewOf(context: Context, tx: Tx, { row, actor, now }: AtCase): Promise<Review> {
  const { facts, waitsFor, requirements, results, asked, ofAnother, again } = await takeInHand(context, tx, { row, now })
  const named = await readNamed(tx, { row, today: dateAt(now, context.institution.timeZone) })
  const written = await listNotes(tx, row.id)
  const resolutions = await listResolutions(tx, row.id)
  const names = await staffNames(tx, [row.identity_by, ...[...results, ...written, ...resolutions].map(({ by }) => by)])
  const nameOf = (id: string | null) => names.get(id ?? '') ?? ''
  const notes = written.map((note) => ({ ...note, by: nameOf(note.by) }))
  const open = openRequirements(requirements, { results, asked, proposedAt: row.proposed_at })
  return {
    round: row.round,
    typed: row.typed,
    applicantName: named.personName ?? row.applicant_name ?? '',
    registered: named.personName !== null,
    document: row.identity_document,
    identityAt: row.identity_at ?? now,
    identityBy: nameOf(row.identity_by),
    identityDoubtful: facts.identityDoubtful,
    employer: named.employer,
    held: named.held,
    representatives: named.representatives,
    contact: row.contact === 'none' ? 'none' : 'confirmed',
    nobodyToOpen: row.kind === 'employer' && row.contact === 'none' && !(await isOpenerLeft(tx, { caseId: row.id, besides: actor.id })),
    waits: waitsFor.contacts,
    examined: newestResults(requirements, results).map(({ requirement, result }) => {
      const last = asked.filter((each) => each.requirement === requirement.id).at(-1)
      return {
        requirement,
        open: open.includes(requirement.id),
        result: result && { outcome: result.outcome, reference: result.reference, at: result.at, by: nameOf(result.by) },
        asked: last?.reason ?? null,
        brought: last?.round === row.round - 1 && result?.outcome === 'not_met',
      }
    }),
    again,
    complete: facts.complete,
    ofAnother,
    notes,
    resolutions: resolutions.map((each) => ({ ...each, by: nameOf(each.by) })),
    returned: notes.findLast(({ returned, at }) => returned !== null && row.proposed_at !== null && at >= row.proposed_at) ?? null,
  }
}
