import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'
import { readCookie } from './cookies.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Hashes of the cookie with which this browser holds a case or a session, under every key version. Set by a guard. */
    held: readonly string[]
  }
}

export type Guard = (context: Context) => (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>

const holding =
  (cookie: 'recovery' | 'employer', otherwise: string): Guard =>
  (context) =>
  async (request, reply) => {
    const value = readCookie(request, cookie, context.origin)
    if (value === undefined || !/^[\w-]{43}$/.test(value)) return reply.redirect(otherwise, 303)
    request.held = context.keys.macs('token', value)
    return undefined
  }

/** Lets a browser through that holds a case of online recovery. */
export const holdingRecovery = holding('recovery', '/empleador/recuperar')

/** Lets a browser through that has an employer's session cookie; whether the session lives is the verb's to say. */
export const employerSession = holding('employer', '/empleador/ingresar')

/**
 * Refuses forms that another site sent. Browsers that send no Sec-Fetch-Site are covered by the token in the form.
 */
export const sameOrigin: Guard = () => async (request) => {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw Object.assign(new Error('a form from another site'), { statusCode: 403 })
  return undefined
}
