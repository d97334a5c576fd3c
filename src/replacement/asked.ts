import type { Language, Requirement } from '../institution.ts'
import type { ReplacementState } from './replacement.ts'
import type { Asked } from './requirements.ts'

// What an applicant was asked for. What has to be shown brings them to the office; what an office looks up by itself can be put right from afar.

type Waiting = { state: ReplacementState; round: number; moved_at: Date }
type AskedFor = Pick<Asked, 'requirement' | 'reason'>

/** What was asked for last, and waits for its answer: a question before a dispute is none any more. */
export const askedNow = ({ state, round, moved_at }: Waiting, asked: readonly Asked[]): Asked[] =>
  state === 'awaiting_applicant' ? asked.filter((each) => each.round === round && each.at >= moved_at) : []

/** Whether the applicant has to come: one thing of it has to be shown. */
export const mustCome = (requirements: readonly Requirement[], asked: readonly AskedFor[]) => showing(requirements, asked).length > 0

const showing = (requirements: readonly Requirement[], asked: readonly AskedFor[]) =>
  requirements.flatMap((each) => (each.kind === 'show' && asked.some(({ requirement }) => requirement === each.id) ? [each] : []))

/** The same in words: what is missing, and of it what has to be brought. */
export function sayAsked({ requirements, language }: { requirements: readonly Requirement[]; language: Language }, asked: readonly AskedFor[]) {
  return {
    missing: asked.flatMap(({ requirement, reason }) => {
      const found = requirements.find(({ id }) => id === requirement)
      return found?.missing.find(({ id }) => id === reason)?.text[language] ?? found?.title[language] ?? []
    }),
    bring: showing(requirements, asked).map(({ bring }) => bring[language]),
    mustCome: mustCome(requirements, asked),
  }
}
export type SaidAsked = ReturnType<typeof sayAsked>
