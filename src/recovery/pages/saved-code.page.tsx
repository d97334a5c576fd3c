import type { RouteHandlerMethod } from 'fastify'
import { z } from 'zod'
import type { Context } from '../../context.ts'
import { savedCodeLength } from '../../credentials/saved-code.ts'
import { sendPage } from '../../http/send-page.ts'
import { type View, viewOf } from '../../http/view.ts'
import { Button, Field, Form } from '../../ui/form.tsx'
import { type FieldErrors, Layout } from '../../ui/layout.tsx'
import { giveSavedCode } from '../give-saved-code.ts'
import { recoveryTexts } from '../texts.ts'
import { offers, pathOf, viewCase } from '../view-case.ts'

export const path = pathOf.savedCode

const Body = z.object({ codigo: z.string().max(200).catch('') }).catch({ codigo: '' })

export function get(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const held = await viewCase(context, request.held)
    if (!offers(held, 'saved_code')) return reply.redirect(pathOf[held.step], 303)
    return sendPage(reply, 200, <SavedCodePage view={viewOf(context, request, reply)} errors={{}} />)
  }
}

export function post(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const { codigo } = Body.parse(request.body)
    const view = viewOf(context, request, reply)
    const texts = recoveryTexts[view.language].savedCode
    const again = (error: string) => sendPage(reply, 422, <SavedCodePage view={view} errors={{ codigo: error }} />)
    const given = await giveSavedCode(context, request.held, codigo)
    switch (given.outcome) {
      case 'given':
        return reply.redirect(pathOf.key, 303)
      case 'not_now':
        return reply.redirect(pathOf[(await viewCase(context, request.held)).step], 303)
      case 'malformed':
        return again(codigo.trim() === '' ? texts.empty : texts.malformed(savedCodeLength))
      case 'wrong':
        return again(texts.wrong)
      case 'no_tries':
        return again(texts.noTries)
    }
  }
}

function SavedCodePage({ view, errors }: { view: View; errors: FieldErrors }) {
  const texts = recoveryTexts[view.language].savedCode
  return (
    <Layout view={view} title={texts.title} errors={errors}>
      <p>{texts.once}</p>
      <Form view={view}>
        <Field name="codigo" label={texts.label} hint={texts.hint} errors={errors} attributes={{ autocomplete: 'off' }} />
        <Button>{texts.continue}</Button>
      </Form>
      <p>
        <a href={pathOf.key}>{texts.back}</a>
      </p>
    </Layout>
  )
}
