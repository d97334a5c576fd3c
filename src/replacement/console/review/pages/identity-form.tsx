import type { View } from '../../../../http/view.ts'
import { dateAt } from '../../../../offices/calendar-date.ts'
import { Button, Choice, digits, Field } from '../../../../ui/form.tsx'
import { sayDay } from '../../../../ui/format.ts'
import type { FieldErrors } from '../../../../ui/layout.tsx'
import { theIdentity } from '../../../asked.ts'
import { consolePath } from '../../paths.ts'
import { consoleTexts } from '../../texts.ts'
import type { Ask } from '../asks-of.ts'
import { AsksList } from './asks-list.tsx'
import { Action, CaseForm, type Head } from './case-form.tsx'

/** Whether somebody who comes back was asked to identify again: which document it is belongs to that. */
export const identifiesAgain = (asks: readonly Ask[]) => asks.some(({ requirement }) => requirement.id === theIdentity)

type Props = { view: View; head: Head; triesLeft: number; errors: FieldErrors; typed: Readonly<Record<string, string>> }

/** The identity step: what the document shows is typed, never picked, and nothing of the applicant is on the page. */
export function IdentityForm({ view, head, triesLeft, errors, typed }: Props) {
  const texts = consoleTexts[view.language].identity
  if (triesLeft === 0) {
    return (
      <section>
        <h2>{texts.title}</h2>
        <p class="inset apart">{texts.noTries}</p>
      </section>
    )
  }
  return (
    <CaseForm view={view} head={head} action={consolePath.identity(head.number)} attributes={{ autocomplete: 'off' }}>
      <h2>{texts.title}</h2>
      <p>{texts.lead}</p>
      <DocumentChoice view={view} chosen={typed.documento} errors={errors} />
      <Field name="cedula" label={texts.number} hint={texts.numberHint} value={typed.cedula ?? ''} errors={errors} width={10} attributes={digits} />
      {typed.nombre !== undefined && (
        <Field name="nombre" label={texts.name} hint={texts.nameHint} value={typed.nombre} errors={errors} attributes={{ autocomplete: 'off' }} />
      )}
      <Button>{texts.verify}</Button>
    </CaseForm>
  )
}

function DocumentChoice({ view, chosen = '', errors }: { view: View; chosen?: string | undefined; errors: FieldErrors }) {
  const texts = consoleTexts[view.language].identity
  return (
    <Choice
      name="documento"
      legend={texts.kind}
      options={(['cedula', 'passport'] as const).map((value) => ({ value, label: texts.kinds[value] }))}
      chosen={chosen}
      errors={errors}
    />
  )
}

/** The applicant is back with what was asked for: whose case it is is looked at again, for somebody else may sit at the counter now. */
export function CameBackForm({ view, head, triesLeft, asks, until, errors, typed }: Props & { asks: readonly Ask[]; until: Date }) {
  const { identity: texts, stage, asks: asked } = consoleTexts[view.language]
  const list = (
    <>
      <h2>{asked.open}</h2>
      <AsksList view={view} asks={asks} />
      <p>{asked.until(sayDay(dateAt(until, view.institution.timeZone), view))}</p>
    </>
  )
  if (triesLeft === 0) {
    return (
      <>
        {list}
        <p class="inset apart">{texts.noTries}</p>
      </>
    )
  }
  return (
    <>
      {list}
      <CaseForm view={view} head={head} attributes={{ autocomplete: 'off' }}>
        <p>{stage.toAnswer}</p>
        {identifiesAgain(asks) && <DocumentChoice view={view} chosen={typed.documento} errors={errors} />}
        <Field name="cedula" label={texts.number} hint={texts.numberHint} errors={errors} width={10} attributes={digits} />
        <Action does="volvio">{stage.answer}</Action>
      </CaseForm>
    </>
  )
}

/** Whoever took the step is in doubt since. Where the applicant is not here, the case can be gone on with, or given back. */
export function IdentityAgain(props: Props) {
  const { identity, review, stage } = consoleTexts[props.view.language]
  return (
    <>
      <p class="inset apart">{identity.again}</p>
      <IdentityForm {...props} />
      <CaseForm view={props.view} head={props.head}>
        <p class="actions">
          <Action does="pedir" secondary>
            {identity.askBack}
          </Action>
          <Action does="rechazar" secondary>
            {review.proposeReject}
          </Action>
          <Action does="devolver" secondary>
            {stage.putBack.in_review}
          </Action>
        </p>
      </CaseForm>
    </>
  )
}
