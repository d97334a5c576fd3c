import type { RouteHandlerMethod } from 'fastify'
import type { Context } from '../../context.ts'
import { clearCookie } from '../../http/cookies.ts'
import { signOut } from '../sign-out.ts'
import { signedOutQuery } from '../signed-out.ts'

export const path = '/empleador/salir'

export function get(): RouteHandlerMethod {
  return (_request, reply) => reply.redirect('/empleador/cuenta', 303)
}

export function post(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    await signOut(context, 'employer', request.held)
    clearCookie(reply, 'employer', context.origin)
    return reply.redirect(`/empleador/ingresar?${signedOutQuery}`, 303)
  }
}
