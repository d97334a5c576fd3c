import { en } from './applicant-texts.en.ts'
import { es } from './applicant-texts.es.ts'

export const applicantTexts = { es, en }
