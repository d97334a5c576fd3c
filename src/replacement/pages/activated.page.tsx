import type { RouteHandlerMethod } from 'fastify'
import type { Context } from '../../context.ts'
import { sendPage } from '../../http/send-page.ts'
import { type View, viewOf } from '../../http/view.ts'
import { Button, Form } from '../../ui/form.tsx'
import { sayDateTime } from '../../ui/format.ts'
import { Layout } from '../../ui/layout.tsx'
import { activationTexts } from '../activation-texts.ts'
import { heldPair, heldProof } from '../browser.ts'
import { activationPath, followPath } from '../paths.ts'
import { requestTexts } from '../texts.ts'
import { type ActivationReceipt, viewActivation } from '../view-activation.ts'

export const path = followPath.activated

export function get(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const seen = await viewActivation(context, { pair: heldPair(context, request), source: request.ip, held: heldProof(context, request) })
    if (seen.step !== 'done') return reply.redirect(activationPath[seen.step], 303)
    return sendPage(reply, 200, <DonePage view={viewOf(context, request, reply)} receipt={seen.receipt} />)
  }
}

const next = { employer: '/empleador/ingresar', personal: '/personal/desbloquear' } as const

function DonePage({ view, receipt }: { view: View; receipt: ActivationReceipt }) {
  const texts = activationTexts[view.language].done
  const { receipt: finish } = requestTexts[view.language]
  const { kind, name, typed } = receipt
  const rows = [
    [texts.number, receipt.number],
    [texts.when, sayDateTime(receipt.at, view)],
    ...(kind === 'employer'
      ? [
          [texts.employer, name],
          [texts.ruc, typed.taxId],
          [texts.branch, typed.branchCode],
        ]
      : [[texts.person, name]]),
    [texts.nationalId, typed.nationalId],
    [texts.contact, receipt.contact ?? texts.noContact(sayDateTime(receipt.stoppableUntil, view))],
  ]
  return (
    <Layout view={view} title={texts.title[kind]}>
      <p class="lead">{texts.lead[kind === 'personal' ? 'personal' : receipt.hadKey ? 'changed' : 'first'](name)}</p>
      {kind === 'personal' && <p>{texts.unlock}</p>}
      <p class="no-print">
        <a class="button" href={next[kind]}>
          {texts.next[kind]}
        </a>
      </p>
      <h2>{texts.receipt}</h2>
      <dl class="summary-list">
        {rows.map(([term, value]) => (
          <>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </>
        ))}
      </dl>
      {receipt.told.length === 0 ? (
        <p>{texts.toldNobody}</p>
      ) : (
        <>
          <p>{texts.told}</p>
          <ul>
            {receipt.told.map((contact) => (
              <li key={contact}>{contact}</li>
            ))}
          </ul>
          {receipt.told.some((contact) => contact !== receipt.contact) && <p>{texts.veto(sayDateTime(receipt.stoppableUntil, view))}</p>}
        </>
      )}
      <p class="hint no-print">{texts.print}</p>
      <div class="no-print">
        <Form view={view} action={followPath.done}>
          <p>{finish.finishText}</p>
          <Button secondary>{finish.finish}</Button>
        </Form>
      </div>
    </Layout>
  )
}
