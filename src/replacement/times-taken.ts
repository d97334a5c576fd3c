import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import type { TimesTaken } from '../recovery/times-taken.ts'

/** How long the cases took, from the identity step to the new key or contact, that were activated since then. */
export async function officeTimesTaken(tx: Tx, since: Date): Promise<TimesTaken> {
  const { rows } = await sql<TimesTaken>`
    select count(*)::int as cases,
      percentile_disc(0.5) within group (order by took) as "medianSeconds",
      percentile_disc(0.9) within group (order by took) as "nineInTenSeconds"
    from (
      select ceil(extract(epoch from activated_at - identity_at))::int as took from replacement
      where state = 'activated' and activated_at >= ${since}::timestamptz
    ) as activated`.execute(tx)
  return rows[0] ?? { cases: 0, medianSeconds: null, nineInTenSeconds: null }
}
