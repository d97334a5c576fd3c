import { en } from './approval-texts.en.ts'
import { es } from './approval-texts.es.ts'

export const approvalTexts = { es, en }
