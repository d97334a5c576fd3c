import type { FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify'
import { z } from 'zod'
import type { Context } from '../../context.ts'
import { sendPage } from '../../http/send-page.ts'
import { type View, viewOf } from '../../http/view.ts'
import { sayDateTime } from '../../ui/format.ts'
import type { FieldErrors } from '../../ui/layout.tsx'
import { Console, NotAllowedPage } from '../console.tsx'
import { readShown, sayNotShown } from '../passkeys/not-shown.ts'
import { type OwnPasskeys, startAnotherPasskey, viewOwnPasskeys } from '../passkeys/own-passkeys.ts'
import { PasskeyForm, passkeyScripts } from '../passkeys/passkey-form.tsx'
import { removeOwnPasskey } from '../passkeys/remove-passkey.ts'
import { passkeyTexts } from '../passkeys/texts.ts'
import { officePath } from '../paths.ts'
import { signInAgain } from '../sign-in-again.tsx'

export const path = officePath.passkeys

const Query = z.object({ hecho: z.enum(['quitada', 'guardada']).nullable().catch(null) }).catch({ hecho: null })
/** `quitar`: the passkey to be removed; without it one more is to be added. */
const Body = z
  .object({
    quitar: z
      .string()
      .regex(/^[\w-]{1,1400}$/)
      .optional()
      .catch(''),
  })
  .catch({ quitar: undefined })

export function get(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const seen = await viewOwnPasskeys(context, { held: request.held })
    const view = viewOf(context, request, reply)
    if (seen.outcome === 'signed_out') return signInAgain(context, request, reply)
    if (seen.outcome === 'not_allowed') return sendPage(reply, 403, <NotAllowedPage view={view} />)
    const { hecho } = Query.parse(request.query)
    return sendPage(reply, 200, <PasskeysPage view={view} seen={seen} done={hecho} errors={{}} />)
  }
}

export function post(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const { quitar } = Body.parse(request.body)
    const view = viewOf(context, request, reply)
    const texts = passkeyTexts[view.language].own
    const again = (status: number, told: string) => showAgain(context, request, reply, { status, told, removing: quitar })
    const [browser, given] = [{ held: request.held }, readShown(request)]
    const done =
      quitar === undefined ? await startAnotherPasskey(context, browser, given) : await removeOwnPasskey(context, browser, { ...given, passkey: quitar })
    switch (done.outcome) {
      case 'link':
        return reply.redirect(`${officePath.enrolment}/${done.token}`, 303)
      case 'removed':
        return reply.redirect(`${path}?hecho=quitada`, 303)
      case 'gone':
        return again(422, texts.gone)
      case 'not_shown':
      case 'source_stopped': {
        const { status, told } = sayNotShown(view, reply, done)
        return again(status, quitar !== undefined && status === 422 ? texts.notRemoved : told)
      }
      case 'signed_out':
        return signInAgain(context, request, reply)
      case 'not_allowed':
        return sendPage(reply, 403, <NotAllowedPage view={view} />)
    }
  }
}

/** The page with what went wrong, at the form that was sent while it is still there. */
async function showAgain(context: Context, request: FastifyRequest, reply: FastifyReply, on: { status: number; told: string; removing: string | undefined }) {
  const seen = await viewOwnPasskeys(context, { held: request.held })
  if (seen.outcome !== 'seen') return signInAgain(context, request, reply)
  const at = seen.passkeys.findIndex(({ id, removal }) => id === on.removing && removal !== null)
  const errors = { [at < 0 ? 'passkey' : formOf(at)]: on.told }
  return sendPage(reply, on.status, <PasskeysPage view={viewOf(context, request, reply)} seen={seen} done={null} errors={errors} />)
}

const formOf = (at: number) => `quitar-${at + 1}`

type Props = { view: View; seen: OwnPasskeys; done: 'quitada' | 'guardada' | null; errors: FieldErrors }

function PasskeysPage({ view, seen, done, errors }: Props) {
  const texts = passkeyTexts[view.language].own
  return (
    <Console view={view} actor={seen.actor} title={texts.title} errors={errors} scripts={passkeyScripts}>
      {done !== null && (
        <p class="inset" role="status">
          {done === 'quitada' ? texts.removed : texts.saved}
        </p>
      )}
      <p>{texts.lead}</p>
      <ul class="entries">
        {seen.passkeys.map(({ id, name, madeAt, usedAt, removal }, at) => (
          <li key={id}>
            <strong>{name}</strong>
            <p class="hint">
              {texts.since(sayDateTime(madeAt, view))}; {usedAt ? texts.used(sayDateTime(usedAt, view)) : texts.unused}
            </p>
            {removal !== null && (
              <PasskeyForm
                view={view}
                kind="known"
                options={removal}
                button={texts.remove}
                label={texts.removeOf(name, sayDateTime(madeAt, view))}
                errors={errors}
                refused={texts.showAnother}
                id={formOf(at)}
              >
                <input type="hidden" name="quitar" value={id} />
              </PasskeyForm>
            )}
          </li>
        ))}
      </ul>
      <p class="hint">{texts.removeText}</p>
      <h2>{texts.addTitle}</h2>
      <p>{texts.addText}</p>
      <PasskeyForm view={view} kind="known" options={seen.options} button={texts.button} errors={errors} />
    </Console>
  )
}
