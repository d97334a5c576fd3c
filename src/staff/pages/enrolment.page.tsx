import type { FastifyRequest, RouteHandlerMethod } from 'fastify'
import { z } from 'zod'
import type { Context } from '../../context.ts'
import { hashesOfCookie } from '../../http/guards.ts'
import { sendPage } from '../../http/send-page.ts'
import { tokenHashes } from '../../http/token.ts'
import { type View, viewOf } from '../../http/view.ts'
import { Field } from '../../ui/form.tsx'
import { sayTime } from '../../ui/format.ts'
import { type FieldErrors, Layout } from '../../ui/layout.tsx'
import { type EnrolmentView, enrol, viewEnrolment } from '../passkeys/enrol.ts'
import { PasskeyForm, passkeyScripts } from '../passkeys/passkey-form.tsx'
import { passkeyTexts } from '../passkeys/texts.ts'
import { officePath } from '../paths.ts'
import { tidyName } from '../staff.ts'

export const path = `${officePath.enrolment}/:token`

const words = z
  .string()
  .max(1000)
  .catch('')
  .transform((typed) => tidyName(typed).slice(0, 40))
const Body = z.object({ passkey: z.string().max(60_000).catch(''), llave: words }).catch({ passkey: '', llave: '' })

const linkOf = (context: Context, request: FastifyRequest) => ({
  hashes: tokenHashes(context, request),
  held: hashesOfCookie(context, request, 'staff'),
})

export function get(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const view = viewOf(context, request, reply)
    const seen = await viewEnrolment(context, linkOf(context, request))
    return seen.outcome === 'dead'
      ? sendPage(reply, 410, <DeadPage view={view} own={seen.own} />)
      : sendPage(reply, 200, <EnrolmentPage view={view} seen={seen} llave="" errors={{}} />)
  }
}

export function post(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const body = Body.parse(request.body)
    const link = linkOf(context, request)
    const view = viewOf(context, request, reply)
    const texts = passkeyTexts[view.language]
    const again = async (errors: FieldErrors) => {
      const seen = await viewEnrolment(context, link)
      if (seen.outcome === 'dead') return sendPage(reply, 410, <DeadPage view={view} own={seen.own} />)
      return sendPage(reply, 422, <EnrolmentPage view={view} seen={seen} llave={body.llave} errors={errors} />)
    }
    const done = await enrol(context, { ...link, passkeyName: body.llave || texts.enrolment.passkeyStandard, answer: body.passkey })
    switch (done.outcome) {
      case 'enrolled':
        return reply.redirect(done.own ? `${officePath.passkeys}?hecho=guardada` : `${officePath.signIn}?nota=lista`, 303)
      case 'dead':
        return again({})
      case 'wrong':
        return again({ passkey: body.passkey === '' ? texts.browser.needs : texts.enrolment.wrong })
    }
  }
}

type Props = { view: View; seen: Extract<EnrolmentView, { outcome: 'open' }>; llave: string; errors: FieldErrors }

function EnrolmentPage({ view, seen, llave, errors }: Props) {
  const { enrolment: texts, another } = passkeyTexts[view.language]
  const title = seen.own ? another.title : seen.first ? texts.titleFirst : texts.title
  return (
    <Layout forStaff view={view} title={title} errors={errors} scripts={passkeyScripts}>
      <dl class="summary-list">
        <dt>{texts.account}</dt>
        <dd>
          {seen.name} ({seen.email})
        </dd>
      </dl>
      {seen.first && <p>{texts.whose}</p>}
      <p>{seen.own ? another.lead : texts.lead}</p>
      <p class="inset apart">{seen.own ? another.until(sayTime(seen.endsAt, view)) : texts.once}</p>
      <PasskeyForm view={view} kind="new" options={seen.options} button={texts.button} errors={errors}>
        <Field
          name="llave"
          label={texts.passkeyName}
          hint={texts.passkeyHint}
          value={llave || (seen.own ? another.passkeyStandard : texts.passkeyStandard)}
          errors={errors}
          attributes={{ autocomplete: 'off', maxlength: '40' }}
        />
      </PasskeyForm>
      {seen.own && (
        <p>
          <a href={officePath.passkeys}>{another.back}</a>
        </p>
      )}
    </Layout>
  )
}

/** `own`: in a browser that is signed in, which can begin again by itself. */
function DeadPage({ view, own }: { view: View; own: boolean }) {
  const { enrolment: texts, another } = passkeyTexts[view.language]
  return (
    <Layout forStaff view={view} title={own ? another.deadTitle : texts.deadTitle}>
      <p>{own ? another.dead : texts.dead}</p>
      <p>
        <a href={own ? officePath.passkeys : officePath.signIn}>{own ? another.back : texts.toSignIn}</a>
      </p>
    </Layout>
  )
}
