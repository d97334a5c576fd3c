import type { FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify'
import { z } from 'zod'
import type { Context } from '../../context.ts'
import { generateKey } from '../../credentials/generate-key.ts'
import { HasherFull } from '../../credentials/hasher.ts'
import { clearCookie, setCookie } from '../../http/cookies.ts'
import { hashesOfCookie } from '../../http/guards.ts'
import { sendPage } from '../../http/send-page.ts'
import { type View, viewOf } from '../../http/view.ts'
import { ChooseKey, KeyNotSetPage } from '../../recovery/pages/choose-key.tsx'
import { recoveryTexts } from '../../recovery/texts.ts'
import type { Secret } from '../../secret.ts'
import { sayTime } from '../../ui/format.ts'
import { type FieldErrors, Layout } from '../../ui/layout.tsx'
import { activateCase } from '../activate.ts'
import { activationTexts } from '../activation-texts.ts'
import { heldPair, heldProof } from '../browser.ts'
import { activationPath, followPath } from '../paths.ts'
import { type ActivationView, viewActivation } from '../view-activation.ts'

export const path = followPath.activateKey

const Body = z.object({ clave: z.string().max(4096).catch('') }).catch({ clave: '' })

export function get(context: Context): RouteHandlerMethod {
  return (request, reply) => sendKeyStep(context, { request, reply, status: 200, errors: {} })
}

export function post(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const { clave } = Body.parse(request.body)
    const { policy } = context.institution
    const pair = heldPair(context, request)
    if (!pair) return sendNotSet(context, request, reply)
    const again = (status: number, say: (texts: (typeof recoveryTexts)['es']['key']) => string) =>
      sendKeyStep(context, { request, reply, status, errors: { clave: say(recoveryTexts[viewOf(context, request, reply).language].key) } })
    if (clave === '') return again(422, (texts) => texts.empty)
    try {
      const on = { pair, source: request.ip, held: heldProof(context, request), known: hashesOfCookie(context, request, 'employer-browser') }
      const activated = await activateCase(context, on, clave)
      switch (activated.outcome) {
        case 'activated':
          clearCookie(reply, 'activation', context.origin)
          if (activated.browserCookie !== null) {
            setCookie(reply, 'employer-browser', { value: activated.browserCookie, origin: context.origin, lasts: policy.knownBrowserLifetime })
          }
          return reply.redirect(activationPath.done, 303)
        case 'refused':
          return again(422, (texts) => texts.refused(policy.keyLengthAtLeast, policy.keyLengthAtMost)[activated.why])
        case 'not_proven':
        case 'elsewhere':
        case 'unknown':
        case 'stopped':
          return sendNotSet(context, request, reply)
      }
    } catch (error) {
      if (error instanceof HasherFull) return again(503, (texts) => texts.busy)
      throw error
    }
  }
}

async function sendNotSet(context: Context, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { step } = await viewActivation(context, { pair: heldPair(context, request), source: request.ip, held: heldProof(context, request) })
  if (step === 'done' || step === 'key') return reply.redirect(activationPath[step], 303)
  return sendPage(reply, 409, <KeyNotSetPage view={viewOf(context, request, reply)} next={activationPath[step]} />)
}

async function sendKeyStep(context: Context, of: { request: FastifyRequest; reply: FastifyReply; status: number; errors: FieldErrors }): Promise<FastifyReply> {
  const { request, reply, status, errors } = of
  const seen = await viewActivation(context, { pair: heldPair(context, request), source: request.ip, held: heldProof(context, request) })
  if (seen.step !== 'key') return reply.redirect(activationPath[seen.step], 303)
  const offered = generateKey(context.random, context.institution.policy)
  return sendPage(reply, status, <KeyPage view={viewOf(context, request, reply)} held={seen} offered={offered} errors={errors} />)
}

type KeyPageProps = { view: View; held: Extract<ActivationView, { step: 'key' }>; offered: Secret; errors: FieldErrors }

function KeyPage({ view, held, offered, errors }: KeyPageProps) {
  const texts = activationTexts[view.language].key
  return (
    <Layout view={view} title={texts.title} errors={errors} scripts={['/assets/keys.js']}>
      <p>
        <strong>{texts.for(held.name)}</strong>
      </p>
      <p class="inset">{texts.alone}</p>
      <p>{texts.until(sayTime(held.endsAt, view))}</p>
      <ChooseKey view={view} taxId={held.taxId} offered={offered} errors={errors} atOffice={held.screen} />
    </Layout>
  )
}
