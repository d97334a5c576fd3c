import type { RouteHandlerMethod } from 'fastify'
import { z } from 'zod'
import type { Context } from '../../context.ts'
import type { KeyKind } from '../../credentials/credentials.ts'
import { sendPage } from '../../http/send-page.ts'
import { type View, viewOf } from '../../http/view.ts'
import { bare } from '../../registry/identifiers.ts'
import { Button, Field, Form } from '../../ui/form.tsx'
import { sayDuration, sayTime } from '../../ui/format.ts'
import { type FieldErrors, Layout } from '../../ui/layout.tsx'
import { confirmContactChange, type PendingView, viewPending } from '../change-contact.ts'
import { accountPath, signInPath } from '../paths.ts'
import { accountTexts } from '../texts.ts'

const Body = z.object({ codigo: z.string().max(200).catch('') }).catch({ codigo: '' })

const page = (kind: KeyKind) => {
  const contactPath = `${accountPath[kind]}/contacto`
  const path = `${contactPath}/codigo`
  const get =
    (context: Context): RouteHandlerMethod =>
    async (request, reply) => {
      const pending = await viewPending(context, { kind, held: request.held })
      if (!pending) return reply.redirect(contactPath, 303)
      const view = viewOf(context, request, reply)
      const texts = accountTexts[view.language].contactCode
      const errors: FieldErrors = pending.failed ? { codigo: texts.failed } : pending.dead ? { codigo: texts.dead } : {}
      return sendPage(reply, 200, <ContactCodePage view={view} pending={pending} kind={kind} errors={errors} />)
    }

  const post =
    (context: Context): RouteHandlerMethod =>
    async (request, reply) => {
      const code = bare(Body.parse(request.body).codigo)
      const view = viewOf(context, request, reply)
      const texts = accountTexts[view.language].contactCode
      const again = async (error: string) => {
        const pending = await viewPending(context, { kind, held: request.held })
        if (!pending) return reply.redirect(contactPath, 303)
        return sendPage(reply, 422, <ContactCodePage view={view} pending={pending} kind={kind} errors={{ codigo: error }} />)
      }
      if (!/^\d{1,40}$/.test(code)) return again(code === '' ? texts.empty : texts.malformed)
      const confirmed = await confirmContactChange(context, { kind, held: request.held, code })
      switch (confirmed.outcome) {
        case 'changed':
          return reply.redirect(`${contactPath}/listo`, 303)
        case 'wrong':
          return again(texts.wrong)
        case 'dead':
          return again(texts.dead)
        case 'over':
          return reply.redirect(contactPath, 303)
        case 'not_now':
          return reply.redirect(accountPath[kind], 303)
        case 'signed_out':
          return reply.redirect(signInPath[kind], 303)
      }
    }
  return { path, get, post }
}

export const employer = page('employer')
export const personal = page('personal')

function ContactCodePage({ view, pending, kind, errors }: { view: View; pending: PendingView; kind: KeyKind; errors: FieldErrors }) {
  const texts = accountTexts[view.language].contactCode
  const { policy } = view.institution
  return (
    <Layout view={view} title={texts.title} errors={errors}>
      <p>{texts.sent(pending.masked)}</p>
      <p>{texts.until(sayTime(pending.endsAt, view), sayDuration(policy.codeLifetime, view.language))}</p>
      <Form view={view}>
        <Field
          name="codigo"
          label={texts.label}
          hint={texts.hint}
          errors={errors}
          width={20}
          attributes={{ inputmode: 'numeric', autocomplete: 'one-time-code' }}
        />
        <Button>{texts.confirm}</Button>
      </Form>
      <p>{texts.nothingYet}</p>
      <p>
        <a href={`${accountPath[kind]}/contacto`}>{texts.startAgain}</a>
      </p>
    </Layout>
  )
}
