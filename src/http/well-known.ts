import type { RouteHandlerMethod } from 'fastify'
import type { Context } from '../context.ts'

/** A browser knows the site and not which of the two keys it keeps: the first page has both doors. */
export const changePassword = {
  path: '/.well-known/change-password',
  get: (): RouteHandlerMethod => (_request, reply) => reply.redirect('/', 303),
}

const monthsValid = 6

/** RFC 9116. */
export const securityTxt = {
  path: '/.well-known/security.txt',
  get:
    ({ institution, origin }: Context): RouteHandlerMethod =>
    (_request, reply) => {
      const expires = new Date()
      expires.setUTCMonth(expires.getUTCMonth() + monthsValid)
      const contact =
        institution.support.email === undefined ? `tel:${institution.support.phone.replace(/[^\d+]/g, '')}` : `mailto:${institution.support.email}`
      return reply
        .type('text/plain; charset=utf-8')
        .send(
          [
            `Contact: ${contact}`,
            `Expires: ${expires.toISOString()}`,
            `Preferred-Languages: ${institution.languages.join(', ')}`,
            `Canonical: ${origin}/.well-known/security.txt`,
            '',
          ].join('\n'),
        )
    },
}
