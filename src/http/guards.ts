import { isIP } from 'node:net'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'
import { type CookieName, readCookie } from './cookies.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Hashes of the cookie with which this browser holds a case or a session, under every key version. Set by a guard. */
    held: readonly string[]
  }
}

export type Guard = (context: Context) => (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>

/** Hashes of a cookie that this browser holds, under every key version; none where it has no such cookie. */
export function hashesOfCookie(context: Context, request: FastifyRequest, cookie: Exclude<CookieName, 'language' | 'csrf'>): readonly string[] {
  const value = readCookie(request, cookie, context.origin)
  return value !== undefined && /^[\w-]{43}$/.test(value) ? context.keys.macs('token', value) : []
}

const holding =
  (cookie: 'recovery' | 'unlock' | 'employer' | 'personal' | 'request' | 'personal-request' | 'staff', otherwise: string): Guard =>
  (context) =>
  async (request, reply) => {
    request.held = hashesOfCookie(context, request, cookie)
    return request.held.length === 0 ? reply.redirect(otherwise, 303) : undefined
  }

/** Lets a browser through that holds a case of online recovery. */
export const holdingRecovery = holding('recovery', '/empleador/recuperar')

/** Lets a browser through that holds a case of a personal key. */
export const holdingUnlock = holding('unlock', '/personal/desbloquear')

/** Lets a browser through that has an employer's session cookie; whether the session lives is the verb's to say. */
export const employerSession = holding('employer', '/empleador/ingresar')

/** The same for a person's session cookie. */
export const personalSession = holding('personal', '/personal/ingresar')

/** Lets a browser through that fills in a request for an office. */
export const fillingRequest = holding('request', '/empleador/solicitud')

/** The same for the request of a person. */
export const fillingPersonalRequest = holding('personal-request', '/personal/solicitud')

/** Lets a browser through that has a session cookie of staff; whether the session lives, and what it may do, is the verb's to say. */
export const staffSession = holding('staff', '/oficina/ingresar')

/**
 * Refuses forms that another site sent. Browsers that send no Sec-Fetch-Site are covered by the token in the form.
 */
export const sameOrigin: Guard = () => async (request) => {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw Object.assign(new Error('a form from another site'), { statusCode: 403 })
  return undefined
}

/** Limits are kept by the caller's address: a request for which a trusted proxy named none is refused before anything reads it. */
export function refuseWithoutAddress(http: FastifyInstance) {
  http.addHook('onRequest', async (request) => {
    if (isIP(request.ip) === 0) throw Object.assign(new Error('the proxy named no address of the caller in X-Forwarded-For'), { statusCode: 400 })
  })
}
