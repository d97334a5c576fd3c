import type { Language } from '../../institution.ts'
import type { ReplacementState } from '../replacement.ts'
import { requestTexts } from '../texts.ts'
import type { Back } from './queue.ts'
import { en } from './texts.en.ts'
import { es } from './texts.es.ts'

export const consoleTexts = { es, en }

/** A state as staff read it: the applicant's words say "you" where something is asked of the applicant. */
export const sayState = (state: ReplacementState, language: Language) =>
  state === 'awaiting_applicant' ? consoleTexts[language].awaitsApplicant : requestTexts[language].follow.states[state]

/** The same of a case that is with the office again: why it is. */
export const sayStanding = ({ state, back }: { state: ReplacementState; back: Back | null }, language: Language) =>
  back === null ? sayState(state, language) : consoleTexts[language].back[back]
