import type { Context } from '../context.ts'
import { giveNotice } from '../notifications/notices.ts'
import { checkResend, newSend, type SendCheck } from '../proof/codes.ts'
import { takeStartMessage } from './budgets.ts'
import { lockByBrowser, saveRecovery } from './store.ts'

/** Asks for the message again. Earlier codes keep their own end; a request without a message left is answered the same. */
export function resend(context: Context, cookieHashes: readonly string[]): Promise<SendCheck | { outcome: 'no_case' }> {
  return context.db.transaction().execute(async (tx) => {
    const held = await lockByBrowser(tx, cookieHashes)
    if (held?.as !== 'asker') return { outcome: 'no_case' }
    const now = await context.clock(tx)
    const { policy } = context.institution
    const check = checkResend(held.recovery, now, policy)
    if (check.outcome !== 'may_send') return check

    // A case that was moved, stopped or ended goes through the same motions, and takes nothing from the holder.
    const live = held.recovery.state === 'awaiting_proof'
    const budget = await takeStartMessage(context, tx, { typed: held.recovery.typed, now, dry: !live })
    const sends = [...held.recovery.sends, newSend(now, { ...budget, allowed: budget.allowed && live }, policy)]
    await saveRecovery(tx, { ...held.recovery, sends })
    await giveNotice(context, tx, {
      kind: 'recovery.started',
      recoveryId: held.recovery.id,
      branchId: held.recovery.branchId,
      details: { send: sends.length - 1 },
      createdAt: now,
    })
    return check
  })
}
