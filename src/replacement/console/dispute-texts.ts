import { en } from './dispute-texts.en.ts'
import { es } from './dispute-texts.es.ts'

export const disputeTexts = { es, en }
