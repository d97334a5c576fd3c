import type { RouteHandlerMethod } from 'fastify'
import type { Context } from '../../context.ts'
import { setCookie } from '../../http/cookies.ts'
import { hashesOfCookie } from '../../http/guards.ts'
import { sendPage } from '../../http/send-page.ts'
import { tokenHashes } from '../../http/token.ts'
import { type View, viewOf } from '../../http/view.ts'
import { Button, Form } from '../../ui/form.tsx'
import { sayDateTime } from '../../ui/format.ts'
import { Layout } from '../../ui/layout.tsx'
import { followLink, type LinkView, lookAtLink } from '../follow-link.ts'
import { recoveryTexts } from '../texts.ts'
import { pathOf } from '../view-case.ts'

export const path = '/r/:token'

export function get(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const link = await lookAtLink(context, tokenHashes(context, request))
    const view = viewOf(context, request, reply)
    return link ? sendPage(reply, 200, <LinkPage view={view} link={link} />) : sendPage(reply, 410, <DeadLinkPage view={view} />)
  }
}

export function post(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const followed = await followLink(context, tokenHashes(context, request), hashesOfCookie(context, request, 'recovery'))
    if (followed.outcome === 'spent') return sendPage(reply, 410, <DeadLinkPage view={viewOf(context, request, reply)} />)
    setCookie(reply, 'recovery', { value: followed.cookie, origin: context.origin })
    return reply.redirect(pathOf.key, 303)
  }
}

function LinkPage({ view, link }: { view: View; link: NonNullable<LinkView> }) {
  const texts = recoveryTexts[view.language].link
  return (
    <Layout view={view} title={texts.title}>
      <p>
        {texts.tag} <strong class="tag">{link.tag}</strong>. {texts.asked(sayDateTime(link.startedAt, view))}
      </p>
      <p>{texts.note}</p>
      <Form view={view}>
        <Button>{texts.continue}</Button>
      </Form>
      <p>{texts.notYou}</p>
    </Layout>
  )
}

function DeadLinkPage({ view }: { view: View }) {
  const texts = recoveryTexts[view.language].link
  return (
    <Layout view={view} title={texts.deadTitle}>
      <p>{texts.dead}</p>
      <p>
        <a class="button" href={pathOf.start}>
          {texts.startAgain}
        </a>
      </p>
    </Layout>
  )
}
