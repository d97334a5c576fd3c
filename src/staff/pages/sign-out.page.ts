import type { RouteHandlerMethod } from 'fastify'
import type { Context } from '../../context.ts'
import { clearCookie } from '../../http/cookies.ts'
import { signOut } from '../passkeys/sign-in.ts'
import { officePath } from '../paths.ts'

export const path = officePath.signOut

export function get(): RouteHandlerMethod {
  return (_request, reply) => reply.redirect(officePath.today, 303)
}

export function post(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    await signOut(context, request.held)
    clearCookie(reply, 'staff', context.origin)
    return reply.redirect(`${officePath.signIn}?nota=salida`, 303)
  }
}
