import type { FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify'
import { z } from 'zod'
import type { Context } from '../../context.ts'
import { sendPage } from '../../http/send-page.ts'
import { type View, viewOf } from '../../http/view.ts'
import type { FieldErrors } from '../../ui/layout.tsx'
import { NotAllowedPage } from '../console.tsx'
import { readShown, sayNotShown } from '../passkeys/not-shown.ts'
import { officePath } from '../paths.ts'
import { checkAccountFields, readAccountFields } from '../people/account-form.tsx'
import { askChange, settleChange } from '../people/change.ts'
import { confirmInvitation } from '../people/invite.ts'
import { type PersonNote, PersonPage } from '../people/person-view.tsx'
import { removeAccount, voidWorkLater } from '../people/remove.ts'
import { peopleTexts } from '../people/texts.ts'
import { viewAccount } from '../people/view-people.ts'
import { signInAgain } from '../sign-in-again.tsx'
import { showRemoval } from './removal.page.tsx'

export const path = `${officePath.staff}/:id`

const Params = z.object({ id: z.uuid() })
const Body = z.discriminatedUnion('accion', [
  z.object({ accion: z.literal('confirmar'), invitada: z.iso.datetime().transform((text) => new Date(text)) }),
  z.object({ accion: z.enum(['aceptar', 'retirar']), cambio: z.uuid() }),
  z.object({ accion: z.enum(['enlace', 'datos', 'revisar']) }),
  z.object({ accion: z.literal('quitar'), revisar: z.literal('si').optional().catch(undefined) }),
])

/** What is told on the page after each act. */
const noteOf = {
  confirmar: 'confirmado',
  aceptar: 'confirmado',
  retirar: 'retirado',
  enlace: 'pedido',
  datos: 'pedido',
  quitar: 'retirada',
  revisar: 'revisar',
} as const satisfies Record<z.infer<typeof Body>['accion'], PersonNote>
const Query = z.object({ hecho: z.enum(Object.values(noteOf)).nullable().catch(null) }).catch({ hecho: null })

const notFound = () => Object.assign(new Error('there is no such account'), { statusCode: 404 })
const badRequest = () => Object.assign(new Error('the form is none of this page'), { statusCode: 400 })

export function get(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const { id } = Params.safeParse(request.params).data ?? { id: null }
    if (id === null) throw notFound()
    return show(context, request, reply, { id, status: 200, errors: {} })
  }
}

/** `keeps`: the form of other details came, and is shown again with what was typed. */
type Shown = { id: string; status: number; errors: FieldErrors; keeps?: boolean }

async function show(context: Context, request: FastifyRequest, reply: FastifyReply, { id, status, errors, keeps = false }: Shown) {
  const seen = await viewAccount(context, { held: request.held }, id)
  const view = viewOf(context, request, reply)
  switch (seen.outcome) {
    case 'seen': {
      const typed = keeps || errors.nombre || errors.correo || errors.oficina || errors.funcion ? readAccountFields(request.body) : null
      const done = status === 200 ? Query.parse(request.query).hecho : null
      return sendPage(reply, status, <PersonPage view={view} seen={seen} typed={typed} done={done} errors={errors} />)
    }
    case 'unknown':
      throw notFound()
    case 'signed_out':
      return signInAgain(context, request, reply)
    case 'not_allowed':
      return sendPage(reply, 403, <NotAllowedPage view={view} />)
  }
}

export function post(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const { id } = Params.safeParse(request.params).data ?? { id: null }
    const body = Body.safeParse(request.body).data
    if (id === null) throw notFound()
    if (!body) throw badRequest()
    const view = viewOf(context, request, reply)
    const done = await act(context, request, { id, body, view })
    switch (done.outcome) {
      case 'done':
      case 'asked':
        return reply.redirect(`${officePath.staff}/${id}?hecho=${noteOf[body.accion]}`, 303)
      case 'signed_out':
        return signInAgain(context, request, reply)
      case 'not_allowed':
        return sendPage(reply, 403, <NotAllowedPage view={view} />)
      case 'not_shown':
      case 'source_stopped': {
        const { status, told } = sayNotShown(view, reply, done)
        // What removes an account has a page of its own.
        const doubts = body.accion === 'quitar' && body.revisar === 'si'
        if (body.accion === 'quitar' || body.accion === 'revisar')
          return showRemoval(context, request, reply, { id, status, errors: { passkey: told }, doubts })
        return show(context, request, reply, { id, status, errors: { accion: told }, keeps: body.accion === 'datos' })
      }
      case 'wrong_fields':
        return show(context, request, reply, { id, status: 422, errors: done.errors })
      case 'address_known':
        return body.accion === 'datos'
          ? show(context, request, reply, { id, status: 422, errors: { correo: peopleTexts[view.language].errors.addressKnown } })
          : show(context, request, reply, { id, status: 422, errors: { accion: peopleTexts[view.language].errors.addressKnown } })
      case 'self':
      case 'asked_by_you':
      case 'asker_gone':
      case 'gone':
      case 'waiting':
        return show(context, request, reply, { id, status: 422, errors: { accion: peopleTexts[view.language].errors[done.outcome] } })
    }
  }
}

async function act(context: Context, request: FastifyRequest, on: { id: string; body: z.infer<typeof Body>; view: View }) {
  const { id, body, view } = on
  const [browser, shown] = [{ held: request.held }, readShown(request)]
  switch (body.accion) {
    case 'confirmar':
      return confirmInvitation(context, browser, { staffId: id, invitedAt: body.invitada }, shown)
    case 'aceptar':
    case 'retirar':
      return settleChange(context, browser, { staffId: id, changeId: body.cambio, confirm: body.accion === 'aceptar' }, shown)
    case 'enlace':
      return askChange(context, browser, { staffId: id, details: null }, shown)
    case 'revisar':
      return voidWorkLater(context, browser, { staffId: id }, shown)
    case 'quitar':
      return removeAccount(context, browser, { staffId: id, voidsWork: body.revisar === 'si' }, shown)
    case 'datos': {
      const seen = await viewAccount(context, browser, id)
      if (seen.outcome === 'unknown') return { outcome: 'gone' } as const
      if (seen.outcome !== 'seen') return seen
      const wanted = checkAccountFields(readAccountFields(request.body), { institution: context.institution, view, nationalId: seen.account.nationalId })
      if ('errors' in wanted) return { outcome: 'wrong_fields', errors: wanted.errors } as const
      return askChange(context, browser, { staffId: id, details: wanted }, shown)
    }
  }
}
