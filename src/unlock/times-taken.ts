import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import type { TimesTaken } from '../recovery/times-taken.ts'

/** How long the cases took, from the start to the key kept or made, that were completed since then. */
export async function unlockTimesTaken(tx: Tx, since: Date): Promise<TimesTaken> {
  const { rows } = await sql<TimesTaken>`
    select count(*)::int as cases,
      percentile_disc(0.5) within group (order by took) as "medianSeconds",
      percentile_disc(0.9) within group (order by took) as "nineInTenSeconds"
    from (
      select ceil(extract(epoch from completed_at - started_at))::int as took from unlock
      where state = 'completed' and completed_at >= ${since}::timestamptz
    ) as completed`.execute(tx)
  return rows[0] ?? { cases: 0, medianSeconds: null, nineInTenSeconds: null }
}
