import type { RouteHandlerMethod } from 'fastify'
import { z } from 'zod'
import type { Context } from '../../context.ts'
import { WrongDoor } from '../../guide/wrong-door.tsx'
import { readCookie, setCookie } from '../../http/cookies.ts'
import { deviceOf } from '../../http/device.ts'
import { sendPage } from '../../http/send-page.ts'
import { languageOf, type View, viewOf } from '../../http/view.ts'
import { checkBranchCode, checkNationalId, checkTaxId } from '../../registry/identifiers.ts'
import { Button, digits, Field, Form } from '../../ui/form.tsx'
import { sayDuration, sayTime } from '../../ui/format.ts'
import { type FieldErrors, Layout } from '../../ui/layout.tsx'
import { Puzzle } from '../../ui/puzzle.tsx'
import { puzzleTexts } from '../../ui/puzzle-texts.ts'
import { startRecovery } from '../start-recovery.ts'
import { recoveryTexts } from '../texts.ts'
import { type CaseView, pathOf, viewCase } from '../view-case.ts'
import { path as puzzlePath } from './puzzle.page.ts'

export const path = '/empleador/recuperar'

const text = z.string().max(200).catch('')
const Body = z
  .object({ ruc: text, sucursal: text, cedula: text, altcha: z.string().optional().catch('') })
  .catch({ ruc: '', sucursal: '', cedula: '', altcha: '' })
type Fields = { ruc: string; sucursal: string; cedula: string }

export function get(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const cookie = readCookie(request, 'recovery', context.origin)
    const held: CaseView | null = cookie === undefined ? null : await viewCase(context, context.keys.macs('token', cookie))
    const view = viewOf(context, request, reply)
    const texts = recoveryTexts[view.language].start
    const typed = held && 'typed' in held ? held.typed : null
    const fields = { ruc: typed?.taxId ?? '', sucursal: typed?.branchCode ?? '0001', cedula: typed?.nationalId ?? '' }
    const note =
      held?.step === 'start' && held.typed !== null
        ? held.why === 'over'
          ? texts.over(sayDuration(context.institution.policy.linkLifetime, view.language))
          : texts.ended
        : undefined
    return sendPage(reply, 200, <StartPage view={view} fields={fields} errors={{}} {...(note === undefined ? {} : { note })} />)
  }
}

export function post(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const body = Body.parse(request.body)
    const view = viewOf(context, request, reply)
    const again = (status: number, errors: FieldErrors, ways: readonly string[] = []) =>
      sendPage(reply, status, <StartPage view={view} fields={body} errors={errors} ways={ways} />)
    const typed = checkFields(body, view)
    if ('errors' in typed) return again(422, typed.errors)

    const started = await startRecovery(context, {
      typed: typed.triple,
      puzzle: body.altcha,
      source: request.ip,
      device: deviceOf(request.headers['user-agent']),
      language: languageOf(context, request),
    })
    const texts = puzzleTexts[view.language]
    switch (started.outcome) {
      case 'started':
        setCookie(reply, 'recovery', { value: started.cookie, origin: context.origin })
        return reply.redirect(pathOf.code, 303)
      case 'puzzle_refused':
        return again(422, { comprobacion: texts.refused })
      case 'source_stopped':
      case 'no_script_stopped': {
        if (started.retryAfter !== null) reply.header('retry-after', started.retryAfter)
        const until = sayTime(started.until, view)
        return started.outcome === 'source_stopped'
          ? again(429, { comprobacion: texts.stopped(until) })
          : again(429, { comprobacion: texts.noScriptStopped(until) }, texts.ways)
      }
    }
  }
}

/** Says what is wrong with the form of a number, never whether it exists. */
function checkFields(fields: Fields, view: View): { errors: FieldErrors } | { triple: { taxId: string; branchCode: string; nationalId: string } } {
  const texts = recoveryTexts[view.language].start
  const ruc = checkTaxId(fields.ruc)
  const branch = checkBranchCode(fields.sucursal)
  const nationalId = checkNationalId(fields.cedula)
  const errors: Record<string, string> = {}
  if (ruc.answer === 'malformed') errors.ruc = fields.ruc.trim() === '' ? texts.empty.RUC : texts.wrong('RUC', ruc.reason)
  if (branch.answer === 'malformed') errors.sucursal = fields.sucursal.trim() === '' ? texts.empty.sucursal : texts.wrong('sucursal', branch.reason)
  if (nationalId.answer === 'malformed') errors.cedula = fields.cedula.trim() === '' ? texts.empty.cédula : texts.wrong('cédula', nationalId.reason)
  if (ruc.answer === 'malformed' || branch.answer === 'malformed' || nationalId.answer === 'malformed') return { errors }
  return { triple: { taxId: ruc.value, branchCode: branch.value, nationalId: nationalId.value } }
}

type StartPageProps = { view: View; fields: Fields; errors: FieldErrors; note?: string; ways?: readonly string[] }

function StartPage({ view, fields, errors, note, ways = [] }: StartPageProps) {
  const texts = recoveryTexts[view.language].start
  return (
    <Layout view={view} title={texts.title} errors={errors} scripts={['/assets/altcha.js', '/assets/puzzle.js']}>
      {note !== undefined && <p class="inset">{note}</p>}
      {errors.ruc !== undefined && <WrongDoor view={view} at="employer" typed={fields.ruc} />}
      <Form view={view}>
        <Field name="ruc" label={texts.ruc} hint={texts.rucHint} value={fields.ruc} errors={errors} width={13} attributes={digits} />
        <Field name="sucursal" label={texts.branch} hint={texts.branchHint} value={fields.sucursal} errors={errors} width={4} attributes={digits} />
        <Field name="cedula" label={texts.nationalId} hint={texts.nationalIdHint} value={fields.cedula} errors={errors} width={10} attributes={digits} />
        <Puzzle view={view} challenge={puzzlePath} error={errors.comprobacion} ways={ways} />
        <Button>{texts.continue}</Button>
      </Form>
    </Layout>
  )
}
