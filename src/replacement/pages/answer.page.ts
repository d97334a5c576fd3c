import type { RouteHandlerMethod } from 'fastify'
import type { Context } from '../../context.ts'
import { answerAsked } from '../answer-case.ts'
import { heldPair } from '../browser.ts'
import { followPath } from '../paths.ts'

export const path = followPath.answer

export function get(): RouteHandlerMethod {
  return (_request, reply) => reply.redirect(followPath.case, 303)
}

/** The applicant says that what was asked for is settled. */
export function post(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const pair = heldPair(context, request)
    if (pair) await answerAsked(context, { pair, source: request.ip })
    return reply.redirect(followPath.case, 303)
  }
}
