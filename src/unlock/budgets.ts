import { type Contact, destinationOf } from '../contacts/contacts.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../db/database.ts'
import { type Budget, type BudgetKeys, returnMessages, takeMessage } from '../limits/message-budget.ts'
import { limitKey } from '../limits/windows.ts'
import { inOneOrder } from '../notifications/destinations.ts'
import type { Unlock } from './unlock.ts'

// Start messages are counted by the cédula that was typed, before the record is looked up, and again by the address they would go to. The
// names are this journey's own: what is asked for an employer takes nothing from a person who has the same address, nor the other way round.

/** One start message of what was typed. */
export function takeStartMessage(context: Context, tx: Tx, of: { typed: Unlock['typed']; now: Date; dry?: boolean }): Promise<Budget> {
  return takeMessage(tx, typedKeys(context, of.typed), { now: of.now, policy: context.institution.policy, dry: of.dry ?? false })
}

/** One start message to an address, whichever persons it serves. */
export function takeDestinationMessage(context: Context, tx: Tx, of: { unlock: Unlock; contact: Contact; now: Date; dry: boolean }): Promise<Budget> {
  return takeMessage(tx, destinationKeys(context, of), { now: of.now, policy: context.institution.policy, dry: of.dry })
}

/** After a contact stopped an unproven case: its messages no longer count, so that stopping a stranger never costs the person its own. */
export async function returnStartMessages(context: Context, tx: Tx, of: { unlock: Unlock; contacts: readonly Contact[]; now: Date }) {
  const { unlock, now } = of
  const count = unlock.sends.filter((send) => send.due).length
  await returnMessages(tx, typedKeys(context, unlock.typed), { since: unlock.startedAt, count, now })
  // An address that was removed and registered again, or is written in two ways, is two contacts with one budget.
  const each = new Map(inOneOrder(of.contacts).map((contact) => [destinationOf(contact), contact]))
  for (const contact of each.values()) await returnMessages(tx, destinationKeys(context, { unlock, contact }), { since: unlock.startedAt, count, now })
}

/** A person has no wider circle, as a branch has its RUC: both budgets are the cédula's. */
const typedKeys = (context: Context, typed: Unlock['typed']): BudgetKeys => ({
  holder: limitKey(context.keys, 'unlock_messages', typed.nationalId),
  wider: limitKey(context.keys, 'unlock_messages_wider', typed.nationalId),
})

function destinationKeys(context: Context, { unlock, contact }: { unlock: Unlock; contact: Contact }): BudgetKeys {
  const destination = destinationOf(contact)
  return {
    holder: limitKey(context.keys, 'unlock_destination_person', `${destination} ${unlock.personId}`),
    wider: limitKey(context.keys, 'unlock_destination', destination),
  }
}
