import { destinationOf } from '../contacts/contacts.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../db/database.ts'
import { type Budget, takeMessage } from '../limits/message-budget.ts'
import { sourceTiers } from '../limits/sources.ts'
import { type Limit, limitKey } from '../limits/windows.ts'
import type { TypedOfCase } from './replacement.ts'

const hour = 3_600_000

/** One message to the contact that a case brings: strict by the case, and by the address whichever cases write to it. */
export async function takeApplicantMessage(
  context: Context,
  tx: Tx,
  of: { caseId: string; contact: { channel: 'email' | 'phone'; value: string }; now: Date },
): Promise<Budget> {
  const { policy } = context.institution
  const strict = (name: string, value: string) => ({ holder: limitKey(context.keys, name, value), wider: limitKey(context.keys, `${name}_too`, value) })
  const own = await takeMessage(tx, strict('case_codes', of.caseId), { now: of.now, policy })
  if (!own.allowed) return own
  return takeMessage(tx, strict('contact_codes_destination', destinationOf(of.contact)), { now: of.now, policy })
}

/** The notice that somebody filed counts as a start message of what was typed: whoever files a hundred times does not flood its contacts. */
export function takeFilingNotice(context: Context, tx: Tx, of: { typed: TypedOfCase; now: Date }): Promise<Budget> {
  const keys = {
    holder: limitKey(context.keys, 'start_messages', `${of.typed.taxId} ${of.typed.branchCode} ${of.typed.nationalId}`.trim()),
    wider: limitKey(context.keys, 'start_messages_ruc', of.typed.taxId || of.typed.nationalId),
  }
  return takeMessage(tx, keys, { now: of.now, policy: context.institution.policy })
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
