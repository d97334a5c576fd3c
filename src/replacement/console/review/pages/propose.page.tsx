import type { RouteHandlerMethod } from 'fastify'
import { z } from 'zod'
import type { Context } from '../../../../context.ts'
import type { KeyKind } from '../../../../credentials/credentials.ts'
import { sendPage } from '../../../../http/send-page.ts'
import { type View, viewOf } from '../../../../http/view.ts'
import { Console } from '../../../../staff/console.tsx'
import { Button, Choice } from '../../../../ui/form.tsx'
import type { FieldErrors } from '../../../../ui/layout.tsx'
import { rejectionTexts } from '../../../rejection-texts.ts'
import { rejectReasons } from '../../../replacement.ts'
import { numberOf, versionField } from '../../pages/answer.tsx'
import { consolePath } from '../../paths.ts'
import { consoleTexts } from '../../texts.ts'
import { propose, rejectionsOf } from '../propose.ts'
import { answerCase, answerRefused } from './case.page.tsx'
import { CaseForm } from './case-form.tsx'
import { type InReview, readInReview } from './in-review.ts'
import { NobodyHere } from './nobody-here.tsx'
import { Notes, WhoAsks } from './review-view.tsx'

export const path = consolePath.propose(':numero')

const decision = z.enum(['approve', 'reject'])
type Decision = z.infer<typeof decision>
const Query = z.object({ decision: decision.catch('approve') })
const Body = z.object({ version: versionField, decision, motivo: z.enum(rejectReasons).nullable().catch(null) })

export function get(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const { decision } = Query.parse(request.query)
    const seen = await readInReview(context, request, reply)
    if (!seen) return reply
    if (decision === 'approve' && (!seen.review.complete || seen.review.identityDoubtful)) return reply.redirect(consolePath.case(seen.head.number), 303)
    return sendPage(reply, 200, <ProposePage view={viewOf(context, request, reply)} seen={seen} decision={decision} errors={{}} />)
  }
}

export function post(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const number = numberOf(request)
    const parsed = Body.safeParse(request.body)
    if (!parsed.success) return reply.redirect(consolePath.case(number), 303)
    const { version, decision, motivo: reason } = parsed.data
    const view = viewOf(context, request, reply)
    const proposed = await propose(context, { held: request.held }, { number, version, decision, reason })
    switch (proposed.outcome) {
      case 'proposed':
        return reply.redirect(consolePath.case(number), 303)
      case 'no_such_reason': {
        const seen = await readInReview(context, request, reply)
        const errors = { motivo: consoleTexts[view.language].propose.choose }
        return seen ? sendPage(reply, 422, <ProposePage view={view} seen={seen} decision={decision} errors={errors} />) : reply
      }
      case 'incomplete':
        return answerCase(context, request, reply, { status: 422, told: consoleTexts[view.language].review.incomplete })
      default:
        return answerRefused(context, request, reply, { refused: proposed, typed: {} })
    }
  }
}

type ProposeProps = { view: View; seen: InReview; decision: Decision; errors: FieldErrors }

function ProposePage({ view, seen: { actor, head, review }, decision, errors }: ProposeProps) {
  const { propose: texts, review: words } = consoleTexts[view.language]
  return (
    <Console view={view} actor={actor} title={texts.title[decision]} errors={errors} keep={{ decision }}>
      <p class="case-number">{head.number}</p>
      <p>{texts.lead}</p>
      {/* As on the page of the case: who takes it on learns of whom it is from the document alone. */}
      {!review.identityDoubtful && <WhoAsks view={view} reason={head.reason} review={review} />}
      {decision === 'approve' && <NobodyHere view={view} nobodyAt={review.nobodyToOpen ? head.office : null} />}
      <h2>{texts.summary}</h2>
      <dl class="summary-list">
        {review.examined.map(({ requirement, result }) => (
          <>
            <dt>{requirement.title[view.language]}</dt>
            <dd>
              {result === null ? words.none : result.outcome === 'met' ? words.met : words.notMet}
              {result?.reference && ` · ${result.reference}`}
            </dd>
          </>
        ))}
      </dl>
      <h2>{words.notes}</h2>
      <Notes view={view} notes={review.notes} />
      <CaseForm view={view} head={head} action={consolePath.propose(head.number)}>
        <input type="hidden" name="decision" value={decision} />
        {decision === 'reject' && <WhyReject view={view} kind={head.kind} errors={errors} />}
        <Button>{texts.send[decision]}</Button>
      </CaseForm>
      <p>
        <a href={consolePath.case(head.number)}>{texts.back}</a>
      </p>
    </Console>
  )
}

/** The coded reasons with the words that the applicant reads, and what can be done then, in both languages. */
function WhyReject({ view, kind, errors }: { view: View; kind: KeyKind; errors: FieldErrors }) {
  const { propose: texts } = consoleTexts[view.language]
  const { support, languages } = view.institution
  return (
    <>
      <Choice
        name="motivo"
        legend={texts.why}
        options={rejectionsOf(kind).map((value) => ({
          value,
          label: (
            <>
              {texts.reasons[value]}
              {languages.map((language) => (
                <span class="hint block" lang={language} key={language}>
                  {rejectionTexts[language].reasons[value]}
                </span>
              ))}
            </>
          ),
        }))}
        chosen=""
        errors={errors}
      />
      <p>{texts.redress}</p>
      {languages.map((language) => (
        <div class="message" lang={language} key={language}>
          <p>{rejectionTexts[language].redress({ phone: support.phone, hours: support.hours[language] })}</p>
        </div>
      ))}
    </>
  )
}
