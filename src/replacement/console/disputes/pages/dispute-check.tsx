import type { View } from '../../../../http/view.ts'
import { Console } from '../../../../staff/console.tsx'
import { PasskeyForm, passkeyScripts } from '../../../../staff/passkeys/passkey-form.tsx'
import { Button, Form } from '../../../../ui/form.tsx'
import type { FieldErrors } from '../../../../ui/layout.tsx'
import { type Resolution, suspendsContacts } from '../disputes.ts'
import type { Foreseen, ForeseenContact } from '../foresee.ts'
import { disputeTexts } from '../texts.ts'
import type { DisputeView } from '../view-dispute.ts'

type Given = Pick<Resolution, 'version' | 'answer' | 'note'>
type Props = { view: View; seen: DisputeView; given: Given; chosen: NonNullable<DisputeView['chosen']>; errors: FieldErrors }

/** What a resolution would do, for the supervisor to see before it is done: it cannot be undone. */
export function DisputeCheckPage({ view, seen, given, chosen: { foreseen, options }, errors }: Props) {
  const { check: texts, outcomes, reasons } = disputeTexts[view.language]
  const { version, answer, note } = given
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
        <dd>{texts.cases[foreseen.case]}</dd>
        <dt>{texts.contactsTitle}</dt>
        <dd>
          {foreseen.contacts.length === 0 && texts.noContacts}
          {foreseen.contacts.map((each, place) => (
            <p key={`${each.contact} ${place}`}>
              <strong>{each.contact}</strong>
              {sayWhich(view, each)}
              <br />
              {whatOfContact(view, { seen, given, foreseen, each })}
            </p>
          ))}
        </dd>
        <dt>{texts.key}</dt>
        <dd>{whatOfKey(view, seen, foreseen)}</dd>
        <Representatives view={view} foreseen={foreseen} />
        <dt>{texts.told}</dt>
        <dd>
          {foreseen.told.contacts.length === 0 && texts.tellContacts(0)}
          {foreseen.told.contacts.map((each, place) => (
            <div key={`${each} ${place}`}>{each}</div>
          ))}
          {foreseen.told.applicant && <div>{texts.tellApplicant[foreseen.told.applicant]}</div>}
        </dd>
        {note !== '' && (
          <>
            <dt>{texts.note}</dt>
            <dd class="typed">{note}</dd>
          </>
        )}
      </dl>
      <PasskeyForm view={view} kind="known" options={options} button={texts.resolve} errors={errors}>
        {hidden('si')}
      </PasskeyForm>
      <Form view={view}>
        {hidden('no')}
        <Button secondary>{texts.back}</Button>
      </Form>
    </Console>
  )
}

function sayWhich(view: View, { objected, brought }: ForeseenContact): string {
  const { which } = disputeTexts[view.language].check
  if (objected) return ` (${which.objected})`
  return brought ? ` (${which.brought})` : ''
}

type OfContact = Pick<Props, 'seen' | 'given'> & { foreseen: Foreseen; each: ForeseenContact }

function whatOfContact(view: View, { seen, given: { answer }, foreseen, each }: OfContact): string {
  const { contacts } = disputeTexts[view.language].check
  const goesOn = foreseen.case === 'goes_on'
  const said = [contacts.does[each.does]]
  if (goesOn && (each.does === 'suspended' || each.does === 'silenced')) said.push(contacts.until(seen.holder))
  if (goesOn && each.objected && !suspendsContacts(answer)) said.push(contacts.once)
  return said.join(' ')
}

function whatOfKey(view: View, { holder }: DisputeView, { key }: Foreseen): string {
  const { keys } = disputeTexts[view.language].check
  const held = key.held && (key.wasHeld ? keys.staysHeld(holder) : keys.held(holder))
  const said = [key.annulled && keys.annulled(key.hadOther), held].filter((each) => each !== false)
  return said.length === 0 ? keys.same : said.join(' ')
}

function Representatives({ view, foreseen: { representatives } }: { view: View; foreseen: Foreseen }) {
  const { representatives: texts } = disputeTexts[view.language].check
  if (representatives === null) return null
  const { again, gone } = representatives
  return (
    <>
      <dt>{texts.title}</dt>
      <dd>
        {again.length + gone.length === 0 && texts.same}
        {gone.map((name) => (
          <div key={name}>{texts.gone(name)}</div>
        ))}
        {again.map((name) => (
          <div key={name}>{texts.again(name)}</div>
        ))}
      </dd>
    </>
  )
}
