import type { FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify'
import type { Context } from '../../context.ts'
import { sendPage } from '../../http/send-page.ts'
import { type View, viewOf } from '../../http/view.ts'
import type { FieldErrors } from '../../ui/layout.tsx'
import { Console, NotAllowedPage } from '../console.tsx'
import { readShown, sayNotShown } from '../passkeys/not-shown.ts'
import { PasskeyForm, passkeyScripts } from '../passkeys/passkey-form.tsx'
import { officePath } from '../paths.ts'
import { type AccountFields, AccountFieldset, checkAccountFields, readAccountFields } from '../people/account-form.tsx'
import { invite, viewInvite } from '../people/invite.ts'
import { peopleTexts } from '../people/texts.ts'
import { signInAgain } from '../sign-in-again.tsx'
import type { StaffActor } from '../staff.ts'

export const path = `${officePath.staff}/invitar`

const empty: AccountFields = { nombre: '', correo: '', cedula: '', oficina: '', funciones: [] }

export function get(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    return show(context, request, reply, { status: 200, fields: empty, errors: {} })
  }
}

type Shown = { status: number; fields: AccountFields; errors: FieldErrors }

async function show(context: Context, request: FastifyRequest, reply: FastifyReply, { status, fields, errors }: Shown) {
  const seen = await viewInvite(context, { held: request.held })
  const view = viewOf(context, request, reply)
  switch (seen.outcome) {
    case 'seen':
      return sendPage(reply, status, <InvitePage view={view} actor={seen.actor} options={seen.options} fields={fields} errors={errors} />)
    case 'signed_out':
      return signInAgain(context, request, reply)
    case 'not_allowed':
      return sendPage(reply, 403, <NotAllowedPage view={view} />)
  }
}

export function post(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const view = viewOf(context, request, reply)
    const fields = readAccountFields(request.body)
    const again = (errors: FieldErrors, status = 422) => show(context, request, reply, { status, fields, errors })
    const account = checkAccountFields(fields, { institution: context.institution, view })
    if ('errors' in account) return again(account.errors)
    const done = await invite(context, { held: request.held }, account, readShown(request))
    switch (done.outcome) {
      case 'invited':
        return reply.redirect(`${officePath.staff}/${done.id}`, 303)
      case 'address_known':
        return again({ correo: peopleTexts[view.language].errors.addressKnown })
      case 'known':
        return again({ cedula: peopleTexts[view.language].errors.known })
      case 'not_shown':
      case 'source_stopped': {
        const { status, told } = sayNotShown(view, reply, done)
        return again({ passkey: told }, status)
      }
      case 'signed_out':
        return signInAgain(context, request, reply)
      case 'not_allowed':
        return sendPage(reply, 403, <NotAllowedPage view={view} />)
    }
  }
}

type Props = { view: View; actor: StaffActor; options: string; fields: AccountFields; errors: FieldErrors }

function InvitePage({ view, actor, options, fields, errors }: Props) {
  const texts = peopleTexts[view.language].invite
  return (
    <Console view={view} actor={actor} title={texts.title} errors={errors} scripts={passkeyScripts}>
      <p>{texts.lead}</p>
      <PasskeyForm view={view} kind="known" options={options} button={texts.button} errors={errors}>
        <AccountFieldset view={view} fields={fields} errors={errors} nationalId />
      </PasskeyForm>
    </Console>
  )
}
