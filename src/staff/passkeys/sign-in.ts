import { recordAudit } from '../../audit/audit.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/database.ts'
import { endBrowserSession, startStaffSession } from '../store.ts'
import { type ChallengeUse, makeChallenge, spendChallenge } from './challenge.ts'
import { countTry, type SourceStopped, takeBackTry } from './limits.ts'
import { lockPasskey, notePasskeyUsed } from './store.ts'
import { assertionOptions, checkAssertion, readAssertion, signedChallenge } from './webauthn.ts'

/** What the sign-in page asks a browser to sign. */
export function askForPasskey(context: Context): Promise<string> {
  return context.db.transaction().execute(async (tx) => {
    const challenge = makeChallenge(context, { for: 'sign_in' }, await context.clock(tx))
    return JSON.stringify(await assertionOptions(context, challenge))
  })
}

type Shown = { id: string; staffId: string }

/** Which passkey answered, and whose it is, whose account is then locked; null: none, for whatever reason. The challenge is used up either way. */
export async function provePasskey(context: Context, tx: Tx, on: { answer: string; use: ChallengeUse; now: Date }): Promise<Shown | null> {
  const answer = readAssertion(on.answer)
  if (!answer) return null
  const challenge = signedChallenge(answer)
  if (!(await spendChallenge(context, tx, { use: on.use, signed: challenge, now: on.now }))) return null
  const passkey = await lockPasskey(tx, answer.id)
  if (!passkey) return null
  const counter = await checkAssertion(context, answer, { passkey, challenge })
  if (counter === null) {
    // A passkey that is known and does not answer well is a copy, or tried from elsewhere: the person sees what everybody sees, the auditor more.
    await recordAudit(tx, { actor: 'system', subject: passkey.staffId, at: on.now }, { type: 'staff.passkey_refused' })
    return null
  }
  await notePasskeyUsed(tx, { id: passkey.id, counter, now: on.now })
  return { id: passkey.id, staffId: passkey.staffId }
}

export type StaffSignIn = { outcome: 'signed_in'; cookie: string; staffId: string } | { outcome: 'wrong' } | SourceStopped

/** Starts a session for whoever has the passkey. Whatever is wrong is the same answer. The browser's session before it ends. */
export function signIn(context: Context, on: { answer: string; source: string; held: readonly string[] }): Promise<StaffSignIn> {
  return context.db.transaction().execute(async (tx): Promise<StaffSignIn> => {
    const now = await context.clock(tx)
    const stopped = await countTry(context, tx, { source: on.source, now })
    const shown = await provePasskey(context, tx, { answer: on.answer, use: { for: 'sign_in' }, now })
    // A passkey cannot be guessed: whoever shares a network with somebody who fails on purpose still gets in.
    if (shown === null) return stopped ?? { outcome: 'wrong' }
    if (!stopped) await takeBackTry(context, tx, on.source)
    await endBrowserSession(tx, on.held)
    const { staffId } = shown
    const cookie = context.random.token(32)
    await startStaffSession(tx, { hash: context.keys.mac('token', cookie), staffId, now })
    await recordAudit(tx, { actor: 'staff', subject: staffId, at: now, staff: staffId }, { type: 'staff.signed_in' })
    return { outcome: 'signed_in', cookie, staffId }
  })
}

/** Ends the session of a browser; none is as good. */
export function signOut(context: Context, held: readonly string[]): Promise<void> {
  return context.db.transaction().execute(async (tx) => {
    const now = await context.clock(tx)
    const staffId = await endBrowserSession(tx, held)
    if (staffId) await recordAudit(tx, { actor: 'staff', subject: staffId, at: now, staff: staffId }, { type: 'staff.signed_out' })
  })
}
