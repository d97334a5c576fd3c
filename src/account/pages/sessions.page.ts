import type { RouteHandlerMethod } from 'fastify'
import type { Context } from '../../context.ts'
import type { KeyKind } from '../../credentials/credentials.ts'
import { endOthers } from '../end-sessions.ts'
import { accountPath, signInPath } from '../paths.ts'

const page = (kind: KeyKind) => ({
  path: `${accountPath[kind]}/sesiones`,
  get: (): RouteHandlerMethod => (_request, reply) => reply.redirect(accountPath[kind], 303),
  post:
    (context: Context): RouteHandlerMethod =>
    async (request, reply) =>
      reply.redirect((await endOthers(context, kind, request.held)) ? accountPath[kind] : signInPath[kind], 303),
})

export const employer = page('employer')
export const personal = page('personal')
