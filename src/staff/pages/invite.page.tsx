import type { RouteHandlerMethod } from 'fastify'
import type { Context } from '../../context.ts'
import { sendPage } from '../../http/send-page.ts'
import { type View, viewOf } from '../../http/view.ts'
import { Button, Form } from '../../ui/form.tsx'
import type { FieldErrors } from '../../ui/layout.tsx'
import { Console, NotAllowedPage } from '../console.tsx'
import { officePath } from '../paths.ts'
import { type AccountFields, AccountFieldset, checkAccountFields, readAccountFields } from '../people/account-form.tsx'
import { invite } from '../people/invite.ts'
import { peopleTexts } from '../people/texts.ts'
import { signInAgain } from '../sign-in-again.tsx'
import type { StaffActor } from '../staff.ts'
import { viewToday } from '../view-today.ts'

export const path = `${officePath.staff}/invitar`

const empty: AccountFields = { nombre: '', correo: '', cedula: '', oficina: '', funciones: [] }

export function get(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const seen = await viewToday(context, { held: request.held })
    if (!seen) return signInAgain(context, request, reply)
    const view = viewOf(context, request, reply)
    if (!seen.actor.roles.includes('administrator')) return sendPage(reply, 403, <NotAllowedPage view={view} />)
    return sendPage(reply, 200, <InvitePage view={view} actor={seen.actor} fields={empty} errors={{}} />)
  }
}

export function post(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const view = viewOf(context, request, reply)
    const fields = readAccountFields(request.body)
    const again = async (errors: FieldErrors) => {
      const seen = await viewToday(context, { held: request.held })
      return seen ? sendPage(reply, 422, <InvitePage view={view} actor={seen.actor} fields={fields} errors={errors} />) : signInAgain(context, request, reply)
    }
    const account = checkAccountFields(fields, { institution: context.institution, view })
    if ('errors' in account) return again(account.errors)
    const done = await invite(context, { held: request.held }, account)
    switch (done.outcome) {
      case 'invited':
        return reply.redirect(`${officePath.staff}/${done.id}`, 303)
      case 'address_known':
        return again({ correo: peopleTexts[view.language].errors.addressKnown })
      case 'known':
        return again({ cedula: peopleTexts[view.language].errors.known })
      case 'signed_out':
        return signInAgain(context, request, reply)
      case 'not_allowed':
        return sendPage(reply, 403, <NotAllowedPage view={view} />)
    }
  }
}

function InvitePage({ view, actor, fields, errors }: { view: View; actor: StaffActor; fields: AccountFields; errors: FieldErrors }) {
  const texts = peopleTexts[view.language].invite
  return (
    <Console view={view} actor={actor} title={texts.title} errors={errors}>
      <p>{texts.lead}</p>
      <Form view={view}>
        <AccountFieldset view={view} fields={fields} errors={errors} nationalId />
        <Button>{texts.button}</Button>
      </Form>
    </Console>
  )
}
