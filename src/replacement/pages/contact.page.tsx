import type { RouteHandlerMethod } from 'fastify'
import { z } from 'zod'
import { type NewContact, readContact, takesPhones } from '../../contacts/read-contact.ts'
import type { Context } from '../../context.ts'
import type { KeyKind } from '../../credentials/credentials.ts'
import { sendPage } from '../../http/send-page.ts'
import { type View, viewOf } from '../../http/view.ts'
import { Button, Field, Form } from '../../ui/form.tsx'
import { sayTime } from '../../ui/format.ts'
import { type FieldErrors, Layout } from '../../ui/layout.tsx'
import { SupportLine } from '../../ui/support.tsx'
import { giveContact } from '../give-contact.ts'
import { requestPath } from '../paths.ts'
import { requestTexts } from '../texts.ts'
import { viewDraft } from '../view-draft.ts'

const text = z.string().max(320).catch('')
const Body = z.object({ correo: text, celular: text, ninguno: z.literal('si').optional().catch(undefined) }).catch({ correo: '', celular: '' })
type Typed = { correo: string; celular: string }

const page = (kind: KeyKind) => {
  const paths = requestPath[kind]

  const get =
    (context: Context): RouteHandlerMethod =>
    async (request, reply) => {
      const draft = await viewDraft(context, { kind, held: request.held })
      if (!draft) return reply.redirect(paths.before, 303)
      const given = draft.contactValue ?? ''
      const typed = given.includes('@') ? { correo: given, celular: '' } : { correo: '', celular: given }
      return sendPage(reply, 200, <ContactPage view={viewOf(context, request, reply)} kind={kind} typed={typed} errors={{}} />)
    }

  const post =
    (context: Context): RouteHandlerMethod =>
    async (request, reply) => {
      const typed = Body.parse(request.body)
      const view = viewOf(context, request, reply)
      const again = (status: number, errors: FieldErrors) => sendPage(reply, status, <ContactPage view={view} kind={kind} typed={typed} errors={errors} />)
      const read = typed.ninguno === 'si' && kind === 'employer' ? { contact: null } : readTyped(typed, view)
      if ('errors' in read) return again(422, read.errors)
      const given = await giveContact(context, { kind, held: request.held }, read.contact)
      switch (given.outcome) {
        case 'sent':
          return reply.redirect(paths.code, 303)
        case 'kept':
        case 'none':
          return reply.redirect(paths.review, 303)
        case 'no_draft':
          return reply.redirect(paths.before, 303)
        case 'no_message_left':
          return again(429, {
            [typed.correo.trim() === '' ? 'celular' : 'correo']: requestTexts[view.language].contact.noMessageLeft(sayTime(given.until, view)),
          })
      }
    }
  return { path: paths.contact, get, post }
}

export const employer = page('employer')
export const personal = page('personal')

function readTyped(typed: Typed, view: View): { contact: NewContact } | { errors: FieldErrors } {
  const texts = requestTexts[view.language].contact
  const [email, phone] = [typed.correo.trim(), typed.celular.trim()]
  if (email !== '' && phone !== '') return { errors: { correo: texts.both } }
  const field = phone === '' ? 'correo' : 'celular'
  const contact = readContact(phone === '' ? email : phone, view.institution)
  if (typeof contact !== 'string') {
    return contact.channel === (field === 'correo' ? 'email' : 'phone')
      ? { contact }
      : { errors: { [field]: texts.malformed[field === 'correo' ? 'email' : 'phone'] } }
  }
  const why = {
    empty: texts.empty(takesPhones(view.institution)),
    malformed: texts.malformed[field === 'correo' ? 'email' : 'phone'],
    landline: field === 'correo' ? texts.malformed.email : texts.landline,
    phones_not_taken: field === 'correo' ? texts.malformed.email : texts.phonesNotTaken,
  }
  return { errors: { [field]: why[contact] } }
}

function ContactPage({ view, kind, typed, errors }: { view: View; kind: KeyKind; typed: Typed; errors: FieldErrors }) {
  const texts = requestTexts[view.language].contact
  return (
    <Layout view={view} title={texts.title} errors={errors}>
      <p>{texts.what(takesPhones(view.institution))}</p>
      <p>{texts.becomes}</p>
      <Form view={view}>
        <Field name="correo" label={texts.email} value={typed.correo} errors={errors} attributes={{ type: 'email', autocomplete: 'email' }} />
        {takesPhones(view.institution) && (
          <Field
            name="celular"
            label={texts.phone}
            hint={texts.phoneHint}
            value={typed.celular}
            errors={errors}
            width={13}
            attributes={{ type: 'tel', autocomplete: 'tel', inputmode: 'tel' }}
          />
        )}
        <Button>{texts.send}</Button>
      </Form>
      {kind === 'employer' ? (
        <>
          <h2>{texts.none}</h2>
          <p>{texts.noneText}</p>
          <Form view={view}>
            <input type="hidden" name="ninguno" value="si" />
            <Button secondary>{texts.none}</Button>
          </Form>
        </>
      ) : (
        <>
          <h2>{texts.noneOfOwn(takesPhones(view.institution))}</h2>
          <p>{texts.noneOfOwnText}</p>
          <SupportLine view={view} />
        </>
      )}
    </Layout>
  )
}
