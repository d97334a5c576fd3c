import type { ComponentChildren } from 'preact'
import type { View } from '../../http/view.ts'
import { Button, Form } from '../../ui/form.tsx'
import type { FieldErrors } from '../../ui/layout.tsx'
import { passkeyTexts } from './texts.ts'

/** Scripts of a page with such a form. */
export const passkeyScripts = ['/assets/webauthn.js', '/assets/passkey.js'] as const

type Props = {
  view: View
  kind: 'new' | 'known'
  options: string
  button: ComponentChildren
  errors: FieldErrors
  action?: string
  /** Tells the forms of a page apart, where there are several. */
  id?: string
  /** What the button does, where its text alone does not tell. */
  label?: string
  /** What to do where no passkey was handed over, if not to press the button again. */
  refused?: string
  children?: ComponentChildren
}

/** A form that is sent with what a passkey answered: a new one, or one that is known. */
export function PasskeyForm({ view, kind, options, button, errors, action, id = 'passkey', label, refused, children }: Props) {
  const texts = passkeyTexts[view.language].browser
  const attributes = {
    'data-passkey': kind,
    'data-options': options,
    'data-unsupported': texts.unsupported,
    'data-refused': refused ?? texts.refused,
    'data-known': texts.known,
  }
  return (
    <Form view={view} attributes={attributes} {...(action === undefined ? {} : { action })}>
      {children}
      <input type="hidden" name="passkey" autocomplete="off" />
      <noscript>
        <p class="inset">{texts.needs}</p>
      </noscript>
      <div class={errors[id] === undefined ? '' : 'field-wrong'} id={id} tabIndex={-1}>
        {errors[id] !== undefined && <p class="field-error">{errors[id]}</p>}
        <p class="field-error passkey-problem" role="alert" hidden />
        {label === undefined ? (
          <Button>{button}</Button>
        ) : (
          <button type="submit" class="small-button" aria-label={label}>
            {button}
          </button>
        )}
      </div>
    </Form>
  )
}
