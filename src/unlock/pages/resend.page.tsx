import type { RouteHandlerMethod } from 'fastify'
import type { Context } from '../../context.ts'
import { sendPage } from '../../http/send-page.ts'
import { viewOf } from '../../http/view.ts'
import { sayTime } from '../../ui/format.ts'
import { resend } from '../resend.ts'
import { unlockTexts } from '../texts.ts'
import { pathOf, viewCase } from '../view-case.ts'
import { CodePage } from './code.page.tsx'

export const path = '/personal/desbloquear/reenviar'

/** Somebody who reloads the page after asking again comes back to where the case is. */
export function get(): RouteHandlerMethod {
  return (_request, reply) => reply.redirect(pathOf.code, 303)
}

export function post(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const asked = await resend(context, request.held)
    const held = await viewCase(context, request.held)
    if (held.step !== 'code' || asked.outcome === 'may_send') return reply.redirect(pathOf[held.step], 303)
    const view = viewOf(context, request, reply)
    const texts = unlockTexts[view.language].code
    switch (asked.outcome) {
      case 'too_soon':
        return sendPage(reply, 422, <CodePage view={view} held={held} errors={{}} note={texts.tooSoon(sayTime(asked.at, view))} />)
      case 'too_many':
        return sendPage(reply, 422, <CodePage view={view} held={held} errors={{}} note={texts.tooMany} />)
      case 'over':
      case 'no_case':
        return reply.redirect(pathOf.start, 303)
    }
  }
}
