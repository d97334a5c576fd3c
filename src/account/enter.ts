import type { Context } from '../context.ts'
import type { HolderRef, KeyKind } from '../credentials/credentials.ts'
import type { Tx } from '../db/database.ts'
import { lockHolder } from '../registry/holder.ts'
import { lockPerson } from '../registry/person.ts'
import { confirmKey, type KeyConfirmation } from '../sign-in/confirm-key.ts'
import { findSessionHolder, type Session, useSession } from '../sign-in/session.ts'
import type { SourceStopped } from '../sign-in/try-key.ts'
import { type AccountHolder, readAccountHolder } from './store.ts'
import { readNoChanges } from './view-account.ts'

export type Entered = { session: Session; holder: AccountHolder; now: Date }

export const lockAccount = (tx: Tx, holder: HolderRef) => (holder.kind === 'employer' ? lockHolder(tx, holder.id) : lockPerson(tx, holder.id))

/**
 * Locks the holder of a session, then reads the time and the session: whoever replaces a key, changes a contact or holds the holder takes
 * the same lock first. Null: the session does not live.
 */
export async function enterAccount(context: Context, tx: Tx, on: { kind: KeyKind; held: readonly string[] }): Promise<Entered | null> {
  const ref = await findSessionHolder(tx, on.kind, on.held)
  if (!ref) return null
  await lockAccount(tx, ref)
  const now = await context.clock(tx)
  const session = await useSession(tx, on.kind, { hashes: on.held, now, policy: context.institution.policy })
  return session && { session, holder: await readAccountHolder(tx, ref), now }
}

/** `not_now`: nothing can be changed at present; the account says why. */
export type Refusal = { outcome: 'wrong' | 'signed_out' | 'not_now' } | SourceStopped

/** A change that asks for the key again: confirms it, then changes, unless the key was replaced meanwhile or nothing may be changed now. */
export async function withKey<T>(context: Context, request: KeyConfirmation, change: (tx: Tx, entered: Entered) => Promise<T>): Promise<T | Refusal> {
  const confirmed = await confirmKey(context, request)
  if (confirmed.outcome !== 'same') return confirmed
  return context.db.transaction().execute(async (tx): Promise<T | Refusal> => {
    const entered = await enterAccount(context, tx, request)
    if (entered?.session.credentialId !== confirmed.credentialId) return { outcome: 'signed_out' }
    return (await readNoChanges(context, tx, entered)) === null ? change(tx, entered) : { outcome: 'not_now' }
  })
}
