import type { FastifyRequest, RouteHandlerMethod } from 'fastify'
import { z } from 'zod'
import type { Context } from '../../context.ts'
import type { KeyKind } from '../../credentials/credentials.ts'
import { setCookie } from '../../http/cookies.ts'
import { hashesOfCookie } from '../../http/guards.ts'
import { sendPage } from '../../http/send-page.ts'
import { type View, viewOf } from '../../http/view.ts'
import { recoveryTexts } from '../../recovery/texts.ts'
import { viewCase as viewRecovery } from '../../recovery/view-case.ts'
import { checkBranchCode, checkNationalId, checkTaxId } from '../../registry/identifiers.ts'
import { Button, digits, Field, Form, Hidden } from '../../ui/form.tsx'
import { sayTime } from '../../ui/format.ts'
import { type FieldErrors, Layout } from '../../ui/layout.tsx'
import { Puzzle } from '../../ui/puzzle.tsx'
import { puzzleTexts } from '../../ui/puzzle-texts.ts'
import { unlockTexts } from '../../unlock/texts.ts'
import { viewCase as viewUnlock } from '../../unlock/view-case.ts'
import { requestCookie } from '../browser.ts'
import { changeData } from '../change-draft.ts'
import { requestPath } from '../paths.ts'
import type { TypedOfCase } from '../replacement.ts'
import { type Answers, hasOfficePath, whoGoes } from '../requirements.ts'
import { startRequest } from '../start-request.ts'
import { requestTexts } from '../texts.ts'
import { viewDraft } from '../view-draft.ts'
import { answersFields, isReturning, readAnswers, returningFields } from './answers.ts'

const text = z.string().max(200).catch('')
const Fields = z.object({ ruc: text, sucursal: text, cedula: text }).catch({ ruc: '', sucursal: '', cedula: '' })
type Fields = z.infer<typeof Fields>
const Puzzled = z.object({ altcha: z.string().optional().catch('') }).catch({ altcha: '' })

const page = (kind: KeyKind) => {
  const path = requestPath[kind].data
  const before = kind === 'employer' ? requestPath.employer.reason : requestPath.personal.before

  const get =
    (context: Context): RouteHandlerMethod =>
    async (request, reply) => {
      const draft = await viewDraft(context, { kind, held: hashesOfCookie(context, request, requestCookie[kind]) })
      const answers = readAnswers(kind, request.query) ?? draft?.answers ?? null
      if (!answers || !hasOfficePath(context.institution)) return reply.redirect(before, 303)
      const carried = draft ? null : await typedOnline(context, request, kind)
      const typed = draft?.typed ?? carried
      const fields = { ruc: typed?.taxId ?? '', sucursal: typed?.branchCode ?? '0001', cedula: typed?.nationalId ?? '' }
      const view = viewOf(context, request, reply)
      const along = { answers, returning: draft !== null && isReturning(request.query) }
      return sendPage(reply, 200, <DataPage view={view} kind={kind} {...along} fields={fields} carried={carried !== null} errors={{}} />)
    }

  const post =
    (context: Context): RouteHandlerMethod =>
    async (request, reply) => {
      const answers = readAnswers(kind, request.body)
      if (!answers || !hasOfficePath(context.institution)) return reply.redirect(before, 303)
      const along = { answers, returning: isReturning(request.body) }
      const fields = Fields.parse(request.body)
      const view = viewOf(context, request, reply)
      const again = (status: number, errors: FieldErrors, ways: readonly string[] = []) =>
        sendPage(reply, status, <DataPage view={view} kind={kind} {...along} fields={fields} carried={false} errors={errors} ways={ways} />)
      const checked = checkFields(kind, fields, view)
      if ('errors' in checked) return again(422, checked.errors)
      const puzzle = Puzzled.parse(request.body).altcha
      const typed = { kind, typed: checked.typed, puzzle, source: request.ip }
      const held = along.returning ? hashesOfCookie(context, request, requestCookie[kind]) : []
      const changed = held.length === 0 ? null : await changeData(context, { ...typed, held })
      const begun = changed && changed.outcome !== 'no_draft' ? changed : await startRequest(context, { ...typed, answers, language: view.language })
      const texts = puzzleTexts[view.language]
      switch (begun.outcome) {
        case 'kept':
          return reply.redirect(requestPath[kind].review, 303)
        case 'changed':
          setCookie(reply, requestCookie[kind], { value: begun.cookie, origin: context.origin })
          return reply.redirect(requestPath[kind].review, 303)
        case 'started':
          setCookie(reply, requestCookie[kind], { value: begun.cookie, origin: context.origin })
          return reply.redirect(requestPath[kind].contact, 303)
        case 'puzzle_refused':
          return again(422, { comprobacion: texts.refused })
        case 'source_stopped':
        case 'no_script_stopped': {
          if (begun.retryAfter !== null) reply.header('retry-after', begun.retryAfter)
          const until = sayTime(begun.until, view)
          return begun.outcome === 'source_stopped'
            ? again(429, { comprobacion: texts.stopped(until) })
            : again(429, { comprobacion: texts.noScriptStopped(until) }, texts.ways)
        }
      }
    }
  return { path, get, post }
}

