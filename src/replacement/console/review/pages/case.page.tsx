import type { FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify'
import { z } from 'zod'
import type { Context } from '../../../../context.ts'
import { sendPage } from '../../../../http/send-page.ts'
import { type View, viewOf } from '../../../../http/view.ts'
import { Console } from '../../../../staff/console.tsx'
import { sayDateTime, sayTime } from '../../../../ui/format.ts'
import type { FieldErrors } from '../../../../ui/layout.tsx'
import { requestTexts } from '../../../texts.ts'
import type { Refused } from '../../enter-case.ts'
import { answerNoCase, answerSignedOut, numberOf, sayRefused, text, versionField } from '../../pages/answer.tsx'
import { sayNoteProblem } from '../../pages/note-field.tsx'
import { consolePath } from '../../paths.ts'
import { officeName } from '../../queue.ts'
import { consoleTexts, sayStanding } from '../../texts.ts'
import { takeAnswer } from '../ask-applicant.ts'
import type { ScreenOffer } from '../open-screen.ts'
import { writeNote } from '../record-result.ts'
import { screenTexts } from '../screen-texts.ts'
import { noteArrival, putBack, takeCase } from '../take-case.ts'
import type { DocumentKind } from '../verify-identity.ts'
import { type SeenCase, type Stage, viewCase } from '../view-case.ts'
import { AccessForm } from './access-form.tsx'
import { Action, CaseForm } from './case-form.tsx'
import { CameBackForm, IdentityAgain, IdentityForm } from './identity-form.tsx'
import { WhoOpens } from './nobody-here.tsx'
import { ReviewView } from './review-view.tsx'
import { hasField, isEmpty, readTypedReview, requirementOf, type TypedReview } from './typed-review.ts'

export const path = consolePath.case(':numero')

/** What a form brought that is shown again. */
export type Again = { status: number; errors?: FieldErrors; told?: string; typed?: Readonly<Record<string, string>>; at?: string }

export function get(context: Context): RouteHandlerMethod {
  return (request, reply) => answerCase(context, request, reply, { status: 200 })
}

/** Where an agent goes on from the review. */
const onward = ['aprobar', 'pedir', 'rechazar'] as const
const pageAfter = {
  aprobar: (number: string) => `${consolePath.propose(number)}?decision=approve`,
  pedir: consolePath.ask,
  rechazar: (number: string) => `${consolePath.propose(number)}?decision=reject`,
} as const satisfies Record<(typeof onward)[number], (number: string) => string>

const documentField = z.enum(['cedula', 'passport']).nullable().catch(null)
const Body = z.object({ hacer: z.enum(['tomar', 'llego', 'volvio', 'devolver', ...onward]), version: versionField, cedula: text(40), documento: documentField })

export function post(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const parsed = Body.safeParse(request.body)
    const number = numberOf(request)
    if (!parsed.success) return reply.redirect(consolePath.case(number), 303)
    const [browser, of] = [{ held: request.held }, { number, version: parsed.data.version }]
    const { typed } = readTypedReview(request.body)
    const view = viewOf(context, request, reply)
    switch (parsed.data.hacer) {
      case 'tomar': {
        const answer = await takeCase(context, browser, number)
        // What was typed before somebody lost the case and took it again.
        if (answer.outcome === 'taken' && !isEmpty(typed)) return answerCase(context, request, reply, { status: 200, typed })
        return done(context, request, reply, { answer, to: consolePath.case(number) })
      }
      case 'llego':
        return done(context, request, reply, { answer: await noteArrival(context, browser, number), to: consolePath.case(number) })
      case 'volvio':
        return cameBack(context, request, reply, { ...of, document: parsed.data.cedula, kind: parsed.data.documento })
      case 'devolver': {
        const wrong = whyNotOn(view, typed)
        if (wrong) return answerCase(context, request, reply, { status: 422, typed, ...wrong })
        return done(context, request, reply, { answer: await putBack(context, browser, { ...of, note: typed.nota ?? '' }), to: consolePath.queue, typed })
      }
      case 'aprobar':
      case 'pedir':
      case 'rechazar': {
        const wrong = whyNotOn(view, typed)
        if (wrong) return answerCase(context, request, reply, { status: 422, typed, ...wrong })
        const { nota: note } = typed
        const kept = note === undefined ? ({ outcome: 'noted' } as const) : await writeNote(context, browser, { ...of, text: note })
        return done(context, request, reply, { answer: kept, to: pageAfter[parsed.data.hacer](number), typed })
      }
    }
  }
}

