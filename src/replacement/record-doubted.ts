import { sql } from 'kysely'
import { recordAuditOfEach } from '../audit/audit.ts'
import type { Tx } from '../db/database.ts'
import { oneForHolder } from './replacement.ts'

/** `before`: since when their work was in doubt already, if it was: what they did until then counted no more before this. */
export type Doubted = { staffId: string; by: string; before: Date | null; now: Date }

/**
 * An entry for every case that is not finished and of which something counts no more that somebody found: the identity step, or what was the
 * newest result of a requirement. A case that goes back for it has the entry besides; one under review has no other.
 */
export async function recordDoubted(tx: Tx, { staffId, by, before, now }: Doubted) {
  const isNews = (at: string) => sql<boolean>`(${before}::timestamptz is null or ${sql.ref(at)} > ${before}::timestamptz)`
  const { rows } = await sql<{ id: string; identity: boolean; requirements: string[] }>`
    select * from (
      select r.id, coalesce(r.identity_by = ${staffId}::uuid and ${isNews('r.identity_at')}, false) as identity, array(
        select requirement from (
          select distinct on (f.requirement) f.requirement, f.found_by from requirement_result f join staff_member s on s.id = f.found_by
          where f.replacement_id = r.id
            and case when f.found_by = ${staffId}::uuid then ${isNews('f.found_at')} else s.work_voided_at is null or s.work_voided_at < f.found_at end
          order by f.requirement, f.found_at desc, f.id desc) counted
        where found_by = ${staffId}::uuid order by requirement) as requirements
      from replacement r
      where r.state = any(${[...oneForHolder]}::text[]) and (r.identity_by = ${staffId}::uuid
        or exists (select 1 from requirement_result where replacement_id = r.id and found_by = ${staffId}::uuid))) doubted
    where identity or cardinality(requirements) > 0 order by id`.execute(tx)
  await recordAuditOfEach(
    tx,
    { actor: 'staff', at: now, staff: by },
    rows.map(({ id, identity, requirements }) => ({ subject: id, event: { type: 'replacement.doubted', whose: staffId, identity, requirements } })),
  )
}
