import type { FastifyReply, FastifyRequest } from 'fastify'

export type CookieName =
  | 'recovery'
  | 'unlock'
  | 'employer'
  | 'employer-browser'
  | 'personal'
  | 'personal-browser'
  | 'request'
  | 'personal-request'
  | 'case'
  | 'activation'
  | 'staff'
  | 'language'
  | 'csrf'

/** `__Host-` names on https; the same without the prefix on loopback http, where browsers refuse the prefix. */
export const cookieName = (name: CookieName, origin: string) => (origin.startsWith('https:') ? `__Host-${name}` : name)

export const cookieOptions = (origin: string) => ({ path: '/', httpOnly: true, sameSite: 'lax', secure: origin.startsWith('https:') }) as const

export const readCookie = (request: FastifyRequest, name: CookieName, origin: string) => request.cookies[cookieName(name, origin)]

/** `lasts`: milliseconds; without it the cookie goes with the browser's session. */
export function setCookie(reply: FastifyReply, name: CookieName, cookie: { value: string; origin: string; lasts?: number }) {
  const lasts = cookie.lasts === undefined ? {} : { maxAge: Math.floor(cookie.lasts / 1000) }
  reply.setCookie(cookieName(name, cookie.origin), cookie.value, { ...cookieOptions(cookie.origin), ...lasts })
}

export function clearCookie(reply: FastifyReply, name: CookieName, origin: string) {
  reply.clearCookie(cookieName(name, origin), cookieOptions(origin))
}
