import type { RouteHandlerMethod } from 'fastify'
import { z } from 'zod'
import type { Context } from '../../context.ts'
import { HasherFull } from '../../credentials/hasher.ts'
import { WrongDoor } from '../../guide/wrong-door.tsx'
import { setCookie } from '../../http/cookies.ts'
import { deviceOf } from '../../http/device.ts'
import { hashesOfCookie } from '../../http/guards.ts'
import { sendPage } from '../../http/send-page.ts'
import { type View, viewOf } from '../../http/view.ts'
import { checkNationalId } from '../../registry/identifiers.ts'
import { requestPath } from '../../replacement/paths.ts'
import { hasOfficePath } from '../../replacement/requirements.ts'
import { Button, digits, Field, Form, hiddenKey } from '../../ui/form.tsx'
import { sayTime } from '../../ui/format.ts'
import { type FieldErrors, Layout } from '../../ui/layout.tsx'
import { personalSignInTexts } from '../personal-texts.ts'
import { signIn } from '../sign-in.ts'
import { wasSignedOut } from '../signed-out.ts'

export const path = '/personal/ingresar'

const Body = z.object({ cedula: z.string().max(200).catch(''), clave: z.string().max(4096).catch('') }).catch({ cedula: '', clave: '' })

export function get(context: Context): RouteHandlerMethod {
  return (request, reply) =>
    sendPage(reply, 200, <SignInPage view={viewOf(context, request, reply)} typed="" signedOut={wasSignedOut(context, request, 'personal')} errors={{}} />)
}

export function post(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const body = Body.parse(request.body)
    const view = viewOf(context, request, reply)
    const texts = personalSignInTexts[view.language]
    const again = (status: number, errors: FieldErrors) =>
      sendPage(reply, status, <SignInPage view={view} typed={body.cedula} signedOut={false} errors={errors} />)
    const nationalId = checkNationalId(body.cedula)
    if (nationalId.answer === 'malformed') return again(422, { cedula: texts.nationalIdWrong })
    if (body.clave === '') return again(422, { clave: texts.empty })
    try {
      const signed = await signIn(context, {
        holder: { kind: 'personal', nationalId: nationalId.value },
        key: body.clave,
        source: request.ip,
        device: deviceOf(request.headers['user-agent']),
        browser: hashesOfCookie(context, request, 'personal-browser'),
        session: hashesOfCookie(context, request, 'personal'),
      })
      switch (signed.outcome) {
        case 'signed_in':
          setCookie(reply, 'personal', { value: signed.cookie, origin: context.origin })
          setCookie(reply, 'personal-browser', { value: signed.browserCookie, origin: context.origin, lasts: context.institution.policy.knownBrowserLifetime })
          return reply.redirect('/personal/cuenta', 303)
        case 'wrong':
          return again(422, { clave: texts.wrong })
        case 'source_stopped':
          reply.header('retry-after', signed.retryAfter)
          return again(429, { clave: texts.stopped(sayTime(signed.until, view)) })
      }
    } catch (error) {
      if (error instanceof HasherFull) return again(503, { clave: texts.busy })
      throw error
    }
  }
}

type SignInProps = { view: View; typed: string; signedOut: boolean; errors: FieldErrors }

function SignInPage({ view, typed, signedOut, errors }: SignInProps) {
  const texts = personalSignInTexts[view.language]
  return (
    <Layout view={view} title={texts.title} errors={errors} scripts={['/assets/keys.js']}>
      {signedOut && (
        <p class="inset" role="status">
          {texts.signedOut}
        </p>
      )}
      {errors.cedula !== undefined && <WrongDoor view={view} at="personal" typed={typed} />}
      <Form view={view}>
        <Field
          name="cedula"
          label={texts.nationalId}
          hint={texts.nationalIdHint}
          value={typed}
          errors={errors}
          width={10}
          attributes={{ ...digits, autocomplete: 'username' }}
        />
        <Field name="clave" label={texts.key} errors={errors} attributes={{ ...hiddenKey(view), autocomplete: 'current-password' }} />
        <Button>{texts.signIn}</Button>
      </Form>
      <p>
        <a href="/personal">{texts.forgot}</a>
      </p>
      {hasOfficePath(view.institution) && (
        <p>
          {texts.noContact} <a href={requestPath.personal.before}>{texts.office}</a>.
        </p>
      )}
    </Layout>
  )
}
