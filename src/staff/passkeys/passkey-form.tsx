import type { ComponentChildren } from 'preact'
import type { View } from '../../http/view.ts'
import { Button, Form } from '../../ui/form.tsx'
import type { FieldErrors } from '../../ui/layout.tsx'
import { passkeyTexts } from './texts.ts'

/** Scripts of a page with such a form. */
export const passkeyScripts = ['/assets/webauthn.js', '/assets/passkey.js'] as const

type Props = { view: View; kind: 'new' | 'known'; options: string; button: string; errors: FieldErrors; action?: string; children?: ComponentChildren }

/** A form that is sent with what a passkey answered: a new one, or one that is known. */
export function PasskeyForm({ view, kind, options, button, errors, action, children }: Props) {
  const texts = passkeyTexts[view.language].browser
  const attributes = {
    'data-passkey': kind,
    'data-options': options,
    'data-unsupported': texts.unsupported,
    'data-refused': texts.refused,
    'data-known': texts.known,
  }
  return (
    <Form view={view} attributes={attributes} {...(action === undefined ? {} : { action })}>
      {children}
      <input type="hidden" name="passkey" autocomplete="off" />
      <noscript>
        <p class="inset">{texts.needs}</p>
      </noscript>
      <div class={errors.passkey === undefined ? '' : 'field-wrong'} id="passkey" tabIndex={-1}>
        {errors.passkey !== undefined && <p class="field-error">{errors.passkey}</p>}
        <p class="field-error passkey-problem" role="alert" hidden />
        <Button>{button}</Button>
      </div>
    </Form>
  )
}
