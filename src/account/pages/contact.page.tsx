import type { RouteHandlerMethod } from 'fastify'
import { z } from 'zod'
import type { Context } from '../../context.ts'
import type { KeyKind } from '../../credentials/credentials.ts'
import type { View } from '../../http/view.ts'
import type { Institution } from '../../institution.ts'
import { normalEmail, normalPhone } from '../../registry/import/normal-contact.ts'
import { Button, Field, Form } from '../../ui/form.tsx'
import { sayDuration, sayTime } from '../../ui/format.ts'
import type { FieldErrors } from '../../ui/layout.tsx'
import { askContactChange, type NewContact } from '../change-contact.ts'
import { accountPath } from '../paths.ts'
import { accountTexts } from '../texts.ts'
import type { Account } from '../view-account.ts'
import { ChangePage, KeyAgain, postChange, showChange } from './key-again.tsx'

const text = z.string().max(320).catch('')
const Body = z.object({ cambiar: text, contacto: text }).catch({ cambiar: '', contacto: '' })
const toAdd = 'nuevo'

/** Where phones get no messages, none can be confirmed. */
const takesPhones = (institution: Institution) => institution.sms !== undefined || institution.fictional

/** An address in normal form, or why it is none. */
function readContact(typed: string, institution: Institution): NewContact | 'empty' | 'malformed' | 'landline' | 'phones_not_taken' {
  const value = typed.trim()
  if (value === '') return 'empty'
  if (value.includes('@')) {
    const email = normalEmail(value)
    return email === null ? 'malformed' : { channel: 'email', value: email }
  }
  if (!takesPhones(institution)) return 'phones_not_taken'
  const phone = normalPhone(value)
  return phone.answer === 'mobile' ? { channel: 'phone', value: phone.value } : phone.answer
}

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
        <Choice view={view} account={account} errors={errors} chosen={typed.cambiar} />
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

function Choice({ view, account, errors, chosen }: { view: View; account: Account; errors: FieldErrors; chosen: string }) {
  const texts = accountTexts[view.language].contact
  const options = [...account.contacts.map((contact) => ({ value: contact.id, label: texts.replace(contact.masked) })), { value: toAdd, label: texts.add }]
  const error = errors.cambiar
  return (
    <fieldset class={`field choice${error === undefined ? '' : ' field-wrong'}`} aria-describedby={error === undefined ? undefined : 'cambiar-error'}>
      <legend>{texts.which}</legend>
      {error !== undefined && (
        <p class="field-error" id="cambiar-error">
          {error}
        </p>
      )}
      {options.map((option, at) => (
        <div class="option" key={option.value}>
          <input type="radio" id={at === 0 ? 'cambiar' : `cambiar-${at}`} name="cambiar" value={option.value} checked={option.value === chosen} />
          <label for={at === 0 ? 'cambiar' : `cambiar-${at}`}>{option.label}</label>
        </div>
      ))}
    </fieldset>
  )
}
