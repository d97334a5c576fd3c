import type { RouteHandlerMethod } from 'fastify'
import type { Context } from '../../context.ts'
import { sendPage } from '../../http/send-page.ts'
import { type View, viewOf } from '../../http/view.ts'
import { sayDateTime } from '../../ui/format.ts'
import { Layout } from '../../ui/layout.tsx'
import { unlockTexts } from '../texts.ts'
import { pathOf, type Receipt, viewCase } from '../view-case.ts'

export const path = '/personal/desbloquear/listo'

export function get(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const held = await viewCase(context, request.held)
    if (held.step !== 'done') return reply.redirect(pathOf[held.step], 303)
    return sendPage(reply, 200, <DonePage view={viewOf(context, request, reply)} receipt={held.receipt} />)
  }
}

function DonePage({ view, receipt }: { view: View; receipt: Receipt }) {
  const texts = unlockTexts[view.language].done
  const rows = [
    [texts.number, receipt.number],
    [texts.when, sayDateTime(receipt.at, view)],
    [texts.person, receipt.person],
    [texts.nationalId, receipt.nationalId],
    [texts.tag, receipt.tag],
  ] as const
  return (
    <Layout view={view} title={texts.title[receipt.chosen]}>
      <p class="lead">{texts.lead[receipt.chosen](receipt.person)}</p>
      <p>
        <a class="button" href="/personal/ingresar">
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
