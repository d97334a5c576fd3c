import type { RouteHandlerMethod } from 'fastify'
import type { Context } from '../../context.ts'
import { sendPage } from '../../http/send-page.ts'
import { type View, viewOf } from '../../http/view.ts'
import { sayDateTime } from '../../ui/format.ts'
import { Layout } from '../../ui/layout.tsx'
import { recoveryTexts } from '../texts.ts'
import { pathOf, type Receipt, viewCase } from '../view-case.ts'

export const path = '/empleador/recuperar/listo'

export function get(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const held = await viewCase(context, request.held)
    if (held.step !== 'done') return reply.redirect(pathOf[held.step], 303)
    return sendPage(reply, 200, <DonePage view={viewOf(context, request, reply)} receipt={held.receipt} />)
  }
}

function DonePage({ view, receipt }: { view: View; receipt: Receipt }) {
  const texts = recoveryTexts[view.language].done
  const rows = [
    [texts.number, receipt.number],
    [texts.when, sayDateTime(receipt.at, view)],
    [texts.employer, receipt.employer],
    [texts.ruc, receipt.typed.taxId],
    [texts.branch, receipt.typed.branchCode],
    [texts.tag, receipt.tag],
  ] as const
  return (
    <Layout view={view} title={texts.title}>
      <p class="lead">{texts.lead(receipt.employer)}</p>
      <p>{texts.old}</p>
      <p>
        <a class="button" href="/empleador/ingresar">
          {texts.signIn}
        </a>
      </p>
      <h2>{texts.receipt}</h2>
      <dl class="summary-list">
        {rows.map(([name, value]) => (
          <>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </>
        ))}
      </dl>
      <p>{texts.told}</p>
      <ul>
        {receipt.told.map((contact) => (
          <li key={contact}>{contact}</li>
        ))}
      </ul>
      <p>{texts.veto(sayDateTime(receipt.freezableUntil, view))}</p>
      <p class="hint no-print">{texts.print}</p>
    </Layout>
  )
}
