import type { FastifyReply, RouteHandlerMethod } from 'fastify'
import { z } from 'zod'
import type { Context } from '../../context.ts'
import { generateKey } from '../../credentials/generate-key.ts'
import { HasherFull } from '../../credentials/hasher.ts'
import { setCookie } from '../../http/cookies.ts'
import { hashesOfCookie } from '../../http/guards.ts'
import { sendPage } from '../../http/send-page.ts'
import { type View, viewOf } from '../../http/view.ts'
import type { Secret } from '../../secret.ts'
import { Button, CopyKey, Field, Form, hiddenKey } from '../../ui/form.tsx'
import { sayTime } from '../../ui/format.ts'
import { type FieldErrors, Layout } from '../../ui/layout.tsx'
import { keepKey, setNewKey } from '../choose-key.ts'
import { unlockTexts } from '../texts.ts'
import { mayKeep } from '../unlock.ts'
import { type CaseView, pathOf, viewCase } from '../view-case.ts'
import { DisputedPage, OfficePage } from './office.tsx'

export const path = '/personal/desbloquear/opcion'

const Body = z
  .object({ opcion: z.enum(['conservar', 'nueva']).nullable().catch(null), clave: z.string().max(4096).catch('') })
  .catch({ opcion: null, clave: '' })

export function get(context: Context): RouteHandlerMethod {
  return async (request, reply) =>
    sendStep(context, reply, { held: await viewCase(context, request.held), view: viewOf(context, request, reply), status: 200, errors: {} })
}

export function post(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const { opcion, clave } = Body.parse(request.body)
    const view = viewOf(context, request, reply)
    const texts = unlockTexts[view.language].option
    const { policy } = context.institution
    const again = async (status: number, errors: FieldErrors) => sendStep(context, reply, { held: await viewCase(context, request.held), view, status, errors })
    if (opcion === null) return again(422, { opcion: texts.choose })
    if (opcion === 'nueva' && clave === '') return again(422, { clave: texts.empty })
    try {
      const browser = { held: request.held, known: hashesOfCookie(context, request, 'personal-browser') }
      const chosen = opcion === 'conservar' ? await keepKey(context, browser) : await setNewKey(context, browser, clave)
      switch (chosen.outcome) {
        case 'done':
          setCookie(reply, 'personal-browser', { value: chosen.browserCookie, origin: context.origin, lasts: policy.knownBrowserLifetime })
          return reply.redirect(pathOf.done, 303)
        case 'refused':
          return again(422, { clave: texts.refused(policy.keyLengthAtLeast, policy.keyLengthAtMost)[chosen.why] })
        case 'nothing_to_keep':
          return again(422, { opcion: texts.nothingToKeep })
        case 'needs_office':
        case 'not_proven':
        case 'expired':
          return reply.redirect(path, 303)
      }
    } catch (error) {
      if (error instanceof HasherFull) return again(503, { clave: texts.busy })
      throw error
    }
  }
}

function sendStep(context: Context, reply: FastifyReply, page: { held: CaseView; view: View; status: number; errors: FieldErrors }) {
  const { held, view, status, errors } = page
  switch (held.step) {
    case 'option':
      return sendPage(reply, status, <OptionPage view={view} held={held} offered={generateKey(context.random, context.institution.policy)} errors={errors} />)
    case 'office':
      return sendPage(reply, 200, <OfficePage view={view} held={held} />)
    case 'disputed':
      return sendPage(reply, 200, <DisputedPage view={view} held={held} />)
    case 'start':
    case 'code':
    case 'done':
      return reply.redirect(pathOf[held.step], 303)
  }
}

type OptionPageProps = { view: View; held: Extract<CaseView, { step: 'option' }>; offered: Secret; errors: FieldErrors }

/** Two ways, or one: a key that is not here cannot be kept, and the page says so. The offered key exists in this page alone. */
function OptionPage({ view, held, offered, errors }: OptionPageProps) {
  const texts = unlockTexts[view.language].option
  const keeps = mayKeep[held.key]
  const Heading = keeps ? 'h3' : 'h2'
  return (
    <Layout view={view} title={keeps ? texts.title : texts.newTitle} errors={errors} scripts={['/assets/keys.js']}>
      <p>
        <strong>{texts.for(held.person)}</strong>
      </p>
      <p class="inset" id="opcion" tabIndex={-1}>
        {texts.key[held.key]}
      </p>
      <p>{texts.until(sayTime(held.endsAt, view))}</p>
      {keeps && <Keep view={view} />}
      {keeps && <h2>{texts.otherTitle}</h2>}
      {keeps && <p>{texts.otherText}</p>}
      <Form view={view}>
        <Heading>{texts.offered}</Heading>
        <p class="offered-key" lang="es" translate={false}>
          {offered.reveal()}
        </p>
        <CopyKey view={view} />
        <p class="hint">{texts.offeredHint}</p>
        <input type="hidden" name="opcion" value="nueva" />
        <input type="hidden" name="clave" value={offered.reveal()} />
        <Button secondary={keeps}>{texts.use}</Button>
      </Form>
      <Heading>{texts.own}</Heading>
      <OwnKey view={view} held={held} errors={errors} />
    </Layout>
  )
}

function Keep({ view }: { view: View }) {
  const texts = unlockTexts[view.language].option
  return (
    <Form view={view}>
      <h2>{texts.keepTitle}</h2>
      <p>{texts.keepText}</p>
      <input type="hidden" name="opcion" value="conservar" />
      <Button>{texts.keep}</Button>
    </Form>
  )
}

function OwnKey({ view, held, errors }: Pick<OptionPageProps, 'view' | 'held' | 'errors'>) {
  const texts = unlockTexts[view.language].option
  const least = view.institution.policy.keyLengthAtLeast
  return (
    <Form view={view}>
      <input type="hidden" name="opcion" value="nueva" />
      <input type="text" name="usuario" value={held.typed.nationalId} autocomplete="username" readOnly hidden aria-label={texts.username} />
      <Field
        name="clave"
        label={texts.label}
        hint={texts.ownHint(least)}
        errors={errors}
        attributes={{ ...hiddenKey(view), autocomplete: 'new-password', passwordrules: `minlength: ${least};` }}
      />
      <Button secondary>{texts.save}</Button>
    </Form>
  )
}
