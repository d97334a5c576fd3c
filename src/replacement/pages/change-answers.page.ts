import type { RouteHandlerMethod } from 'fastify'
import type { Context } from '../../context.ts'
import { changeAnswers } from '../change-draft.ts'
import { requestPath } from '../paths.ts'
import { readAnswers } from './answers.ts'

const paths = requestPath.employer

export const path = paths.change

export function get(): RouteHandlerMethod {
  return (_request, reply) => reply.redirect(paths.review, 303)
}

/** Other answers of a draft that is otherwise ready, once what they ask for has been read: back to the review. */
export function post(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const answers = readAnswers('employer', request.body)
    const changed = answers ? await changeAnswers(context, { kind: 'employer', held: request.held }, answers) : 'changed'
    return reply.redirect(changed === 'no_draft' ? paths.before : paths.review, 303)
  }
}
