import type { RouteHandlerMethod } from 'fastify'
import type { Context } from '../../context.ts'
import type { View } from '../../http/view.ts'
import { Button, Form } from '../../ui/form.tsx'
import type { FieldErrors } from '../../ui/layout.tsx'
import { accountPath } from '../paths.ts'
import { withdrawSavedCode } from '../saved-code.ts'
import { accountTexts } from '../texts.ts'
import type { Account } from '../view-account.ts'
import { ChangePage, KeyAgain, postChange, showChange } from './key-again.tsx'

export const path = `${accountPath.employer}/codigo-guardado/retirar`
const savedCodePath = `${accountPath.employer}/codigo-guardado`

export function get(context: Context): RouteHandlerMethod {
  return (request, reply) => showChange(context, { request, reply, kind: 'employer' }, WithdrawPage)
}

export function post(context: Context): RouteHandlerMethod {
  return (request, reply) =>
    postChange(
      context,
      {
        request,
        reply,
        kind: 'employer',
        page: WithdrawPage,
        change: (asked) => withdrawSavedCode(context, asked),
      },
      (withdrawn) => {
        switch (withdrawn.outcome) {
          case 'withdrawn':
          case 'none':
            return reply.redirect(savedCodePath, 303)
          case 'hardened':
            return reply.redirect(path, 303)
        }
      },
    )
}

function WithdrawPage({ view, account, errors }: { view: View; account: Account; errors: FieldErrors }) {
  const texts = accountTexts[view.language].savedCode
  const refused = account.savedCodeMadeAt === null ? texts.none : account.holder.hardenedSince !== null ? texts.needed : null
  return (
    <ChangePage view={view} account={account} title={texts.withdrawTitle} errors={errors}>
      {refused !== null ? (
        <p class="inset">
          {refused} {account.holder.hardenedSince !== null && <a href={`${accountPath.employer}/proteccion`}>{accountTexts[view.language].hardening.title}</a>}
        </p>
      ) : (
        <>
          <p>{texts.withdrawWhat}</p>
          <Form view={view}>
            <KeyAgain view={view} account={account} errors={errors} />
            <Button>{texts.withdraw}</Button>
          </Form>
        </>
      )}
    </ChangePage>
  )
}
