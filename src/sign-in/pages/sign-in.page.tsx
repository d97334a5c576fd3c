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
import { viewCase } from '../../recovery/view-case.ts'
import { checkBranchCode, checkTaxId } from '../../registry/identifiers.ts'
import { requestPath } from '../../replacement/paths.ts'
import { hasOfficePath } from '../../replacement/requirements.ts'
import { Button, digits, Field, Form, hiddenKey } from '../../ui/form.tsx'
import { sayTime } from '../../ui/format.ts'
import { type FieldErrors, Layout } from '../../ui/layout.tsx'
import { signIn } from '../sign-in.ts'
import { wasSignedOut } from '../signed-out.ts'
import { signInTexts } from '../texts.ts'

export const path = '/empleador/ingresar'

const text = z.string().max(200).catch('')
const Body = z.object({ ruc: text, sucursal: text, clave: z.string().max(4096).catch('') }).catch({ ruc: '', sucursal: '', clave: '' })

export function get(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    // Who comes from a new key is not asked again for what was typed for it.
    const held = await viewCase(context, hashesOfCookie(context, request, 'recovery'))
    const fields = held.step === 'done' ? { ruc: held.receipt.typed.taxId, sucursal: held.receipt.typed.branchCode } : { ruc: '', sucursal: '0001' }
    return sendPage(
      reply,
      200,
      <SignInPage view={viewOf(context, request, reply)} fields={fields} signedOut={wasSignedOut(context, request, 'employer')} errors={{}} />,
    )
  }
}

export function post(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const body = Body.parse(request.body)
    const view = viewOf(context, request, reply)
    const texts = signInTexts[view.language]
    const again = (status: number, errors: FieldErrors) => sendPage(reply, status, <SignInPage view={view} fields={body} signedOut={false} errors={errors} />)
    const ruc = checkTaxId(body.ruc)
    const branch = checkBranchCode(body.sucursal)
    if (ruc.answer === 'malformed') return again(422, { ruc: texts.rucWrong })
    if (branch.answer === 'malformed') return again(422, { sucursal: texts.branchWrong })
    if (body.clave === '') return again(422, { clave: texts.empty })
    try {
      const signed = await signIn(context, {
        holder: { kind: 'employer', taxId: ruc.value, branchCode: branch.value },
        key: body.clave,
        source: request.ip,
        device: deviceOf(request.headers['user-agent']),
        browser: hashesOfCookie(context, request, 'employer-browser'),
        session: hashesOfCookie(context, request, 'employer'),
      })
      switch (signed.outcome) {
        case 'signed_in':
          setCookie(reply, 'employer', { value: signed.cookie, origin: context.origin })
          setCookie(reply, 'employer-browser', { value: signed.browserCookie, origin: context.origin, lasts: context.institution.policy.knownBrowserLifetime })
          return reply.redirect('/empleador/cuenta', 303)
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

type SignInProps = { view: View; fields: { ruc: string; sucursal: string }; signedOut: boolean; errors: FieldErrors }

function SignInPage({ view, fields, signedOut, errors }: SignInProps) {
  const texts = signInTexts[view.language]
  return (
    <Layout view={view} title={texts.title} errors={errors} scripts={['/assets/keys.js']}>
      {signedOut && (
        <p class="inset" role="status">
          {texts.signedOut}
        </p>
      )}
      {errors.ruc !== undefined && <WrongDoor view={view} at="employer" typed={fields.ruc} />}
      <Form view={view}>
        <Field name="ruc" label={texts.ruc} value={fields.ruc} errors={errors} width={13} attributes={{ ...digits, autocomplete: 'username' }} />
        <Field name="sucursal" label={texts.branch} value={fields.sucursal} errors={errors} width={4} attributes={digits} />
        <Field name="clave" label={texts.key} errors={errors} attributes={{ ...hiddenKey(view), autocomplete: 'current-password' }} />
        <Button>{texts.signIn}</Button>
      </Form>
      <p>
        <a href="/empleador">{texts.forgot}</a>
      </p>
      {hasOfficePath(view.institution) && (
        <p>
          {texts.noContact} <a href={requestPath.employer.before}>{texts.office}</a>.
        </p>
      )}
    </Layout>
  )
}
