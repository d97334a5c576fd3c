import { en } from './screen-texts.en.ts'
import { es } from './screen-texts.es.ts'

export const screenTexts = { es, en }
