import type { RouteHandlerMethod } from 'fastify'
import { sql } from 'kysely'
import type { Context } from '../context.ts'

/** The process answers. */
export const alive = {
  path: '/healthz',
  get: (): RouteHandlerMethod => async (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'ok' }),
}

/** The database answers too: traffic may come. */
export const ready = {
  path: '/readyz',
  get:
    (context: Context): RouteHandlerMethod =>
    async (_request, reply) => {
      reply.header('cache-control', 'no-store')
      try {
        await sql`select 1`.execute(context.db)
        return await reply.send({ status: 'ready' })
      } catch {
        return reply.status(503).send({ status: 'database_unreachable' })
      }
    },
}
