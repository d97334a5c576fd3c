import type { View } from '../../http/view.ts'
import type { Secret } from '../../secret.ts'
import { Button, CopyKey, Field, Form, hiddenKey } from '../../ui/form.tsx'
import { type FieldErrors, Layout } from '../../ui/layout.tsx'
import { recoveryTexts } from '../texts.ts'

/** `atOffice`: on a machine that others use and stand beside. The offered key is not seen until it is asked for, and not copied. */
type ChooseKeyProps = { view: View; taxId: string; offered: Secret; errors: FieldErrors; atOffice?: boolean }

/** The choice of a new employer key: the offered one first, which exists in this page alone. Its page loads `/assets/keys.js`. */
export function ChooseKey({ view, taxId, offered, errors, atOffice = false }: ChooseKeyProps) {
  const texts = recoveryTexts[view.language].key
  const least = view.institution.policy.keyLengthAtLeast
  const offer = (
    <>
      <p class="offered-key" lang="es" translate={false}>
        {offered.reveal()}
      </p>
      {!atOffice && <CopyKey view={view} />}
      <p class="hint">{atOffice ? texts.offeredAtOffice : texts.offeredHint}</p>
      <input type="hidden" name="clave" value={offered.reveal()} />
      <Button>{texts.use}</Button>
    </>
  )
  return (
    <>
      <Form view={view}>
        <h2>{texts.offered}</h2>
        {atOffice ? (
          <details class="asked-for">
            <summary>{texts.showOffered}</summary>
            {offer}
          </details>
        ) : (
          offer
        )}
      </Form>
      <h2>{texts.own}</h2>
      <Form view={view}>
        <input type="text" name="usuario" value={taxId} autocomplete="username" readOnly hidden aria-label={texts.username} />
        <Field
          name="clave"
          label={texts.label}
          hint={texts.ownHint(least)}
          errors={errors}
          attributes={{ ...hiddenKey(view), autocomplete: 'new-password', passwordrules: `minlength: ${least};` }}
        />
        <Button secondary>{texts.save}</Button>
      </Form>
    </>
  )
}

/** Nobody goes on with a key that opens nothing: it was sent when there was nothing left to set it with. `next`: where the case goes on. */
export function KeyNotSetPage({ view, next }: { view: View; next: string }) {
  const texts = recoveryTexts[view.language].key.notSet
  return (
    <Layout view={view} title={texts.title}>
      <p class="lead">{texts.lead}</p>
      <p>{texts.why}</p>
      <p>
        <a class="button" href={next}>
          {texts.next}
        </a>
      </p>
    </Layout>
  )
}
