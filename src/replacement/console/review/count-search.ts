import type { Context } from '../../../context.ts'
import type { Tx } from '../../../db/database.ts'
import { countHits, limitKey } from '../../../limits/windows.ts'
import type { StaffActor } from '../../../staff/staff.ts'

const hour = 3_600_000

/** Counts one search of a member of staff by a RUC or a cédula, before it is made; until when there are too many, or null. */
export async function countSearch(context: Context, tx: Tx, { actor, now }: { actor: StaffActor; now: Date }): Promise<Date | null> {
  const limit = { name: 'staff_searches', key: limitKey(context.keys, 'staff_searches', actor.id), window: hour }
  const [counted] = await countHits(tx, [limit], now)
  return counted && counted.count <= context.institution.policy.staffSearchesPerHour ? null : (counted?.endsAt ?? now)
}
