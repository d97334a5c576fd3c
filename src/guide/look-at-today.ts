import type { Context } from '../context.ts'
import { together } from '../db/together.ts'
import { dateAt } from '../offices/calendar-date.ts'
import { type FilingDate, filingDatesNear } from './filing.ts'
import { type HowLong, type HowLongAtOffice, howLong, howLongAtOffice } from './how-long.ts'
import { readMeasured } from './store.ts'

/** What the guide says that depends on the day: how long each journey takes, and which filing dates are near. */
export type Today = { date: string; howLong: { recovery: HowLong; unlock: HowLong; office: HowLongAtOffice }; filing: readonly FilingDate[] }

export function lookAtToday(context: Context): Promise<Today> {
  const { filing, holidays, policy, timeZone } = context.institution
  return context.db.transaction().execute(async (tx) => {
    const [measured, now] = await together(readMeasured(tx), context.clock(tx))
    const date = dateAt(now, timeZone)
    return {
      date,
      howLong: {
        recovery: howLong(measured.get('recovery') ?? null, policy),
        unlock: howLong(measured.get('unlock') ?? null, policy),
        office: howLongAtOffice(measured.get('office') ?? null, policy),
      },
      filing: filingDatesNear(filing, { today: date, holidays, policy }),
    }
  })
}
