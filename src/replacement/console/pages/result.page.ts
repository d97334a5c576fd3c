import type { RouteHandlerMethod } from 'fastify'
import { z } from 'zod'
import type { Context } from '../../../context.ts'
import { languageOf } from '../../../http/view.ts'
import { consolePath } from '../paths.ts'
import { recordResult } from '../record-result.ts'
import { consoleTexts } from '../texts.ts'
import { numberOf, text, versionField } from './answer.tsx'
import { answerCase, answerRefused } from './case.page.tsx'

export const path = consolePath.result(':numero')

/** References of State databases are short; what is longer was pasted by mistake. */
const referenceAtMost = 80

const Body = z.object({ version: versionField, requisito: text(40), resultado: z.enum(['met', 'not_met']) }).catchall(text(300))

export function get(): RouteHandlerMethod {
  return (request, reply) => reply.redirect(consolePath.case(numberOf(request)), 303)
}

/** Keeps what was found for one requirement. */
export function post(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const number = numberOf(request)
    const parsed = Body.safeParse(request.body)
    if (!parsed.success) return reply.redirect(consolePath.case(number), 303)
    const { version, requisito: requirement, resultado: found } = parsed.data
    const field = `referencia-${requirement}`
    const written = parsed.data[field]
    const reference = typeof written === 'string' ? written.trim() : ''
    const texts = consoleTexts[languageOf(context, request)].review
    const typed = { requisito: requirement, referencia: reference }
    const again = (message: string) => answerCase(context, request, reply, { status: 422, errors: { [field]: message }, typed })
    if (reference.length > referenceAtMost) return again(texts.longReference)
    const recorded = await recordResult(context, { held: request.held }, { number, version, requirement, found, reference })
    switch (recorded.outcome) {
      case 'recorded':
        return reply.redirect(consolePath.case(number), 303)
      case 'reference_needed':
        return again(texts.emptyReference)
      case 'unknown_requirement':
      case 'not_open':
        return answerCase(context, request, reply, { status: 422, told: texts.notOpenNow })
      default:
        return answerRefused(context, request, reply, { refused: recorded, typed })
    }
  }
}