export const employer = page('employer')
export const personal = page('personal')

/** What this browser typed in a case online that sent it here; null: in none. */
async function typedOnline(context: Context, request: FastifyRequest, kind: KeyKind): Promise<TypedOfCase | null> {
  if (kind === 'employer') {
    const held = await viewRecovery(context, hashesOfCookie(context, request, 'recovery'))
    return 'typed' in held ? held.typed : null
  }
  const held = await viewUnlock(context, hashesOfCookie(context, request, 'unlock'))
  return 'typed' in held && held.typed !== null ? { taxId: '', branchCode: '', nationalId: held.typed.nationalId } : null
}

/** Says what is wrong with the form of a number, never whether it exists. */
function checkFields(kind: KeyKind, fields: Fields, view: View): { errors: FieldErrors } | { typed: TypedOfCase } {
  const nationalId = checkNationalId(fields.cedula)
  if (kind === 'personal') {
    const texts = unlockTexts[view.language].start
    if (nationalId.answer === 'malformed') return { errors: { cedula: fields.cedula.trim() === '' ? texts.empty : texts.wrong(nationalId.reason) } }
    return { typed: { taxId: '', branchCode: '', nationalId: nationalId.value } }
  }
  const texts = recoveryTexts[view.language].start
  const [ruc, branch] = [checkTaxId(fields.ruc), checkBranchCode(fields.sucursal)]
  if (ruc.answer !== 'malformed' && branch.answer !== 'malformed' && nationalId.answer !== 'malformed')
    return { typed: { taxId: ruc.value, branchCode: branch.value, nationalId: nationalId.value } }
  const errors: Record<string, string> = {}
  if (ruc.answer === 'malformed') errors.ruc = fields.ruc.trim() === '' ? texts.empty.RUC : texts.wrong('RUC', ruc.reason)
  if (branch.answer === 'malformed') errors.sucursal = fields.sucursal.trim() === '' ? texts.empty.sucursal : texts.wrong('sucursal', branch.reason)
  if (nationalId.answer === 'malformed') errors.cedula = fields.cedula.trim() === '' ? texts.empty.cédula : texts.wrong('cédula', nationalId.reason)
  return { errors }
}

type DataPageProps = {
  view: View
  kind: KeyKind
  answers: Answers
  returning: boolean
  fields: Fields
  carried: boolean
  errors: FieldErrors
  ways?: readonly string[]
}

function DataPage({ view, kind, answers, returning, fields, carried, errors, ways = [] }: DataPageProps) {
  const texts = requestTexts[view.language].data
  const kept = { ...answersFields(answers), ...returningFields(returning) }
  return (
    <Layout view={view} title={texts.title[kind]} errors={errors} keep={kept} scripts={['/assets/altcha.js', '/assets/puzzle.js']}>
      {carried && <p class="inset">{texts.carried}</p>}
      <Form view={view}>
        <Hidden fields={kept} />
        {kind === 'employer' && (
          <>
            <Field
              name="ruc"
              label={texts.ruc}
              hint={answers.employerKind === 'domestic' ? texts.rucHintDomestic : texts.rucHint}
              value={fields.ruc}
              errors={errors}
              width={13}
              attributes={digits}
            />
            <Field name="sucursal" label={texts.branch} hint={texts.branchHint} value={fields.sucursal} errors={errors} width={4} attributes={digits} />
          </>
        )}
        <Field
          name="cedula"
          label={texts.nationalId[whoGoes(answers)]}
          hint={texts.nationalIdHint[whoGoes(answers)]}
          value={fields.cedula}
          errors={errors}
          width={10}
          attributes={digits}
        />
        <Puzzle view={view} challenge={requestPath[kind].puzzle} error={errors.comprobacion} ways={ways} />
        <Button>{texts.continue}</Button>
      </Form>
    </Layout>
  )
}
