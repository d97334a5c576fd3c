import type { ReplacementReason } from '../replacement/replacement.ts'

// Which procedure somebody needs: at most four questions, in words that people use. Every path ends at exactly one journey. Nothing is looked
// up: the answers are all there is, and each is a link.

export const questions = {
  para: ['empresa', 'persona'],
  clave: ['olvidada', 'bloqueada', 'nunca', 'funciona'],
  contacto: ['si', 'no', 'no-se'],
  representante: ['mismo', 'se-fue', 'cambio', 'cerrada'],
} as const satisfies Record<string, readonly string[]>

export type Question = keyof typeof questions
export type Answers = { [Q in Question]?: (typeof questions)[Q][number] }

export type Journey = 'recover' | 'employer_sign_in' | 'employer_office' | 'unlock' | 'personal_sign_in' | 'personal_office'

export type Triage = { ask: Question } | { journey: Journey }

export function triage(answers: Answers): Triage {
  if (answers.para === undefined) return { ask: 'para' }
  const employer = answers.para === 'empresa'
  if (answers.clave === undefined) return { ask: 'clave' }
  if (answers.clave === 'funciona') return { journey: employer ? 'employer_sign_in' : 'personal_sign_in' }
  // A first employer key is given at an office; a person without a key here chooses one online.
  if (answers.clave === 'nunca' && employer) return { journey: 'employer_office' }
  if (answers.contacto === undefined) return { ask: 'contacto' }
  if (answers.contacto === 'no') return { journey: employer ? 'employer_office' : 'personal_office' }
  // Who does not know may try: the message arrives or it does not.
  if (!employer) return { journey: 'unlock' }
  if (answers.representante === undefined) return { ask: 'representante' }
  return { journey: answers.representante === 'mismo' ? 'recover' : 'employer_office' }
}

/** Why an office is needed, in the words of a request. A contact that nobody reads counts where nothing else does. */
export function officeReason({ para, clave, contacto, representante }: Answers): ReplacementReason {
  if (para === 'persona') return 'lost_contact'
  if (clave === 'nunca') return 'first_key'
  if (representante === 'se-fue') return 'key_holder_gone'
  if (representante === 'cambio') return 'representative_changed'
  if (representante === 'cerrada') return 'employer_closed'
  return contacto === 'no' ? 'no_usable_contact' : 'key_holder_gone'
}

/** The answers that an address holds, up to the first that is missing or unknown. */
export function readAnswers(query: Readonly<Record<string, unknown>>): Answers {
  let answers: Answers = {}
  for (;;) {
    const next = triage(answers)
    if (!('ask' in next)) return answers
    const given = query[next.ask]
    if (!(questions[next.ask] as readonly unknown[]).includes(given)) return answers
    answers = { ...answers, [next.ask]: given }
  }
}

export const triagePath = '/ayuda/que-clave'
export const triageLink = (answers: Answers) => {
  const query = new URLSearchParams(answers as Record<string, string>).toString()
  return query === '' ? triagePath : `${triagePath}?${query}`
}
