import { type Contact, destinationOf } from '../contacts/contacts.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../db/database.ts'
import { type Budget, type BudgetKeys, returnMessages, takeMessage } from '../limits/message-budget.ts'
import { limitKey } from '../limits/windows.ts'
import { inOneOrder } from '../notifications/destinations.ts'
import type { Recovery, Typed } from './recovery.ts'

// Start messages are counted by what was typed, before the record is looked up, and again by the address they would go to.

/** One start message of what was typed, and of its RUC: representatives and branches do not multiply them. */
export function takeStartMessage(context: Context, tx: Tx, of: { typed: Typed; now: Date; dry?: boolean }): Promise<Budget> {
  return takeMessage(tx, typedKeys(context, of.typed), { now: of.now, policy: context.institution.policy, dry: of.dry ?? false })
}

/** One start message to an address, whichever employers it serves. */
export function takeDestinationMessage(context: Context, tx: Tx, of: { recovery: Recovery; contact: Contact; now: Date; dry: boolean }): Promise<Budget> {
  return takeMessage(tx, destinationKeys(context, of), { now: of.now, policy: context.institution.policy, dry: of.dry })
}

/** After a contact stopped an unproven case: its messages no longer count, so that stopping a stranger never costs the holder its own. */
export async function returnStartMessages(context: Context, tx: Tx, of: { recovery: Recovery; contacts: readonly Contact[]; now: Date }) {
  const { recovery, now } = of
  const count = recovery.sends.filter((send) => send.due).length
  await returnMessages(tx, typedKeys(context, recovery.typed), { since: recovery.startedAt, count, now })
  // An address that was removed and registered again, or is written in two ways, is two contacts with one budget.
  const each = new Map(inOneOrder(of.contacts).map((contact) => [destinationOf(contact), contact]))
  for (const contact of each.values()) await returnMessages(tx, destinationKeys(context, { recovery, contact }), { since: recovery.startedAt, count, now })
}

const typedKeys = (context: Context, typed: Typed): BudgetKeys => ({
  holder: limitKey(context.keys, 'start_messages', `${typed.taxId} ${typed.branchCode} ${typed.nationalId}`),
  wider: limitKey(context.keys, 'start_messages_ruc', typed.taxId),
})

function destinationKeys(context: Context, { recovery, contact }: { recovery: Recovery; contact: Contact }): BudgetKeys {
  const destination = destinationOf(contact)
  return {
    holder: limitKey(context.keys, 'destination_messages_holder', `${destination} ${recovery.branchId}`),
    wider: limitKey(context.keys, 'destination_messages', destination),
  }
}
