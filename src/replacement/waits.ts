import type { Context } from '../context.ts'
import type { Tx } from '../db/database.ts'
import { giveNotice } from '../notifications/notices.ts'
import { moveCase, takeInHand } from './facts.ts'
import type { ReplacementState } from './replacement.ts'
import { type CaseRow, lockWithHolder, saveCase } from './store.ts'

// What happens to a case with an office by the clock alone. A case whose time is up expires, also when its wait is over by then. Each step
// locks the case and asks the rules again, so several processes may do this at once, and a crash leaves a case before or after a step.

const atOnce = 100
const expiring = ['submitted', 'in_review', 'awaiting_applicant', 'proposed', 'approved', 'waiting', 'ready'] as const satisfies readonly ReplacementState[]

const steps = ['expire', 'end_wait', 'remind'] as const
type Step = (typeof steps)[number]

/** Reminds every contact once before a wait ends, ends waits, and ends cases whose time is up. What is left over waits for the next sweep. */
export async function attendToCases(context: Context): Promise<void> {
  for (const step of steps) {
    for (const id of await listDue(context, step)) {
      try {
        await attend(context, step, id)
      } catch (error) {
        // One case that cannot be attended to holds up no other.
        context.log.error({ err: error, case: id, step }, 'a case could not be attended to')
      }
    }
  }
}

function listDue(context: Context, step: Step): Promise<string[]> {
  return context.db.transaction().execute(async (tx) => {
    const now = await context.clock(tx)
    const cases = tx.selectFrom('replacement').select('id').limit(atOnce)
    const rows = await due(cases, step).execute()
    return rows.map(({ id }) => id)

    function due(query: typeof cases, of: Step): typeof cases {
      switch (of) {
        case 'expire':
          return query.where('state', 'in', expiring).where('ends_at', '<=', now).orderBy('ends_at')
        case 'end_wait':
          return query.where('state', '=', 'waiting').where('wait_ends_at', '<=', now).orderBy('wait_ends_at')
        case 'remind':
          return query
            .where('state', '=', 'waiting')
            .where('reminded_at', 'is', null)
            .where('wait_ends_at', '<=', new Date(now.getTime() + context.institution.policy.waitReminderBefore))
            .orderBy('wait_ends_at')
      }
    }
  })
}

function attend(context: Context, step: Step, id: string): Promise<void> {
  return context.db.transaction().execute(async (tx) => {
    const row = await lockWithHolder(tx, id)
    const now = await context.clock(tx)
    if (!row) return
    if (step === 'remind') return remind(context, tx, { row, now })
    if (step === 'end_wait' && (row.wait_ends_at === null || now < row.wait_ends_at)) return
    await moveCase(context, tx, { inHand: await takeInHand(context, tx, { row, now }), event: { type: step }, now })
  })
}

/** A reminder that comes after the end is none. */
async function remind(context: Context, tx: Tx, { row, now }: { row: CaseRow; now: Date }) {
  if (row.state !== 'waiting' || row.reminded_at !== null || row.wait_ends_at === null || row.wait_ends_at <= now) return
  await saveCase(tx, row.id, { reminded_at: now })
  await giveNotice(context, tx, {
    kind: 'replacement.wait_reminder',
    replacementId: row.id,
    branchId: row.branch_id,
    personId: row.person_id,
    details: { until: row.wait_ends_at.getTime() },
    createdAt: now,
  })
}
