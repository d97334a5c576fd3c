import type { KeyKind } from '../credentials/credentials.ts'
import type { Language, Requirement } from '../institution.ts'
import { requestTexts } from './texts.ts'

/** What the applicant takes to the office, and what the office looks up by itself, in words. The same on every page and on paper. */
export function whatToBring(of: { kind: KeyKind; requirements: readonly Requirement[]; language: Language }): { bring: string[]; lookedUp: string[] } {
  const { kind, requirements, language } = of
  const texts = requestTexts[language].requirements
  return {
    bring: [texts.document[kind], ...requirements.flatMap((each) => (each.kind === 'show' ? [each.bring[language]] : []))],
    lookedUp: requirements.flatMap((each) => (each.kind === 'lookup' ? [texts.lookUp(each.title[language], each.database)] : [])),
  }
}
