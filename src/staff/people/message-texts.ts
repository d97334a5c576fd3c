import { en } from './message-texts.en.ts'
import { es } from './message-texts.es.ts'

export const staffMessageTexts = { es, en }
