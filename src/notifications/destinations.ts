import { type Contact, destinationOf, hears, isCoolingOff, wasSuspendedAt } from '../contacts/contacts.ts'
import type { Policy } from '../policy.ts'

// A holder may have one address more than once: removed and registered again, or written in two ways. It is told once, as the contact that
// can do most: one that no longer cools off can stop a case; of two such, one still registered.

/** By address, the same for every holder: whoever counts against the same two addresses does not wait for the other in a circle. */
export const inOneOrder = (contacts: readonly Contact[]) => [...contacts].sort((a, b) => (destinationOf(a) < destinationOf(b) ? -1 : 1))

/** The contacts in groups of one destination each, in each group the one to be told first. */
export function groupByDestination(contacts: readonly Contact[], now: Date): Contact[][] {
  const groups = Map.groupBy(contacts, destinationOf)
  const rank = (contact: Contact) => (isCoolingOff(contact, now) ? 2 : 0) + (contact.status === 'active' ? 0 : 1)
  return [...groups.values()].map((group) => group.sort((a, b) => rank(a) - rank(b)))
}

/**
 * Who is told of something that happened `at` a time, in groups as above: everybody who hears, and whoever was suspended by it. `phones`: whether
 * messages to mobiles are sent.
 */
export function groupWhoHears(contacts: readonly Contact[], on: { at: Date; now: Date; policy: Policy; phones: boolean }): Contact[][] {
  const isTold = (each: Contact) => hears(each, on.now, on.policy) || wasSuspendedAt(each, on.at)
  return groupByDestination(
    contacts.filter((each) => isTold(each) && (each.channel === 'email' || on.phones)),
    on.now,
  )
}
