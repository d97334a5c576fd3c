import type { RouteHandlerMethod } from 'fastify'
import { z } from 'zod'
import type { Context } from '../../context.ts'
import type { KeyKind } from '../../credentials/credentials.ts'
import { sendPage } from '../../http/send-page.ts'
import { type View, viewOf } from '../../http/view.ts'
import { Button, Choice, Form } from '../../ui/form.tsx'
import { type FieldErrors, Layout } from '../../ui/layout.tsx'
import { chooseOffice } from '../give-contact.ts'
import { requestPath } from '../paths.ts'
import { requestTexts } from '../texts.ts'
import { viewDraft } from '../view-draft.ts'

const Body = z.object({ oficina: z.string().max(40).catch('') }).catch({ oficina: '' })

const page = (kind: KeyKind) => {
  const paths = requestPath[kind]

  const get =
    (context: Context): RouteHandlerMethod =>
    async (request, reply) => {
      const draft = await viewDraft(context, { kind, held: request.held })
      if (!draft) return reply.redirect(paths.before, 303)
      if (draft.contact === 'unknown') return reply.redirect(paths.contact, 303)
      if (draft.contact === 'unconfirmed') return reply.redirect(paths.code, 303)
      return sendPage(reply, 200, <OfficePage view={viewOf(context, request, reply)} chosen={draft.office ?? ''} errors={{}} />)
    }

  const post =
    (context: Context): RouteHandlerMethod =>
    async (request, reply) => {
      const { oficina } = Body.parse(request.body)
      const chosen = await chooseOffice(context, { kind, held: request.held }, oficina)
      switch (chosen) {
        case 'chosen':
          return reply.redirect(paths.review, 303)
        case 'no_draft':
          return reply.redirect(paths.before, 303)
        case 'unknown': {
          const view = viewOf(context, request, reply)
          return sendPage(reply, 422, <OfficePage view={view} chosen="" errors={{ oficina: requestTexts[view.language].office.choose }} />)
        }
      }
    }
  return { path: paths.office, get, post }
}

export const employer = page('employer')
export const personal = page('personal')

function OfficePage({ view, chosen, errors }: { view: View; chosen: string; errors: FieldErrors }) {
  const texts = requestTexts[view.language].office
  const options = view.institution.offices.map((office) => ({
    value: office.id,
    label: (
      <>
        <strong>{office.name}</strong>
        <br />
        {office.address}, {office.canton}
        <br />
        {office.hours[view.language]}
      </>
    ),
  }))
  return (
    <Layout view={view} title={texts.title} errors={errors}>
      <Form view={view}>
        <Choice name="oficina" legend={texts.legend} hint={texts.walkIn} options={options} chosen={chosen} errors={errors} />
        <Button>{texts.continue}</Button>
      </Form>
    </Layout>
  )
}
