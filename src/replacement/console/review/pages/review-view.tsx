import type { View } from '../../../../http/view.ts'
import { sayDateTime } from '../../../../ui/format.ts'
import { approvalTexts, sayReturnReason } from '../../approval/texts.ts'
import { Resolutions } from '../../disputes/pages/resolutions.tsx'
import { KeyOfToday } from '../../pages/key-of-today.tsx'
import { KindOf } from '../../pages/kind-of-employer.tsx'
import { NoteField } from '../../pages/note-field.tsx'
import { consolePath } from '../../paths.ts'
import { consoleTexts } from '../../texts.ts'
import type { Note, Review } from '../review.ts'
import { Action, CaseForm, type Head } from './case-form.tsx'
import { ExaminedRow, type Kept } from './examined-row.tsx'

/** Where the keyboard goes when nothing is left to examine. */
export const whatNow = 'que-sigue'

/** `at`: the requirement that a button was pressed of. */
type Props = { view: View; head: Head; review: Review; kept: Kept; at: string | undefined }

/** What an agent sees and does after the identity step: requirements left, evidence right. */
export function ReviewView({ view, head, review, kept, at }: Props) {
  const { review: texts, stage } = consoleTexts[view.language]
  const next = at ?? review.examined.find(({ open, result, brought }) => open && (result === null || brought))?.requirement.id
  return (
    <>
      {review.returned && <ReturnedNote view={view} note={review.returned} />}
      <WhoAsks view={view} reason={head.reason} review={review} />
      <Resolutions view={view} resolutions={review.resolutions} />
      <CaseForm
        view={view}
        head={head}
        action={consolePath.result(head.number)}
        attributes={{ autocomplete: 'off', 'data-page': consolePath.case(head.number) }}
      >
        {/* What Enter in a field presses where no script is: the first button of a form. */}
        <button type="submit" class="pressed-by-enter" name="resultado" value="met." tabIndex={-1} aria-hidden="true" />
        <h2>
          {texts.required} · {texts.round(review.round)}
        </h2>
        <p class="hint">{texts.keys}</p>
        {review.examined.map((each) => (
          <ExaminedRow key={each.requirement.id} view={view} each={each} inTurn={each.requirement.id === next} kept={kept} />
        ))}
        <h2>{texts.notes}</h2>
        <Notes view={view} notes={review.notes} />
        <NoteField label={texts.note} hint={texts.noteHint} typed={kept.typed.nota ?? ''} error={kept.errors.nota} />
        <button type="submit" class="button button-secondary" formAction={consolePath.note(head.number)}>
          {texts.addNote}
        </button>
        <h2 id={whatNow} tabIndex={-1}>
          {texts.whatNow}
        </h2>
        {!review.complete && <p>{review.ofAnother ? texts.cannotApprove : texts.incomplete}</p>}
        <p class="actions">
          {review.complete && (
            <Action does="aprobar" to={consolePath.case(head.number)}>
              {texts.proposeApprove}
            </Action>
          )}
          <Action does="pedir" to={consolePath.case(head.number)} secondary>
            {texts.askMore}
          </Action>
          <Action does="rechazar" to={consolePath.case(head.number)} secondary>
            {texts.proposeReject}
          </Action>
          <Action does="devolver" to={consolePath.case(head.number)} secondary>
            {stage.putBack.in_review}
          </Action>
        </p>
      </CaseForm>
    </>
  )
}

/** Who asks for what, and what the register says of it today. */
export function WhoAsks({ view, reason, review }: { view: View; reason: Head['reason']; review: Review }) {
  const { review: texts, identity } = consoleTexts[view.language]
  const { employer, typed } = review
  return (
    <>
      <h2>{texts.who}</h2>
      <dl class="summary-list">
        <dt>{texts.name}</dt>
        <dd>
          {review.applicantName} <span class="hint">({review.registered ? texts.registered : texts.notRegistered})</span>
        </dd>
        <dt>{texts.nationalId}</dt>
        <dd>{typed.nationalId}</dd>
        <dt>{texts.document}</dt>
        <dd>
          {identity.kinds[review.document ?? 'cedula']}. {texts.verifiedBy(review.identityBy, sayDateTime(review.identityAt, view))}
        </dd>
        {employer && (
          <>
            <dt>{texts.ruc}</dt>
            <dd>
              {typed.taxId} · {texts.branch} {typed.branchCode}
            </dd>
            <dt>{texts.employer}</dt>
            <dd>
              {[employer.name, employer.branch].filter(Boolean).join(' · ')}
              {employer.closed && ` (${texts.closed})`}
            </dd>
            <KindOf view={view} kind={employer.kind} />
            <KeyOfToday view={view} since={employer.key} reason={reason} />
            <dt>{texts.representatives}</dt>
            <dd>
              {review.representatives.length === 0 && texts.noRepresentative}
              {review.representatives.map((each) => (
                <div key={`${each.nationalId} ${each.role}`}>
                  {each.name}, {each.nationalId}, {each.role.replaceAll('_', ' ')}
                  {each.nationalId === typed.nationalId && ` (${texts.theApplicant})`}
                </div>
              ))}
            </dd>
          </>
        )}
        <dt>{texts.contact}</dt>
        <dd>{texts.contacts[review.contact]}</dd>
      </dl>
      {review.ofAnother && <p class="inset">{texts.ofAnother}</p>}
      {review.held && <p class="inset">{texts.held}</p>}
      {review.waits && <p>{texts.waits}</p>}
    </>
  )
}

/** What has to be looked at again, as the approver said it. */
function ReturnedNote({ view, note }: { view: View; note: Note }) {
  const { back, review: texts } = consoleTexts[view.language]
  return (
    <section class="inset apart" aria-labelledby="devuelto">
      <h2 id="devuelto">{back.returned}</h2>
      <p>
        <strong>{sayReturnReason(note.returned ?? '', view.language)}</strong>
      </p>
      <p class="typed">{note.text}</p>
      <Doubtful view={view} note={note} />
      <p class="hint">{texts.by(note.by, sayDateTime(note.at, view))}</p>
    </section>
  )
}

const Doubtful = ({ view, note }: { view: View; note: Note }) =>
  note.doubtful ? <strong class="block">{approvalTexts[view.language].case.noteDoubtful}</strong> : null

export function Notes({ view, notes }: { view: View; notes: Review['notes'] }) {
  const texts = consoleTexts[view.language].review
  if (notes.length === 0) return <p>{texts.noNotes}</p>
  return (
    <ul class="entries">
      {notes.map((note) => (
        <li key={`${note.at.getTime()} ${note.by}`}>
          {note.returned !== null && <strong>{sayReturnReason(note.returned, view.language)}. </strong>}
          <span class="typed">{note.text}</span>
          <Doubtful view={view} note={note} />
          <p class="hint">{texts.by(note.by, sayDateTime(note.at, view))}</p>
        </li>
      ))}
    </ul>
  )
}
