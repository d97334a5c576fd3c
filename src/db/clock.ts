import { sql } from 'kysely'
import type { Tx } from './database.ts'

/** The time, read after the rows are locked. Tests pass a clock of their own. */
export type Clock = (tx: Tx) => Promise<Date>

/** The database's clock lies before what it has already recorded: nothing is issued or proven until it is mended. */
export class ClockWentBack extends Error {
  override readonly name = 'ClockWentBack'
}

const toleratedMilliseconds = 5000

export const databaseClock: Clock = async (tx) => {
  const { rows } = await sql<{ now: Date; newest: Date | null }>`
    select clock_timestamp() as now, (select occurred_at from audit_event order by occurred_at desc limit 1) as newest`.execute(tx)
  const [row] = rows
  if (!row) throw new Error('the database gave no time')
  if (row.newest && row.now.getTime() < row.newest.getTime() - toleratedMilliseconds) {
    throw new ClockWentBack(`the database's clock (${row.now.toISOString()}) lies before its newest event (${row.newest.toISOString()})`)
  }
  return row.now
}
