import type { FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify'
import { z } from 'zod'
import type { Context } from '../../context.ts'
import { sendPage } from '../../http/send-page.ts'
import { type View, viewOf } from '../../http/view.ts'
import { Button, Field, Form } from '../../ui/form.tsx'
import { sayDateTime, sayDuration, sayTime } from '../../ui/format.ts'
import { type FieldErrors, Layout } from '../../ui/layout.tsx'
import { activationTexts } from '../activation-texts.ts'
import { heldPair, heldProof, holdProof } from '../browser.ts'
import { normalLastCode } from '../case-codes.ts'
import type { Pair } from '../open-case.ts'
import { activationPath, followPath } from '../paths.ts'
import { proveActivation } from '../prove-activation.ts'
import { type ActivationView, viewActivation } from '../view-activation.ts'

export const path = followPath.activateCode

const Body = z.object({ codigo: z.string().max(200).catch('') }).catch({ codigo: '' })

export function get(context: Context): RouteHandlerMethod {
  return (request, reply) => sendCodeStep(context, { request, reply, pair: heldPair(context, request), error: null })
}

export function post(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const pair = heldPair(context, request)
    if (!pair) return reply.redirect(activationPath.enter, 303)
    const typed = Body.parse(request.body).codigo
    const code = normalLastCode(typed)
    if (code === null) return sendCodeStep(context, { request, reply, pair, error: typed.trim() === '' ? 'empty' : 'malformed' })
    const proven = await proveActivation(context, { pair, source: request.ip, code })
    switch (proven.outcome) {
      case 'proven':
        holdProof(context, reply, proven.cookie)
        return reply.redirect(activationPath.key, 303)
      case 'activated':
        return reply.redirect(activationPath.done, 303)
      case 'wrong':
      case 'dead':
        return sendCodeStep(context, { request, reply, pair, error: proven.outcome })
      case 'elsewhere':
        return reply.redirect(activationPath.elsewhere, 303)
      case 'unknown':
      case 'stopped':
        return reply.redirect(activationPath.enter, 303)
    }
  }
}

type Failure = 'empty' | 'malformed' | 'wrong' | 'dead' | 'sent_already' | { outcome: 'no_message_left'; until: Date }

/** The page of the last code, or wherever the case is. */
export async function sendCodeStep(
  context: Context,
  of: { request: FastifyRequest; reply: FastifyReply; pair: Pair | null; error: Failure | null },
): Promise<FastifyReply> {
  const { request, reply, pair, error } = of
  const seen = await viewActivation(context, { pair, source: request.ip, held: heldProof(context, request) })
  if (seen.step !== 'code') return reply.redirect(activationPath[seen.step], 303)
  const view = { ...viewOf(context, request, reply), path }
  const status = error === null ? 200 : error === 'sent_already' || typeof error === 'object' ? 429 : 422
  return sendPage(reply, status, <CodePage view={view} held={seen} errors={error === null ? {} : { codigo: say(view, error, seen) }} />)
}

function say(view: View, error: Failure, held: CodeStep): string {
  const texts = activationTexts[view.language].code
  if (typeof error === 'object') return texts.noMessageLeft(sayTime(error.until, view))
  if (error === 'dead') return texts.dead[held.contact === null ? 'screen' : 'message']
  return error === 'sent_already' ? texts.waitForIt(sayDuration(view.institution.policy.resendAfter, view.language)) : texts[error]
}

type CodeStep = Extract<ActivationView, { step: 'code' }>

function CodePage({ view, held, errors }: { view: View; held: CodeStep; errors: FieldErrors }) {
  const texts = activationTexts[view.language].code
  const asksCode = held.contact === null || held.sent || held.screen
  return (
    <Layout view={view} title={texts.title[asksCode ? 'sent' : 'toSend']} errors={errors}>
      <p class="case-number">{held.number}</p>
      {held.contact === null ? <p>{texts.noContact}</p> : <p>{held.sent ? texts.sent(held.contact) : texts.toContact(held.contact)}</p>}
      {held.byEmail && held.sent && <p>{texts.where}</p>}
      {held.contact !== null && held.screen && <p class="inset">{texts.onScreen}</p>}
      {asksCode ? (
        <Form view={view}>
          <Field
            name="codigo"
            label={texts.label}
            hint={texts.hint}
            errors={errors}
            width={20}
            attributes={{ autocomplete: 'one-time-code', ...(held.contact !== null && !held.screen ? { inputmode: 'numeric' } : {}) }}
          />
          <Button>{texts.confirm}</Button>
        </Form>
      ) : (
        errors.codigo !== undefined && (
          <p class="field-error" id="codigo" tabIndex={-1}>
            {errors.codigo}
          </p>
        )
      )}
      {held.contact !== null && (
        <Form view={view} action={followPath.activate}>
          <Button secondary={asksCode}>{held.sent ? texts.again : texts.send}</Button>
        </Form>
      )}
      <p>{texts.until(sayDateTime(held.endsAt, view))}</p>
      {held.contact !== null && <p class="hint">{texts.lost[held.kind]}</p>}
    </Layout>
  )
}
