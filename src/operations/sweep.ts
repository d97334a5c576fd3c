import { sweepPending } from '../account/sweep.ts'
import type { Context } from '../context.ts'
import { measureTimes } from '../guide/measure-times.ts'
import { sweepLimits } from '../limits/sweep.ts'
import { countPastHours, sweepRecoveries } from '../recovery/sweep.ts'
import { attendToWaits } from '../recovery/waits.ts'
import { sweepRequests } from '../replacement/sweep-requests.ts'
import { attendToCases } from '../replacement/waits.ts'
import { sweepSessions } from '../sign-in/sweep.ts'
import { sweepStaff } from '../staff/sweep.ts'
import { countPastUnlockHours, sweepUnlocks } from '../unlock/sweep.ts'

const everySeconds = 60

/** Attends to the waits of cases, writes the hour's entry of the record, deletes what has had its time, and once a day measures how long cases take. Harmless in several processes at once. */
export function sweepRegularly(context: Context) {
  context.jobs.every(everySeconds, () => sweep(context))
}

export async function sweep(context: Context) {
  await attendToWaits(context)
  await attendToCases(context)
  await countPastHours(context)
  await sweepRecoveries(context)
  await countPastUnlockHours(context)
  await sweepUnlocks(context)
  await sweepRequests(context)
  await sweepLimits(context)
  await sweepSessions(context)
  await sweepPending(context)
  await sweepStaff(context)
  await measureTimes(context)
}
