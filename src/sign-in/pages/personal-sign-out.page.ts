import type { RouteHandlerMethod } from 'fastify'
import type { Context } from '../../context.ts'
import { clearCookie } from '../../http/cookies.ts'
import { signOut } from '../sign-out.ts'
import { signedOutQuery } from '../signed-out.ts'

export const path = '/personal/salir'

export function get(): RouteHandlerMethod {
  return (_request, reply) => reply.redirect('/personal/cuenta', 303)
}

export function post(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    await signOut(context, 'personal', request.held)
    clearCookie(reply, 'personal', context.origin)
    return reply.redirect(`/personal/ingresar?${signedOutQuery}`, 303)
  }
}
