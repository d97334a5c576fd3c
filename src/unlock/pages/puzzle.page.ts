import type { RouteHandlerMethod } from 'fastify'
import type { Context } from '../../context.ts'
import { makePuzzle } from '../../limits/proof-of-work.ts'
import { hardnessFor } from '../../limits/starts.ts'

export const path = '/personal/desbloquear/reto'

/** A proof-of-work challenge for the start form, as hard as the asking network's last hour makes it. */
export function get(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const { now, hardness } = await hardnessFor(context, request.ip)
    const puzzle = await makePuzzle(context.keys, { form: 'unlock', hardness, nextInt: context.random.below, now, policy: context.institution.policy })
    return reply.header('cache-control', 'no-store').send(puzzle)
  }
}
