import { type Contact, canVeto } from '../contacts/contacts.ts'
import type { Institution } from '../institution.ts'
import type { Policy } from '../policy.ts'
import { freezableUntil } from '../veto/veto.ts'
import { rules } from './replacement.ts'
import type { CaseRow } from './store.ts'

/** Whether a contact may stop this case at all: registered, its cool-off over, before the case was filed; never the one that the case brought. */
export const mayVeto = (contact: Contact, row: Pick<CaseRow, 'id' | 'submitted_at' | 'started_at'>, { now, policy }: { now: Date; policy: Policy }) =>
  contact.throughReplacement !== row.id && canVeto(contact, row.submitted_at ?? row.started_at, now, policy)

type Stands = Pick<CaseRow, 'state' | 'activated_at'>

/** Until when what the case did can be undone; null: it did nothing yet. */
export const frozenBefore = ({ state, activated_at }: Stands, institution: Pick<Institution, 'policy' | 'timeZone' | 'holidays'>) =>
  state === 'activated' && activated_at !== null ? freezableUntil(activated_at, institution) : null

/** Whether it is not too late to stop a case. */
export function isStoppable(row: Stands, { now, institution }: { now: Date; institution: Pick<Institution, 'policy' | 'timeZone' | 'holidays'> }): boolean {
  const before = frozenBefore(row, institution)
  return rules.veto.from.some((state) => state === row.state) && (before === null || now < before)
}
