import type { RouteHandlerMethod } from 'fastify'
import { z } from 'zod'
import type { Context } from '../../context.ts'
import type { KeyKind } from '../../credentials/credentials.ts'
import { sendPage } from '../../http/send-page.ts'
import { type View, viewOf } from '../../http/view.ts'
import { bare } from '../../registry/identifiers.ts'
import { Button, Field, Form } from '../../ui/form.tsx'
import { type FieldErrors, Layout } from '../../ui/layout.tsx'
import { confirmContact } from '../give-contact.ts'
import { requestPath } from '../paths.ts'
import { requestTexts } from '../texts.ts'
import { type DraftView, viewDraft } from '../view-draft.ts'

const Body = z.object({ codigo: z.string().max(200).catch('') }).catch({ codigo: '' })

const page = (kind: KeyKind) => {
  const paths = requestPath[kind]

  const get =
    (context: Context): RouteHandlerMethod =>
    async (request, reply) => {
      const draft = await viewDraft(context, { kind, held: request.held })
      if (!draft) return reply.redirect(paths.before, 303)
      if (draft.contact !== 'unconfirmed') return reply.redirect(draft.contact === 'unknown' ? paths.contact : paths.review, 303)
      const view = viewOf(context, request, reply)
      const errors: FieldErrors = draft.codeDead ? { codigo: requestTexts[view.language].code.dead } : {}
      return sendPage(reply, 200, <CodePage view={view} kind={kind} draft={draft} errors={errors} />)
    }

  const post =
    (context: Context): RouteHandlerMethod =>
    async (request, reply) => {
      const code = bare(Body.parse(request.body).codigo)
      const view = viewOf(context, request, reply)
      const texts = requestTexts[view.language].code
      const again = async (error: string) => {
        const draft = await viewDraft(context, { kind, held: request.held })
        return draft ? sendPage(reply, 422, <CodePage view={view} kind={kind} draft={draft} errors={{ codigo: error }} />) : reply.redirect(paths.before, 303)
      }
      if (!/^\d{1,40}$/.test(code)) return again(code === '' ? texts.empty : texts.malformed)
      const confirmed = await confirmContact(context, { kind, held: request.held }, code)
      switch (confirmed) {
        case 'confirmed':
          return reply.redirect(paths.review, 303)
        case 'wrong':
          return again(texts.wrong)
        case 'dead':
          return again(texts.dead)
        case 'no_draft':
          return reply.redirect(paths.before, 303)
      }
    }
  return { path: paths.code, get, post }
}

export const employer = page('employer')
export const personal = page('personal')

function CodePage({ view, kind, draft, errors }: { view: View; kind: KeyKind; draft: DraftView; errors: FieldErrors }) {
  const texts = requestTexts[view.language].code
  return (
    <Layout view={view} title={texts.title} errors={errors}>
      <p>{texts.sent(draft.contactMasked ?? '')}</p>
      {draft.contactChannel === 'email' && <p>{texts.where}</p>}
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
      <p>
        <a href={requestPath[kind].contact}>{texts.again}</a>
      </p>
    </Layout>
  )
}
