import type { Context } from '../context.ts'
import { holderText, type TypedHolder } from '../credentials/find-key.ts'
import type { Tx } from '../db/database.ts'
import { type Limit, limitKey, readHits, resetHits } from '../limits/windows.ts'
import { strangersBlocked } from './failures.ts'

const hour = 3_600_000

/** Strangers' failures in a row, by what was typed. */
export const holderLimit = (context: Context, holder: TypedHolder): Limit => ({
  name: 'sign_in_failures_holder',
  key: limitKey(context.keys, 'sign_in_failures_holder', holderText(holder)),
  window: context.institution.policy.signInFailuresMemory,
})

export const sourceLimit = (context: Context, network: string): Limit => ({
  name: 'sign_in_failures_source',
  key: limitKey(context.keys, 'sign_in_failures_source', network),
  window: hour,
})

/** While it holds a hit, the network waits. */
export const waitLimit = (context: Context, network: string, window: number): Limit => ({
  name: 'sign_in_wait_source',
  key: limitKey(context.keys, 'sign_in_wait_source', network),
  window,
})

/** Whether strangers are blocked for a holder by failed sign-ins. */
export async function areStrangersBlocked(context: Context, tx: Tx, on: { holder: TypedHolder; now: Date }): Promise<boolean> {
  const [failures] = await readHits(tx, [holderLimit(context, on.holder)], on.now)
  return strangersBlocked((failures?.count ?? 0) + 1, context.institution.policy)
}

/** After a key was set or unlocked, strangers may try again. */
export const forgetFailures = (context: Context, tx: Tx, holder: TypedHolder) => resetHits(tx, holderLimit(context, holder))
