import type { View } from '../../../../http/view.ts'
import { Console } from '../../../../staff/console.tsx'
import { PasskeyForm, passkeyScripts } from '../../../../staff/passkeys/passkey-form.tsx'
import { Button, Form } from '../../../../ui/form.tsx'
import type { FieldErrors } from '../../../../ui/layout.tsx'
import { type Answer, suspendsContacts } from '../disputes.ts'
import { disputeTexts } from '../texts.ts'
import type { DisputeView, Resolution } from '../view-dispute.ts'

type Props = { view: View; seen: DisputeView; chosen: Pick<Resolution, 'version' | 'answer' | 'note'>; errors: FieldErrors }

/** What a resolution would do, for the supervisor to see before it is done: it cannot be undone. */
export function DisputeCheckPage({ view, seen, chosen, errors }: Props) {
  const { check: texts, outcomes, reasons, page } = disputeTexts[view.language]
  const { version, answer, note } = chosen
  const fields = Object.entries({ version: String(version), respuesta: `${answer.outcome}.${answer.reason}`, nota: note })
  const hidden = (confirms: 'si' | 'no') =>
    [...fields, ['confirma', confirms]].map(([name, value]) => <input type="hidden" name={name} value={value} key={name} />)
  return (
    <Console view={view} actor={seen.actor} title={texts.title} errors={errors} scripts={passkeyScripts}>
      <p class="case-number">{seen.head.number}</p>
      <p>{texts.lead}</p>
      <dl class="summary-list">
        <dt>{texts.answer}</dt>
        <dd>
          <strong>{outcomes[answer.outcome]}.</strong> {reasons[answer.reason]}
        </dd>
        <dt>{texts.case}</dt>
        <dd>{whatOfCase(view, seen, answer)}</dd>
        <dt>{page.objections}</dt>
        <dd>
          {seen.objections.map(({ contact, at }) => (
            <div key={`${contact} ${at.toISOString()}`}>{contact}</div>
          ))}
          {whatOfContacts(view, seen, answer)}
        </dd>
        <dt>{texts.key}</dt>
        <dd>{whatOfKey(view, seen, answer)}</dd>
        <dt>{texts.told}</dt>
        <dd>
          {texts.tellContacts(seen.hearing)}
          {seen.about.kind === 'office' && <div>{texts.tellApplicant[seen.about.examined.contact]}</div>}
        </dd>
        {note !== '' && (
          <>
            <dt>{texts.note}</dt>
            <dd class="typed">{note}</dd>
          </>
        )}
      </dl>
      <PasskeyForm view={view} kind="known" options={seen.options} button={texts.resolve} errors={errors}>
        {hidden('si')}
      </PasskeyForm>
      <Form view={view}>
        {hidden('no')}
        <Button secondary>{texts.back}</Button>
      </Form>
    </Console>
  )
}

function whatOfCase(view: View, { about, held }: DisputeView, { outcome }: Answer): string {
  const { cases } = disputeTexts[view.language].check
  if (about.kind === 'online') return outcome === 'applicant_was_right' && !held ? cases.beginsAgain : cases.over
  if (outcome === 'applicant_was_right') return cases.reviewed
  return about.activatedAt === null ? cases.rejected : `${cases.rejected} ${cases.undone}`
}

function whatOfContacts(view: View, { about, holder }: DisputeView, answer: Answer): string {
  const { contacts } = disputeTexts[view.language].check
  if (answer.outcome === 'contact_was_right') return about.kind === 'office' && about.activatedAt !== null ? contacts.restored : contacts.stay
  if (!suspendsContacts(answer)) return about.kind === 'office' ? `${contacts.kept} ${contacts.once}` : contacts.kept
  return about.kind === 'office' ? `${contacts.suspended} ${contacts.until(holder)}` : contacts.suspended
}

function whatOfKey(view: View, { about, held, holder }: DisputeView, { outcome }: Answer): string {
  const { keys } = disputeTexts[view.language].check
  if (held) return keys.staysHeld(holder)
  return about.kind === 'online' && outcome === 'contact_was_right' ? keys.held(holder) : keys.same
}
