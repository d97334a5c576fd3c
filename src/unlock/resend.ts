import type { Context } from '../context.ts'
import { giveNotice } from '../notifications/notices.ts'
import { checkResend, newSend, type SendCheck } from '../proof/codes.ts'
import { takeStartMessage } from './budgets.ts'
import { lockByBrowser, saveUnlock } from './store.ts'

/** Asks for the message again. Earlier codes keep their own end; a request without a message left is answered the same. */
export function resend(context: Context, cookieHashes: readonly string[]): Promise<SendCheck | { outcome: 'no_case' }> {
  return context.db.transaction().execute(async (tx) => {
    const held = await lockByBrowser(tx, cookieHashes)
    if (held?.as !== 'asker') return { outcome: 'no_case' }
    const now = await context.clock(tx)
    const { policy } = context.institution
    const check = checkResend(held.unlock, now, policy)
    if (check.outcome !== 'may_send') return check

    // A case that was moved, stopped or ended goes through the same motions, and takes nothing from the person.
    const live = held.unlock.state === 'awaiting_proof'
    const budget = await takeStartMessage(context, tx, { typed: held.unlock.typed, now, dry: !live })
    const sends = [...held.unlock.sends, newSend(now, { ...budget, allowed: budget.allowed && live }, policy)]
    await saveUnlock(tx, { ...held.unlock, sends })
    await giveNotice(context, tx, {
      kind: 'unlock.started',
      unlockId: held.unlock.id,
      personId: held.unlock.personId,
      details: { send: sends.length - 1 },
      createdAt: now,
    })
    return check
  })
}
