import type { FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify'
import { z } from 'zod'
import type { Context } from '../../../../context.ts'
import { sendPage } from '../../../../http/send-page.ts'
import { type View, viewOf } from '../../../../http/view.ts'
import { Console, NotAllowedPage } from '../../../../staff/console.tsx'
import { signInAgain } from '../../../../staff/sign-in-again.tsx'
import { Button, Form } from '../../../../ui/form.tsx'
import { sayDateTime } from '../../../../ui/format.ts'
import { DisputesList } from '../../disputes/pages/disputes-list.tsx'
import { type DisputeHead, viewDisputes } from '../../disputes/view-dispute.ts'
import { approvalPath } from '../paths.ts'
import { type QueueView, takeNextApproval, viewQueue } from '../take-approval.ts'
import { approvalTexts } from '../texts.ts'

export const path = approvalPath.queue

const Query = z.object({ hecho: z.enum(['waiting', 'approved', 'ready', 'rejected', 'returned', 'put_back', 'resolved', 'held']).optional().catch(undefined) })

export function get(context: Context): RouteHandlerMethod {
  return (request, reply) => answerQueue(context, request, reply, { status: 200, told: null })
}

export function post(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const taken = await takeNextApproval(context, { held: request.held })
    const view = viewOf(context, request, reply)
    const texts = approvalTexts[view.language].queue
    switch (taken.outcome) {
      case 'taken':
        return reply.redirect(approvalPath.case(taken.number), 303)
      case 'empty':
        return answerQueue(context, request, reply, { status: 200, told: texts.empty })
      case 'not_yet':
        return answerQueue(context, request, reply, { status: 403, told: null })
      case 'signed_out':
        return signInAgain(context, request, reply)
      case 'not_allowed':
        return sendPage(reply, 403, <NotAllowedPage view={view} />)
    }
  }
}

async function answerQueue(context: Context, request: FastifyRequest, reply: FastifyReply, answer: { status: number; told: string | null }) {
  const seen = await viewQueue(context, { held: request.held })
  const view = viewOf(context, request, reply)
  if (seen.outcome === 'signed_out') return signInAgain(context, request, reply)
  if (seen.outcome === 'not_allowed') return sendPage(reply, 403, <NotAllowedPage view={view} />)
  const { hecho } = Query.parse(request.query)
  const told = answer.told ?? (hecho === undefined ? null : approvalTexts[view.language].queue.done[hecho])
  const listed = await viewDisputes(context, { held: request.held })
  const disputes = listed.outcome === 'seen' ? listed.disputes : null
  return sendPage(reply, answer.status, <QueuePage view={view} seen={seen} told={told} disputes={disputes} />)
}

type Props = { view: View; seen: QueueView; told: string | null; disputes: readonly DisputeHead[] | null }

function QueuePage({ view, seen, told, disputes }: Props) {
  const texts = approvalTexts[view.language].queue
  return (
    <Console view={view} actor={seen.actor} title={texts.title}>
      {told !== null && (
        <p class="inset apart" role="status">
          {told}
        </p>
      )}
      {seen.actor.roles.includes('approver') && (
        <section>
          <p>{seen.notBefore === null ? texts.count(seen.toApprove) : texts.notYet(sayDateTime(seen.notBefore, view))}</p>
          {seen.own !== null && (
            <p>
              {texts.own}{' '}
              <a class="whole" href={approvalPath.case(seen.own)}>
                {seen.own}
              </a>
            </p>
          )}
          {seen.notBefore === null && (
            <>
              <p>{texts.lead}</p>
              <Form view={view} action={path}>
                <Button>{texts.take}</Button>
              </Form>
            </>
          )}
        </section>
      )}
      {disputes !== null && <DisputesList view={view} disputes={disputes} />}
    </Console>
  )
}