type CameBack = { number: string; version: number; document: string; kind: DocumentKind | null }

async function cameBack(context: Context, request: FastifyRequest, reply: FastifyReply, of: CameBack) {
  const { identity } = consoleTexts[viewOf(context, request, reply).language]
  const again = (error: string) => answerCase(context, request, reply, { status: 422, errors: { cedula: error }, typed: { documento: of.kind ?? '' } })
  if (of.document.trim() === '') return again(identity.emptyNumber)
  const answer = await takeAnswer(context, { held: request.held }, of)
  switch (answer.outcome) {
    case 'wrong':
      return again(identity.wrong(answer.triesLeft))
    case 'no_tries':
      return answerCase(context, request, reply, { status: 422 })
    default:
      return done(context, request, reply, { answer, to: consolePath.case(of.number) })
  }
}

/** A note goes along with whatever is done next; a reference is of no use but with what was found. */
function whyNotOn(view: View, typed: TypedReview): Pick<Again, 'errors' | 'at'> | null {
  const texts = consoleTexts[view.language].review
  const [reference] = Object.keys(typed).filter((field) => requirementOf(field) !== null)
  if (reference !== undefined) return { errors: { [reference]: texts.unsavedReference }, at: requirementOf(reference) ?? '' }
  const problem = sayNoteProblem(typed.nota ?? '', view.language)
  return problem === null ? null : { errors: { nota: problem } }
}

type Answered = { outcome: 'taken' | 'arrived' | 'put_back' | 'noted' } | Refused
type Done = { answer: Answered; to: string; typed?: TypedReview }

function done(context: Context, request: FastifyRequest, reply: FastifyReply, { answer, to, typed = {} }: Done) {
  switch (answer.outcome) {
    case 'taken':
    case 'arrived':
    case 'put_back':
    case 'noted':
      return reply.redirect(to, 303)
    default:
      return answerRefused(context, request, reply, { refused: answer, typed })
  }
}

/** A form that was not done: where the case is now, why, and what was typed. */
export function answerRefused(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  { refused, typed }: { refused: Refused; typed: Readonly<Record<string, string>> },
) {
  switch (refused.outcome) {
    case 'signed_out':
    case 'not_allowed':
      return answerSignedOut(context, request, reply, refused)
    case 'no_case':
      return answerNoCase(context, request, reply)
    case 'own_case':
    case 'reason_needed':
    case 'of_other':
      return answerCase(context, request, reply, { status: 409, typed })
    case 'stale':
    case 'not_taken':
    case 'out_of_order':
      return answerCase(context, request, reply, { status: 409, typed, told: sayRefused(viewOf(context, request, reply), refused) })
  }
}

/** The page of a case, as it stands. */
export async function answerCase(context: Context, request: FastifyRequest, reply: FastifyReply, again: Again) {
  const seen = await viewCase(context, { held: request.held }, numberOf(request))
  if (seen.outcome === 'no_case') return answerNoCase(context, request, reply)
  if (seen.outcome !== 'seen') return answerSignedOut(context, request, reply, seen)
  return sendPage(reply, again.status, <CasePage view={viewOf(context, request, reply)} seen={seen} again={again} />)
}

function CasePage({ view, seen, again }: { view: View; seen: SeenCase; again: Again }) {
  const { head, actor, stage, screen } = seen
  const { follow } = requestTexts[view.language]
  const texts = consoleTexts[view.language]
  return (
    <Console view={view} actor={actor} title={head.number} errors={again.errors ?? {}} scripts={stage.name === 'review' ? ['/assets/review.js'] : []}>
      <NotDone view={view} stage={stage} again={again} />
      <dl class="summary-list">
        <dt>{texts.head.kind}</dt>
        <dd>{texts.kinds[head.kind]}</dd>
        {head.kind === 'employer' && (
          <>
            <dt>{texts.head.reason}</dt>
            <dd>{follow.reason[head.reason]}</dd>
          </>
        )}
        <dt>{texts.head.office}</dt>
        <dd>{officeName(view.institution, head.office)}</dd>
        <dt>{texts.head.state}</dt>
        <dd>{sayStanding(head, view.language)}</dd>
        <dt>{texts.head.since}</dt>
        <dd>{sayDateTime(head.since, view)}</dd>
      </dl>
      <StageView view={view} seen={seen} again={again} />
      {screen !== null && stage.name !== 'own' && <OfferOfScreen view={view} head={head} offer={screen} />}
      <p class="no-print">
        <a href={consolePath.queue}>{texts.stage.back}</a>
      </p>
    </Console>
  )
}

