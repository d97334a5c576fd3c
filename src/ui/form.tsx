import type { ComponentChildren } from 'preact'
import type { View } from '../http/view.ts'
import { type FieldErrors, uiTexts } from './layout.tsx'

/** A form that posts to its own page, or to `action`, with its CSRF field. */
export function Form({
  view,
  action,
  children,
  attributes = {},
}: {
  view: View
  action?: string
  children: ComponentChildren
  attributes?: Record<string, string>
}) {
  return (
    <form method="post" action={action ?? view.path} noValidate {...attributes}>
      <input type="hidden" name="_csrf" value={view.csrf} />
      {children}
    </form>
  )
}

/** What a form carries along unseen. */
export const Hidden = ({ fields }: { fields: Readonly<Record<string, string>> }) => (
  <>
    {Object.entries(fields).map(([name, value]) => (
      <input type="hidden" name={name} value={value} key={name} />
    ))}
  </>
)

type FieldProps = {
  name: string
  label: string
  hint?: ComponentChildren
  value?: string
  errors: FieldErrors
  /** How wide the box is: as many characters as are expected. */
  width?: 4 | 10 | 13 | 20
  attributes?: Record<string, string | boolean>
}

/** One field, never one box per digit: it must take a pasted value whole (WCAG 2.2, 3.3.8). */
export function Field({ name, label, hint, value, errors, width, attributes = {} }: FieldProps) {
  const error = errors[name]
  const describedBy = [hint !== undefined && `${name}-hint`, error !== undefined && `${name}-error`].filter(Boolean).join(' ')
  return (
    <div class={`field${error === undefined ? '' : ' field-wrong'}`}>
      <label for={name}>{label}</label>
      {hint !== undefined && (
        <div class="hint" id={`${name}-hint`}>
          {hint}
        </div>
      )}
      {error !== undefined && (
        <p class="field-error" id={`${name}-error`}>
          {error}
        </p>
      )}
      <input
        id={name}
        name={name}
        type="text"
        value={value}
        class={width === undefined ? undefined : `width-${width}`}
        aria-invalid={error !== undefined}
        aria-describedby={describedBy === '' ? undefined : describedBy}
        spellcheck={false}
        autocapitalize="none"
        {...attributes}
      />
    </div>
  )
}

type ChoiceProps = {
  name: string
  legend: string
  options: readonly { value: string; label: ComponentChildren }[]
  chosen: string
  errors: FieldErrors
  hint?: string
}

/** One of several, as radio buttons. An error points to the first. */
export function Choice({ name, legend, options, chosen, errors, hint }: ChoiceProps) {
  const error = errors[name]
  const describedBy = [hint !== undefined && `${name}-hint`, error !== undefined && `${name}-error`].filter(Boolean).join(' ')
  return (
    <fieldset class={`field choice${error === undefined ? '' : ' field-wrong'}`} aria-describedby={describedBy === '' ? undefined : describedBy}>
      <legend>{legend}</legend>
      {hint !== undefined && (
        <div class="hint" id={`${name}-hint`}>
          {hint}
        </div>
      )}
      {error !== undefined && (
        <p class="field-error" id={`${name}-error`}>
          {error}
        </p>
      )}
      {options.map((option, at) => (
        <div class="option" key={option.value}>
          <input type="radio" id={at === 0 ? name : `${name}-${at}`} name={name} value={option.value} checked={option.value === chosen} />
          <label for={at === 0 ? name : `${name}-${at}`}>{option.label}</label>
        </div>
      ))}
    </fieldset>
  )
}

/** For numbers people read off a paper: the number keypad, and no spinner. */
export const digits = { inputmode: 'numeric', autocomplete: 'off' }

/** For keys: not seen while typed, until a button that a script adds shows them. */
export const hiddenKey = ({ language }: View) => ({ type: 'password', 'data-show': uiTexts[language].showKey, 'data-hide': uiTexts[language].hideKey })

/** Copies the key that the page offers. A script shows it, where the browser can copy. */
export function CopyKey({ view }: { view: View }) {
  const { copyKey, copiedKey } = uiTexts[view.language]
  return (
    <button type="button" class="small-button copy-key" data-copied={copiedKey} hidden>
      {copyKey}
    </button>
  )
}

export function Button({ children, secondary }: { children: ComponentChildren; secondary?: boolean }) {
  return (
    <button type="submit" class={secondary ? 'button button-secondary' : 'button'}>
      {children}
    </button>
  )
}
