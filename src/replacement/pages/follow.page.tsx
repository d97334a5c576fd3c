import type { RouteHandlerMethod } from 'fastify'
import { z } from 'zod'
import type { Context } from '../../context.ts'
import { clearCookie } from '../../http/cookies.ts'
import { sendPage } from '../../http/send-page.ts'
import { type View, viewOf } from '../../http/view.ts'
import { dateAt } from '../../offices/calendar-date.ts'
import { Button, Field, Form } from '../../ui/form.tsx'
import { sayDateTime, sayDay, sayTime } from '../../ui/format.ts'
import { type FieldErrors, Layout } from '../../ui/layout.tsx'
import { SupportLine } from '../../ui/support.tsx'
import { sayAsked } from '../asked.ts'
import { heldPair, holdPair } from '../browser.ts'
import { readPair } from '../continuation.ts'
import { type CaseView, openCase } from '../open-case.ts'
import { followPath, requestPath } from '../paths.ts'
import { rejectionTexts } from '../rejection-texts.ts'
import { type ReplacementState, rules } from '../replacement.ts'
import { requestTexts } from '../texts.ts'

export const path = followPath.case

const text = z.string().max(200).catch('')
const Body = z.object({ numero: text, continuacion: text }).catch({ numero: '', continuacion: '' })
const FromLink = z.object({ numero: text }).catch({ numero: '' })

export function get(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const view = viewOf(context, request, reply)
    const pair = heldPair(context, request)
    if (!pair) return sendPage(reply, 200, <EnterPage view={view} number={FromLink.parse(request.query).numero} errors={{}} />)
    const opened = await openCase(context, { pair, source: request.ip })
    switch (opened.outcome) {
      case 'open':
        return sendPage(reply, 200, <FollowPage view={view} held={opened.view} />)
      case 'unknown':
        clearCookie(reply, 'case', context.origin)
        return sendPage(reply, 200, <EnterPage view={view} number="" errors={{}} />)
      case 'stopped':
        reply.header('retry-after', opened.retryAfter)
        return sendPage(
          reply,
          429,
          <EnterPage view={view} number="" errors={{ numero: requestTexts[view.language].follow.stopped(sayTime(opened.until, view)) }} />,
        )
    }
  }
}

export function post(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const typed = Body.parse(request.body)
    const view = viewOf(context, request, reply)
    const texts = requestTexts[view.language].follow
    const again = (status: number, errors: FieldErrors) => sendPage(reply, status, <EnterPage view={view} number={typed.numero} errors={errors} />)
    const read = readPair(typed, texts)
    if ('errors' in read) return again(422, read.errors)
    const { pair } = read
    const opened = await openCase(context, { pair, source: request.ip })
    switch (opened.outcome) {
      case 'open':
        holdPair(context, reply, pair)
        return reply.redirect(path, 303)
      case 'unknown':
        return again(422, { continuacion: texts.wrong })
      case 'stopped':
        reply.header('retry-after', opened.retryAfter)
        return again(429, { numero: texts.stopped(sayTime(opened.until, view)) })
    }
  }
}

function EnterPage({ view, number, errors }: { view: View; number: string; errors: FieldErrors }) {
  const texts = requestTexts[view.language].follow
  return (
    <Layout view={view} title={texts.enterTitle} errors={errors}>
      <Form view={view}>
        <Field name="numero" label={texts.number} hint={texts.numberHint} value={number} errors={errors} width={13} attributes={{ autocomplete: 'off' }} />
        <Field name="continuacion" label={texts.continuation} hint={texts.continuationHint} errors={errors} width={20} attributes={{ autocomplete: 'off' }} />
        <Button>{texts.open}</Button>
      </Form>
      <SupportLine view={view} />
    </Layout>
  )
}

