import type { RouteHandlerMethod } from 'fastify'
import type { Context } from '../../context.ts'
import type { KeyKind } from '../../credentials/credentials.ts'
import { languageOf } from '../../http/view.ts'
import { heldPair } from '../browser.ts'
import { openCase } from '../open-case.ts'
import { followPath, requestPath } from '../paths.ts'
import { receiptOf } from '../receipt.ts'
import { receiptPdf } from '../receipt-pdf.ts'

/** The receipt to print, with its code on a sheet of its own, for the browser that holds the case. Kept by no cache. */
const page = (kind: KeyKind) => {
  const get =
    (context: Context): RouteHandlerMethod =>
    async (request, reply) => {
      const pair = heldPair(context, request)
      const opened = pair && (await openCase(context, { pair, source: request.ip }))
      if (!pair || opened?.outcome !== 'open' || opened.view.kind !== kind) return reply.redirect(requestPath[kind].before, 303)
      if (opened.view.state !== 'submitted') return reply.redirect(followPath.case, 303)
      const { institution, origin } = context
      const language = languageOf(context, request)
      const pdf = await receiptPdf({
        institution,
        language,
        kind,
        receipt: receiptOf({ institution, language }, opened.view),
        continuation: pair.code,
        followAt: `${origin}${followPath.case}`,
        at: opened.view.submittedAt,
      })
      return reply
        .type('application/pdf')
        .header('cache-control', 'no-store')
        .header('content-disposition', `attachment; filename="${opened.view.number}.pdf"`)
        .send(pdf)
    }
  return { path: requestPath[kind].pdf, get }
}

export const employer = page('employer')
export const personal = page('personal')
