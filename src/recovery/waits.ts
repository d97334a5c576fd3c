import { recordAudit } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import { giveNotice } from '../notifications/notices.ts'
import { takesLink } from './recovery.ts'
import { lockRecovery } from './store.ts'
import { settleCase, weighCase } from './weigh-case.ts'

// The waiting periods of cases that rest on one doubtful contact. Each belongs to the proof of its contact and ends at its own time, whoever
// holds the case by then: nobody shortens it by asking again, and nobody ends it by moving the case.

const atOnce = 100

const steps = {
  reminder: { done: 'reminded_at', notice: 'recovery.wait_reminder', event: 'recovery.wait_reminded' },
  end: { done: 'wait_told_at', notice: 'recovery.wait_over', event: 'recovery.wait_over' },
} as const

/** Reminds every contact once before a wait ends, and gives the contact that proved a fresh link when it has. Harmless in several processes at once. */
export async function attendToWaits(context: Context): Promise<void> {
  for (const step of ['reminder', 'end'] as const) {
    for (const wait of await listDue(context, step)) await attend(context, step, wait)
  }
}

type Due = { id: string; recovery_id: string }

/** What is left over is attended to at the next sweep. */
function listDue(context: Context, step: keyof typeof steps): Promise<Due[]> {
  return context.db.transaction().execute(async (tx) => {
    const now = await context.clock(tx)
    return tx
      .selectFrom('recovery_evidence')
      .select(['id', 'recovery_id'])
      .where('wait_ends_at', '<=', step === 'reminder' ? new Date(now.getTime() + context.institution.policy.waitReminderBefore) : now)
      .where('wait_told_at', 'is', null)
      .where(steps[step].done, 'is', null)
      .orderBy('wait_ends_at')
      .limit(atOnce)
      .execute()
  })
}

function attend(context: Context, step: keyof typeof steps, due: Due): Promise<void> {
  const { done, notice, event } = steps[step]
  return context.db.transaction().execute(async (tx) => {
    const recovery = await lockRecovery(tx, due.recovery_id)
    const now = await context.clock(tx)
    const wait = await tx
      .updateTable('recovery_evidence')
      .set({ [done]: now })
      .where('id', '=', due.id)
      .where(done, 'is', null)
      .returning(['contact_id', 'wait_ends_at'])
      .executeTakeFirst()
    // A case that is over has nobody to tell, and a reminder that comes after the end is none.
    if (!recovery || !takesLink[recovery.state] || !wait?.wait_ends_at || !wait.contact_id) return
    if (step === 'reminder' && wait.wait_ends_at <= now) return
    const { standing } = await weighCase(context, tx, { recovery, now, alone: wait.contact_id })
    if (standing.standing !== (step === 'reminder' ? 'may_wait' : 'suffices')) {
      // The register changed: what was proved no longer leads to a key, and whoever waits for it is told so where the case is.
      const lost = standing.standing === 'office' || standing.standing === 'needs_more'
      if (lost && recovery.provenBy === wait.contact_id && recovery.state === 'waiting')
        await settleCase(context, tx, { recovery, was: recovery.state, now, by: 'system' })
      return
    }
    const details = { contact: wait.contact_id, until: wait.wait_ends_at.getTime() }
    await giveNotice(context, tx, { kind: notice, recoveryId: recovery.id, branchId: recovery.branchId, details, createdAt: now })
    await recordAudit(tx, { actor: 'system', subject: recovery.id, at: now }, { type: event, contact: wait.contact_id })
  })
}
