import type { FastifyRequest, RouteHandlerMethod } from 'fastify'
import type { Context } from '../../context.ts'
import { readCookie } from '../../http/cookies.ts'
import { hashesOfCookie } from '../../http/guards.ts'
import { sendPage } from '../../http/send-page.ts'
import { type View, viewOf } from '../../http/view.ts'
import { Layout } from '../../ui/layout.tsx'
import { forgetCase, holdsTraces, requestCookie } from '../browser.ts'
import { forgetDrafts } from '../forget-drafts.ts'
import { followPath } from '../paths.ts'
import { requestTexts } from '../texts.ts'

export const path = followPath.done

/** Says that nothing is left here, which is true only of a browser that holds neither a case nor what was typed for one. */
export function get(context: Context): RouteHandlerMethod {
  return (request, reply) => {
    if (holdsTraces(context, request)) return reply.redirect(followPath.case, 303)
    return sendPage(
      reply,
      200,
      <FinishedPage view={viewOf(context, request, reply)} accounts={openAccounts(context, request)} followAt={`${context.origin}${followPath.case}`} />,
    )
  }
}

/**
 * Clears a shared machine: the browser forgets the case and its code, what led there online, and that it ever knew a key; the answer tells it
 * to forget what it cached. A cookie of a draft that somebody kept is worth nothing from then on.
 */
export function post(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    await forgetDrafts(
      context,
      Object.values(requestCookie).flatMap((cookie) => hashesOfCookie(context, request, cookie)),
    )
    forgetCase(context, reply)
    return reply.header('clear-site-data', '"cache"').redirect(path, 303)
  }
}

const accounts = { employer: '/empleador/cuenta', personal: '/personal/cuenta' } as const
type Account = keyof typeof accounts

/** A session is ended where it was begun, and not by forgetting its cookie. */
const openAccounts = (context: Context, request: FastifyRequest) =>
  (['employer', 'personal'] as const).filter((cookie) => readCookie(request, cookie, context.origin) !== undefined)

function FinishedPage({ view, accounts: open, followAt }: { view: View; accounts: readonly Account[]; followAt: string }) {
  const texts = requestTexts[view.language].finished
  return (
    <Layout view={view} title={texts.title}>
      <p class="lead">{texts.cleared}</p>
      {open.map((account) => (
        <p class="inset" key={account}>
          {texts.session} <a href={accounts[account]}>{texts.account[account]}</a>.
        </p>
      ))}
      <h2>{texts.takeTitle}</h2>
      <ul>
        {texts.take.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
      <p>{texts.finished}</p>
      <h2>{texts.beforeTitle}</h2>
      <ul>
        {texts.before.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
      <p>
        {texts.follow} <a href={followPath.case}>{followAt}</a>
      </p>
    </Layout>
  )
}
