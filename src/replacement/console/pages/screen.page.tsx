import type { FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify'
import { z } from 'zod'
import type { Context } from '../../../context.ts'
import { sendPage } from '../../../http/send-page.ts'
import { type View, viewOf } from '../../../http/view.ts'
import { bare } from '../../../registry/identifiers.ts'
import type { Secret } from '../../../secret.ts'
import { Console, NotAllowedPage } from '../../../staff/console.tsx'
import { officePath } from '../../../staff/paths.ts'
import type { StaffActor } from '../../../staff/staff.ts'
import { Button, digits, Field, Form } from '../../../ui/form.tsx'
import { sayDateTime, sayTime } from '../../../ui/format.ts'
import type { FieldErrors } from '../../../ui/layout.tsx'
import { normalNumber } from '../../continuation.ts'
import { followPath } from '../../paths.ts'
import { groupScreenCode } from '../../screen-code.ts'
import { openScreen, viewScreen } from '../open-screen.ts'
import { screenTexts } from '../screen-texts.ts'

export const path = `${officePath.cases}/:number/pantalla`

const Params = z.object({ number: z.string().max(40) }).catch({ number: '' })
const text = z.string().max(60).catch('')
const Body = z.object({ documento: text, version: z.coerce.number().int().catch(0) }).catch({ documento: '', version: 0 })
const numberOf = (request: FastifyRequest) => normalNumber(Params.parse(request.params).number) ?? ''

export function get(context: Context): RouteHandlerMethod {
  return (request, reply) => sendScreen(context, { request, reply, status: 200, errors: {} })
}

/** The code exists in this answer alone. */
export function post(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const { documento, version } = Body.parse(request.body)
    const view = viewOf(context, request, reply)
    const texts = screenTexts[view.language]
    const number = numberOf(request)
    const document = bare(documento)
    if (document === '') return sendScreen(context, { request, reply, status: 422, errors: { documento: texts.empty } })
    const opened = await openScreen(context, { held: request.held }, { number, version, document })
    switch (opened.outcome) {
      case 'opened':
        return sendPage(reply, 200, <OpenedPage view={view} actor={opened.actor} number={number} code={opened.code} endsAt={opened.endsAt} />)
      case 'refused':
        return sendScreen(context, { request, reply, status: 422, errors: { documento: texts.refused[opened.why] } })
      case 'stale':
        return sendScreen(context, { request, reply, status: 409, errors: { documento: texts.stale(opened.by, sayDateTime(opened.at, view)) } })
      case 'not_waiting':
      case 'unknown':
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
  const number = numberOf(request)
  const seen = await viewScreen(context, { held: request.held }, number)
  switch (seen.outcome) {
    case 'signed_out':
      return reply.redirect(officePath.signIn, 303)
    case 'not_allowed':
      return sendPage(reply, 403, <NotAllowedPage view={view} />)
    case 'unknown':
      return sendPage(reply, 404, <NotWaitingPage view={view} actor={seen.actor} number={number} />)
    case 'not_waiting':
      return sendPage(reply, 200, <NotWaitingPage view={view} actor={seen.actor} number={number} />)
    case 'waiting':
      return sendPage(reply, status, <ScreenPage view={view} actor={seen.actor} number={number} version={seen.version} errors={errors} />)
  }
}

type PageProps = { view: View; actor: StaffActor; number: string }

function ScreenPage({ view, actor, number, version, errors }: PageProps & { version: number; errors: FieldErrors }) {
  const texts = screenTexts[view.language]
  return (
    <Console view={view} actor={actor} title={texts.title} errors={errors}>
      <p class="case-number">{number}</p>
      <p>{texts.what}</p>
      <p>{texts.look}</p>
      <Form view={view}>
        <input type="hidden" name="version" value={version} />
        <Field name="documento" label={texts.document} hint={texts.documentHint} errors={errors} width={13} attributes={digits} />
        <Button>{texts.open}</Button>
      </Form>
    </Console>
  )
}

function OpenedPage({ view, actor, number, code, endsAt }: PageProps & { code: Secret; endsAt: Date }) {
  const texts = screenTexts[view.language]
  return (
    <Console view={view} actor={actor} title={texts.opened}>
      <p class="case-number">{number}</p>
      <p>{texts.read(followPath.activate)}</p>
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
      {number !== '' && <p class="case-number">{number}</p>}
      <p>{texts.notWaiting}</p>
    </Console>
  )
}
