import { createHash } from 'node:crypto'
import type { Institution, Requirement } from '../institution.ts'
import { checkNationalId } from '../registry/identifiers.ts'
import type { EmployerKind, ReplacementReason, TypedOfCase } from './replacement.ts'

// What an office examines follows from the applicant's answers, never from the record: what is asked of a stranger is asked of the owner.

export type Answers = { reason: ReplacementReason; employerKind: EmployerKind | null }

export const requirementsOf = (institution: Pick<Institution, 'requirements'>, { reason, employerKind }: Answers): Requirement[] =>
  institution.requirements.filter(
    ({ reasons, employerKinds }) =>
      (reasons === undefined || reasons.includes(reason)) && (employerKinds === undefined || (employerKind !== null && employerKinds.includes(employerKind))),
  )

/** Who has to come: of a company somebody who represents it; an employer who is a person is nobody else's to speak for; `either`: not answered yet. */
export type WhoGoes = 'representative' | 'person' | 'either'
export function whoGoes({ reason, employerKind }: Answers): WhoGoes {
  if (reason === 'lost_contact' || employerKind === 'natural_person' || employerKind === 'domestic') return 'person'
  return employerKind === null ? 'either' : 'representative'
}

/** What the register says that an employer is, and what its applicant answered, by which it was settled what is examined. */
export type KindOfEmployer = { registered: EmployerKind; answered: EmployerKind | null }

/** `represents`: on the register, today; `registered`: what kind of employer the register says it is. */
type Standing = { typed: Pick<TypedOfCase, 'taxId' | 'nationalId'>; represents: boolean; registered: EmployerKind | null }

/**
 * Whether whoever says that an employer is a person is another one, by its RUC, or it is no person at all: of a person nobody examines who
 * represents it, so that one word of a stranger would do for that. Where the RUC holds no cédula, as a foreigner's, the office looks.
 */
export function isOfAnother(answers: Answers, { typed, represents, registered }: Standing): boolean {
  const ten = typed.taxId.slice(0, 10)
  if (whoGoes(answers) !== 'person' || represents || ten === typed.nationalId) return false
  return checkNationalId(ten).answer === 'ok' || (registered !== 'natural_person' && registered !== 'domestic')
}

/** Whether cases with an office can be opened at all: somebody has to examine something somewhere. */
export const hasOfficePath = ({ offices, requirements }: Pick<Institution, 'offices' | 'requirements'>) => offices.length > 0 && requirements.length > 0

export type Result = { id: string; requirement: string; outcome: 'met' | 'not_met'; reference: string | null; round: number; by: string; at: Date }

/** The newest result of each requirement of a case, in the order of the requirements; null where there is none. */
export const newestResults = (requirements: readonly Requirement[], results: readonly Result[]) =>
  requirements.map((requirement) => ({
    requirement,
    result: results
      .filter((each) => each.requirement === requirement.id)
      .reduce<Result | null>((best, each) => (best && best.at > each.at ? best : each), null),
  }))

/**
 * One digest for exactly what was examined: which requirements, what was found for each, by whom and when; and what the register said then,
 * so that an approval does not outlive a change of the representatives.
 */
export function digestOf(requirements: readonly Requirement[], results: readonly Result[], register: readonly string[] = []): string {
  const examined = newestResults(requirements, results).map(({ requirement, result }) => [
    requirement.id,
    requirement.kind,
    result?.id ?? null,
    result?.outcome ?? null,
  ])
  return createHash('sha256')
    .update(JSON.stringify([examined, register]))
    .digest('base64url')
}

export const isComplete = (requirements: readonly Requirement[], results: readonly Result[]) =>
  newestResults(requirements, results).every(({ result }) => result?.outcome === 'met')

/** When a further result is found: after every other of its case, so that which is the newest is never open. */
export const foundAfter = (results: readonly Result[], now: Date) => new Date(Math.max(now.getTime(), ...results.map(({ at }) => at.getTime() + 1)))

export type Asked = { requirement: string; reason: string; round: number; by: string; at: Date }

/**
 * The requirements that may be examined now. Once something was asked for, those alone that were asked for last, are not met, or were examined
 * since, for a slip has to be mended; all of them again when the case was proposed since and came back.
 */
export function openRequirements(
  requirements: readonly Requirement[],
  { results, asked, proposedAt }: { results: readonly Result[]; asked: readonly Asked[]; proposedAt: Date | null },
): string[] {
  const lastRound = Math.max(0, ...asked.map(({ round }) => round))
  const last = asked.filter(({ round }) => round === lastRound)
  const askedAt = last[0]?.at
  if (askedAt === undefined || (proposedAt !== null && proposedAt > askedAt)) return requirements.map(({ id }) => id)
  return newestResults(requirements, results)
    .filter(({ requirement, result }) => result?.outcome !== 'met' || result.round > lastRound || last.some((each) => each.requirement === requirement.id))
    .map(({ requirement }) => requirement.id)
}
