import { en } from './texts.en.ts'
import { es } from './texts.es.ts'

export const disputeTexts = { es, en }
