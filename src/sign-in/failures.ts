import type { Policy } from '../policy.ts'

// The rules of failed sign-ins. A browser that knows the key has a count of its own. All others are strangers: their network waits longer
// and longer, and after so many failures of one holder in a row strangers are blocked, also with the right key, until the key is set or
// unlocked. Nothing here depends on whether the holder exists.

/** How long a network waits after this many failures in an hour (milliseconds); 0: not at all. */
export function backOff(failures: number, policy: Pick<Policy, 'signInFailuresPerSource' | 'signInBackOffAtMost'>): number {
  const over = failures - policy.signInFailuresPerSource
  return over < 0 ? 0 : Math.min(policy.signInBackOffAtMost, 1000 * 2 ** Math.min(over, 30))
}

type BlockPolicy = Pick<Policy, 'signInFailuresBeforeBlock'>

/** `tries`: of strangers in a row, this one too. */
export const strangersBlocked = (tries: number, policy: BlockPolicy) => tries > policy.signInFailuresBeforeBlock

export type FailuresReached = 'half' | 'block'

/** What the failure that was the so manieth reaches: contacts hear once at half the block, and once at the block. */
export function reachedBy(failure: number, policy: BlockPolicy): FailuresReached | null {
  if (failure === policy.signInFailuresBeforeBlock) return 'block'
  return failure === Math.ceil(policy.signInFailuresBeforeBlock / 2) ? 'half' : null
}
