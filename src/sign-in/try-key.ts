import type { Context } from '../context.ts'
import { opens } from '../credentials/credentials.ts'
import { countKnownBrowser, type FoundKey, findKey, type TypedHolder } from '../credentials/find-key.ts'
import { normalKey } from '../credentials/new-key.ts'
import type { Tx } from '../db/database.ts'
import { countHits, countInARow, readHits, resetHits, secondsUntil, takeBackHit } from '../limits/windows.ts'
import { giveNotice } from '../notifications/notices.ts'
import { Secret } from '../secret.ts'
import { backOff, type FailuresReached, reachedBy, strangersBlocked } from './failures.ts'
import { forgetFailures, holderLimit, sourceLimit, waitLimit } from './limits.ts'

/** `network`: whoever asks. `browser`: hashes of the cookie by which the browser is known. */
export type Try = { holder: TypedHolder; key: string; network: string; browser: readonly string[] }

/** `tries`: of strangers in a row, this one too; null where the browser is known, which has its own count. */
type Counted = { key: FoundKey; tries: number | null }
export type SourceStopped = { outcome: 'source_stopped'; until: Date; retryAfter: number }
export type Tried = { outcome: 'right'; credentialId: string; holderId: string; tries: number | null } | { outcome: 'wrong' } | SourceStopped

/**
 * Compares a key, known holder or not, at the price of one hash; whatever is wrong is the same answer. Every try is counted as a failure
 * before it is compared, and taken back when it succeeds: many at once cannot all slip in before the first one failed.
 */
export async function tryKey(context: Context, attempt: Try): Promise<Tried> {
  const { policy } = context.institution
  const counted = await context.db.transaction().execute((tx) => countTry(context, tx, attempt))
  if ('until' in counted) return { outcome: 'source_stopped', ...counted }

  const { hash, pepperVersion, status, id, holderId } = counted.key
  const blocked = counted.tries !== null && strangersBlocked(counted.tries, policy)
  // For a stranger who is blocked the right key is compared with nothing, at the same price.
  const against = blocked || hash === null || pepperVersion === null ? null : { hash, pepperVersion }
  const failed = async () => {
    const reached = counted.tries === null ? null : reachedBy(counted.tries, policy)
    if (reached !== null) await warnContacts(context, { kind: attempt.holder.kind, holderId, reached })
  }
  const same = await context.hasher.verify(against, new Secret(normalKey(attempt.key)), attempt.network).catch(async (error: unknown) => {
    // It was counted: a stranger who fills the queue must not make the warning be skipped.
    await failed()
    throw error
  })
  if (same && id !== null && holderId !== null && status !== null && opens[status]) {
    return { outcome: 'right', credentialId: id, holderId, tries: counted.tries }
  }
  // A failure ends here. A lock on a key that exists would make the database write, and wait for its disk, only where there is one.
  await failed()
  return { outcome: 'wrong' }
}

/** After a right key: what was counted against the network and the holder is taken back. A known browser's own count is the caller's. */
export async function takeBackTry(context: Context, tx: Tx, on: Pick<Try, 'holder' | 'network'> & { tries: number | null }) {
  if (on.tries === null) return
  await takeBackHit(tx, sourceLimit(context, on.network))
  await resetHits(tx, waitLimit(context, on.network, 0))
  await forgetFailures(context, tx, on.holder)
}

async function countTry(context: Context, tx: Tx, { holder, browser, network }: Try): Promise<Counted | { until: Date; retryAfter: number }> {
  const { policy } = context.institution
  const now = await context.clock(tx)
  const own = await countKnownBrowser(tx, browser, { holder, now })
  if (own !== null && own <= policy.knownBrowserFailures) return { key: await findKey(tx, holder), tries: null }

  const waits = await waitOf(context, tx, { network, now })
  if (waits) return waits
  const [failures] = await countHits(tx, [sourceLimit(context, network)], now)
  // Counting made this try stand in line behind those of the same network: one of them may have begun a wait.
  const waitsNow = await waitOf(context, tx, { network, now })
  if (waitsNow) {
    await takeBackHit(tx, sourceLimit(context, network))
    return waitsNow
  }
  const pause = backOff(failures?.count ?? 0, policy)
  if (pause > 0) await countHits(tx, [waitLimit(context, network, pause)], now)
  const tries = await countInARow(tx, holderLimit(context, holder), now)
  return { key: await findKey(tx, holder), tries }
}

/** Until when a network waits; null: it does not. */
async function waitOf(context: Context, tx: Tx, { network, now }: { network: string; now: Date }): Promise<{ until: Date; retryAfter: number } | null> {
  const [waiting] = await readHits(tx, [waitLimit(context, network, 0)], now)
  return waiting && waiting.count > 0 ? { until: waiting.endsAt, retryAfter: secondsUntil(waiting.endsAt, now) } : null
}

/** Tells the contacts of a holder of strangers' failures; of nobody's holder a notice that nobody has, by the same statements. */
async function warnContacts(context: Context, on: { kind: TypedHolder['kind']; holderId: string | null; reached: FailuresReached }) {
  await context.db.transaction().execute(async (tx) => {
    const now = await context.clock(tx)
    const [branchId, personId] = on.kind === 'employer' ? [on.holderId, null] : [null, on.holderId]
    await giveNotice(context, tx, { kind: 'sign_in.failures', recoveryId: null, branchId, personId, details: { reached: on.reached }, createdAt: now })
  })
}
