import type { Context } from '../../context.ts'
import type { Tx } from '../../db/database.ts'
import type { StaffActor } from '../staff.ts'
import { type ChallengeUse, makeChallenge } from './challenge.ts'
import { countTry, type SourceStopped, takeBackTry } from './limits.ts'
import { provePasskey } from './sign-in.ts'
import { listPasskeys } from './store.ts'
import { assertionOptions } from './webauthn.ts'

// An unlocked computer is not enough: whoever is signed in shows a passkey of the account anew, for one thing.

/** What a form sent with a passkey's answer brought, and from where. */
export type ShownWith = { answer: string; source: string }

/** What a browser is asked for. */
export async function askAgain(context: Context, tx: Tx, of: { use: ChallengeUse; actor: StaffActor; now: Date }): Promise<string> {
  const challenge = makeChallenge(context, of.use, of.now)
  return JSON.stringify(await assertionOptions(context, challenge, await listPasskeys(tx, of.actor.id)))
}

/**
 * Whether a passkey of this account answered just that; the challenge is used up either way. It locks the account, and so comes before any
 * holder or case is locked, as a removal does.
 */
export async function showAgain(
  context: Context,
  tx: Tx,
  of: ShownWith & { use: ChallengeUse; actor: StaffActor; now: Date },
): Promise<{ outcome: 'shown' } | { outcome: 'wrong' } | SourceStopped> {
  const stopped = await countTry(context, tx, of)
  const shown = await provePasskey(context, tx, of)
  // A passkey cannot be guessed: whoever shares a network with somebody who fails on purpose still gets on.
  if (shown?.staffId !== of.actor.id) return stopped ?? { outcome: 'wrong' }
  if (!stopped) await takeBackTry(context, tx, of.source)
  return { outcome: 'shown' }
}
