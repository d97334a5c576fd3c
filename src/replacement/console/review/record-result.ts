import { recordAudit } from '../../../audit/audit.ts'
import type { Context } from '../../../context.ts'
import type { Tx } from '../../../db/database.ts'
import type { StaffBrowser } from '../../../staff/enter-office.ts'
import { moveCase } from '../../facts.ts'
import { foundAfter, newestResults, openRequirements, type Result } from '../../requirements.ts'
import { type AtCase, type Refused, workOnCase } from '../enter-case.ts'
import { addNote, addResult, listNotes } from '../store.ts'

type Of = { number: string; version: number }
/** `last`: nothing is left to examine after it. */
export type Recorded = { outcome: 'recorded'; last: boolean } | { outcome: 'unknown_requirement' | 'not_open' | 'reference_needed' }

/** What an agent found for one requirement of this case. Results are only added: the newest counts. */
export function recordResult(
  context: Context,
  browser: StaffBrowser,
  on: Of & { requirement: string; found: 'met' | 'not_met'; reference: string },
): Promise<Recorded | Refused> {
  return workOnCase<Recorded>(context, browser, {
    ...on,
    async work(tx, { row, actor, now, inHand }) {
      const { requirements, results, asked } = inHand
      const requirement = requirements.find(({ id }) => id === on.requirement)
      if (!requirement) return { outcome: 'unknown_requirement' }
      const open = openRequirements(requirements, { results, asked, proposedAt: row.proposed_at })
      if (!open.includes(requirement.id)) return { outcome: 'not_open' }
      if (requirement.kind === 'lookup' && on.reference === '') return { outcome: 'reference_needed' }
      const [id, isLookup] = [context.random.uuid(), requirement.kind === 'lookup']
      const tells = { requirement: requirement.id, outcome: on.found, ...(isLookup ? { result: id } : {}) }
      const moved = await moveCase(context, tx, { inHand, event: { type: 'record_result', by: actor }, now, tells })
      if (moved.outcome === 'refused') return { outcome: 'out_of_order' }
      await addResult(tx, {
        id,
        replacement_id: row.id,
        round: row.round,
        requirement: requirement.id,
        outcome: on.found,
        reference: isLookup ? on.reference : null,
        found_by: actor.id,
        found_at: foundAfter(results, now),
      })
      const last = newestResults(requirements, results).every(
        (each) => each.requirement.id === requirement.id || !open.includes(each.requirement.id) || isExamined(each.result, row.round),
      )
      return { outcome: 'recorded', last }
    },
  })
}

/** In a further round, what does not hold yet is examined again. */
const isExamined = (result: Result | null, round: number) => result !== null && (result.outcome === 'met' || round === 1)

/** Adds a note for whoever works on the case. It changes nothing of what is decided. */
export function writeNote(context: Context, browser: StaffBrowser, on: Of & { text: string }): Promise<{ outcome: 'noted' } | Refused> {
  return workOnCase<{ outcome: 'noted' }>(context, browser, {
    ...on,
    async work(tx, { row, actor, now }) {
      if (row.state !== 'in_review') return { outcome: 'out_of_order' }
      await keepNote(context, tx, { at: { row, actor, now }, text: on.text })
      return { outcome: 'noted' }
    },
  })
}

/** The same page sent again writes no second note. */
export async function keepNote(context: Context, tx: Tx, { at: { row, actor, now }, text }: { at: AtCase; text: string }) {
  const last = (await listNotes(tx, row.id)).at(-1)
  if (last?.by === actor.id && last.text === text) return
  const id = context.random.uuid()
  await addNote(tx, { id, replacement_id: row.id, text, return_reason: null, written_by: actor.id, written_at: now })
  await recordAudit(tx, { actor: 'staff', subject: row.id, at: now, staff: actor.id }, { type: 'replacement.noted', note: id })
}
