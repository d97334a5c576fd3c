import type { RouteHandlerMethod } from 'fastify'
import { z } from 'zod'
import { type NewContact, readContact, takesPhones } from '../../contacts/read-contact.ts'
import type { Context } from '../../context.ts'
import type { KeyKind } from '../../credentials/credentials.ts'
import type { View } from '../../http/view.ts'
import { Button, Choice, Field, Form } from '../../ui/form.tsx'
import { sayDuration, sayTime } from '../../ui/format.ts'
import type { FieldErrors } from '../../ui/layout.tsx'
import { askContactChange } from '../change-contact.ts'
import { accountPath } from '../paths.ts'
import { accountTexts } from '../texts.ts'
import type { Account } from '../view-account.ts'
import { ChangePage, KeyAgain, postChange, showChange } from './key-again.tsx'

const text = z.string().max(320).catch('')
const Body = z.object({ cambiar: text, contacto: text }).catch({ cambiar: '', contacto: '' })
const toAdd = 'nuevo'

const page = (kind: KeyKind) => {
  const path = `${accountPath[kind]}/contacto`
  const get =
    (context: Context): RouteHandlerMethod =>
    (request, reply) =>
      showChange(context, { request, reply, kind }, (shown) => <ContactPage {...shown} typed={{ cambiar: '', contacto: '' }} />)

  const post =
    (context: Context): RouteHandlerMethod =>
    (request, reply) => {
      const typed = Body.parse(request.body)
      const { institution } = context
      const contact = readContact(typed.contacto, institution)
      return postChange(
        context,
        {
          request,
          reply,
          kind,
          page: (shown) => <ContactPage {...shown} typed={typed} />,
          check: (texts) => ({
            ...(/^([0-9a-f-]{36}|nuevo)$/.test(typed.cambiar) ? {} : { cambiar: texts.contact.choose }),
            ...(typeof contact === 'string' ? { contacto: texts.contact.refused[contact] } : {}),
          }),
          change: (asked) => askContactChange(context, { ...asked, replaces: typed.cambiar === toAdd ? null : typed.cambiar, contact: contact as NewContact }),
        },
        (outcome, { view, again }) => {
          const texts = accountTexts[view.language].contact
          switch (outcome.outcome) {
            case 'asked':
              return reply.redirect(`${path}/codigo`, 303)
            case 'unknown_contact':
              return again(422, { cambiar: texts.choose })
            case 'already_registered':
              return again(422, { contacto: texts.already })
            case 'too_many':
              return again(422, { cambiar: texts.tooMany(institution.policy.contactsAtMost) })
            case 'no_message_left':
              return again(429, { contacto: texts.noMessageLeft(sayTime(outcome.until, view)) })
          }
        },
      )
    }
  return { path, get, post }
}

export const employer = page('employer')
export const personal = page('personal')

type Typed = { cambiar: string; contacto: string }

function ContactPage({ view, account, errors, typed }: { view: View; account: Account; errors: FieldErrors; typed: Typed }) {
  const texts = accountTexts[view.language].contact
  const { policy } = view.institution
  return (
    <ChangePage view={view} account={account} title={texts.title} errors={errors}>
      <p>{texts.what}</p>
      <p>{texts.coolOff(sayDuration(policy.coolOff, view.language), sayDuration(policy.removedContactVeto, view.language))}</p>
      <Form view={view}>
        <Choice
          name="cambiar"
          legend={texts.which}
          options={[...account.contacts.map((contact) => ({ value: contact.id, label: texts.replace(contact.masked) })), { value: toAdd, label: texts.add }]}
          chosen={typed.cambiar}
          errors={errors}
        />
        <Field
          name="contacto"
          label={takesPhones(view.institution) ? texts.label : texts.labelEmail}
          hint={texts.hint}
          value={typed.contacto}
          errors={errors}
          attributes={{ autocomplete: 'off', inputmode: 'email' }}
        />
        <KeyAgain view={view} account={account} errors={errors} />
        <Button>{texts.send}</Button>
      </Form>
    </ChangePage>
  )
}
