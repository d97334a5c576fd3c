import type { RouteHandlerMethod } from 'fastify'
import type { Context } from '../../context.ts'
import { groupSavedCode } from '../../credentials/saved-code.ts'
import { sendPage } from '../../http/send-page.ts'
import type { View } from '../../http/view.ts'
import type { Secret } from '../../secret.ts'
import { Button, Form } from '../../ui/form.tsx'
import { sayDateTime } from '../../ui/format.ts'
import { type FieldErrors, Layout } from '../../ui/layout.tsx'
import { accountPath } from '../paths.ts'
import { makeSavedCode } from '../saved-code.ts'
import { accountTexts } from '../texts.ts'
import type { Account } from '../view-account.ts'
import { viewAccount } from '../view-account.ts'
import { ChangePage, KeyAgain, postChange, showChange } from './key-again.tsx'

export const path = `${accountPath.employer}/codigo-guardado`

export function get(context: Context): RouteHandlerMethod {
  return (request, reply) => showChange(context, { request, reply, kind: 'employer' }, SavedCodePage)
}

/** The code exists in this answer alone: there is nothing to go to afterwards that could show it again. */
export function post(context: Context): RouteHandlerMethod {
  return (request, reply) =>
    postChange(
      context,
      {
        request,
        reply,
        kind: 'employer',
        page: SavedCodePage,
        change: (asked) => makeSavedCode(context, asked),
      },
      async (made, { view }) => {
        const account = await viewAccount(context, 'employer', request.held)
        return account ? sendPage(reply, 200, <MadePage view={view} account={account} code={made.code} at={made.at} />) : reply.redirect(path, 303)
      },
    )
}

function SavedCodePage({ view, account, errors }: { view: View; account: Account; errors: FieldErrors }) {
  const texts = accountTexts[view.language].savedCode
  const madeAt = account.savedCodeMadeAt
  return (
    <ChangePage view={view} account={account} title={texts.title} errors={errors}>
      <p>{texts.what}</p>
      <p>{texts.when}</p>
      <p class="inset">{madeAt === null ? texts.none : texts.have(sayDateTime(madeAt, view))}</p>
      <p>{texts.told}</p>
      <Form view={view} action={path}>
        <KeyAgain view={view} account={account} errors={errors} />
        <Button>{madeAt === null ? texts.make : texts.makeAnew}</Button>
      </Form>
      {madeAt !== null && (
        <p>
          <a href={`${path}/retirar`}>{texts.withdraw}</a>
        </p>
      )}
    </ChangePage>
  )
}

function MadePage({ view, account, code, at }: { view: View; account: Account; code: Secret; at: Date }) {
  const texts = accountTexts[view.language].savedCode
  const { holder } = account
  return (
    <Layout view={{ ...view, path }} title={texts.madeTitle}>
      <p class="lead no-print">{texts.madeLead}</p>
      <p class="offered-key" translate={false}>
        {groupSavedCode(code)}
      </p>
      <dl class="summary-list">
        <dt>{accountTexts[view.language].employer}</dt>
        <dd>{holder.name}</dd>
        {holder.kind === 'employer' && (
          <>
            <dt>{accountTexts[view.language].ruc}</dt>
            <dd>{holder.taxId}</dd>
            <dt>{accountTexts[view.language].branch}</dt>
            <dd>{holder.branchCode}</dd>
          </>
        )}
        <dt>{texts.madeOn}</dt>
        <dd>{sayDateTime(at, view)}</dd>
      </dl>
      <ul>
        {texts.keep.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
      <p class="no-print">
        <a href={accountPath.employer}>{accountTexts[view.language].back}</a>
      </p>
    </Layout>
  )
}
