import type { RouteHandlerMethod } from 'fastify'
import { z } from 'zod'
import type { Context } from '../../context.ts'
import { sendPage } from '../../http/send-page.ts'
import { type View, viewOf } from '../../http/view.ts'
import { sayDateTime, sayTime } from '../../ui/format.ts'
import type { FieldErrors } from '../../ui/layout.tsx'
import { Console, NotAllowedPage } from '../console.tsx'
import { type OwnPasskeys, startAnotherPasskey, viewOwnPasskeys } from '../passkeys/own-passkeys.ts'
import { PasskeyForm, passkeyScripts } from '../passkeys/passkey-form.tsx'
import { passkeyTexts } from '../passkeys/texts.ts'
import { officePath } from '../paths.ts'
import { signInAgain } from '../sign-in-again.tsx'

export const path = officePath.passkeys

const Body = z.object({ passkey: z.string().max(60_000).catch('') }).catch({ passkey: '' })

export function get(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const seen = await viewOwnPasskeys(context, { held: request.held })
    const view = viewOf(context, request, reply)
    if (seen.outcome === 'signed_out') return signInAgain(context, request, reply)
    if (seen.outcome === 'not_allowed') return sendPage(reply, 403, <NotAllowedPage view={view} />)
    return sendPage(reply, 200, <PasskeysPage view={view} seen={seen} errors={{}} />)
  }
}

export function post(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const body = Body.parse(request.body)
    const view = viewOf(context, request, reply)
    const texts = passkeyTexts[view.language]
    const again = async (status: number, passkey: string) => {
      const seen = await viewOwnPasskeys(context, { held: request.held })
      return seen.outcome === 'seen'
        ? sendPage(reply, status, <PasskeysPage view={view} seen={seen} errors={{ passkey }} />)
        : signInAgain(context, request, reply)
    }
    if (body.passkey === '') return again(422, texts.browser.needs)
    const started = await startAnotherPasskey(context, { held: request.held }, { answer: body.passkey, source: request.ip })
    switch (started.outcome) {
      case 'link':
        return reply.redirect(`${officePath.enrolment}/${started.token}`, 303)
      case 'wrong':
        return again(422, texts.own.wrong)
      case 'source_stopped':
        reply.header('retry-after', started.retryAfter)
        return again(429, texts.signIn.stopped(sayTime(started.until, view)))
      case 'signed_out':
        return signInAgain(context, request, reply)
      case 'not_allowed':
        return sendPage(reply, 403, <NotAllowedPage view={view} />)
    }
  }
}

function PasskeysPage({ view, seen, errors }: { view: View; seen: OwnPasskeys; errors: FieldErrors }) {
  const texts = passkeyTexts[view.language].own
  return (
    <Console view={view} actor={seen.actor} title={texts.title} errors={errors} scripts={passkeyScripts}>
      <p>{texts.lead}</p>
      <ul class="entries">
        {seen.passkeys.map(({ id, name, madeAt, usedAt }) => (
          <li key={id}>
            <strong>{name}</strong>
            <p class="hint">
              {texts.since(sayDateTime(madeAt, view))}; {usedAt ? texts.used(sayDateTime(usedAt, view)) : texts.unused}
            </p>
          </li>
        ))}
      </ul>
      <h2>{texts.addTitle}</h2>
      <p>{texts.addText}</p>
      <PasskeyForm view={view} kind="known" options={seen.options} button={texts.button} errors={errors} />
    </Console>
  )
}
