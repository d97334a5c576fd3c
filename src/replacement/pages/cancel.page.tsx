import type { RouteHandlerMethod } from 'fastify'
import type { Context } from '../../context.ts'
import { sendPage } from '../../http/send-page.ts'
import { type View, viewOf } from '../../http/view.ts'
import { Button, Form } from '../../ui/form.tsx'
import { Layout } from '../../ui/layout.tsx'
import { heldPair } from '../browser.ts'
import { cancelCase, openCase } from '../open-case.ts'
import { followPath } from '../paths.ts'
import { rules } from '../replacement.ts'
import { requestTexts } from '../texts.ts'

export const path = followPath.cancel

export function get(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const pair = heldPair(context, request)
    const opened = pair && (await openCase(context, { pair, source: request.ip }))
    if (opened?.outcome !== 'open' || !rules.cancel.from.some((state) => state === opened.view.state)) return reply.redirect(followPath.case, 303)
    return sendPage(reply, 200, <CancelPage view={viewOf(context, request, reply)} number={opened.view.number} />)
  }
}

export function post(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const pair = heldPair(context, request)
    if (pair) await cancelCase(context, { pair, source: request.ip })
    return reply.redirect(followPath.case, 303)
  }
}

function CancelPage({ view, number }: { view: View; number: string }) {
  const texts = requestTexts[view.language].follow
  return (
    <Layout view={view} title={texts.cancelTitle}>
      <p class="case-number">{number}</p>
      <p>{texts.cancelText}</p>
      <Form view={view}>
        <Button>{texts.cancel}</Button>
      </Form>
      <p>
        <a href={followPath.case}>{texts.keep}</a>
      </p>
    </Layout>
  )
}
