import type { View } from '../../../../http/view.ts'
import { Console } from '../../../../staff/console.tsx'
import { Form } from '../../../../ui/form.tsx'
import { type Answer, suspendsContacts } from '../disputes.ts'
import { disputeTexts } from '../texts.ts'
import type { DisputeView } from '../view-dispute.ts'

type Props = { view: View; seen: DisputeView; answer: Answer; form: { version: number; nota: string } }

/** What a resolution would do, for the supervisor to see before it is done: it cannot be undone. */
export function DisputeCheckPage({ view, seen, answer, form }: Props) {
  const { check: texts, outcomes, reasons, page } = disputeTexts[view.language]
  const fields = { version: String(form.version), respuesta: `${answer.outcome}.${answer.reason}`, nota: form.nota }
  return (
    <Console view={view} actor={seen.actor} title={texts.title}>
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
        {form.nota !== '' && (
          <>
            <dt>{texts.note}</dt>
            <dd class="typed">{form.nota}</dd>
          </>
        )}
      </dl>
      <Form view={view}>
        {Object.entries(fields).map(([name, value]) => (
          <input type="hidden" name={name} value={value} key={name} />
        ))}
        <p class="actions">
          <button type="submit" name="confirma" value="si" class="button">
            {texts.resolve}
          </button>
          <button type="submit" name="confirma" value="no" class="button button-secondary">
            {texts.back}
          </button>
        </p>
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
