import type { Policy } from '../policy.ts'

// How long a journey takes, as the pages say it: what this installation's own cases took, once there are enough of them; until then the
// estimate of the policy, marked as one. Only cases that ended with a key are in it, so nothing in it tells who is registered.

/** Milliseconds from the start to the key. */
export type Measured = { cases: number; median: number; nineInTen: number }

export type HowLong = { measured: true; median: number; nineInTen: number } | { measured: false; atLeast: number; atMost: number }

type Numbers = Pick<Policy, 'timesMeasuredFrom' | 'recoveryTakesAtLeast' | 'recoveryTakesAtMost'>

export function howLong(measured: Measured | null, policy: Numbers): HowLong {
  if (measured === null || measured.cases < policy.timesMeasuredFrom) {
    return { measured: false, atLeast: policy.recoveryTakesAtLeast, atMost: policy.recoveryTakesAtMost }
  }
  return { measured: true, median: roundUp(measured.median), nineInTen: roundUp(measured.nineInTen) }
}

/** The same of a case with an office, from the identity step to its end; the estimate is in working days. */
export type HowLongAtOffice = { measured: true; median: number; nineInTen: number } | { measured: false; fromDays: number; toDays: number }

export function howLongAtOffice(
  measured: Measured | null,
  policy: Pick<Policy, 'timesMeasuredFrom' | 'officeTakesAtLeast' | 'officeTakesAtMost'>,
): HowLongAtOffice {
  if (measured === null || measured.cases < policy.timesMeasuredFrom) {
    return { measured: false, fromDays: policy.officeTakesAtLeast, toDays: policy.officeTakesAtMost }
  }
  return { measured: true, median: roundUp(measured.median), nineInTen: roundUp(measured.nineInTen) }
}

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000]

/** Up to five minutes; above two hours to whole hours, above two days to whole days. */
export function roundUp(milliseconds: number): number {
  const step = milliseconds > 2 * day ? day : milliseconds > 2 * hour ? hour : 5 * minute
  return Math.max(1, Math.ceil(milliseconds / step)) * step
}
