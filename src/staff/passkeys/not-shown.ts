import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { View } from '../../http/view.ts'
import { sayTime } from '../../ui/format.ts'
import type { NotShown, ShownWith } from './show-again.ts'
import { passkeyTexts } from './texts.ts'

const Body = z.object({ passkey: z.string().max(60_000).catch('') }).catch({ passkey: '' })

/** What a form sent with a passkey's answer brought; nothing where the browser gave none. */
export const readShown = (request: FastifyRequest): ShownWith => ({ answer: Body.parse(request.body).passkey, source: request.ip })

/** What somebody reads whose passkey was not shown, or not for this. */
export function sayNotShown(view: View, reply: FastifyReply, not: NotShown): { status: 422 | 429; told: string } {
  const texts = passkeyTexts[view.language]
  if (not.outcome === 'not_shown') return { status: 422, told: not.answered ? texts.own.wrong : texts.browser.unanswered }
  reply.header('retry-after', not.retryAfter)
  return { status: 429, told: texts.signIn.stopped(sayTime(not.until, view)) }
}
