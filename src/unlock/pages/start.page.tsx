import type { RouteHandlerMethod } from 'fastify'
import { z } from 'zod'
import type { Context } from '../../context.ts'
import { WrongDoor } from '../../guide/wrong-door.tsx'
import { setCookie } from '../../http/cookies.ts'
import { deviceOf } from '../../http/device.ts'
import { hashesOfCookie } from '../../http/guards.ts'
import { sendPage } from '../../http/send-page.ts'
import { languageOf, type View, viewOf } from '../../http/view.ts'
import { checkNationalId } from '../../registry/identifiers.ts'
import { Button, digits, Field, Form } from '../../ui/form.tsx'
import { sayDuration, sayTime } from '../../ui/format.ts'
import { type FieldErrors, Layout } from '../../ui/layout.tsx'
import { Puzzle } from '../../ui/puzzle.tsx'
import { puzzleTexts } from '../../ui/puzzle-texts.ts'
import { startUnlock } from '../start-unlock.ts'
import { unlockTexts } from '../texts.ts'
import { pathOf, viewCase } from '../view-case.ts'
import { path as puzzlePath } from './puzzle.page.ts'

export const path = '/personal/desbloquear'

const Body = z.object({ cedula: z.string().max(200).catch(''), altcha: z.string().optional().catch('') }).catch({ cedula: '', altcha: '' })

export function get(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const held = await viewCase(context, hashesOfCookie(context, request, 'unlock'))
    const view = viewOf(context, request, reply)
    const texts = unlockTexts[view.language].start
    const typed = 'typed' in held ? held.typed : null
    const note =
      held.step === 'start' && held.typed !== null
        ? held.why === 'over'
          ? texts.over(sayDuration(context.institution.policy.linkLifetime, view.language))
          : texts.ended
        : undefined
    return sendPage(reply, 200, <StartPage view={view} typed={typed?.nationalId ?? ''} errors={{}} {...(note === undefined ? {} : { note })} />)
  }
}

export function post(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const body = Body.parse(request.body)
    const view = viewOf(context, request, reply)
    const texts = unlockTexts[view.language].start
    const again = (status: number, errors: FieldErrors, ways: readonly string[] = []) =>
      sendPage(reply, status, <StartPage view={view} typed={body.cedula} errors={errors} ways={ways} />)
    const nationalId = checkNationalId(body.cedula)
    if (nationalId.answer === 'malformed') return again(422, { cedula: body.cedula.trim() === '' ? texts.empty : texts.wrong(nationalId.reason) })

    const started = await startUnlock(context, {
      nationalId: nationalId.value,
      puzzle: body.altcha,
      source: request.ip,
      device: deviceOf(request.headers['user-agent']),
      language: languageOf(context, request),
    })
    const puzzle = puzzleTexts[view.language]
    switch (started.outcome) {
      case 'started':
        setCookie(reply, 'unlock', { value: started.cookie, origin: context.origin })
        return reply.redirect(pathOf.code, 303)
      case 'puzzle_refused':
        return again(422, { comprobacion: puzzle.refused })
      case 'source_stopped':
      case 'no_script_stopped': {
        if (started.retryAfter !== null) reply.header('retry-after', started.retryAfter)
        const until = sayTime(started.until, view)
        return started.outcome === 'source_stopped'
          ? again(429, { comprobacion: puzzle.stopped(until) })
          : again(429, { comprobacion: puzzle.noScriptStopped(until) }, puzzle.ways)
      }
    }
  }
}

type StartPageProps = { view: View; typed: string; errors: FieldErrors; note?: string; ways?: readonly string[] }

function StartPage({ view, typed, errors, note, ways = [] }: StartPageProps) {
  const texts = unlockTexts[view.language].start
  return (
    <Layout view={view} title={texts.title} errors={errors} scripts={['/assets/altcha.js', '/assets/puzzle.js']}>
      {note !== undefined && <p class="inset">{note}</p>}
      {errors.cedula !== undefined && <WrongDoor view={view} at="personal" typed={typed} />}
      <Form view={view}>
        <Field name="cedula" label={texts.nationalId} hint={texts.nationalIdHint} value={typed} errors={errors} width={10} attributes={digits} />
        <Puzzle view={view} challenge={puzzlePath} error={errors.comprobacion} ways={ways} />
        <Button>{texts.continue}</Button>
      </Form>
    </Layout>
  )
}
