import type { RouteHandlerMethod } from 'fastify'
import type { Context } from '../../context.ts'
import { sendPage } from '../../http/send-page.ts'
import { type View, viewOf } from '../../http/view.ts'
import { Button, Form } from '../../ui/form.tsx'
import { sayDateTime } from '../../ui/format.ts'
import { Layout } from '../../ui/layout.tsx'
import { signInTexts } from '../texts.ts'
import { type Account, viewAccount } from '../view-account.ts'

export const path = '/empleador/cuenta'

export function get(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const account = await viewAccount(context, request.held)
    if (!account) return reply.redirect('/empleador/ingresar', 303)
    return sendPage(reply, 200, <AccountPage view={viewOf(context, request, reply)} account={account} />)
  }
}

function AccountPage({ view, account }: { view: View; account: Account }) {
  const texts = signInTexts[view.language]
  return (
    <Layout view={view} title={account.employer}>
      <dl class="summary-list">
        <dt>{texts.ruc}</dt>
        <dd>{account.taxId}</dd>
        <dt>{texts.branch}</dt>
        <dd>{account.branchCode}</dd>
        <dt>{texts.keySet}</dt>
        <dd>{sayDateTime(account.keySetAt, view)}</dd>
        <dt>{texts.since}</dt>
        <dd>{sayDateTime(account.startedAt, view)}</dd>
      </dl>
      <Form view={view} action="/empleador/salir">
        <Button secondary>{texts.signOut}</Button>
      </Form>
    </Layout>
  )
}
