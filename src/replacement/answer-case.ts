import type { Context } from '../context.ts'
import type { Tx } from '../db/database.ts'
import { type CaseInHand, moveCase, takeInHand } from './facts.ts'
import { enterCase, type Pair, type Stopped } from './open-case.ts'
import type { CaseEvent } from './replacement.ts'
import { markAnswered } from './store.ts'

type Answering = { inHand: CaseInHand; event: Extract<CaseEvent, { type: 'answer' }>; now: Date }

/** What was asked for has been brought, as the applicant says: a further round begins. False: nothing is asked for. */
export async function answerCase(context: Context, tx: Tx, { inHand, event, now }: Answering): Promise<boolean> {
  const { row } = inHand
  const moved = await moveCase(context, tx, { inHand, event, now, patch: { round: row.round + 1, queued_at: now } })
  if (moved.outcome === 'refused') return false
  await markAnswered(tx, { caseId: row.id, now })
  return true
}

/** The same by the applicant, with the continuation code, where nothing has to be shown. */
export function answerAsked(context: Context, on: { pair: Pair; source: string }): Promise<{ outcome: 'answered' | 'nothing_asked' | 'unknown' } | Stopped> {
  return context.db.transaction().execute(async (tx) => {
    const row = await enterCase(context, tx, { ...on, now: await context.clock(tx) })
    if (row === 'unknown') return { outcome: 'unknown' as const }
    if ('outcome' in row) return row
    const now = await context.clock(tx)
    // Read before anything of the holder: until the identity step nobody learns by what it costs whether there is one.
    if (row.state !== 'awaiting_applicant' || row.ends_at <= now) return { outcome: 'nothing_asked' as const }
    const inHand = await takeInHand(context, tx, { row, now })
    const answered = await answerCase(context, tx, { inHand, event: { type: 'answer', continuation: true, document: null, by: null }, now })
    return { outcome: answered ? ('answered' as const) : ('nothing_asked' as const) }
  })
}
