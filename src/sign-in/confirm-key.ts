import type { Context } from '../context.ts'
import type { KeyKind } from '../credentials/credentials.ts'
import { typedHolderOf } from '../credentials/find-key.ts'
import { forgetOwnFailures } from '../credentials/known-browsers.ts'
import { sourceTiers } from '../limits/sources.ts'
import { useSession } from './store.ts'
import { type SourceStopped, takeBackTry, tryKey } from './try-key.ts'

export type KeyConfirmation = {
  kind: KeyKind
  /** Hashes of the cookies of this browser: of its session, and by which it is known. */
  held: readonly string[]
  browser: readonly string[]
  key: string
  source: string
}

/** `credentialId`: the key that was confirmed. What is done with it asks in its own transaction whether the session still has that key. */
export type KeyConfirmed = { outcome: 'same'; credentialId: string } | { outcome: 'wrong' | 'signed_out' } | SourceStopped

/** Asks the holder of a session for the key again, counted and at the price of a sign-in: whoever took a session has not got the key. */
export async function confirmKey(context: Context, request: KeyConfirmation): Promise<KeyConfirmed> {
  const { policy } = context.institution
  const found = await context.db.transaction().execute(async (tx) => {
    const session = await useSession(tx, request.kind, { hashes: request.held, now: await context.clock(tx), policy })
    return session && { session, holder: await typedHolderOf(tx, { kind: request.kind, id: session.holderId }) }
  })
  if (!found) return { outcome: 'signed_out' }
  const { session, holder } = found
  const network = sourceTiers(request.source)[0]?.network ?? ''
  const tried = await tryKey(context, { holder, key: request.key, network, browser: request.browser })
  if (tried.outcome !== 'right') return tried
  if (tried.credentialId !== session.credentialId) return { outcome: 'signed_out' }
  return context.db.transaction().execute(async (tx): Promise<KeyConfirmed> => {
    // Browser, limits: in the order in which a try counts them.
    await forgetOwnFailures(tx, request.browser, tried.credentialId)
    await takeBackTry(context, tx, { holder, network, tries: tried.tries })
    return { outcome: 'same', credentialId: tried.credentialId }
  })
}
