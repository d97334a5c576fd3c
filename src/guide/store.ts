import type { Tx } from '../db/database.ts'
import type { TimesTaken } from '../recovery/times-taken.ts'
import type { Measured } from './how-long.ts'

export type MeasuredJourney = 'recovery' | 'unlock' | 'office'

export async function readMeasured(tx: Tx): Promise<ReadonlyMap<MeasuredJourney, Measured & { at: Date }>> {
  const rows = await tx.selectFrom('measured_time').selectAll().execute()
  return new Map(
    rows.map((row) => [
      row.journey,
      { cases: row.cases, median: (row.median_seconds ?? 0) * 1000, nineInTen: (row.nine_in_ten_seconds ?? 0) * 1000, at: row.measured_at },
    ]),
  )
}

export async function saveMeasured(tx: Tx, journey: MeasuredJourney, { taken, at }: { taken: TimesTaken; at: Date }) {
  const values = { cases: taken.cases, median_seconds: taken.medianSeconds, nine_in_ten_seconds: taken.nineInTenSeconds, measured_at: at }
  await tx
    .insertInto('measured_time')
    .values({ journey, ...values })
    .onConflict((conflict) => conflict.column('journey').doUpdateSet(values))
    .execute()
}
