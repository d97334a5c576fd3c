import type { RouteHandlerMethod } from 'fastify'
import { z } from 'zod'
import type { Context } from '../../context.ts'
import { setCookie } from '../../http/cookies.ts'
import { sendPage } from '../../http/send-page.ts'
import { type View, viewOf } from '../../http/view.ts'
import { bare } from '../../registry/identifiers.ts'
import { OfficeWay } from '../../replacement/office-way.tsx'
import { Button, Field, Form } from '../../ui/form.tsx'
import { sayDuration, sayTime } from '../../ui/format.ts'
import { type FieldErrors, Layout } from '../../ui/layout.tsx'
import { Offices } from '../../ui/offices.tsx'
import { SupportLine } from '../../ui/support.tsx'
import { confirmCode } from '../confirm-code.ts'
import { unlockTexts } from '../texts.ts'
import { type CaseView, pathOf, viewCase } from '../view-case.ts'

export const path = '/personal/desbloquear/codigo'
const resendPath = '/personal/desbloquear/reenviar'

const Body = z.object({ codigo: z.string().max(200).catch('') }).catch({ codigo: '' })
type CodeView = Extract<CaseView, { step: 'code' }>

export function get(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const held = await viewCase(context, request.held)
    if (held.step !== 'code') return reply.redirect(pathOf[held.step], 303)
    const view = viewOf(context, request, reply)
    const texts = unlockTexts[view.language].code
    const note = held.askedTimes > 1 ? { note: texts.asked(sayTime(held.askedAt, view)) } : {}
    return sendPage(reply, 200, <CodePage view={view} held={held} errors={held.codesDead ? { codigo: texts.dead } : {}} {...note} />)
  }
}

export function post(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const code = bare(Body.parse(request.body).codigo)
    const view = viewOf(context, request, reply)
    const texts = unlockTexts[view.language].code
    const again = async (error: string) => {
      const held = await viewCase(context, request.held)
      return held.step === 'code'
        ? sendPage(reply, 422, <CodePage view={view} held={held} errors={{ codigo: error }} />)
        : reply.redirect(pathOf[held.step], 303)
    }
    if (!/^\d{1,40}$/.test(code)) return again(code === '' ? texts.empty : texts.malformed)

    const confirmed = await confirmCode(context, request.held, code)
    switch (confirmed.outcome) {
      case 'proven':
        setCookie(reply, 'unlock', { value: confirmed.cookie, origin: context.origin })
        return reply.redirect(pathOf.option, 303)
      case 'wrong':
        return again(confirmed.codesDead ? texts.dead : texts.wrong)
      case 'codes_dead':
        return again(texts.dead)
      case 'over':
      case 'no_case':
        return reply.redirect(pathOf[(await viewCase(context, request.held)).step], 303)
    }
  }
}

export function CodePage({ view, held, errors, note }: { view: View; held: CodeView; errors: FieldErrors; note?: string }) {
  const texts = unlockTexts[view.language].code
  return (
    <Layout view={view} title={texts.title} errors={errors}>
      {note !== undefined && (
        <p class="inset" role="status">
          {note}
        </p>
      )}
      <p>{texts.sent}</p>
      <p>
        {texts.tag} <strong class="tag">{held.tag}</strong>
      </p>
      <p>{texts.linkOr}</p>
      <Form view={view} action={path}>
        <Field
          name="codigo"
          label={texts.label}
          hint={texts.hint}
          errors={errors}
          width={20}
          attributes={{ inputmode: 'numeric', autocomplete: 'one-time-code' }}
        />
        <Button>{texts.continue}</Button>
      </Form>
      <p>{texts.linkStillWorks(sayDuration(view.institution.policy.linkLifetime, view.language))}</p>
      <p>{texts.never}</p>
      <details class="details" open={errors.codigo === texts.dead || note !== undefined}>
        <summary>{texts.missingTitle}</summary>
        <p>{texts.where}</p>
        <p>{texts.typed}</p>
        <dl class="summary-list">
          <dt>{texts.nationalId}</dt>
          <dd>{held.typed.nationalId}</dd>
        </dl>
        <p>
          <a href={pathOf.start}>{texts.correct}</a>
        </p>
        <Form view={view} action={resendPath}>
          {held.resendAt > view.now && <p class="hint">{texts.againAt(sayTime(held.resendAt, view))}</p>}
          <Button secondary>{texts.again}</Button>
        </Form>
        <p>
          <strong>{texts.noneIsYours}</strong>
        </p>
        <OfficeWay view={view} reason="lost_contact">
          <p>{texts.office}</p>
          <SupportLine view={view} />
        </OfficeWay>
        <Offices view={view} />
      </details>
    </Layout>
  )
}
