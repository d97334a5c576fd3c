import { en } from './activation-texts.en.ts'
import { es } from './activation-texts.es.ts'

export const activationTexts = { es, en }
