import type { View } from '../../http/view.ts'
import { Button, Form } from '../../ui/form.tsx'
import { type FieldErrors, Layout } from '../../ui/layout.tsx'
import { sayKeptWork } from '../kept-words.ts'
import type { KeptWork } from '../kept-work.ts'
import { officePath } from '../paths.ts'
import { PasskeyForm, passkeyScripts } from './passkey-form.tsx'
import { passkeyTexts } from './texts.ts'

export type SignInNote = 'lista' | 'terminada' | 'salida' | 'guardado'
type Props = { view: View; options: string; note: SignInNote | null; to: string; kept: KeptWork | null; errors: FieldErrors }

/** `to`: where to go on. `kept`: a form that came after the session had ended. */
export function SignInPage({ view, options, note, to, kept, errors }: Props) {
  const texts = passkeyTexts[view.language].signIn
  const said = note === null ? null : { lista: texts.ready, terminada: texts.ended, salida: texts.signedOut, guardado: texts.kept }[note]
  return (
    <Layout
      forStaff
      view={{ ...view, path: officePath.signIn }}
      title={texts.title}
      errors={errors}
      scripts={passkeyScripts}
      keep={to === '' ? {} : { ir: to }}
    >
      {said !== null && (
        <p class="inset" role="status">
          {said}
        </p>
      )}
      <p>{texts.lead}</p>
      <PasskeyForm view={view} kind="known" options={options} button={texts.button} errors={errors} action={officePath.signIn}>
        {kept === null ? (
          <input type="hidden" name="ir" value={to} />
        ) : (
          <>
            <input type="hidden" name="destino" value={kept.to} />
            <input type="hidden" name="guardado" value={JSON.stringify(kept.fields)} />
            <input type="hidden" name="sello" value={kept.seal} />
          </>
        )}
      </PasskeyForm>
      <p class="hint">{texts.lost}</p>
      <p>
        {texts.visitors} <a href="/">{texts.home}</a>.
      </p>
    </Layout>
  )
}

/** After signing in again: what was typed, to be sent now or left. Nothing is sent by itself. */
export function KeptWorkPage({ view, kept }: { view: View; kept: KeptWork }) {
  const texts = passkeyTexts[view.language].kept
  return (
    <Layout forStaff view={{ ...view, path: officePath.signIn }} title={texts.title}>
      <p>{texts.lead}</p>
      <dl class="summary-list">
        {sayKeptWork(view, kept).map(({ label, value }) => (
          <>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </>
        ))}
      </dl>
      <Form view={view} action={kept.to}>
        {kept.fields.map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <Button>{texts.send}</Button>
      </Form>
      <p>
        <a href={kept.to}>{texts.leave}</a>
      </p>
    </Layout>
  )
}
