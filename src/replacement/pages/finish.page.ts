import type { RouteHandlerMethod } from 'fastify'
import type { Context } from '../../context.ts'
import { forgetCase } from '../browser.ts'
import { followPath } from '../paths.ts'

export const path = followPath.done

export function get(): RouteHandlerMethod {
  return (_request, reply) => reply.redirect(followPath.case, 303)
}

/** Clears a shared machine: the browser forgets the case and its code, and the answer tells it to forget what it cached. */
export function post(context: Context): RouteHandlerMethod {
  return (_request, reply) => {
    forgetCase(context, reply)
    return reply.header('clear-site-data', '"cache"').redirect('/', 303)
  }
}
