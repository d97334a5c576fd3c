import type { Context } from '../context.ts'
import type { HolderRef } from '../credentials/credentials.ts'
import type { Tx } from '../db/database.ts'
import { type Budget, takeMessage } from '../limits/message-budget.ts'
import { type Limit, limitKey } from '../limits/windows.ts'

// What keeps the page for a new contact from being used to write to strangers: budgets of its own, apart from those of recovery, so that
// whoever spends them takes nothing from anybody's recovery.

/**
 * One message with a code, from what the holder has, and from what the destination may get from all holders together. Both are strict:
 * the wider budget of the rule, which would let each holder have one an hour, is the same as its own here.
 */
export async function takeCodeMessage(
  context: Context,
  tx: Tx,
  of: { holder: HolderRef; channel: 'email' | 'phone'; value: string; now: Date },
): Promise<Budget> {
  const policy = context.institution.policy
  const strict = (name: string, value: string) => ({
    holder: limitKey(context.keys, name, value),
    wider: limitKey(context.keys, `${name}_too`, value),
  })
  const own = await takeMessage(tx, strict('contact_codes_holder', `${of.holder.kind} ${of.holder.id}`), { now: of.now, policy })
  if (!own.allowed) return own
  const destination = of.channel === 'email' ? of.value.toLowerCase() : of.value
  return takeMessage(tx, strict('contact_codes_destination', `${of.channel} ${destination}`), { now: of.now, policy })
}

/** Wrong codes in a row of a holder's new contacts: after so many they grow longer, as those of recovery do. */
export const wrongContactCodes = (context: Context, holder: HolderRef): Limit => ({
  name: 'wrong_contact_codes',
  key: limitKey(context.keys, 'wrong_contact_codes', `${holder.kind} ${holder.id}`),
  window: context.institution.policy.wrongCodesMemory,
})
