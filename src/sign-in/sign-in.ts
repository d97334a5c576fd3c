import { recordAudit } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import { opens } from '../credentials/credentials.ts'
import { findKey, lockKey } from '../credentials/find-key.ts'
import { normalKey } from '../credentials/new-key.ts'
import { sourceTiers } from '../limits/sources.ts'
import { countHits, limitKey, secondsUntil, takeBackHit } from '../limits/windows.ts'
import { Secret } from '../secret.ts'
import { startSession } from './store.ts'

export type SignInOutcome = { outcome: 'signed_in'; cookie: string } | { outcome: 'wrong' } | { outcome: 'source_stopped'; until: Date; retryAfter: number }

const hour = 3_600_000

/**
 * Compares a key, known holder or not, at the price of one hash; whatever is wrong is the same answer. Every try is counted as a failure
 * before it is compared, and taken back when it succeeds: many at once cannot all slip in before the first one failed.
 */
export async function signIn(context: Context, request: { taxId: string; branchCode: string; key: string; source: string }): Promise<SignInOutcome> {
  const network = sourceTiers(request.source)[0]?.network ?? ''
  const limit = { name: 'sign_in_failures_source', key: limitKey(context.keys, 'sign_in_failures_source', network), window: hour }
  const found = await context.db.transaction().execute(async (tx) => {
    const now = await context.clock(tx)
    const [failures] = await countHits(tx, [limit], now)
    if (!failures || failures.count > context.institution.policy.signInFailuresPerSource) return { stopped: { until: failures?.endsAt ?? now, now } }
    return { key: await findKey(tx, request) }
  })
  if (found.stopped) return { outcome: 'source_stopped', until: found.stopped.until, retryAfter: secondsUntil(found.stopped.until, found.stopped.now) }

  const { hash, pepperVersion, status } = found.key
  const same = await context.hasher.verify(
    hash === null || pepperVersion === null ? null : { hash, pepperVersion },
    new Secret(normalKey(request.key)),
    network,
  )
  // A failure ends here. A lock on a key that exists would make the database write, and wait for its disk, only where there is one.
  if (!same || status === null || !opens[status]) return { outcome: 'wrong' }
  return context.db.transaction().execute(async (tx) => {
    const now = await context.clock(tx)
    // Read again: the key may have been replaced while it was compared.
    const current = await lockKey(tx, request)
    if (current.id === null || current.id !== found.key.id || current.branchId === null || current.status === null || !opens[current.status]) {
      return { outcome: 'wrong' }
    }
    await takeBackHit(tx, limit)
    const cookie = context.random.token(32)
    await startSession(tx, { hash: context.keys.mac('token', cookie), credentialId: current.id, now })
    await recordAudit(tx, { actor: 'holder', subject: current.id, at: now }, { type: 'session.started', branch: current.branchId })
    return { outcome: 'signed_in', cookie }
  })
}
