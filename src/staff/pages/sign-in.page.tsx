import type { RouteHandlerMethod } from 'fastify'
import { z } from 'zod'
import type { Context } from '../../context.ts'
import { setCookie } from '../../http/cookies.ts'
import { hashesOfCookie } from '../../http/guards.ts'
import { sendPage } from '../../http/send-page.ts'
import { viewOf } from '../../http/view.ts'
import { sayTime } from '../../ui/format.ts'
import { isKeptFor, readKeptWork } from '../kept-work.ts'
import { askForPasskey, signIn } from '../passkeys/sign-in.ts'
import { KeptWorkPage, SignInPage } from '../passkeys/sign-in-view.tsx'
import { passkeyTexts } from '../passkeys/texts.ts'
import { officePath } from '../paths.ts'

export const path = officePath.signIn

const Query = z
  .object({ nota: z.enum(['lista', 'terminada', 'salida']).nullable().catch(null), ir: z.string().max(200).catch('') })
  .catch({ nota: null, ir: '' })
const Body = z.object({ passkey: z.string().max(60_000).catch(''), ir: z.string().max(200).catch('') }).catch({ passkey: '', ir: '' })

export function get(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const { nota, ir } = Query.parse(request.query)
    const view = viewOf(context, request, reply)
    // Whoever is still signed in is not told that they are not, whatever a link says.
    const note = nota === 'salida' && hashesOfCookie(context, request, 'staff').length > 0 ? null : nota
    return sendPage(reply, 200, <SignInPage view={view} options={await askForPasskey(context)} note={note} to={ir} kept={null} errors={{}} />)
  }
}

export function post(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const body = Body.parse(request.body)
    const view = viewOf(context, request, reply)
    const texts = passkeyTexts[view.language]
    const kept = readKeptWork(request.body)
    const again = async (status: number, passkey: string) =>
      sendPage(reply, status, <SignInPage view={view} options={await askForPasskey(context)} note={null} to={body.ir} kept={kept} errors={{ passkey }} />)
    if (body.passkey === '') return again(422, texts.browser.needs)
    const signed = await signIn(context, { answer: body.passkey, source: request.ip, held: hashesOfCookie(context, request, 'staff') })
    switch (signed.outcome) {
      case 'signed_in':
        setCookie(reply, 'staff', { value: signed.cookie, origin: context.origin })
        if (kept && isKeptFor(context, signed.staffId, kept)) return sendPage(reply, 200, <KeptWorkPage view={view} kept={kept} />)
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
