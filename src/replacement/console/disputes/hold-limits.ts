import type { Context } from '../../../context.ts'
import type { Tx } from '../../../db/database.ts'
import { countHits, type Limit, limitKey, readHits, takeBackHit } from '../../../limits/windows.ts'

// One supervisor could hold a key anew after each case with which its holder got out of the last hold. A second hold by the same person waits,
// or is another supervisor's to set.

const day = 86_400_000

/** `again`: they held this key a while ago; `too_many_holds`: so many of any in a day. Another supervisor can hold it, until then. */
export type HoldLimited = { outcome: 'again' | 'too_many_holds'; until: Date }
/** By the national id: a second account of the same person is no other supervisor. */
type Of = { nationalId: string; holderId: string; now: Date }

const limitsOf = ({ keys, institution: { policy } }: Context, { nationalId, holderId }: Of): [Limit, Limit] => [
  { name: 'same_hold', key: limitKey(keys, 'same_hold', `${nationalId} ${holderId}`), window: policy.sameHoldAgainAfter },
  { name: 'holds', key: limitKey(keys, 'holds', nationalId), window: day },
]

/** Whether this supervisor has to leave this key to another one. Nothing is counted. */
export async function readHoldLimits(context: Context, tx: Tx, of: Of): Promise<HoldLimited | null> {
  const [same, today] = await readHits(tx, limitsOf(context, of), of.now)
  if (same && same.count > 0) return { outcome: 'again', until: same.endsAt }
  return today && today.count >= context.institution.policy.holdsPerDay ? { outcome: 'too_many_holds', until: today.endsAt } : null
}

/** Counts a hold that is about to be set, of a key that is locked; one that is another supervisor's to set is not counted. */
export async function countHold(context: Context, tx: Tx, of: Of): Promise<HoldLimited | null> {
  const [same, today] = limitsOf(context, of)
  // The day's count first, which holds of other keys wait for: what is read after it is what they left.
  await countHits(tx, [today], of.now)
  await takeBackHit(tx, today)
  const limited = await readHoldLimits(context, tx, of)
  if (!limited) await countHits(tx, [same, today], of.now)
  return limited
}
