import type { Institution, Language } from '../institution.ts'
import { type Answers, requirementsOf, whoGoes } from './requirements.ts'
import { requestTexts } from './texts.ts'

/** What the applicant takes to the office, and what the office looks up by itself, in words. The same on every page and on paper. */
export function whatToBring(of: { institution: Institution; answers: Answers; language: Language }): { bring: string[]; lookedUp: string[] } {
  const { institution, answers, language } = of
  const texts = requestTexts[language].requirements
  const requirements = requirementsOf(institution, answers)
  return {
    bring: [`${texts.ownDocument}: ${texts.goes[whoGoes(answers)]}`, ...requirements.flatMap((each) => (each.kind === 'show' ? [each.bring[language]] : []))],
    lookedUp: requirements.flatMap((each) => (each.kind === 'lookup' ? [texts.lookUp(each.title[language], each.database)] : [])),
  }
}
