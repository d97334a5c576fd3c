import type { Context } from '../../context.ts'
import type { Tx } from '../../db/database.ts'
import type { StaffMessageKind } from '../staff.ts'
import { listAuditors } from './store.ts'

type Telling = { kind: StaffMessageKind; about: string; by: string | null; change?: string; now: Date }
type Means = Pick<Context, 'jobs' | 'random'>

/** Records that somebody will hear at an address, and queues it, in the transaction of what they hear about. */
export async function tellStaff(context: Means, tx: Tx, email: string, { kind, about, by, change, now }: Telling) {
  const id = context.random.uuid()
  await tx
    .insertInto('staff_message')
    .values({ id, kind, email, about, by_staff: by, change_id: change ?? null, made_at: now })
    .execute()
  await context.jobs.enqueue(tx, 'staff_message', { id, group: email })
}

/** Every auditor hears of what happens to accounts. `also`: addresses that hear too. */
export async function tellAuditors(context: Means, tx: Tx, telling: Telling, also: readonly string[] = []) {
  const auditors = await listAuditors(tx)
  for (const email of new Set([...auditors.map((each) => each.email), ...also])) await tellStaff(context, tx, email, telling)
}
