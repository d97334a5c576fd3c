import { type Contact, destinationOf } from '../contacts/contacts.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../db/database.ts'
import { type Budget, type BudgetKeys, returnMessages, takeMessage } from '../limits/message-budget.ts'
import { sourceTiers } from '../limits/sources.ts'
import { type Limit, limitKey } from '../limits/windows.ts'
import { inOneOrder } from '../notifications/destinations.ts'
import type { CaseCode, TypedOfCase } from './replacement.ts'

const hour = 3_600_000

/** By the address: what strangers have codes of drafts sent to is not the last code of a case that an office approved, which no stranger has. */
const toAddress = { confirm: 'contact_codes_destination', activate: 'last_codes_destination' } as const satisfies Record<CaseCode['for'], string>

/** One code to the contact that a case brings: strict by the case, and by the address whichever cases write to it. */
export async function takeApplicantMessage(
  context: Context,
  tx: Tx,
  of: { caseId: string; for: CaseCode['for']; contact: { channel: 'email' | 'phone'; value: string }; now: Date },
): Promise<Budget> {
  const { policy } = context.institution
  const strict = (name: string, value: string) => ({ holder: limitKey(context.keys, name, value), wider: limitKey(context.keys, `${name}_too`, value) })
  const own = await takeMessage(tx, strict('case_codes', of.caseId), { now: of.now, policy })
  if (!own.allowed) return own
  return takeMessage(tx, strict(toAddress[of.for], destinationOf(of.contact)), { now: of.now, policy })
}

/**
 * The notice that somebody filed counts as a start message of what was typed: whoever files a hundred times does not flood its contacts. It
 * never takes the last one: unlike a start message it has no link, and whoever filed often enough would leave the owner without one.
 */
export function takeFilingNotice(context: Context, tx: Tx, of: { typed: TypedOfCase; now: Date }): Promise<Budget> {
  return takeMessage(tx, typedKeys(context, of.typed), { now: of.now, policy: context.institution.policy, leaveOne: true })
}

/** The same to one address, whichever holders it serves. */
export function takeFilingDestination(context: Context, tx: Tx, of: { holderId: string; contact: Contact; now: Date; dry: boolean }): Promise<Budget> {
  return takeMessage(tx, destinationKeys(context, of), { now: of.now, policy: context.institution.policy, dry: of.dry, leaveOne: true })
}

/** After a contact stopped a request of a stranger its message no longer counts: stopping it never costs the holder its own. */
export async function returnFilingNotice(
  context: Context,
  tx: Tx,
  of: { typed: TypedOfCase; holderId: string; contacts: readonly Contact[]; since: Date; now: Date },
) {
  const back = { since: of.since, count: 1, now: of.now }
  await returnMessages(tx, typedKeys(context, of.typed), back)
  const each = new Map(inOneOrder(of.contacts).map((contact) => [destinationOf(contact), contact]))
  for (const contact of each.values()) await returnMessages(tx, destinationKeys(context, { holderId: of.holderId, contact }), back)
}

const typedKeys = (context: Context, typed: TypedOfCase): BudgetKeys => ({
  holder: limitKey(context.keys, 'start_messages', `${typed.taxId} ${typed.branchCode} ${typed.nationalId}`.trim()),
  wider: limitKey(context.keys, 'start_messages_ruc', typed.taxId || typed.nationalId),
})

function destinationKeys(context: Context, of: { holderId: string; contact: Contact }): BudgetKeys {
  const destination = destinationOf(of.contact)
  return {
    holder: limitKey(context.keys, 'destination_messages_holder', `${destination} ${of.holderId}`),
    wider: limitKey(context.keys, 'destination_messages', destination),
  }
}

/** Wrong codes in a row for one address: after so many they grow longer. */
export const wrongApplicantCodes = (context: Context, contact: { channel: 'email' | 'phone'; value: string }): Limit => ({
  name: 'wrong_case_codes',
  key: limitKey(context.keys, 'wrong_case_codes', destinationOf(contact)),
  window: context.institution.policy.wrongCodesMemory,
})

/** Wrong numbers or continuation codes from one network. */
export const wrongLookUps = (context: Context, source: string): Limit => ({
  name: 'case_look_ups',
  key: limitKey(context.keys, 'case_look_ups', sourceTiers(source)[0]?.network ?? ''),
  window: hour,
})
