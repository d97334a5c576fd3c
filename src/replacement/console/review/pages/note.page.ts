import type { RouteHandlerMethod } from 'fastify'
import type { Context } from '../../../../context.ts'
import { languageOf } from '../../../../http/view.ts'
import { numberOf } from '../../pages/answer.tsx'
import { sayNoteProblem } from '../../pages/note-field.tsx'
import { consolePath } from '../../paths.ts'
import { consoleTexts } from '../../texts.ts'
import { writeNote } from '../record-result.ts'
import { answerCase, answerRefused } from './case.page.tsx'
import { isEmpty, readTypedReview, without } from './typed-review.ts'

export const path = consolePath.note(':numero')

export function get(): RouteHandlerMethod {
  return (request, reply) => reply.redirect(consolePath.case(numberOf(request)), 303)
}

export function post(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const number = numberOf(request)
    const { version, typed } = readTypedReview(request.body)
    const language = languageOf(context, request)
    const note = typed.nota ?? ''
    const again = (message: string) => answerCase(context, request, reply, { status: 422, errors: { nota: message }, typed })
    if (note === '') return again(consoleTexts[language].review.emptyNote)
    const problem = sayNoteProblem(note, language)
    if (problem !== null) return again(problem)
    const written = await writeNote(context, { held: request.held }, { number, version, text: note })
    if (written.outcome !== 'noted') return answerRefused(context, request, reply, { refused: written, typed })
    const left = without(typed, 'nota')
    return isEmpty(left) ? reply.redirect(`${consolePath.case(number)}#nota`, 303) : answerCase(context, request, reply, { status: 200, typed: left })
  }
}
