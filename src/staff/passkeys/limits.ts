import type { Context } from '../../context.ts'
import type { Tx } from '../../db/database.ts'
import { sourceTiers } from '../../limits/sources.ts'
import { countHits, type Limit, limitKey, readHits, resetHits, secondsUntil, takeBackHit } from '../../limits/windows.ts'
import { backOff } from '../../sign-in/failures.ts'

const hour = 3_600_000
export type SourceStopped = { outcome: 'source_stopped'; until: Date; retryAfter: number }

const limits = (context: Context, source: string, wait = 0) => {
  const network = sourceTiers(source)[0]?.network ?? ''
  const of = (name: string, window: number): Limit => ({ name, key: limitKey(context.keys, name, network), window })
  return { failures: of('staff_sign_in_failures_source', hour), waits: of('staff_sign_in_wait_source', wait) }
}

/** Counts a try as a failure before it is looked at, so that many at once cannot all slip in; or says until when this network waits. */
export async function countTry(context: Context, tx: Tx, { source, now }: { source: string; now: Date }): Promise<SourceStopped | null> {
  const { failures, waits } = limits(context, source)
  const stopped = async (): Promise<SourceStopped | null> => {
    const [waiting] = await readHits(tx, [waits], now)
    return waiting && waiting.count > 0 ? { outcome: 'source_stopped', until: waiting.endsAt, retryAfter: secondsUntil(waiting.endsAt, now) } : null
  }
  const before = await stopped()
  if (before) return before
  const [counted] = await countHits(tx, [failures], now)
  // Counting made this try stand in line behind those of the same network: one of them may have begun a wait.
  const since = await stopped()
  if (since) {
    await takeBackHit(tx, failures)
    return since
  }
  const pause = backOff(counted?.count ?? 0, context.institution.policy)
  if (pause > 0) await countHits(tx, [limits(context, source, pause).waits], now)
  return null
}

/** A try that was right is no failure. */
export async function takeBackTry(context: Context, tx: Tx, source: string) {
  const { failures, waits } = limits(context, source)
  await takeBackHit(tx, failures)
  await resetHits(tx, waits)
}
