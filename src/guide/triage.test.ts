import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Answers, type Journey, type Question, questions, readAnswers, triage, triageLink } from './triage.ts'

/** Every way through the questions. */
function paths(answers: Answers = {}): { answers: Answers; journey: Journey }[] {
  const next = triage(answers)
  return 'journey' in next ? [{ answers, journey: next.journey }] : questions[next.ask].flatMap((each) => paths({ ...answers, [next.ask]: each }))
}

describe('the questions that find the procedure', () => {
  it('are at most four, whatever is answered, and reach every journey', () => {
    expect(Math.max(...paths().map(({ answers }) => Object.keys(answers).length))).toBe(4)
    const all: Journey[] = ['employer_office', 'employer_sign_in', 'personal_office', 'personal_sign_in', 'recover', 'unlock']
    expect([...new Set(paths().map(({ journey }) => journey))].sort()).toEqual(all)
  })

  it.each<[Answers, Journey]>([
    [{ para: 'empresa', clave: 'olvidada', contacto: 'si', representante: 'mismo' }, 'recover'],
    [{ para: 'empresa', clave: 'bloqueada', contacto: 'no-se', representante: 'mismo' }, 'recover'],
    [{ para: 'empresa', clave: 'bloqueada', contacto: 'no' }, 'employer_office'],
    [{ para: 'empresa', clave: 'olvidada', contacto: 'si', representante: 'cambio' }, 'employer_office'],
    [{ para: 'empresa', clave: 'olvidada', contacto: 'si', representante: 'se-fue' }, 'employer_office'],
    [{ para: 'empresa', clave: 'olvidada', contacto: 'si', representante: 'cerrada' }, 'employer_office'],
    [{ para: 'empresa', clave: 'nunca' }, 'employer_office'],
    [{ para: 'empresa', clave: 'funciona' }, 'employer_sign_in'],
    [{ para: 'persona', clave: 'bloqueada', contacto: 'si' }, 'unlock'],
    [{ para: 'persona', clave: 'nunca', contacto: 'si' }, 'unlock'],
    [{ para: 'persona', clave: 'olvidada', contacto: 'no' }, 'personal_office'],
    [{ para: 'persona', clave: 'funciona' }, 'personal_sign_in'],
  ])('%j: %s', (answers, journey) => {
    expect(triage(answers)).toEqual({ journey })
  })

  it('are read from an address as far as they make sense, and what else stands there is nothing', () => {
    for (const { answers } of paths()) {
      const query = Object.fromEntries(new URL(triageLink(answers), 'http://x').searchParams)
      expect(readAnswers({ ...query, next: 'https://evil.example', __proto__: { para: 'x' } })).toEqual(answers)
    }
    expect(readAnswers({ para: 'empresa', clave: ['olvidada', 'bloqueada'] })).toEqual({ para: 'empresa' })
    expect(readAnswers({ clave: 'olvidada' })).toEqual({})
    const names = Object.keys(questions) as Question[]
    fc.assert(fc.property(fc.dictionary(fc.oneof(fc.constantFrom(...names), fc.string()), fc.anything()), (query) => void triage(readAnswers(query))))
  })
})