/** The way to the applicant's screen, or why it is not theirs to open. */
function OfferOfScreen({ view, head, offer }: { view: View; head: SeenCase['head']; offer: ScreenOffer }) {
  const texts = screenTexts[view.language]
  return (
    <>
      <WhoOpens view={view} offer={offer} />
      {offer.why === null && (
        <p class="no-print">
          <a href={consolePath.screen(head.number)}>{texts.title}</a>
        </p>
      )}
    </>
  )
}

/** Why a form was not done, and what was typed that has no field on the page any more. */
function NotDone({ view, stage, again: { told, typed = {} } }: { view: View; stage: Stage; again: Again }) {
  const { refused, review: texts } = consoleTexts[view.language]
  const left = Object.entries(typed).filter(
    ([name, value]) => value !== '' && (name === 'nota' || requirementOf(name) !== null) && !(stage.name === 'review' && hasField(stage.review, name)),
  )
  if (told === undefined && left.length === 0) return null
  const titleOf = (name: string) => view.institution.requirements.find(({ id }) => id === requirementOf(name))?.title[view.language] ?? texts.note
  return (
    <div class="inset apart" role="alert">
      {told !== undefined && <p>{told}</p>}
      {left.length > 0 && <p>{refused.typed}</p>}
      {left.map(([name, value]) => (
        <p key={name}>
          <strong>{titleOf(name)}:</strong> <span class="typed">{value}</span>
        </p>
      ))}
    </div>
  )
}

function StageView({ view, seen: { head, stage }, again }: { view: View; seen: SeenCase; again: Again }) {
  const { stage: texts } = consoleTexts[view.language]
  const workState = head.state === 'submitted' ? 'submitted' : 'in_review'
  switch (stage.name) {
    case 'own':
    case 'only_agents':
    case 'elsewhere':
      return <p class="inset apart">{texts[stage.name]}</p>
    case 'reason_needed':
      return <AccessForm view={view} head={head} errors={again.errors ?? {}} />
    case 'of_other':
      return <p class="inset apart">{texts.ofOther(stage.who, sayTime(stage.until, view))}</p>
    case 'to_take':
      return (
        <CaseForm view={view} head={head}>
          {Object.entries(again.typed ?? {}).map(([name, value]) => (
            <input type="hidden" name={name} value={value} key={name} />
          ))}
          <p>{head.state === 'submitted' && head.arrived ? texts.isHere : texts.toTake[workState]}</p>
          <p class="actions">
            <Action does="tomar">{texts.take[workState]}</Action>
            {head.state === 'submitted' && !head.arrived && (
              <Action does="llego" secondary>
                {texts.arrived}
              </Action>
            )}
          </p>
        </CaseForm>
      )
    case 'to_answer':
      return <CameBackForm view={view} head={head} {...stage} errors={again.errors ?? {}} typed={again.typed ?? {}} />
    case 'identity':
      return (
        <>
          <IdentityForm view={view} head={head} triesLeft={stage.triesLeft} errors={again.errors ?? {}} typed={again.typed ?? {}} />
          <CaseForm view={view} head={head}>
            <Action does="devolver" secondary>
              {texts.putBack.submitted}
            </Action>
          </CaseForm>
        </>
      )
    case 'identity_again':
      return <IdentityAgain view={view} head={head} triesLeft={stage.triesLeft} errors={again.errors ?? {}} typed={again.typed ?? {}} />
    case 'review':
      return <ReviewView view={view} head={head} review={stage.review} kept={{ errors: again.errors ?? {}, typed: again.typed ?? {} }} at={again.at} />
  }
}
