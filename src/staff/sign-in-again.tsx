import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'
import { officePath } from './paths.ts'

/** The answer where a verb says `signed_out`, to a page or to a form. */
export async function signInAgain(_context: Context, _request: FastifyRequest, reply: FastifyReply) {
  return reply.redirect(officePath.signIn, 303)
}
