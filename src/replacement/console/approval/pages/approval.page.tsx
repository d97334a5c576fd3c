import type { FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify'
import { z } from 'zod'
import type { Context } from '../../../../context.ts'
import { sendPage } from '../../../../http/send-page.ts'
import { type View, viewOf } from '../../../../http/view.ts'
import { Console, NotAllowedPage } from '../../../../staff/console.tsx'
import type { StaffBrowser } from '../../../../staff/enter-office.ts'
import { readShown, sayNotShown } from '../../../../staff/passkeys/not-shown.ts'
import { PasskeyForm, passkeyScripts } from '../../../../staff/passkeys/passkey-form.tsx'
import type { ShownWith } from '../../../../staff/passkeys/show-again.ts'
import { signInAgain } from '../../../../staff/sign-in-again.tsx'
import { Button, Choice, Form } from '../../../../ui/form.tsx'
import { sayDateTime } from '../../../../ui/format.ts'
import { type FieldErrors, Layout } from '../../../../ui/layout.tsx'
import { noteField } from '../../pages/answer.tsx'
import { NoteField, sayNoteProblem } from '../../pages/note-field.tsx'
import { officeName } from '../../queue.ts'
import { approveCase, type Decided, putBackApproval, returnCase, returnReasons, type Seen } from '../decide-case.ts'
import type { Examined } from '../examined.ts'
import { approvalPath } from '../paths.ts'
import { type ApprovalView, viewApproval } from '../take-approval.ts'
import { approvalTexts } from '../texts.ts'
import { ExaminedView } from './examined-view.tsx'

export const path = approvalPath.case(':numero')

const Params = z.object({ numero: z.string().max(60).catch('') })
const Body = z.object({
  decision: z.enum(['aprobar', 'devolver', 'dejar']),
  version: z.coerce.number().int().catch(0),
  examinado: z.string().max(100).catch(''),
  motivo: z.enum(returnReasons).optional().catch(undefined),
  nota: noteField,
})
type Body = z.infer<typeof Body>

/** What was typed, and why it is asked for again. */
type Again = { status: number; told: string | null; errors: FieldErrors; typed: Pick<Body, 'motivo' | 'nota'> }

export function get(context: Context): RouteHandlerMethod {
  return (request, reply) => answerCase(context, request, reply, { status: 200, told: null, errors: {}, typed: { motivo: undefined, nota: '' } })
}

export function post(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const { numero } = Params.parse(request.params)
    const parsed = Body.safeParse(request.body)
    if (!parsed.success) return reply.redirect(approvalPath.case(numero), 303)
    const { decision, motivo, nota } = parsed.data
    const seen = { number: numero, version: parsed.data.version, digest: parsed.data.examinado }
    const view = viewOf(context, request, reply)
    const typed = { motivo, nota }
    const again = (status: number, told: string | null, errors: FieldErrors = {}) => answerCase(context, request, reply, { status, told, errors, typed })
    const wrong = decision === 'devolver' ? wrongOf(view, typed) : {}
    if (Object.keys(wrong).length > 0) return again(422, null, wrong)
    const decided = await decide(context, { held: request.held }, { decision, seen, typed, shown: readShown(request) })
    switch (decided.outcome) {
      case 'approved':
        return reply.redirect(`${approvalPath.queue}?hecho=${decided.state}`, 303)
      case 'returned':
      case 'put_back':
        return reply.redirect(`${approvalPath.queue}?hecho=${decided.outcome}`, 303)
      case 'signed_out':
        return signInAgain(context, request, reply)
      case 'not_allowed':
        return sendPage(reply, 403, <NotAllowedPage view={view} />)
      case 'not_shown':
      case 'source_stopped': {
        const { status, told } = sayNotShown(view, reply, decided)
        return again(status, null, { passkey: told })
      }
      default:
        return again(statusOf[decided.outcome], sayWhy(view, decided))
    }
  }
}

const statusOf = { refused: 403, no_more_put_back: 429, no_more_returned: 429, stale: 409, not_taken: 409 } as const

function wrongOf(view: View, { motivo, nota }: Again['typed']): FieldErrors {
  const texts = approvalTexts[view.language].decide
  const note = nota === '' ? texts.emptyNote : sayNoteProblem(nota, view.language)
  return { ...(motivo === undefined ? { motivo: texts.choose } : {}), ...(note === null ? {} : { nota: note }) }
}

type Deciding = { decision: Body['decision']; seen: Seen; typed: Again['typed']; shown: ShownWith }

