import type { Context } from '../context.ts'
import type { Tx } from '../db/database.ts'
import { dateAt } from '../offices/calendar-date.ts'
import { type TimesTaken, timesTaken } from '../recovery/times-taken.ts'
import { officeTimesTaken } from '../replacement/times-taken.ts'
import { unlockTimesTaken } from '../unlock/times-taken.ts'
import { type MeasuredJourney, readMeasured, saveMeasured } from './store.ts'

type Row = { journey: MeasuredJourney; read(tx: Tx, since: Date): Promise<TimesTaken> }

const rows: readonly Row[] = [
  { journey: 'recovery', read: timesTaken },
  { journey: 'unlock', read: unlockTimesTaken },
  { journey: 'office', read: officeTimesTaken },
]

/** Measures once a day how long the cases took that ended with a key. Two processes that do it at once write the same. */
export function measureTimes(context: Context): Promise<void> {
  return context.db.transaction().execute(async (tx) => {
    const now = await context.clock(tx)
    const { timeZone, policy } = context.institution
    const measured = await readMeasured(tx)
    for (const { journey, read } of rows) {
      const last = measured.get(journey)
      if (last && dateAt(last.at, timeZone) === dateAt(now, timeZone)) continue
      await saveMeasured(tx, journey, { taken: await read(tx, new Date(now.getTime() - policy.timesMeasuredOver)), at: now })
    }
  })
}
