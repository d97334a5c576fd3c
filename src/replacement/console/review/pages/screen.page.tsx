import type { FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify'
import { z } from 'zod'
import type { Context } from '../../../../context.ts'
import { sendPage } from '../../../../http/send-page.ts'
import { type View, viewOf } from '../../../../http/view.ts'
import type { Secret } from '../../../../secret.ts'
import { Console } from '../../../../staff/console.tsx'
import { readShown, sayNotShown } from '../../../../staff/passkeys/not-shown.ts'
import { PasskeyForm, passkeyScripts } from '../../../../staff/passkeys/passkey-form.tsx'
import type { StaffActor } from '../../../../staff/staff.ts'
import { digits, Field } from '../../../../ui/form.tsx'
import { sayTime } from '../../../../ui/format.ts'
import type { FieldErrors } from '../../../../ui/layout.tsx'
import { groupScreenCode } from '../../../case-codes.ts'
import { followPath } from '../../../paths.ts'
import { answerNoCase, answerSignedOut, numberOf, sayRefused, text, versionField } from '../../pages/answer.tsx'
import { consolePath } from '../../paths.ts'
import { openScreen, type ScreenOffer, viewScreen } from '../open-screen.ts'
import { screenTexts } from '../screen-texts.ts'
import { WhoOpens } from './nobody-here.tsx'

export const path = consolePath.screen(':numero')

const Body = z.object({ documento: text(60), version: versionField }).catch({ documento: '', version: 0 })

export function get(context: Context): RouteHandlerMethod {
  return (request, reply) => sendScreen(context, { request, reply, status: 200, errors: {} })
}

/** The code exists in this answer alone. */
export function post(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const { documento, version } = Body.parse(request.body)
    const view = viewOf(context, request, reply)
    const screen = screenTexts[view.language]
    const number = numberOf(request)
    const again = (status: number, error: string, field = 'documento') => sendScreen(context, { request, reply, status, errors: { [field]: error } })
    if (documento.trim() === '') return again(422, screen.empty)
    const opened = await openScreen(context, { held: request.held }, { number, version, document: documento, shown: readShown(request) })
    switch (opened.outcome) {
      case 'opened':
        return sendPage(
          reply,
          200,
          <OpenedPage
            view={view}
            actor={opened.actor}
            number={number}
            code={opened.code}
            endsAt={opened.endsAt}
            finishAt={`${context.origin}${followPath.activate}`}
          />,
        )
      case 'refused':
        return again(422, screen.byAnother(screen.refused[opened.why]))
      case 'wrong':
        return again(422, screen.wrong(opened.triesLeft))
      case 'no_tries':
        return again(422, screen.noTries)
      case 'stale':
        return again(409, sayRefused(view, opened))
      case 'not_shown':
      case 'source_stopped': {
        const { status, told } = sayNotShown(view, reply, opened)
        return again(status, told, 'passkey')
      }
      case 'not_waiting':
      case 'no_case':
      case 'signed_out':
      case 'not_allowed':
        return sendScreen(context, { request, reply, status: 200, errors: {} })
    }
  }
}

async function sendScreen(
  context: Context,
  { request, reply, status, errors }: { request: FastifyRequest; reply: FastifyReply; status: number; errors: FieldErrors },
): Promise<FastifyReply> {
  const view = viewOf(context, request, reply)
  const seen = await viewScreen(context, { held: request.held }, numberOf(request))
  switch (seen.outcome) {
    case 'signed_out':
    case 'not_allowed':
      return answerSignedOut(context, request, reply, seen)
    case 'no_case':
      return answerNoCase(context, request, reply)
    case 'seen': {
      const { actor, number, version, offer, options } = seen
      if (offer === null) return sendPage(reply, 200, <NotWaitingPage view={view} actor={actor} number={number} />)
      if (offer.why !== null) return sendPage(reply, status, <NotTheirsPage view={view} actor={actor} number={number} offer={offer} />)
      return sendPage(reply, status, <ScreenPage view={view} actor={actor} number={number} version={version} options={options} errors={errors} />)
    }
  }
}

type PageProps = { view: View; actor: StaffActor; number: string }

function ScreenPage({ view, actor, number, version, options, errors }: PageProps & { version: number; options: string; errors: FieldErrors }) {
  const texts = screenTexts[view.language]
  return (
    <Console view={view} actor={actor} title={texts.title} errors={errors} scripts={passkeyScripts}>
      <p class="case-number">{number}</p>
      <p>{texts.what}</p>
      <p>{texts.look}</p>
      <PasskeyForm view={view} kind="known" options={options} button={texts.open} errors={errors}>
        <input type="hidden" name="version" value={version} />
        <Field name="documento" label={texts.document} hint={texts.documentHint} errors={errors} width={13} attributes={digits} />
      </PasskeyForm>
    </Console>
  )
}

/** Said before anything is typed. */
function NotTheirsPage({ view, actor, number, offer }: PageProps & { offer: ScreenOffer }) {
  const texts = screenTexts[view.language]
  return (
    <Console view={view} actor={actor} title={texts.title}>
      <p class="case-number">{number}</p>
      <WhoOpens view={view} offer={offer} />
    </Console>
  )
}

function OpenedPage({ view, actor, number, code, endsAt, finishAt }: PageProps & { code: Secret; endsAt: Date; finishAt: string }) {
  const texts = screenTexts[view.language]
  return (
    <Console view={view} actor={actor} title={texts.opened}>
      <p class="case-number">{number}</p>
      <p>{texts.read(finishAt)}</p>
      <p class="code-shown">{groupScreenCode(code)}</p>
      <p>{texts.until(sayTime(endsAt, view))}</p>
      <p class="inset">{texts.stepAway}</p>
    </Console>
  )
}

function NotWaitingPage({ view, actor, number }: PageProps) {
  const texts = screenTexts[view.language]
  return (
    <Console view={view} actor={actor} title={texts.title}>
      <p class="case-number">{number}</p>
      <p>{texts.notWaiting}</p>
    </Console>
  )
}