function decide(context: Context, browser: StaffBrowser, { decision, seen, typed, shown }: Deciding) {
  switch (decision) {
    case 'aprobar':
      return approveCase(context, browser, seen, shown)
    case 'devolver':
      return returnCase(context, browser, { ...seen, reason: typed.motivo ?? 'other', note: typed.nota })
    case 'dejar':
      return putBackApproval(context, browser, seen)
  }
}

function sayWhy(view: View, decided: Extract<Decided, { outcome: 'stale' | 'not_taken' | 'no_more_put_back' | 'no_more_returned' | 'refused' }>): string {
  const texts = approvalTexts[view.language].decide
  if (decided.outcome === 'stale') return texts.stale(decided.who ?? texts.somebody, sayDateTime(decided.at, view))
  if (decided.outcome === 'not_taken') return texts.notTaken
  if (decided.outcome === 'no_more_put_back') return texts.noMorePutBack(view.institution.policy.approvalsPutBackPerDay, sayDateTime(decided.until, view))
  if (decided.outcome === 'no_more_returned') return texts.noMoreReturned(view.institution.policy.approvalsReturnedPerDay, sayDateTime(decided.until, view))
  switch (decided.why) {
    case 'not_the_applicant':
    case 'not_who_prepared':
      return texts.refused.own
    case 'of_another_office':
      return texts.refused.office
    case 'approves_by_now':
      return texts.refused.time
    case 'identity_stands':
    case 'everything_met':
      return texts.refused.doubtful
    default:
      return texts.refused.other
  }
}

async function answerCase(context: Context, request: FastifyRequest, reply: FastifyReply, again: Again) {
  const view = viewOf(context, request, reply)
  const seen = await viewApproval(context, { held: request.held }, Params.parse(request.params).numero)
  switch (seen.outcome) {
    case 'signed_out':
      return signInAgain(context, request, reply)
    case 'not_allowed':
      return sendPage(reply, 403, <NotAllowedPage view={view} />)
    case 'not_taken':
      return sendPage(reply, again.status === 200 ? 409 : again.status, <NotTakenPage view={view} told={again.told} />)
    case 'seen':
      return sendPage(reply, again.status, <ApprovalPage view={view} seen={seen} again={again} />)
  }
}

function NotTakenPage({ view, told }: { view: View; told: string | null }) {
  const texts = approvalTexts[view.language]
  return (
    <Layout forStaff view={view} title={texts.queue.title}>
      <p class="inset apart" role="alert">
        {told ?? texts.decide.notTaken}
      </p>
      <p>
        <a href={approvalPath.queue}>{texts.queue.title}</a>
      </p>
    </Layout>
  )
}

function ApprovalPage({
  view,
  seen: { actor, examined, options, lastToOpen },
  again,
}: {
  view: View
  seen: Extract<ApprovalView, { outcome: 'seen' }>
  again: Again
}) {
  return (
    <Console view={view} actor={actor} title={examined.number} errors={again.errors} scripts={passkeyScripts}>
      {again.told !== null && (
        <p class="inset apart" role="alert">
          {again.told}
        </p>
      )}
      <ExaminedView view={view} examined={examined} />
      {lastToOpen && <p class="inset apart">{approvalTexts[view.language].decide.lastToOpen(officeName(view.institution, actor.office))}</p>}
      <DecideForms view={view} examined={examined} options={options} again={again} />
    </Console>
  )
}

function DecideForms({ view, examined, options, again }: { view: View; examined: Examined; options: string; again: Again }) {
  const texts = approvalTexts[view.language].decide
  const seen = (decision: Body['decision']) => (
    <>
      <input type="hidden" name="version" value={examined.version} />
      <input type="hidden" name="examinado" value={examined.digest} />
      <input type="hidden" name="decision" value={decision} />
    </>
  )
  return (
    <>
      <PasskeyForm view={view} kind="known" options={options} button={texts.approve[examined.proposal?.what ?? 'approve']} errors={again.errors}>
        {seen('aprobar')}
        <p>{texts.approveText}</p>
      </PasskeyForm>
      <h2>{texts.returnTitle}</h2>
      <Form view={view}>
        {seen('devolver')}
        <p>{texts.returnText}</p>
        <Choice
          name="motivo"
          legend={texts.why}
          options={returnReasons.map((value) => ({ value, label: texts.reasons[value] }))}
          chosen={again.typed.motivo ?? ''}
          errors={again.errors}
        />
        <NoteField label={texts.note} hint={texts.noteHint} typed={again.typed.nota} error={again.errors.nota} />
        <Button secondary>{texts.return}</Button>
      </Form>
      <h2>{texts.putBackTitle}</h2>
      <Form view={view}>
        {seen('dejar')}
        <p>{texts.putBackText}</p>
        <Button secondary>{texts.putBack}</Button>
      </Form>
    </>
  )
}
