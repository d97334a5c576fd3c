import type { RouteHandlerMethod } from 'fastify'
import { z } from 'zod'
import type { Context } from '../../context.ts'
import { setCookie } from '../../http/cookies.ts'
import { hashesOfCookie } from '../../http/guards.ts'
import { sendPage } from '../../http/send-page.ts'
import { type View, viewOf } from '../../http/view.ts'
import { sayTime } from '../../ui/format.ts'
import { type FieldErrors, Layout } from '../../ui/layout.tsx'
import { PasskeyForm, passkeyScripts } from '../passkeys/passkey-form.tsx'
import { askForPasskey, signIn } from '../passkeys/sign-in.ts'
import { passkeyTexts } from '../passkeys/texts.ts'
import { officePath } from '../paths.ts'

export const path = officePath.signIn

const Query = z.object({ nota: z.enum(['lista', 'terminada']).nullable().catch(null), ir: z.string().max(200).catch('') }).catch({ nota: null, ir: '' })
const Body = z.object({ passkey: z.string().max(60_000).catch(''), ir: z.string().max(200).catch('') }).catch({ passkey: '', ir: '' })

export function get(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const { nota, ir } = Query.parse(request.query)
    const view = viewOf(context, request, reply)
    return sendPage(reply, 200, <SignInPage view={view} options={await askForPasskey(context)} note={nota} to={ir} errors={{}} />)
  }
}

export function post(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const body = Body.parse(request.body)
    const view = viewOf(context, request, reply)
    const texts = passkeyTexts[view.language]
    const again = async (status: number, passkey: string) =>
      sendPage(reply, status, <SignInPage view={view} options={await askForPasskey(context)} note={null} to={body.ir} errors={{ passkey }} />)
    if (body.passkey === '') return again(422, texts.browser.needs)
    const signed = await signIn(context, { answer: body.passkey, source: request.ip, held: hashesOfCookie(context, request, 'staff') })
    switch (signed.outcome) {
      case 'signed_in':
        setCookie(reply, 'staff', { value: signed.cookie, origin: context.origin })
        return reply.redirect(insideOffice(body.ir), 303)
      case 'wrong':
        return again(422, texts.signIn.wrong)
      case 'source_stopped':
        reply.header('retry-after', signed.retryAfter)
        return again(429, texts.signIn.stopped(sayTime(signed.until, view)))
    }
  }
}

/** Only to pages of the console: an address somebody else put there leads nowhere else. */
const insideOffice = (to: string) => (/^\/oficina(\/[\w-]+)*$/.test(to) && to !== officePath.signIn && to !== officePath.signOut ? to : officePath.today)

type Props = { view: View; options: string; note: 'lista' | 'terminada' | null; to: string; errors: FieldErrors }

function SignInPage({ view, options, note, to, errors }: Props) {
  const texts = passkeyTexts[view.language].signIn
  return (
    <Layout view={view} title={texts.title} errors={errors} scripts={passkeyScripts} keep={to === '' ? {} : { ir: to }}>
      {note === 'lista' && (
        <p class="inset" role="status">
          {texts.ready}
        </p>
      )}
      {note === 'terminada' && (
        <p class="inset" role="status">
          {texts.ended}
        </p>
      )}
      <p>{texts.lead}</p>
      <PasskeyForm view={view} kind="known" options={options} button={texts.button} errors={errors}>
        <input type="hidden" name="ir" value={to} />
      </PasskeyForm>
      <p class="hint">{texts.lost}</p>
      <p>
        {texts.visitors} <a href="/">{texts.home}</a>.
      </p>
    </Layout>
  )
}
