import type { Context } from '../context.ts'
import type { Tx } from '../db/database.ts'
import { hardness, type PuzzleForm, type PuzzleUse, type SolvedPuzzle, spendPuzzle } from './proof-of-work.ts'
import { sourceTiers } from './sources.ts'
import { type Counted, countHits, type Limit, limitKey, readHits, secondsUntil } from './windows.ts'

// How often cases are started from one source. A network has one count for every kind of case: otherwise a second form would give it twice as many.

export type StartRefusal =
  | { outcome: 'puzzle_refused'; why: Exclude<PuzzleUse, 'accepted'> | 'invalid' }
  /** `retryAfter`: seconds, where the limit is on the caller's own source. */
  | { outcome: 'source_stopped' | 'no_script_stopped'; until: Date; retryAfter: number | null }

const hour = 3_600_000

const hourly = (context: Context, name: string, value: string): Limit => ({ name, key: limitKey(context.keys, name, value), window: hour })

const sourceLimits = (context: Context, source: string) => sourceTiers(source).map(({ tier, network }) => hourly(context, `recovery_starts_${tier}`, network))

/** How hard the next challenge for a source is. */
export function hardnessFor(context: Context, source: string): Promise<{ now: Date; hardness: number }> {
  return context.db.transaction().execute(async (tx) => {
    const now = await context.clock(tx)
    const counts = await readHits(tx, sourceLimits(context, source), now)
    return {
      now,
      hardness: hardness(
        counts.map(({ count }) => count),
        context.institution.policy,
      ),
    }
  })
}

type Start = { form: PuzzleForm; source: string; puzzle: SolvedPuzzle | 'absent'; now: Date }

/** Limits on the source: the networks it belongs to, and either a solved puzzle or the bucket for browsers without JavaScript. */
export async function countStart(context: Context, tx: Tx, start: Start): Promise<StartRefusal | null> {
  const { policy } = context.institution
  const counts = await countHits(tx, sourceLimits(context, start.source), start.now)
  const [narrow] = counts
  if (!narrow || narrow.count > policy.sourceStartsPerHour) return stopped('source_stopped', narrow, start.now)

  if (start.puzzle !== 'absent') {
    const wanted = hardness(
      counts.map(({ count }) => count - 1),
      policy,
    )
    const use = await spendPuzzle(tx, start.puzzle, { form: start.form, hardness: wanted, now: start.now, policy })
    return use === 'accepted' ? null : { outcome: 'puzzle_refused', why: use }
  }
  const [own] = await countHits(tx, [hourly(context, 'no_script_source', sourceTiers(start.source)[0]?.network ?? '')], start.now)
  if (!own || own.count > policy.noScriptPerSource) return stopped('no_script_stopped', own, start.now)
  const [service] = await countHits(tx, [hourly(context, 'no_script_service', '')], start.now)
  if (!service || service.count > policy.noScriptPerService) return { ...stopped('no_script_stopped', service, start.now), retryAfter: null }
  return null
}

const stopped = (outcome: 'source_stopped' | 'no_script_stopped', limit: Counted | undefined, now: Date) => {
  const until = limit?.endsAt ?? now
  return { outcome, until, retryAfter: secondsUntil(until, now) }
}
