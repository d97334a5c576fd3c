import type { Institution } from '../institution.ts'
import { endOfWorkingDay } from '../offices/working-days.ts'

// The rules of "no fui yo". Before a proof it only ends the case. After one the case is disputed; a key set a short while ago is frozen
// for good. Only a contact whose cool-off ended before the case began can veto, once per case.

/** Until when a key set at this time can be frozen: the later of the window and the working days. */
export function freezableUntil(setAt: Date, institution: Pick<Institution, 'policy' | 'timeZone' | 'holidays'>): Date {
  const byHours = setAt.getTime() + institution.policy.vetoWindow
  return new Date(Math.max(byHours, endOfWorkingDay(setAt, institution.policy.vetoWorkingDays, institution).getTime()))
}

/**
 * Until when a case waits for a veto, if the wait begins now: the later of the time and the working days. `cantons`: whose own holidays do not
 * count as working days.
 */
export function waitEndsAt(beginsAt: Date, institution: Pick<Institution, 'policy' | 'timeZone' | 'holidays'>, cantons: readonly string[] = []): Date {
  const byHours = beginsAt.getTime() + institution.policy.waitAtLeast
  return new Date(Math.max(byHours, endOfWorkingDay(beginsAt, institution.policy.waitWorkingDays, { ...institution, cantons }).getTime()))
}

/** What the page says afterwards: of a case, or of a change in an account. */
export type ShownOutcome = VetoOutcome | 'undone' | 'undone_already' | 'undo_too_late'
export type VetoOutcome = 'ended' | 'disputed' | 'frozen' | 'too_late' | 'already' | 'unknown'
