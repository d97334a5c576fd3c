import type { FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify'
import { type ChangeVetoOutcome, type ChangeVetoView, lookAtChangeVeto, vetoChange } from '../account/veto-change.ts'
import type { Context } from '../context.ts'
import { sendPage } from '../http/send-page.ts'
import { tokenHashes } from '../http/token.ts'
import { type View, viewOf } from '../http/view.ts'
import { requestLink } from '../replacement/paths.ts'
import { Button, Form } from '../ui/form.tsx'
import { sayDateTime } from '../ui/format.ts'
import { Layout } from '../ui/layout.tsx'
import { SupportLine } from '../ui/support.tsx'
import { vetoTexts } from './texts.ts'
import type { ShownOutcome } from './veto.ts'
import { lookAtVeto, type VetoView, vetoRecovery } from './veto-recovery.ts'
import { lookAtReplacementVeto, vetoReplacement } from './veto-replacement.ts'
import { lookAtUnlockVeto, vetoUnlock } from './veto-unlock.ts'

export const path = '/v/:token'

export function get(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const hashes = tokenHashes(context, request)
    const found = (await lookAtVeto(context, hashes)) ?? (await lookAtUnlockVeto(context, hashes)) ?? (await lookAtReplacementVeto(context, hashes))
    const view = viewOf(context, request, reply)
    if (!found) return showChangeVeto(context, request, reply)
    if (found.would === 'already' || found.would === 'too_late') return sendPage(reply, 200, <OutcomePage view={view} outcome={found.would} about={found} />)
    return sendPage(reply, 200, <VetoPage view={view} found={found} />)
  }
}

export function post(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const hashes = tokenHashes(context, request)
    for (const { look, veto } of ways) {
      const found = await look(context, hashes)
      const outcome = await veto(context, hashes)
      if (outcome !== 'unknown') return reply.redirect(donePath(outcome, found), 303)
    }
    return postChangeVeto(context, request, reply)
  }
}

const ways = [
  { look: lookAtVeto, veto: vetoRecovery },
  { look: lookAtUnlockVeto, veto: vetoUnlock },
  { look: lookAtReplacementVeto, veto: vetoReplacement },
]

/** The page afterwards says of which case, which anybody may know who has its number, and nothing else of it. */
const donePath = (outcome: ShownOutcome, about: VetoView) =>
  `/v/hecho/${outcome}${about ? `?${new URLSearchParams({ tramite: about.number, de: about.of })}` : ''}`

/** The link may be of a change in an account, and no case of a key. */
async function showChangeVeto(context: Context, request: FastifyRequest, reply: FastifyReply) {
  const found = await lookAtChangeVeto(context, tokenHashes(context, request))
  const view = viewOf(context, request, reply)
  if (!found) return sendPage(reply, 410, <OutcomePage view={view} outcome="unknown" />)
  return sendPage(
    reply,
    200,
    found.would === 'undone' ? <ChangeVetoPage view={view} found={found} /> : <OutcomePage view={view} outcome={ofChange[found.would]} />,
  )
}

async function postChangeVeto(context: Context, request: FastifyRequest, reply: FastifyReply) {
  const outcome = ofChange[await vetoChange(context, tokenHashes(context, request))]
  if (outcome === 'unknown') return sendPage(reply, 410, <OutcomePage view={viewOf(context, request, reply)} outcome={outcome} />)
  return reply.redirect(donePath(outcome, null), 303)
}

const ofChange = { undone: 'undone', already: 'undone_already', too_late: 'undo_too_late', unknown: 'unknown' } as const satisfies Record<
  ChangeVetoOutcome,
  ShownOutcome
>

function ChangeVetoPage({ view, found }: { view: View; found: NonNullable<ChangeVetoView> }) {
  const texts = vetoTexts[view.language]
  return (
    <Layout view={view} title={texts.title}>
      <p>{texts.change[found.kind](sayDateTime(found.at, view))}</p>
      <p class="inset">{texts.wouldUndo}</p>
      <Form view={view}>
        <Button>{texts.undo}</Button>
      </Form>
      <p>{texts.of.recovery.wasMe}</p>
    </Layout>
  )
}

function VetoPage({ view, found }: { view: View; found: NonNullable<VetoView> }) {
  const texts = vetoTexts[view.language]
  const { would, wasMe } = texts.of[found.of]
  return (
    <Layout view={view} title={texts.title}>
      {found.whose !== null && <p>{texts.whose(found.whose.name, found.whose.branch)}</p>}
      <p>{texts.what(found.number, found.tag, sayDateTime(found.startedAt, view))}</p>
      <p class="inset">{would[found.would === 'ended' || found.would === 'frozen' ? found.would : 'disputed']}</p>
      <Form view={view}>
        <Button>{texts.stop}</Button>
      </Form>
      <p>{wasMe}</p>
    </Layout>
  )
}

/** Of which case: what its link said. */
export type About = Pick<NonNullable<VetoView>, 'number' | 'of'> | null

export function OutcomePage({ view, outcome, about = null }: { view: View; outcome: ShownOutcome; about?: About }) {
  const { outcome: outcomes, number, next } = vetoTexts[view.language]
  const texts = outcomes[outcome]
  const days = view.institution.policy.disputeWorkingDays
  return (
    <Layout view={view} title={texts.title} keep={about ? { tramite: about.number, de: about.of } : {}}>
      <p>{texts.text}</p>
      {about && <p>{number(about.number)}</p>}
      {(outcome === 'disputed' || outcome === 'frozen') && <p>{next.decides(days)}</p>}
      {outcome === 'frozen' && about && (
        <p>
          <a href={requestLink(about.of === 'recovery' || about.of === 'replacement' ? 'hold_or_dispute' : 'lost_contact')}>{next.request}</a>
        </p>
      )}
      <SupportLine view={view} />
    </Layout>
  )
}
