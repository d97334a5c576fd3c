import type { Context } from '../context.ts'
import { sendToApplicant } from './applicant-messages.ts'
import { checkActivation } from './finish-activation.ts'
import { takeApplicantMessage } from './limits.ts'
import { enterCase, type Pair, type Stopped } from './open-case.ts'
import { saveCase } from './store.ts'

/** `elsewhere`: the case is not waiting to be finished, and its own page says where it is. `screen`: a code of the office's screen is asked for. */
export type AskOutcome = { outcome: 'sent' | 'sent_already' | 'screen' | 'elsewhere' | 'unknown' } | { outcome: 'no_message_left'; until: Date } | Stopped

/** Begins to finish a case: a code goes to the contact that it brings. */
export function askActivation(context: Context, on: { pair: Pair; source: string }): Promise<AskOutcome> {
  const { policy } = context.institution
  return context.db.transaction().execute(async (tx): Promise<AskOutcome> => {
    const row = await enterCase(context, tx, { ...on, now: await context.clock(tx), holderFirst: true })
    if (row === 'unknown') return { outcome: 'unknown' }
    if ('outcome' in row) return row
    const now = await context.clock(tx)
    if (row.state !== 'ready') return { outcome: 'elsewhere' }
    const contact = row.contact === 'confirmed' && row.contact_channel !== null && row.contact_value !== null
    const checked = await checkActivation(context, tx, { row, now, proof: contact ? 'contact_code' : 'screen' })
    if (typeof checked === 'string') return { outcome: 'elsewhere' }
    if (row.contact_channel === null || row.contact_value === null) return { outcome: 'screen' }
    const last = await tx
      .selectFrom('applicant_message')
      .select('made_at')
      .where('replacement_id', '=', row.id)
      .where('kind', '=', 'activation_code')
      .where('made_at', '>=', row.moved_at)
      .orderBy('made_at', 'desc')
      .limit(1)
      .executeTakeFirst()
    if (last && now.getTime() < last.made_at.getTime() + policy.resendAfter) return { outcome: 'sent_already' }
    const contactOfCase = { channel: row.contact_channel, value: row.contact_value }
    const budget = await takeApplicantMessage(context, tx, { caseId: row.id, for: 'activate', contact: contactOfCase, now })
    if (!budget.allowed) return { outcome: 'no_message_left', until: budget.nextAt }
    await saveCase(tx, row.id, { tries_left: policy.codeTries })
    await sendToApplicant(context, tx, { caseId: row.id, kind: 'activation_code', now })
    return { outcome: 'sent' }
  })
}
