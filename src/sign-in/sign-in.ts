import { recordAudit } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import { opens } from '../credentials/credentials.ts'
import { countKnownBrowser, type FoundKey, findKey, lockKey, type TypedHolder } from '../credentials/find-key.ts'
import { rememberBrowser } from '../credentials/known-browsers.ts'
import { normalKey } from '../credentials/new-key.ts'
import type { Tx } from '../db/database.ts'
import type { Device } from '../http/device.ts'
import { sourceTiers } from '../limits/sources.ts'
import { countHits, countInARow, readHits, resetHits, secondsUntil, takeBackHit } from '../limits/windows.ts'
import { giveNotice } from '../notifications/notices.ts'
import { Secret } from '../secret.ts'
import { backOff, type FailuresReached, reachedBy, strangersBlocked } from './failures.ts'
import { forgetFailures, holderLimit, sourceLimit, waitLimit } from './limits.ts'
import { endSession, startSession } from './store.ts'

export type SignInRequest = {
  holder: TypedHolder
  key: string
  source: string
  device: Device
  /** Hashes of this browser's cookies, under every key version: the one by which it is known, and the session it has. */
  browser: readonly string[]
  session: readonly string[]
}

/** `cookie`: of the session. `browserCookie`: by which this browser is known from now on. */
export type SignInOutcome =
  | { outcome: 'signed_in'; cookie: string; browserCookie: string }
  | { outcome: 'wrong' }
  | { outcome: 'source_stopped'; until: Date; retryAfter: number }

/** `tries`: of strangers in a row, this one too; null where the browser is known, which has its own count. */
type Counted = { key: FoundKey; tries: number | null }

/**
 * Compares a key, known holder or not, at the price of one hash; whatever is wrong is the same answer. Every try is counted as a failure
 * before it is compared, and taken back when it succeeds: many at once cannot all slip in before the first one failed.
 */
export async function signIn(context: Context, request: SignInRequest): Promise<SignInOutcome> {
  const { policy } = context.institution
  const network = sourceTiers(request.source)[0]?.network ?? ''
  const counted = await context.db.transaction().execute((tx) => countTry(context, tx, { request, network }))
  if ('until' in counted) return { outcome: 'source_stopped', ...counted }

  const { hash, pepperVersion, status, id, holderId } = counted.key
  const blocked = counted.tries !== null && strangersBlocked(counted.tries, policy)
  // For a stranger who is blocked the right key is compared with nothing, at the same price.
  const against = blocked || hash === null || pepperVersion === null ? null : { hash, pepperVersion }
  const failed = async () => {
    const reached = counted.tries === null ? null : reachedBy(counted.tries, policy)
    if (reached !== null) await warnContacts(context, { kind: request.holder.kind, holderId, reached })
  }
  const same = await context.hasher.verify(against, new Secret(normalKey(request.key)), network).catch(async (error: unknown) => {
    // It was counted: a stranger who fills the queue must not make the warning be skipped.
    await failed()
    throw error
  })
  // A failure ends here. A lock on a key that exists would make the database write, and wait for its disk, only where there is one.
  if (!same || id === null || holderId === null || status === null || !opens[status]) {
    await failed()
    return { outcome: 'wrong' }
  }
  return context.db.transaction().execute(async (tx): Promise<SignInOutcome> => {
    const now = await context.clock(tx)
    // Read again: the key may have been replaced while it was compared.
    const current = await lockKey(tx, request.holder)
    if (current.id !== id || current.status === null || !opens[current.status]) return { outcome: 'wrong' }
    const [cookie, browserCookie] = [context.random.token(32), context.random.token(32)]
    // Session, browser, limits: in the order in which a new key ends them and a try counts them, so that none waits for another in a circle.
    if (request.session.length > 0) await endSession(tx, request.holder.kind, request.session)
    const endsAt = new Date(now.getTime() + policy.knownBrowserLifetime)
    await rememberBrowser(tx, { before: request.browser, hash: context.keys.mac('token', browserCookie), credentialId: id, endsAt })
    if (counted.tries !== null) {
      await takeBackHit(tx, sourceLimit(context, network))
      await resetHits(tx, waitLimit(context, network, 0))
      await forgetFailures(context, tx, request.holder)
    }
    await startSession(tx, request.holder.kind, { hash: context.keys.mac('token', cookie), credentialId: id, device: request.device, now })
    await recordAudit(
      tx,
      { actor: 'holder', subject: id, at: now },
      { type: 'session.started', holder: holderId, device: request.device, knownBrowser: counted.tries === null },
    )
    return { outcome: 'signed_in', cookie, browserCookie }
  })
}

async function countTry(
  context: Context,
  tx: Tx,
  { request, network }: { request: SignInRequest; network: string },
): Promise<Counted | { until: Date; retryAfter: number }> {
  const { policy } = context.institution
  const { holder } = request
  const now = await context.clock(tx)
  const own = await countKnownBrowser(tx, request.browser, { holder, now })
  if (own !== null && own <= policy.knownBrowserFailures) return { key: await findKey(tx, holder), tries: null }

  const [waiting] = await readHits(tx, [waitLimit(context, network, 0)], now)
  if (waiting && waiting.count > 0) return { until: waiting.endsAt, retryAfter: secondsUntil(waiting.endsAt, now) }
  const [failures] = await countHits(tx, [sourceLimit(context, network)], now)
  const pause = backOff(failures?.count ?? 0, policy)
  if (pause > 0) await countHits(tx, [waitLimit(context, network, pause)], now)
  const tries = await countInARow(tx, holderLimit(context, holder), now)
  return { key: await findKey(tx, holder), tries }
}

/** Tells the contacts of a holder of strangers' failures; of nobody's holder a notice that nobody has, by the same statements. */
async function warnContacts(context: Context, on: { kind: TypedHolder['kind']; holderId: string | null; reached: FailuresReached }) {
  await context.db.transaction().execute(async (tx) => {
    const now = await context.clock(tx)
    const [branchId, personId] = on.kind === 'employer' ? [on.holderId, null] : [null, on.holderId]
    await giveNotice(context, tx, { kind: 'sign_in.failures', recoveryId: null, branchId, personId, details: { reached: on.reached }, createdAt: now })
  })
}
