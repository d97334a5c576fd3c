import type { FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify'
import type { Context } from '../../context.ts'
import type { KeyKind } from '../../credentials/credentials.ts'
import { clearCookie, readCookie } from '../../http/cookies.ts'
import { sendPage } from '../../http/send-page.ts'
import { type View, viewOf } from '../../http/view.ts'
import { Secret } from '../../secret.ts'
import { Button, Form } from '../../ui/form.tsx'
import { Layout } from '../../ui/layout.tsx'
import { holdPair, requestCookie } from '../browser.ts'
import { requestPath } from '../paths.ts'
import { fileAgain, type SubmitOutcome, submitRequest } from '../submit-request.ts'
import { requestTexts } from '../texts.ts'
import { type DraftView, viewDraft } from '../view-draft.ts'
import { answersFields, returningFields, withQuery } from './answers.ts'

const page = (kind: KeyKind) => {
  const paths = requestPath[kind]

  const get =
    (context: Context): RouteHandlerMethod =>
    async (request, reply) => {
      const draft = await viewDraft(context, { kind, held: request.held })
      if (!draft) return leave(context, reply, await fileAgain(context, { kind, token: tokenOf(context, request) }), paths.before)
      if (draft.office === null || (draft.contact !== 'confirmed' && draft.contact !== 'none')) return reply.redirect(paths.office, 303)
      return sendPage(reply, 200, <ReviewPage view={viewOf(context, request, reply)} kind={kind} draft={draft} />)
    }

  const post =
    (context: Context): RouteHandlerMethod =>
    async (request, reply) => {
      const submitted = await submitRequest(context, { kind, token: tokenOf(context, request) })
      if (submitted.outcome === 'not_ready') return reply.redirect(paths.office, 303)
      return leave(context, reply, submitted, paths.receipt)
    }

  const tokenOf = (context: Context, request: FastifyRequest) => new Secret(readCookie(request, requestCookie[kind], context.origin) ?? '')

  /** From the draft, which is no more, to the receipt of what was filed. */
  function leave(context: Context, reply: FastifyReply, filed: Exclude<SubmitOutcome, { outcome: 'not_ready' }>, otherwise: string) {
    if (filed.outcome === 'no_draft') return reply.redirect(otherwise, 303)
    clearCookie(reply, requestCookie[kind], context.origin)
    holdPair(context, reply, { number: filed.number, code: filed.continuation })
    return reply.redirect(paths.receipt, 303)
  }
  return { path: paths.review, get, post }
}

export const employer = page('employer')
export const personal = page('personal')

function ReviewPage({ view, kind, draft }: { view: View; kind: KeyKind; draft: DraftView }) {
  const { review: texts, follow, reason } = requestTexts[view.language]
  const paths = requestPath[kind]
  const { employerKind } = draft.answers
  const office = view.institution.offices.find(({ id }) => id === draft.office)
  const back = returningFields(true)
  const [why, data] = [withQuery(paths.reason, { ...answersFields(draft.answers), ...back }), withQuery(paths.data, back)]
  const noContact = kind === 'employer' ? texts.noContact : texts.noContactPersonal
  const rows = [
    ...(employerKind === null
      ? []
      : [
          { name: texts.reason, value: follow.reason[draft.answers.reason], change: texts.of.reason, page: why },
          { name: texts.kind, value: reason.kinds[employerKind], change: texts.of.reason, page: why },
          { name: texts.ruc, value: draft.typed.taxId, change: texts.of.data, page: data },
          { name: texts.branch, value: draft.typed.branchCode, change: texts.of.data, page: data },
        ]),
    { name: texts.nationalId, value: draft.typed.nationalId, change: texts.of.data, page: data },
    { name: texts.contact, value: draft.contactValue ?? noContact, change: texts.of.contact, page: paths.contact },
    { name: texts.office, value: office?.name ?? '', change: texts.of.office, page: paths.office },
  ]
  return (
    <Layout view={view} title={texts.title}>
      <dl class="summary-list">
        {rows.map(({ name, value, change, page }) => (
          <>
            <dt>{name}</dt>
            <dd>
              {value}{' '}
              <a href={page} aria-label={`${texts.change} ${change}`}>
                {texts.change}
              </a>
            </dd>
          </>
        ))}
      </dl>
      <p>{texts.told}</p>
      <Form view={view}>
        <Button>{texts.send}</Button>
      </Form>
    </Layout>
  )
}
