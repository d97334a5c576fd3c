import type { RouteHandlerMethod } from 'fastify'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { sendPage } from '../http/send-page.ts'
import { viewOf } from '../http/view.ts'
import { OutcomePage } from './veto.page.tsx'

export const path = '/v/hecho/:resultado'

const Params = z.object({
  resultado: z.enum(['ended', 'disputed', 'frozen', 'too_late', 'already', 'undone', 'undone_already', 'undo_too_late', 'unknown']).catch('unknown'),
})

export function get(context: Context): RouteHandlerMethod {
  return (request, reply) => sendPage(reply, 200, <OutcomePage view={viewOf(context, request, reply)} outcome={Params.parse(request.params).resultado} />)
}
