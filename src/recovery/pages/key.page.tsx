import type { FastifyReply, RouteHandlerMethod } from 'fastify'
import { z } from 'zod'
import type { Context } from '../../context.ts'
import { generateKey } from '../../credentials/generate-key.ts'
import { HasherFull } from '../../credentials/hasher.ts'
import { FilingNote } from '../../guide/filing-note.tsx'
import { lookAtToday, type Today } from '../../guide/look-at-today.ts'
import { setCookie } from '../../http/cookies.ts'
import { hashesOfCookie } from '../../http/guards.ts'
import { sendPage } from '../../http/send-page.ts'
import { type View, viewOf } from '../../http/view.ts'
import type { Secret } from '../../secret.ts'
import { sayTime } from '../../ui/format.ts'
import { type FieldErrors, Layout } from '../../ui/layout.tsx'
import { setNewKey } from '../set-new-key.ts'
import { recoveryTexts } from '../texts.ts'
import { type CaseView, pathOf, viewCase } from '../view-case.ts'
import { ChooseKey } from './choose-key.tsx'
import { DisputedPage, MorePage, OfficePage, WaitingPage } from './not-enough.tsx'

export const path = '/empleador/recuperar/clave'

const Body = z.object({ clave: z.string().max(4096).catch('') }).catch({ clave: '' })

export function get(context: Context): RouteHandlerMethod {
  return async (request, reply) =>
    sendStep(context, reply, { held: await viewCase(context, request.held), view: viewOf(context, request, reply), status: 200, errors: {} })
}

export function post(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const { clave } = Body.parse(request.body)
    const view = viewOf(context, request, reply)
    const texts = recoveryTexts[view.language].key
    const { policy } = context.institution
    const again = async (status: number, error: string) =>
      sendStep(context, reply, { held: await viewCase(context, request.held), view, status, errors: { clave: error } })
    if (clave === '') return again(422, texts.empty)
    try {
      const set = await setNewKey(context, { held: request.held, known: hashesOfCookie(context, request, 'employer-browser') }, clave)
      switch (set.outcome) {
        case 'set':
          setCookie(reply, 'employer-browser', { value: set.browserCookie, origin: context.origin, lasts: policy.knownBrowserLifetime })
          return reply.redirect(pathOf.done, 303)
        case 'refused':
          return again(422, texts.refused(policy.keyLengthAtLeast, policy.keyLengthAtMost)[set.why])
        case 'not_enough':
        case 'not_proven':
        case 'expired':
          return reply.redirect(path, 303)
      }
    } catch (error) {
      if (error instanceof HasherFull) return again(503, texts.busy)
      throw error
    }
  }
}

async function sendStep(context: Context, reply: FastifyReply, page: { held: CaseView; view: View; status: number; errors: FieldErrors }) {
  const { held, view, status, errors } = page
  switch (held.step) {
    case 'key':
      return sendPage(
        reply,
        status,
        <KeyPage
          view={view}
          held={held}
          today={await lookAtToday(context)}
          offered={generateKey(context.random, context.institution.policy)}
          errors={errors}
        />,
      )
    case 'more':
      return sendPage(reply, 200, <MorePage view={view} held={held} />)
    case 'waiting':
      return sendPage(reply, 200, <WaitingPage view={view} held={held} />)
    case 'office':
      return sendPage(reply, 200, <OfficePage view={view} held={held} />)
    case 'disputed':
      return sendPage(reply, 200, <DisputedPage view={view} held={held} />)
    case 'start':
    case 'code':
    case 'done':
      return reply.redirect(pathOf[held.step], 303)
  }
}

type KeyPageProps = { view: View; today: Today; held: Extract<CaseView, { step: 'key' }>; offered: Secret; errors: FieldErrors }

function KeyPage({ view, today, held, offered, errors }: KeyPageProps) {
  const texts = recoveryTexts[view.language].key
  return (
    <Layout view={view} title={texts.title} errors={errors} scripts={['/assets/keys.js']}>
      <p>
        <strong>{texts.for(held.employer)}</strong>
      </p>
      {held.wasBlocked && <p class="inset">{texts.wasBlocked}</p>}
      <p>{texts.until(sayTime(held.endsAt, view))}</p>
      <FilingNote view={view} today={today} at="key" />
      <ChooseKey view={view} taxId={held.typed.taxId} offered={offered} errors={errors} />
    </Layout>
  )
}
