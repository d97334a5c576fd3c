import type { RouteHandlerMethod } from 'fastify'
import type { Context } from '../../context.ts'
import type { KeyKind } from '../../credentials/credentials.ts'
import { sendPage } from '../../http/send-page.ts'
import { type View, viewOf } from '../../http/view.ts'
import { sayDateTime } from '../../ui/format.ts'
import { Layout } from '../../ui/layout.tsx'
import { type LastContactChange, viewLastContactChange } from '../last-contact-change.ts'
import { accountPath } from '../paths.ts'
import { accountTexts } from '../texts.ts'

const page = (kind: KeyKind) => ({
  path: `${accountPath[kind]}/contacto/listo`,
  get:
    (context: Context): RouteHandlerMethod =>
    async (request, reply) => {
      const last = await viewLastContactChange(context, { kind, held: request.held })
      if (!last) return reply.redirect(accountPath[kind], 303)
      return sendPage(reply, 200, <ContactDonePage view={viewOf(context, request, reply)} last={last} kind={kind} />)
    },
})

export const employer = page('employer')
export const personal = page('personal')

function ContactDonePage({ view, last, kind }: { view: View; last: LastContactChange; kind: KeyKind }) {
  const texts = accountTexts[view.language].contactDone
  return (
    <Layout view={view} title={texts.title}>
      <p class="lead">{last.removed === null ? texts.added(last.added) : texts.changed(last.removed, last.added)}</p>
      <p>{texts.cooling(sayDateTime(last.coolsUntil, view))}</p>
      <p>{texts.told}</p>
      <ul>
        {last.told.map((contact) => (
          <li key={contact}>{contact}</li>
        ))}
      </ul>
      <p>{texts.veto(sayDateTime(last.undoableUntil, view))}</p>
      <p>
        <a href={accountPath[kind]}>{accountTexts[view.language].back}</a>
      </p>
    </Layout>
  )
}
