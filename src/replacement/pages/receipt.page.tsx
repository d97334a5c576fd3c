import type { RouteHandlerMethod } from 'fastify'
import type { Context } from '../../context.ts'
import type { KeyKind } from '../../credentials/credentials.ts'
import { sendPage } from '../../http/send-page.ts'
import { type View, viewOf } from '../../http/view.ts'
import { Button, Form } from '../../ui/form.tsx'
import { Layout } from '../../ui/layout.tsx'
import { QrCode } from '../../ui/qr-code.tsx'
import { SupportLine } from '../../ui/support.tsx'
import { heldPair } from '../browser.ts'
import { groupContinuation } from '../continuation.ts'
import { type CaseView, openCase, type Pair } from '../open-case.ts'
import { followPath, requestPath } from '../paths.ts'
import { receiptOf } from '../receipt.ts'
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
      return sendPage(
        reply,
        200,
        <ReceiptPage view={viewOf(context, request, reply)} held={opened.view} pair={pair} followAt={`${context.origin}${followPath.case}`} />,
      )
    }
  return { path: requestPath[kind].receipt, get }
}

export const employer = page('employer')
export const personal = page('personal')

function ReceiptPage({ view, held, pair, followAt }: { view: View; held: CaseView; pair: Pair; followAt: string }) {
  const texts = requestTexts[view.language].receipt
  const { number, until, rows, office } = receiptOf(view, held)
  return (
    <Layout view={view} title={texts.title}>
      <div class="numbered">
        <div>
          <p class="number-label">{texts.number}</p>
          <p class="case-number">{number}</p>
          <p class="lead">{until}</p>
          {office && (
            <p>
              <strong>{office.name}</strong>
              {office.lines.map((line) => (
                <>
                  <br />
                  {line}
                </>
              ))}
            </p>
          )}
        </div>
        <QrCode text={number} label={texts.qr(number)} />
      </div>
      <p class="no-print">
        {texts.below} <a href="#continuacion">{texts.toCode}</a>.
      </p>
      <dl class="summary-list">
        {rows.map(([name, value]) => (
          <>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </>
        ))}
      </dl>
      <WhatToBring view={view} answers={held} lookedUpOn="paper" />
      <p class="only-print">{`${texts.cancelTitle}: ${texts.cancelAt(followAt)}`}</p>
      <p class="signature only-print">{texts.signature}</p>
      {held.contact === 'confirmed' && <p class="no-print">{texts.shared}</p>}
      <div class="only-print">
        <SupportLine view={view} />
      </div>
      <section class="tear-off" aria-labelledby="continuacion">
        <h2 id="continuacion">{texts.codeTitle}</h2>
        <p class="only-print">
          <strong>{texts.nobody}</strong>
        </p>
        <p class="code-shown">{groupContinuation(pair.code)}</p>
        <p class="only-print">{`${texts.number}: ${number}`}</p>
        <p class="no-print">
          <strong>{texts.keep}</strong>
        </p>
        <p class="no-print">
          {texts.code} <a href={followPath.case}>{followAt}</a>
        </p>
        <p class="only-print">{`${texts.code} ${followAt}`}</p>
        <p>{texts.lost}</p>
      </section>
      <p class="no-print">{texts.print}</p>
      <p class="no-print">
        <a class="button" href={requestPath[held.kind].pdf}>
          {texts.pdf}
        </a>
      </p>
      <div class="no-print">
        <Form view={view} action={followPath.done}>
          <p>{texts.finishText}</p>
          <Button secondary>{texts.finish}</Button>
        </Form>
      </div>
    </Layout>
  )
}
