import type { Language, Requirement } from '../institution.ts'
import type { ReplacementState } from './replacement.ts'
import { type Asked, newestResults, type Result } from './requirements.ts'
import { requestTexts } from './texts.ts'

// What an applicant was asked for. What has to be shown brings them to the office; what an office looks up by itself can be put right from afar.

/** What no institution words, whose own codes have no such sign: that somebody identifies again, and to show an original once more. */
export const theIdentity = 'the_identity'
export const shownAgain = 'show_again'

type Waiting = { state: ReplacementState; round: number; moved_at: Date }
type AskedFor = Pick<Asked, 'requirement' | 'reason'>

/** What was asked for last, and waits for its answer: a question before a dispute is none any more. */
export const askedNow = ({ state, round, moved_at }: Waiting, asked: readonly Asked[]): Asked[] =>
  state === 'awaiting_applicant' ? asked.filter((each) => each.round === round && each.at >= moved_at) : []

/** Whether the applicant has to come: to identify again, or because one thing of it has to be shown. */
export const mustCome = (requirements: readonly Requirement[], asked: readonly AskedFor[]) =>
  asked.some(({ requirement }) => requirement === theIdentity) || showing(requirements, asked).length > 0

const showing = (requirements: readonly Requirement[], asked: readonly AskedFor[]) =>
  requirements.flatMap((each) => (each.kind === 'show' && asked.some(({ requirement }) => requirement === each.id) ? [each] : []))

type Seen = { found: readonly (Result & { doubtful: boolean })[]; identityDoubtful: boolean }

/** What the applicant has to show again through no fault of theirs: whoever saw it is in doubt since. */
export const toShowAgain = (requirements: readonly Requirement[], { found, identityDoubtful }: Seen): string[] => {
  const [doubtful, results] = [found.filter((each) => each.doubtful), found.filter((each) => !each.doubtful)]
  const originals = newestResults(requirements, results).filter(
    ({ requirement, result }) => requirement.kind === 'show' && result?.outcome !== 'met' && doubtful.some((each) => each.requirement === requirement.id),
  )
  return [...(identityDoubtful ? [theIdentity] : []), ...originals.map(({ requirement }) => requirement.id)]
}

/** Whatever somebody is asked for while their identity is in doubt, they identify again: nobody is told that they need not come, and then has to. */
export const withIdentity = (again: readonly string[], asked: readonly AskedFor[]): AskedFor[] => [
  ...(again.includes(theIdentity) ? [{ requirement: theIdentity, reason: shownAgain }] : []),
  ...asked.filter(({ requirement }) => requirement !== theIdentity),
]

type Worded = readonly Pick<Requirement, 'id' | 'title' | 'missing'>[]

/** One thing that was asked for, in words; null: the institution asks it of nobody any more. */
export function sayReason({ requirements, language }: { requirements: Worded; language: Language }, { requirement, reason }: AskedFor): string | null {
  const texts = requestTexts[language].follow.showAgain
  if (requirement === theIdentity) return texts.identity
  const found = requirements.find(({ id }) => id === requirement)
  if (found && reason === shownAgain) return texts.original(found.title[language])
  return found?.missing.find(({ id }) => id === reason)?.text[language] ?? found?.title[language] ?? null
}

/** The same in words: what is missing, and of it what has to be brought. */
export function sayAsked(of: { requirements: readonly Requirement[]; language: Language }, asked: readonly AskedFor[]) {
  return {
    missing: asked.flatMap((each) => sayReason(of, each) ?? []),
    bring: showing(of.requirements, asked).map(({ bring }) => bring[of.language]),
    mustCome: mustCome(of.requirements, asked),
  }
}
export type SaidAsked = ReturnType<typeof sayAsked>
