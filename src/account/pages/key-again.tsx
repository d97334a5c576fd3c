import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ComponentChildren, VNode } from 'preact'
import { z } from 'zod'
import type { Context } from '../../context.ts'
import type { KeyKind } from '../../credentials/credentials.ts'
import { HasherFull } from '../../credentials/hasher.ts'
import { hashesOfCookie } from '../../http/guards.ts'
import { sendPage } from '../../http/send-page.ts'
import { type View, viewOf } from '../../http/view.ts'
import type { Language } from '../../institution.ts'
import type { KeyConfirmation } from '../../sign-in/confirm-key.ts'
import { Field, hiddenKey } from '../../ui/form.tsx'
import { sayTime } from '../../ui/format.ts'
import { type FieldErrors, Layout } from '../../ui/layout.tsx'
import type { Refusal } from '../enter.ts'
import { accountPath, signInPath } from '../paths.ts'
import { accountTexts } from '../texts.ts'
import { type Account, viewAccount } from '../view-account.ts'
import { NoChangesNote } from './no-changes.tsx'

// What the pages that ask for the key again have in common.

const Body = z.object({ clave: z.string().max(4096).catch('') }).catch({ clave: '' })
const browserCookie = { employer: 'employer-browser', personal: 'personal-browser' } as const

/** The field for the present key, with the name that a password manager keeps it under. */
export function KeyAgain({ view, account, errors }: { view: View; account: Account; errors: FieldErrors }) {
  const texts = accountTexts[view.language]
  const { holder } = account
  const username = holder.kind === 'employer' ? holder.taxId : holder.nationalId
  return (
    <>
      <input
        type="text"
        name="usuario"
        value={username}
        autocomplete="username"
        readOnly
        hidden
        aria-label={holder.kind === 'employer' ? texts.ruc : texts.nationalId}
      />
      <Field
        name="clave"
        label={texts.keyAgain.label[holder.kind]}
        hint={texts.keyAgain.hint}
        errors={errors}
        attributes={{ ...hiddenKey(view), autocomplete: 'current-password' }}
      />
    </>
  )
}

/** A page of one change, its heading and the way back; while nothing can be changed it says why instead. */
export function ChangePage(props: { view: View; account: Account; title: string; errors: FieldErrors; children: ComponentChildren }) {
  const { view, account, title, errors, children } = props
  const { kind } = account.holder
  return (
    <Layout view={view} title={title} errors={errors} scripts={['/assets/keys.js']}>
      {account.noChanges === null ? children : <NoChangesNote view={view} noChanges={account.noChanges} kind={kind} />}
      <p>
        <a href={accountPath[kind]}>{accountTexts[view.language].back}</a>
      </p>
    </Layout>
  )
}

type Shown = { view: View; account: Account; errors: FieldErrors }

/** The page for a browser that has a session; others go to sign in. */
export async function showChange(context: Context, on: { request: FastifyRequest; reply: FastifyReply; kind: KeyKind }, page: (shown: Shown) => VNode) {
  const account = await viewAccount(context, on.kind, on.request.held)
  if (!account) return on.reply.redirect(signInPath[on.kind], 303)
  return sendPage(on.reply, 200, page({ view: viewOf(context, on.request, on.reply), account, errors: {} }))
}

type Posted<T> = {
  request: FastifyRequest
  reply: FastifyReply
  kind: KeyKind
  page: (shown: Shown) => VNode
  /** What is wrong with the rest of the form. */
  check?: (texts: (typeof accountTexts)['es']) => FieldErrors
  change: (asked: KeyConfirmation & { language: Language }) => Promise<T | Refusal>
}

/** Shows the page again with what was wrong. */
export type Again = (status: number, errors: FieldErrors) => Promise<unknown>

/** Does a change with the key that was typed; what the key or the account refuses is answered here, the rest is the page's. */
export async function postChange<T extends { outcome: string }>(
  context: Context,
  on: Posted<T>,
  done: (changed: Exclude<T, Refusal>, more: { view: View; again: Again }) => unknown,
) {
  const { request, reply, kind } = on
  const view = viewOf(context, request, reply)
  const texts = accountTexts[view.language].keyAgain
  const again: Again = async (status, errors) => {
    const account = await viewAccount(context, kind, request.held)
    return account ? sendPage(reply, status, on.page({ view, account, errors })) : reply.redirect(signInPath[kind], 303)
  }
  const { clave } = Body.parse(request.body)
  const wrong = { ...on.check?.(accountTexts[view.language]), ...(clave === '' ? { clave: texts.empty } : {}) }
  if (Object.keys(wrong).length > 0) return again(422, wrong)
  const browser = hashesOfCookie(context, request, browserCookie[kind])
  try {
    const changed = await on.change({ kind, held: request.held, browser, key: clave, source: request.ip, language: view.language })
    if (!isRefusal(changed)) return done(changed as Exclude<T, Refusal>, { view, again })
    switch (changed.outcome) {
      case 'wrong':
        return again(422, { clave: texts.wrong })
      case 'signed_out':
        return reply.redirect(signInPath[kind], 303)
      case 'not_now':
        return reply.redirect(accountPath[kind], 303)
      case 'source_stopped':
        reply.header('retry-after', changed.retryAfter)
        return again(429, { clave: texts.stopped(sayTime(changed.until, view)) })
    }
  } catch (error) {
    if (error instanceof HasherFull) return again(503, { clave: texts.busy })
    throw error
  }
}

const refusals: readonly string[] = ['wrong', 'signed_out', 'not_now', 'source_stopped'] satisfies Refusal['outcome'][]
const isRefusal = (outcome: { outcome: string }): outcome is Refusal => refusals.includes(outcome.outcome)
