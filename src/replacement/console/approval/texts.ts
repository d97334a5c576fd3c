import type { Language } from '../../../institution.ts'
import { en } from './texts.en.ts'
import { es } from './texts.es.ts'

export const approvalTexts = { es, en }

/** Why an approver returned a case, in words. */
export function sayReturnReason(code: string, language: Language): string {
  const reasons: Readonly<Record<string, string>> = approvalTexts[language].decide.reasons
  return reasons[code] ?? code
}
