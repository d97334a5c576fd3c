import type { RouteHandlerMethod } from 'fastify'
import { z } from 'zod'
import type { Context } from '../../context.ts'
import { sendPage } from '../../http/send-page.ts'
import { type View, viewOf } from '../../http/view.ts'
import { Button, Field, Form } from '../../ui/form.tsx'
import { sayTime } from '../../ui/format.ts'
import { type FieldErrors, Layout } from '../../ui/layout.tsx'
import { activationTexts } from '../activation-texts.ts'
import { askActivation } from '../ask-activation.ts'
import { heldPair, heldProof, holdPair } from '../browser.ts'
import { readPair } from '../continuation.ts'
import { activationPath, followPath } from '../paths.ts'
import { requestTexts } from '../texts.ts'
import { viewActivation } from '../view-activation.ts'
import { sendCodeStep } from './activate-code.page.tsx'

export const path = followPath.activate

const text = z.string().max(200).catch('')
const Body = z.object({ numero: text, continuacion: text }).catch({ numero: '', continuacion: '' })
const FromLink = z.object({ numero: text }).catch({ numero: '' })

/** A browser that holds a case goes on with it. */
export function get(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const seen = await viewActivation(context, { pair: heldPair(context, request), source: request.ip, held: heldProof(context, request) })
    if (seen.step !== 'enter') return reply.redirect(activationPath[seen.step], 303)
    return sendPage(reply, 200, <EnterPage view={viewOf(context, request, reply)} number={FromLink.parse(request.query).numero} errors={{}} />)
  }
}

/** With the pair that was typed, or the one that this browser holds, a code is sent. */
export function post(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const typed = Body.parse(request.body)
    const view = viewOf(context, request, reply)
    const texts = requestTexts[view.language].follow
    const again = (status: number, errors: FieldErrors) => sendPage(reply, status, <EnterPage view={view} number={typed.numero} errors={errors} />)
    const held = typed.numero === '' && typed.continuacion === '' ? heldPair(context, request) : null
    const read = held ? { pair: held } : readPair(typed, texts)
    if ('errors' in read) return again(422, read.errors)
    const { pair } = read
    const asked = await askActivation(context, { pair, source: request.ip })
    switch (asked.outcome) {
      case 'unknown':
        return again(422, { continuacion: texts.wrong })
      case 'stopped':
        reply.header('retry-after', asked.retryAfter)
        return again(429, { numero: texts.stopped(sayTime(asked.until, view)) })
      case 'elsewhere':
        holdPair(context, reply, pair)
        return reply.redirect(activationPath.elsewhere, 303)
      case 'sent':
      case 'screen':
        holdPair(context, reply, pair)
        return reply.redirect(activationPath.code, 303)
      case 'sent_already':
        holdPair(context, reply, pair)
        return held ? sendCodeStep(context, { request, reply, pair, error: 'sent_already' }) : reply.redirect(activationPath.code, 303)
      case 'no_message_left':
        holdPair(context, reply, pair)
        return sendCodeStep(context, { request, reply, pair, error: asked })
    }
  }
}

function EnterPage({ view, number, errors }: { view: View; number: string; errors: FieldErrors }) {
  const { follow } = requestTexts[view.language]
  const texts = activationTexts[view.language].enter
  return (
    <Layout view={view} title={texts.title} errors={errors}>
      <p>{texts.lead}</p>
      <Form view={view}>
        <Field name="numero" label={follow.number} hint={follow.numberHint} value={number} errors={errors} width={13} attributes={{ autocomplete: 'off' }} />
        <Field name="continuacion" label={follow.continuation} hint={follow.continuationHint} errors={errors} width={20} attributes={{ autocomplete: 'off' }} />
        <Button>{texts.continue}</Button>
      </Form>
    </Layout>
  )
}
