import { z } from 'zod'
import type { KeyKind } from '../../credentials/credentials.ts'
import { type EmployerReason, employerKinds, employerReasons } from '../replacement.ts'
import type { Answers } from '../requirements.ts'

const Employer = z.object({ motivo: z.enum(employerReasons), empleador: z.enum(employerKinds) })

const Reason = z.object({ motivo: z.enum(employerReasons) })

/** The reason that a link brought along; null: none, or none that there is. */
export function readReason(from: unknown): EmployerReason | null {
  const parsed = Reason.safeParse(from)
  return parsed.success ? parsed.data.motivo : null
}

/** The applicant's answers, as an address or a form carries them; null: they are not all there. */
export function readAnswers(kind: KeyKind, from: unknown): Answers | null {
  if (kind === 'personal') return { reason: 'lost_contact', employerKind: null }
  const parsed = Employer.safeParse(from)
  return parsed.success ? { reason: parsed.data.motivo, employerKind: parsed.data.empleador } : null
}

/** The same in an address, so that every answer can be linked to. */
export const answersQuery = ({ reason, employerKind }: Answers) =>
  employerKind === null ? '' : `?${new URLSearchParams({ motivo: reason, empleador: employerKind })}`

/** The same in a form or beside the language in an address. */
export const answersFields = ({ reason, employerKind }: Answers): Record<string, string> =>
  employerKind === null ? {} : { motivo: reason, empleador: employerKind }
