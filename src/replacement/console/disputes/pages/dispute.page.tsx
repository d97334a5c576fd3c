import type { FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify'
import { z } from 'zod'
import type { Context } from '../../../../context.ts'
import { sendPage } from '../../../../http/send-page.ts'
import { type View, viewOf } from '../../../../http/view.ts'
import { Console, NotAllowedPage } from '../../../../staff/console.tsx'
import { readShown, sayNotShown } from '../../../../staff/passkeys/not-shown.ts'
import { signInAgain } from '../../../../staff/sign-in-again.tsx'
import { Button, Choice, Form } from '../../../../ui/form.tsx'
import { sayDateTime } from '../../../../ui/format.ts'
import { type FieldErrors, Layout } from '../../../../ui/layout.tsx'
import { approvalPath } from '../../approval/paths.ts'
import { approvalTexts } from '../../approval/texts.ts'
import { noteField } from '../../pages/answer.tsx'
import { NoteField, sayNoteProblem } from '../../pages/note-field.tsx'
import { type Answer, answers, disputesOf } from '../disputes.ts'
import { type NotResolved, resolveDispute } from '../resolve-dispute.ts'
import { disputeTexts } from '../texts.ts'
import { type DisputeView, viewDispute } from '../view-dispute.ts'
import { DisputeCheckPage } from './dispute-check.tsx'
import { DisputedView } from './disputed-view.tsx'

export const path = approvalPath.dispute(':de', ':id')

const Params = z.object({ de: z.enum(disputesOf), id: z.uuid() })
const Body = z.object({
  version: z.coerce.number().int().catch(-1),
  respuesta: z.string().max(100).catch(''),
  nota: noteField,
  confirma: z.enum(['si', 'no']).optional().catch(undefined),
})
type Typed = Pick<z.infer<typeof Body>, 'respuesta' | 'nota'>

/** `check`: what would be done is shown instead of the form. */
type Again = { status: number; told: string | null; errors: FieldErrors; typed: Typed; check?: { answer: Answer; version: number } | undefined }
const nothingTyped: Typed = { respuesta: '', nota: '' }

export function get(context: Context): RouteHandlerMethod {
  return (request, reply) => answerDispute(context, request, reply, { status: 200, told: null, errors: {}, typed: nothingTyped })
}

/** It cannot be undone: first what it would do, then the resolution. */
export function post(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const params = Params.safeParse(request.params)
    const { version, confirma, ...typed } = Body.parse(request.body)
    const view = viewOf(context, request, reply)
    const texts = disputeTexts[view.language].page
    const show = (more: Omit<Again, 'typed'>) => answerDispute(context, request, reply, { ...more, typed })
    const again = (status: number, told: string | null, errors: FieldErrors = {}) => show({ status, told, errors })
    const answer = answers.find(({ outcome, reason }) => `${outcome}.${reason}` === typed.respuesta)
    if (!params.success) return again(404, null)
    if (confirma === 'no') return again(200, null)
    const badNote = sayNoteProblem(typed.nota, view.language)
    const wrong = { ...(answer ? {} : { respuesta: texts.choose }), ...(badNote === null ? {} : { nota: badNote }) }
    if (!answer || 'nota' in wrong) return again(422, null, wrong)
    if (confirma !== 'si') return show({ status: 200, told: null, errors: {}, check: { answer, version } })
    const given = { of: params.data.de, id: params.data.id, version, answer, note: typed.nota }
    const resolved = await resolveDispute(context, { held: request.held }, given, readShown(request))
    switch (resolved.outcome) {
      case 'resolved':
        return reply.redirect(`${approvalPath.queue}?hecho=resolved`, 303)
      case 'signed_out':
        return signInAgain(context, request, reply)
      case 'not_allowed':
        return sendPage(reply, 403, <NotAllowedPage view={view} />)
      case 'not_shown':
      case 'source_stopped': {
        const { status, told } = sayNotShown(view, reply, resolved)
        return show({ status, told: null, errors: { passkey: told }, check: { answer, version } })
      }
      case 'not_disputed':
      case 'took_part':
      case 'other_case':
      case 'stale':
        return again(resolved.outcome === 'took_part' ? 403 : 409, sayNotResolved(view, resolved))
    }
  }
}

function sayNotResolved(view: View, not: NotResolved): string {
  const texts = disputeTexts[view.language].page
  const { stale, somebody } = approvalTexts[view.language].decide
  switch (not.outcome) {
    case 'not_disputed':
      return texts.gone
    case 'took_part':
      return texts.tookPart
    case 'other_case':
      return texts.otherCase(not.number)
    case 'stale':
      return stale(not.who ?? somebody, sayDateTime(not.at, view))
  }
}

async function answerDispute(context: Context, request: FastifyRequest, reply: FastifyReply, again: Again): Promise<FastifyReply> {
  const view = viewOf(context, request, reply)
  const texts = disputeTexts[view.language].page
  const params = Params.safeParse(request.params)
  const given = again.check === undefined ? null : { ...again.check, note: again.typed.nota }
  const seen = params.success ? await viewDispute(context, { held: request.held }, { of: params.data.de, id: params.data.id, chosen: given }) : null
  switch (seen?.outcome) {
    case 'signed_out':
      return signInAgain(context, request, reply)
    case 'not_allowed':
      return sendPage(reply, 403, <NotAllowedPage view={view} />)
    case 'took_part':
      return sendPage(reply, 403, <OverPage view={view} told={texts.tookPart} />)
    case 'other_case':
    case 'stale':
      return answerDispute(context, request, reply, { ...again, check: undefined, status: 409, told: sayNotResolved(view, seen) })
    case 'seen':
      return sendPage(
        reply,
        again.status,
        given === null || seen.chosen === null ? (
          <DisputePage view={view} seen={seen} again={again} />
        ) : (
          <DisputeCheckPage view={view} seen={seen} given={given} chosen={seen.chosen} errors={again.errors} />
        ),
      )
    default:
      return sendPage(reply, again.status === 200 ? 404 : again.status, <OverPage view={view} told={again.told ?? texts.gone} />)
  }
}

function OverPage({ view, told }: { view: View; told: string }) {
  const { title } = disputeTexts[view.language].list
  return (
    <Layout forStaff view={view} title={title}>
      <p class="inset apart" role="alert">
        {told}
      </p>
      <p>
        <a href={approvalPath.queue}>{approvalTexts[view.language].queue.title}</a>
      </p>
    </Layout>
  )
}

function DisputePage({ view, seen, again }: { view: View; seen: DisputeView; again: Again }) {
  const { page: texts, outcomes, reasons } = disputeTexts[view.language]
  return (
    <Console view={view} actor={seen.actor} title={texts.title(seen.head.number)} errors={again.errors}>
      {again.told !== null && (
        <p class="inset apart" role="alert">
          {again.told}
        </p>
      )}
      <DisputedView view={view} seen={seen} />
      <Form view={view}>
        <input type="hidden" name="version" value={seen.version} />
        <Choice
          name="respuesta"
          legend={texts.who}
          hint={texts.effects[seen.head.of](seen.holder)}
          options={answers.map(({ outcome, reason }) => ({
            value: `${outcome}.${reason}`,
            label: (
              <>
                <strong>{outcomes[outcome]}.</strong> {reasons[reason]}
              </>
            ),
          }))}
          chosen={again.typed.respuesta}
          errors={again.errors}
        />
        {seen.head.of === 'replacement' && <NoteField label={texts.note} hint={texts.noteHint} typed={again.typed.nota} error={again.errors.nota} />}
        <Button>{texts.check}</Button>
      </Form>
    </Console>
  )
}
