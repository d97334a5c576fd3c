import type { RouteHandlerMethod } from 'fastify'
import { z } from 'zod'
import type { Context } from '../../../../context.ts'
import { languageOf } from '../../../../http/view.ts'
import { answerNoCase, answerSignedOut, numberOf } from '../../pages/answer.tsx'
import { consolePath } from '../../paths.ts'
import { accessReasons } from '../../queue.ts'
import { consoleTexts } from '../../texts.ts'
import { sayWhy } from '../give-access.ts'
import { answerCase } from './case.page.tsx'

export const path = consolePath.access(':numero')

const Body = z.object({ motivo: z.enum(accessReasons) })

export function get(): RouteHandlerMethod {
  return (request, reply) => reply.redirect(consolePath.case(numberOf(request)), 303)
}

export function post(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const parsed = Body.safeParse(request.body)
    if (!parsed.success) {
      return answerCase(context, request, reply, { status: 422, errors: { motivo: consoleTexts[languageOf(context, request)].access.choose } })
    }
    const given = await sayWhy(context, { held: request.held }, { number: numberOf(request), reason: parsed.data.motivo })
    switch (given.outcome) {
      case 'given':
        return reply.redirect(consolePath.case(numberOf(request)), 303)
      case 'no_case':
        return answerNoCase(context, request, reply)
      default:
        return answerSignedOut(context, request, reply, given)
    }
  }
}
