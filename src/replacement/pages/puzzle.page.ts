import type { RouteHandlerMethod } from 'fastify'
import type { Context } from '../../context.ts'
import type { KeyKind } from '../../credentials/credentials.ts'
import { makePuzzle } from '../../limits/proof-of-work.ts'
import { hardnessFor } from '../../limits/starts.ts'
import { requestPath } from '../paths.ts'
import { puzzleForm } from '../start-request.ts'

/** A proof-of-work challenge for the data form, as hard as the asking network's last hour makes it. */
const page = (kind: KeyKind) => {
  const get =
    (context: Context): RouteHandlerMethod =>
    async (request, reply) => {
      const { now, hardness } = await hardnessFor(context, request.ip)
      const { policy } = context.institution
      const puzzle = await makePuzzle(context.keys, { form: puzzleForm[kind], hardness, nextInt: context.random.below, now, policy })
      return reply.header('cache-control', 'no-store').send(puzzle)
    }
  return { path: requestPath[kind].puzzle, get }
}

export const employer = page('employer')
export const personal = page('personal')
