import type { RouteHandlerMethod } from 'fastify'
import { z } from 'zod'
import type { Context } from '../../../context.ts'
import { languageOf } from '../../../http/view.ts'
import { consolePath } from '../paths.ts'
import { writeNote } from '../record-result.ts'
import { consoleTexts } from '../texts.ts'
import { numberOf, text, versionField } from './answer.tsx'
import { answerCase, answerRefused } from './case.page.tsx'

export const path = consolePath.note(':numero')

const Body = z.object({ version: versionField, nota: text(1000) })

export function get(): RouteHandlerMethod {
  return (request, reply) => reply.redirect(consolePath.case(numberOf(request)), 303)
}

export function post(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const number = numberOf(request)
    const { version, nota } = Body.parse(request.body)
    const note = nota.trim()
    if (note === '') {
      return answerCase(context, request, reply, { status: 422, errors: { nota: consoleTexts[languageOf(context, request)].review.emptyNote } })
    }
    const written = await writeNote(context, { held: request.held }, { number, version, text: note })
    if (written.outcome === 'noted') return reply.redirect(`${consolePath.case(number)}#nota`, 303)
    return answerRefused(context, request, reply, { refused: written, typed: { nota: note } })
  }
}
