import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'
import { sendPage } from '../http/send-page.ts'
import { viewOf } from '../http/view.ts'
import { keepWork } from './kept-work.ts'
import { askForPasskey } from './passkeys/sign-in.ts'
import { SignInPage } from './passkeys/sign-in-view.tsx'
import { officePath } from './paths.ts'

/**
 * The answer where a verb says `signed_out`, to a page or to a form: of a browser with a session's cookie, which whoever never signed in has
 * not, and which signing out takes away. After signing in a page is gone on with; a form is offered again to the
 * account that sent it, with all that was typed.
 */
export async function signInAgain(context: Context, request: FastifyRequest, reply: FastifyReply) {
  const view = viewOf(context, request, reply)
  const kept = request.method === 'POST' ? await keepWork(context, { held: request.held }, { to: view.path, body: request.body }) : null
  if (kept) return sendPage(reply, 422, <SignInPage view={view} options={await askForPasskey(context)} note="guardado" to="" kept={kept} errors={{}} />)
  return reply.redirect(`${officePath.signIn}?${new URLSearchParams({ nota: 'terminada', ir: view.path })}`, 303)
}
