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

/** The same in a form or in an address, so that every answer can be linked to. */
export const answersFields = ({ reason, employerKind }: Answers): Record<string, string> =>
  employerKind === null ? {} : { motivo: reason, empleador: employerKind }

/** What an address and a form carry that lead back to the review: from there one thing is put right, and the rest is kept. */
const Returning = z.object({ volver: z.literal('revisar') })
export const isReturning = (from: unknown) => Returning.safeParse(from).success
export const returningFields = (returning: boolean): Record<string, string> => (returning ? { volver: 'revisar' } : {})

export const withQuery = (path: string, fields: Record<string, string>) => (Object.keys(fields).length === 0 ? path : `${path}?${new URLSearchParams(fields)}`)
