import type { FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify'
import { z } from 'zod'
import type { Context } from '../../../../context.ts'
import { sendPage } from '../../../../http/send-page.ts'
import { type View, viewOf } from '../../../../http/view.ts'
import type { Language } from '../../../../institution.ts'
import { Console, NotAllowedPage } from '../../../../staff/console.tsx'
import { readShown, sayNotShown } from '../../../../staff/passkeys/not-shown.ts'
import { PasskeyForm, passkeyScripts } from '../../../../staff/passkeys/passkey-form.tsx'
import { signInAgain } from '../../../../staff/sign-in-again.tsx'
import type { StaffActor } from '../../../../staff/staff.ts'
import { Button, Choice, digits, Field, Form } from '../../../../ui/form.tsx'
import { sayDateTime, sayTime } from '../../../../ui/format.ts'
import type { FieldErrors } from '../../../../ui/layout.tsx'
import { approvalPath } from '../../approval/paths.ts'
import { sayState } from '../../texts.ts'
import { holdReasons } from '../disputes.ts'
import { checkHold, type HoldCheck, type HoldUnseen, setHold, viewHold, type Whose } from '../set-hold.ts'
import { disputeTexts } from '../texts.ts'

export const path = approvalPath.hold

const text = z.string().max(40).catch('')
const Fields = z.object({ ruc: text, sucursal: text, cedula: text, motivo: z.enum(holdReasons).optional().catch(undefined), confirma: text })
type Fields = z.infer<typeof Fields>

export function get(context: Context): RouteHandlerMethod {
  return (request, reply) => answerHold(context, request, reply, { status: 200, fields: { ...Fields.parse({}), sucursal: '0001' }, errors: {} })
}

/** A hold cannot be undone: first whose key it is, then the hold. */
export function post(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const fields = Fields.parse(request.body)
    const view = viewOf(context, request, reply)
    const texts = disputeTexts[view.language].hold
    const field = fields.ruc.trim() === '' ? 'cedula' : 'ruc'
    const again = (status: number, errors: FieldErrors) => answerHold(context, request, reply, { status, fields, errors })
    if (fields.confirma === 'no') return again(200, {})
    const wrong = errorsOf(fields, view.language)
    if (fields.motivo === undefined || Object.keys(wrong).length > 0) return again(422, wrong)
    const [browser, given] = [{ held: request.held }, { whose: whoseOf(fields), reason: fields.motivo }]
    const held = fields.confirma === 'si' ? await setHold(context, browser, given, readShown(request)) : null
    const not = held?.outcome === 'not_shown' || held?.outcome === 'source_stopped' ? sayNotShown(view, reply, held) : null
    const answer = held === null || held.outcome === 'not_shown' || held.outcome === 'source_stopped' ? await checkHold(context, browser, given) : held
    switch (answer.outcome) {
      case 'held':
        return reply.redirect(`${approvalPath.queue}?hecho=held`, 303)
      case 'found':
      case 'unseen':
        return sendPage(
          reply,
          not?.status ?? (answer.outcome === 'found' ? 200 : 429),
          <CheckPage view={view} found={answer} fields={fields} errors={not ? { passkey: not.told } : {}} />,
        )
      case 'unknown':
      case 'already':
      case 'own':
        return again(422, { [field]: texts[answer.outcome] })
      case 'too_many':
        return again(429, { [field]: texts.tooMany(sayTime(answer.until, view)) })
      case 'again':
      case 'too_many_holds':
        return again(429, { [field]: texts.limited[answer.outcome](sayDateTime(answer.until, view)) })
      case 'signed_out':
        return signInAgain(context, request, reply)
      case 'not_allowed':
        return sendPage(reply, 403, <NotAllowedPage view={view} />)
    }
  }
}

/** Each field that is missing, or too much. */
function errorsOf({ ruc, sucursal, cedula, motivo }: Fields, language: Language): FieldErrors {
  const { choose, both, whichKey, whichBranch } = disputeTexts[language].hold
  const [hasRuc, hasCedula] = [ruc.trim() !== '', cedula.trim() !== '']
  return {
    ...(hasRuc || hasCedula ? {} : { ruc: whichKey }),
    ...(hasRuc && sucursal.trim() === '' ? { sucursal: whichBranch } : {}),
    ...(hasRuc && hasCedula ? { cedula: both } : {}),
    ...(motivo === undefined ? { motivo: choose } : {}),
  }
}

