import type { RouteHandlerMethod } from 'fastify'
import type { Context } from '../../context.ts'
import type { KeyKind } from '../../credentials/credentials.ts'
import { sendPage } from '../../http/send-page.ts'
import { type View, viewOf } from '../../http/view.ts'
import { dateAt } from '../../offices/calendar-date.ts'
import { Button, Form } from '../../ui/form.tsx'
import { sayDateTime, sayDay } from '../../ui/format.ts'
import { Layout } from '../../ui/layout.tsx'
import { SupportLine } from '../../ui/support.tsx'
import { heldPair } from '../browser.ts'
import { groupContinuation } from '../continuation.ts'
import { type CaseView, openCase, type Pair } from '../open-case.ts'
import { followPath, requestPath } from '../paths.ts'
import { requirementsOf } from '../requirements.ts'
import { requestTexts } from '../texts.ts'
import { WhatToBring } from './requirements.page.tsx'

/** What was filed, and its continuation code, for as long as this browser holds it. */
const page = (kind: KeyKind) => {
  const get =
    (context: Context): RouteHandlerMethod =>
    async (request, reply) => {
      const pair = heldPair(context, request)
      const opened = pair && (await openCase(context, { pair, source: request.ip }))
      if (!pair || opened?.outcome !== 'open' || opened.view.kind !== kind) return reply.redirect(requestPath[kind].before, 303)
      if (opened.view.state !== 'submitted') return reply.redirect(followPath.case, 303)
      return sendPage(reply, 200, <ReceiptPage view={viewOf(context, request, reply)} held={opened.view} pair={pair} />)
    }
  return { path: requestPath[kind].receipt, get }
}

export const employer = page('employer')
export const personal = page('personal')

function ReceiptPage({ view, held, pair }: { view: View; held: CaseView; pair: Pair }) {
  const { receipt: texts, review, follow } = requestTexts[view.language]
  const { timeZone, offices } = view.institution
  const office = offices.find(({ id }) => id === held.office)
  const rows = [
    [texts.number, held.number],
    [review.reason, follow.reason[held.reason]],
    ...(held.kind === 'employer'
      ? [
          [review.ruc, held.typed.taxId],
          [review.branch, held.typed.branchCode],
        ]
      : []),
    [review.nationalId, held.typed.nationalId],
    [texts.sent, sayDateTime(held.submittedAt, view)],
  ] as const
  return (
    <Layout view={view} title={texts.title}>
      <p class="case-number">{held.number}</p>
      <p class="lead">{texts.until(sayDay(dateAt(held.endsAt, timeZone), view))}</p>
      {office && (
        <p>
          <strong>{office.name}</strong>
          <br />
          {office.address}, {office.canton}
          <br />
          {office.hours[view.language]}
        </p>
      )}
      <dl class="summary-list">
        {rows.map(([name, value]) => (
          <>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </>
        ))}
      </dl>
      <WhatToBring view={view} kind={held.kind} requirements={requirementsOf(view.institution, held)} />
      <p class="signature only-print">{texts.signature}</p>
      {held.contact === 'confirmed' && <p>{texts.shared}</p>}
      <SupportLine view={view} />
      <section class="tear-off" aria-labelledby="continuacion">
        <p class="only-print">{texts.cut}</p>
        <h2 id="continuacion">{texts.codeTitle}</h2>
        <p class="code-shown">{groupContinuation(pair.code)}</p>
        <p>{texts.code}</p>
        <p>
          <strong>{texts.keep}</strong>
        </p>
        <p>
          {texts.cancel} <a href={followPath.case}>{followPath.case}</a>
        </p>
        <p>{texts.lost}</p>
      </section>
      <p class="no-print">{texts.print}</p>
      <p class="no-print">
        <a class="button button-secondary" href={followPath.case}>
          {texts.follow}
        </a>
      </p>
      <div class="no-print">
        <Form view={view} action={followPath.done}>
          <p>{texts.finishText}</p>
          <Button>{texts.finish}</Button>
        </Form>
      </div>
    </Layout>
  )
}
