import { recordAudit } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import { opens } from '../credentials/credentials.ts'
import { lockKey, type TypedHolder } from '../credentials/find-key.ts'
import { rememberBrowser } from '../credentials/known-browsers.ts'
import type { Device } from '../http/device.ts'
import { sourceTiers } from '../limits/sources.ts'
import { endSession, startSession } from './store.ts'
import { type SourceStopped, takeBackTry, tryKey } from './try-key.ts'

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
export type SignInOutcome = { outcome: 'signed_in'; cookie: string; browserCookie: string } | { outcome: 'wrong' } | SourceStopped

/** Starts a session for whoever has the key. */
export async function signIn(context: Context, request: SignInRequest): Promise<SignInOutcome> {
  const { holder, browser } = request
  const network = sourceTiers(request.source)[0]?.network ?? ''
  const tried = await tryKey(context, { holder, key: request.key, network, browser })
  if (tried.outcome !== 'right') return tried
  const { credentialId, holderId, tries } = tried
  return context.db.transaction().execute(async (tx): Promise<SignInOutcome> => {
    const now = await context.clock(tx)
    // Read again: the key may have been replaced while it was compared.
    const current = await lockKey(tx, holder)
    if (current.id !== credentialId || current.status === null || !opens[current.status]) return { outcome: 'wrong' }
    const [cookie, browserCookie] = [context.random.token(32), context.random.token(32)]
    // Session, browser, limits: in the order in which a new key ends them and a try counts them, so that none waits for another in a circle.
    if (request.session.length > 0) await endSession(tx, holder.kind, request.session)
    const endsAt = new Date(now.getTime() + context.institution.policy.knownBrowserLifetime)
    await rememberBrowser(tx, { before: browser, hash: context.keys.mac('token', browserCookie), credentialId, endsAt })
    await takeBackTry(context, tx, { holder, network, tries })
    await startSession(tx, holder.kind, { hash: context.keys.mac('token', cookie), credentialId, device: request.device, now })
    await recordAudit(
      tx,
      { actor: 'holder', subject: credentialId, at: now },
      { type: 'session.started', holder: holderId, device: request.device, knownBrowser: tries === null },
    )
    return { outcome: 'signed_in', cookie, browserCookie }
  })
}