function FollowPage({ view, held }: { view: View; held: CaseView }) {
  const { follow: texts, receipt } = requestTexts[view.language]
  const { support } = view.institution
  const office = view.institution.offices.find(({ id }) => id === held.office)
  const until = sayUntil(view, held.until)
  const over = isOver(held.state)
  return (
    <Layout view={view} title={texts.title}>
      <p class="case-number">{held.number}</p>
      <dl class="summary-list">
        <dt>{texts.where}</dt>
        <dd>
          <strong>{held.undone !== null && held.state === 'rejected' ? texts.voided : texts.states[held.state]}</strong>
        </dd>
        <dt>{texts.since}</dt>
        <dd>{sayDateTime(held.since, view)}</dd>
        <dt>{texts.next}</dt>
        <dd>{sayNext(view, held)}</dd>
        {until !== null && (
          <>
            <dt>{texts.until}</dt>
            <dd>{until}</dd>
          </>
        )}
      </dl>
      {(held.state === 'ready' || held.state === 'activated') && (
        <p>
          <a class="button" href={held.state === 'ready' ? followPath.activate : followPath.activated}>
            {texts.finish[held.state][held.kind]}
          </a>
        </p>
      )}
      <Undone view={view} held={held} />
      <Again view={view} held={held} />
      <Asked view={view} held={held} />
      {held.state === 'rejected' && (
        <>
          <p>{held.rejected ? rejectionTexts[view.language].reasons[held.rejected] : rejectionTexts[view.language].stopped}</p>
          <p>{rejectionTexts[view.language].redress({ phone: support.phone, hours: support.hours[view.language] })}</p>
        </>
      )}
      {office && !over && (
        <p>
          <strong>{office.name}</strong>
          <br />
          {office.address}, {office.canton}
          <br />
          {office.hours[view.language]}
        </p>
      )}
      {!over && <p>{held.state === 'submitted' ? texts.paperShown : texts.paper}</p>}
      {held.state === 'submitted' && (
        <p>
          <a href={requestPath[held.kind].receipt}>{texts.receipt}</a>
        </p>
      )}
      {rules.cancel.from.some((state) => state === held.state) && (
        <p>
          <a href={followPath.cancel}>{texts.cancelTitle}</a>
        </p>
      )}
      <SupportLine view={view} />
      <Form view={view} action={followPath.done}>
        <p>{receipt.finishText}</p>
        <Button secondary>{receipt.finish}</Button>
      </Form>
    </Layout>
  )
}

const isOver = (state: ReplacementState) => ['activated', 'rejected', 'cancelled', 'expired'].includes(state)

/** What a contact of before undid, once the case was finished. */
function Undone({ view, held: { kind, state, undone } }: { view: View; held: CaseView }) {
  const { follow: texts } = requestTexts[view.language]
  if (undone === null) return null
  return (
    <p class="inset">
      {texts.undone[kind]}
      {undone.held && ` ${isOver(state) ? texts.held.over : texts.held.goesOn}`}
    </p>
  )
}

/** Why somebody waits again who had come further, and what happens now. */
function Again({ view, held: { again, state } }: { view: View; held: CaseView }) {
  const { follow: texts } = requestTexts[view.language]
  if (again === null) return null
  return (
    <p class="inset">
      {texts.again[again]}
      {(state === 'in_review' || state === 'proposed') && ` ${texts.againNext}`}
    </p>
  )
}

/** What was asked for: what has to be shown is brought to the office, and what the office looks up by itself can be said from here to be put right. */
function Asked({ view, held }: { view: View; held: CaseView }) {
  const { follow: texts, requirements } = requestTexts[view.language]
  if (held.asked.length === 0) return null
  const asked = saidOf(view, held)
  const until = sayDay(dateAt(held.endsAt, view.institution.timeZone), view)
  return (
    <>
      <h2>{texts.askedTitle}</h2>
      <ul>
        {asked.missing.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
      {asked.mustCome ? (
        <>
          <p>{texts.come(until)}</p>
          <h2>{texts.bringTitle}</h2>
          <ul>
            {[requirements.ownDocument, ...asked.bring].map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        </>
      ) : (
        <Form view={view} action={followPath.answer}>
          <p>{texts.tell(until)}</p>
          <Button>{texts.answer}</Button>
        </Form>
      )}
    </>
  )
}

const saidOf = ({ institution, language }: View, held: CaseView) => sayAsked({ requirements: institution.requirements, language }, held.asked)

/** Whose turn it is, and for what. */
function sayNext(view: View, held: CaseView): string {
  const { follow: texts } = requestTexts[view.language]
  if (held.kind === 'personal' && held.state === 'ready') return texts.readyPersonal
  return held.state === 'awaiting_applicant' && saidOf(view, held).mustCome ? texts.mustCome : texts.nexts[held.state]
}

/** By when whoever's turn it is has to act; null: nobody has to. */
function sayUntil(view: View, until: CaseView['until']): string | null {
  const { untils } = requestTexts[view.language].follow
  switch (until.turn) {
    case 'applicant':
      return untils.applicant(sayDay(dateAt(until.at, view.institution.timeZone), view))
    case 'office':
    case 'supervisor':
      return until.past ? untils.past(sayDay(until.day, view)) : untils.institution(sayDay(until.day, view))
    case 'nobody':
      return until.at && sayDateTime(until.at, view)
  }
}
