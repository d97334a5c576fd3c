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
const Query = z.object({
  tramite: z.string().regex(/^[A-Z]-[0-9A-Z]{4}-[0-9A-Z]{4}$/),
  de: z.enum(['recovery', 'unlock', 'replacement', 'contact_replacement']),
})

export function get(context: Context): RouteHandlerMethod {
  return (request, reply) => {
    const about = Query.safeParse(request.query).data
    const { resultado } = Params.parse(request.params)
    return sendPage(
      reply,
      200,
      <OutcomePage view={viewOf(context, request, reply)} outcome={resultado} about={about ? { number: about.tramite, of: about.de } : null} />,
    )
  }
}
