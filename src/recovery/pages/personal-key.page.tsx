import type { RouteHandlerMethod } from 'fastify'
import { z } from 'zod'
import type { Context } from '../../context.ts'
import { HasherFull } from '../../credentials/hasher.ts'
import { hashesOfCookie } from '../../http/guards.ts'
import { sendPage } from '../../http/send-page.ts'
import { type View, viewOf } from '../../http/view.ts'
import { Button, Field, Form, hiddenKey } from '../../ui/form.tsx'
import { sayDuration, sayTime } from '../../ui/format.ts'
import { type FieldErrors, Layout } from '../../ui/layout.tsx'
import { givePersonalKey } from '../give-personal-key.ts'
import { recoveryTexts } from '../texts.ts'
import { offers, pathOf, viewCase } from '../view-case.ts'

export const path = pathOf.personalKey

const Body = z.object({ clave: z.string().max(4096).catch('') }).catch({ clave: '' })

export function get(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const held = await viewCase(context, request.held)
    if (!offers(held, 'personal_key')) return reply.redirect(pathOf[held.step], 303)
    return sendPage(reply, 200, <PersonalKeyPage view={viewOf(context, request, reply)} nationalId={held.nationalId} errors={{}} />)
  }
}

export function post(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const { clave } = Body.parse(request.body)
    const view = viewOf(context, request, reply)
    const texts = recoveryTexts[view.language].personalKey
    const again = async (status: number, error: string) => {
      const held = await viewCase(context, request.held)
      if (!offers(held, 'personal_key')) return reply.redirect(pathOf[held.step], 303)
      return sendPage(reply, status, <PersonalKeyPage view={view} nationalId={held.nationalId} errors={{ clave: error }} />)
    }
    if (clave === '') return again(422, texts.empty)
    try {
      const browser = { held: request.held, known: hashesOfCookie(context, request, 'personal-browser'), source: request.ip }
      const given = await givePersonalKey(context, browser, clave)
      switch (given.outcome) {
        case 'given':
          return reply.redirect(pathOf.key, 303)
        case 'not_now':
          return reply.redirect(pathOf[(await viewCase(context, request.held)).step], 303)
        case 'wrong':
          return again(422, texts.wrong)
        case 'not_enough':
          return again(422, texts.notEnough(sayDuration(context.institution.policy.coolOff, view.language)))
        case 'no_tries':
          return again(422, texts.noTries)
        case 'source_stopped':
          reply.header('retry-after', given.retryAfter)
          return again(429, texts.stopped(sayTime(given.until, view)))
      }
    } catch (error) {
      if (error instanceof HasherFull) return again(503, texts.busy)
      throw error
    }
  }
}

function PersonalKeyPage({ view, nationalId, errors }: { view: View; nationalId: string; errors: FieldErrors }) {
  const texts = recoveryTexts[view.language].personalKey
  return (
    <Layout view={view} title={texts.title} errors={errors} scripts={['/assets/keys.js']}>
      <p>{texts.only}</p>
      <Form view={view}>
        <Field name="clave" label={texts.label(nationalId)} hint={texts.hint} errors={errors} attributes={{ ...hiddenKey(view), autocomplete: 'off' }} />
        <Button>{texts.continue}</Button>
      </Form>
      <p>
        <a href={pathOf.key}>{texts.back}</a>
      </p>
    </Layout>
  )
}
