import { recordAudit } from '../../audit/audit.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/database.ts'
import { type Entering, type NotAllowed, type SignedOut, type StaffBrowser, withStaff } from '../enter-office.ts'
import type { StaffActor } from '../staff.ts'
import { type ChallengeUse, type Decision, makeChallenge } from './challenge.ts'
import { countTry, type SourceStopped, takeBackTry } from './limits.ts'
import { provePasskey } from './sign-in.ts'
import { listPasskeys } from './store.ts'
import { assertionOptions } from './webauthn.ts'

// An unlocked computer is not enough: whoever is signed in shows a passkey of the account anew, for one thing.

/** What a form sent with a passkey's answer brought, and from where. */
export type ShownWith = { answer: string; source: string }

type Asking = { actor: StaffActor; now: Date }

/** What a browser is asked for. */
export async function askAgain(context: Context, tx: Tx, of: Asking & { use: ChallengeUse }): Promise<string> {
  const challenge = makeChallenge(context, of.use, of.now)
  return JSON.stringify(await assertionOptions(context, challenge, await listPasskeys(tx, of.actor.id)))
}

const useOf = (decision: Decision, { id }: StaffActor): ChallengeUse => ({ for: 'decide', staffId: id, decision })

/** What a browser is asked for to decide just this. */
export const askToDecide = (context: Context, tx: Tx, of: Asking & { decision: Decision }) =>
  askAgain(context, tx, { ...of, use: useOf(of.decision, of.actor) })

/** `answered`: a passkey's answer came, and is not good for this. */
export type NotShown = { outcome: 'not_shown'; answered: boolean } | SourceStopped

/**
 * Whether a passkey of this account answered just that: null; else why not. The challenge is used up either way. It locks the account, and so
 * comes before any holder or case is locked, as a removal does.
 */
export async function showAgain(context: Context, tx: Tx, of: ShownWith & Asking & { use: ChallengeUse }): Promise<NotShown | null> {
  if (of.answer === '') return { outcome: 'not_shown', answered: false }
  const stopped = await countTry(context, tx, of)
  const shown = await provePasskey(context, tx, of)
  const isToGo = of.use.for === 'remove' && shown?.id === of.use.passkey
  // A passkey cannot be guessed: whoever shares a network with somebody who fails on purpose still gets on.
  if (shown?.staffId !== of.actor.id || isToGo) return stopped ?? { outcome: 'not_shown', answered: true }
  if (!stopped) await takeBackTry(context, tx, of.source)
  return null
}

/** The same for one decision, on the record. */
export async function showToDecide(context: Context, tx: Tx, of: ShownWith & Asking & { decision: Decision }): Promise<NotShown | null> {
  const not = await showAgain(context, tx, { ...of, use: useOf(of.decision, of.actor) })
  const { id } = of.actor
  if (!not) await recordAudit(tx, { actor: 'staff', subject: id, at: of.now, staff: id }, { type: 'staff.passkey_shown', act: of.decision.act })
  return not
}

/**
 * One transaction in which a member of staff decides something, with a passkey shown for just that, before anything of it is looked at: a desk
 * left open decides nothing, and two people are two.
 */
export function decideWithPasskey<T>(
  context: Context,
  browser: StaffBrowser,
  on: Entering<T> & { decision: Decision; shown: ShownWith },
): Promise<T | NotShown | SignedOut | NotAllowed> {
  return withStaff<T | NotShown>(context, browser, {
    ...on,
    work: async (tx, actor, now) => (await showToDecide(context, tx, { ...on.shown, decision: on.decision, actor, now })) ?? on.work(tx, actor, now),
  })
}
