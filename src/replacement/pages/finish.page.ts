import type { RouteHandlerMethod } from 'fastify'
import type { Context } from '../../context.ts'
import { hashesOfCookie } from '../../http/guards.ts'
import { forgetCase, requestCookie } from '../browser.ts'
import { forgetDrafts } from '../forget-drafts.ts'
import { followPath } from '../paths.ts'

export const path = followPath.done

export function get(): RouteHandlerMethod {
  return (_request, reply) => reply.redirect(followPath.case, 303)
}

/**
 * Clears a shared machine: the browser forgets the case and its code, and the answer tells it to forget what it cached. A cookie of a draft that
 * somebody kept is worth nothing from then on.
 */
export function post(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    await forgetDrafts(
      context,
      Object.values(requestCookie).flatMap((cookie) => hashesOfCookie(context, request, cookie)),
    )
    forgetCase(context, reply)
    return reply.header('clear-site-data', '"cache"').redirect('/', 303)
  }
}