const whoseOf = ({ ruc, sucursal, cedula }: Fields): Whose =>
  ruc.trim() === '' ? { kind: 'personal', nationalId: cedula } : { kind: 'employer', taxId: ruc, branchCode: sucursal }

type Again = { status: number; fields: Fields; errors: FieldErrors }

async function answerHold(context: Context, request: FastifyRequest, reply: FastifyReply, again: Again) {
  const seen = await viewHold(context, { held: request.held })
  const view = viewOf(context, request, reply)
  if (seen.outcome === 'signed_out') return signInAgain(context, request, reply)
  if (seen.outcome === 'not_allowed') return sendPage(reply, 403, <NotAllowedPage view={view} />)
  return sendPage(reply, again.status, <HoldPage view={view} actor={seen.actor} again={again} />)
}

function HoldPage({ view, actor, again: { fields, errors } }: { view: View; actor: StaffActor; again: Again }) {
  const { hold: texts, holdReasons: said } = disputeTexts[view.language]
  return (
    <Console view={view} actor={actor} title={texts.title} errors={errors}>
      <p>{texts.lead}</p>
      <Form view={view}>
        <h2>{texts.employer}</h2>
        <Field name="ruc" label={texts.ruc} value={fields.ruc} errors={errors} width={13} attributes={digits} />
        <Field name="sucursal" label={texts.branch} value={fields.sucursal} errors={errors} width={4} attributes={digits} />
        <h2>{texts.person}</h2>
        <Field name="cedula" label={texts.nationalId} hint={texts.nationalIdHint} value={fields.cedula} errors={errors} width={10} attributes={digits} />
        <Choice
          name="motivo"
          legend={texts.why}
          options={holdReasons.map((value) => ({ value, label: said[value] }))}
          chosen={fields.motivo ?? ''}
          errors={errors}
        />
        <Button>{texts.check}</Button>
      </Form>
    </Console>
  )
}

type CheckProps = { view: View; found: HoldCheck | HoldUnseen; fields: Fields; errors: FieldErrors }

function CheckPage({ view, found, fields, errors }: CheckProps) {
  const { hold: texts, holdReasons: said } = disputeTexts[view.language]
  const { ruc, sucursal, cedula, motivo } = fields
  const hidden = (confirma: 'si' | 'no') =>
    Object.entries({ ruc, sucursal, cedula, motivo: motivo ?? '', confirma }).map(([name, value]) => (
      <input type="hidden" name={name} value={value} key={name} />
    ))
  return (
    <Console view={view} actor={found.actor} title={texts.checkTitle} errors={errors} scripts={passkeyScripts}>
      <p>{texts.lead}</p>
      <dl class="summary-list">
        <dt>{texts.whose}</dt>
        <dd>{found.outcome === 'found' ? found.name : texts.unseen(sayTime(found.until, view))}</dd>
        <dt>{texts.number}</dt>
        <dd>{ruc.trim() === '' ? cedula : `${ruc} · ${sucursal}`}</dd>
        <dt>{texts.why}</dt>
        <dd>{motivo && said[motivo]}</dd>
        {found.outcome === 'found' && <WhatFollows view={view} found={found} />}
      </dl>
      <PasskeyForm view={view} kind="known" options={found.options} button={texts.hold} errors={errors}>
        {hidden('si')}
      </PasskeyForm>
      <Form view={view}>
        {hidden('no')}
        <Button secondary>{texts.back}</Button>
      </Form>
    </Console>
  )
}

/** Who is told, and what it stops. */
function WhatFollows({ view, found }: { view: View; found: HoldCheck }) {
  const { hold: texts, check } = disputeTexts[view.language]
  const filed = found.open.filter(({ state }) => state === 'submitted').length
  return (
    <>
      <dt>{check.told}</dt>
      <dd>{check.tellContacts(found.hearing)}</dd>
      <dt>{texts.openCases}</dt>
      <dd>
        {found.open.length === 0 && texts.noCases}
        {found.open.flatMap(({ number, state }) => (state === 'submitted' ? [] : [<div key={number}>{`${number}: ${sayState(state, view.language)}`}</div>]))}
        {filed > 0 && texts.filed(filed)}
      </dd>
    </>
  )
}
