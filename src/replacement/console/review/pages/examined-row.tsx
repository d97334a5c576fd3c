import type { View } from '../../../../http/view.ts'
import { Field } from '../../../../ui/form.tsx'
import { sayDateTime } from '../../../../ui/format.ts'
import type { FieldErrors } from '../../../../ui/layout.tsx'
import { sayReason } from '../../../asked.ts'
import { consoleTexts } from '../../texts.ts'
import type { Examined } from '../review.ts'
import { referenceField, type TypedReview } from './typed-review.ts'

/** What was typed and is not saved: shown again in its place. */
export type Kept = { errors: FieldErrors; typed: TypedReview }

type Props = { view: View; each: Examined; inTurn: boolean; kept: Kept }

/** One requirement: what to check on the left, what was found on the right. */
export function ExaminedRow({ view, each: { requirement, open, result, asked, brought }, inTurn, kept }: Props) {
  const texts = consoleTexts[view.language].review
  const title = `titulo-${requirement.id}`
  return (
    <section class="examined" aria-labelledby={title} id={`requisito-${requirement.id}`}>
      <div>
        {/* What a person has to have seen takes a deliberate key: its button does not wait for an Enter that was meant for the one before. */}
        <h3 id={title} {...(inTurn && requirement.kind === 'show' ? { tabIndex: -1, autofocus: true } : {})}>
          {requirement.title[view.language]}
        </h3>
        <p>
          {texts.kinds[requirement.kind]}
          {requirement.kind === 'lookup' && `: ${requirement.database}`}
        </p>
        <p>{requirement.check[view.language]}</p>
        {asked !== null && (
          <p class="hint">
            {texts.asked} {sayReason({ requirements: [requirement], language: view.language }, { requirement: requirement.id, reason: asked })}
          </p>
        )}
      </div>
      <div>
        <p class={`result result-${result?.outcome ?? 'none'}`}>
          <strong>{result === null ? texts.none : result.outcome === 'met' ? texts.met : texts.notMet}</strong>
          {result?.reference && ` · ${result.reference}`}
        </p>
        {result && <p class="hint">{texts.by(result.by, sayDateTime(result.at, view))}</p>}
        {!open && <p class="hint">{texts.notOpen}</p>}
        {open && result === null && <FindFields view={view} requirement={requirement} inTurn={inTurn} kept={kept} />}
        {open && result !== null && (
          <details open={inTurn || brought || kept.typed[referenceField(requirement.id)] !== undefined}>
            <summary>{texts.again}</summary>
            <FindFields view={view} requirement={requirement} inTurn={inTurn} kept={kept} />
          </details>
        )}
      </div>
    </section>
  )
}

type FindProps = { view: View; requirement: Examined['requirement']; inTurn: boolean; kept: Kept }

/** Of the one form of the review. The script presses the buttons by their number keys, and the first of them by Enter in the field. */
function FindFields({ view, requirement, inTurn, kept }: FindProps) {
  const texts = consoleTexts[view.language].review
  const field = referenceField(requirement.id)
  return (
    <>
      {requirement.kind === 'lookup' && (
        <Field
          name={field}
          label={texts.reference}
          hint={texts.referenceHint}
          value={kept.typed[field] ?? ''}
          errors={kept.errors}
          attributes={{ autocomplete: 'off', maxlength: '80', ...(inTurn ? { autofocus: true } : {}) }}
        />
      )}
      <p class="actions">
        <button
          type="submit"
          name="resultado"
          value={`met.${requirement.id}`}
          class="button"
          data-key="1"
          aria-label={`${requirement.kind === 'show' ? texts.seen : texts.met}: ${requirement.title[view.language]}`}
        >
          <span aria-hidden="true">{requirement.kind === 'show' ? texts.seen : texts.met}</span>
        </button>
        <button
          type="submit"
          name="resultado"
          value={`not_met.${requirement.id}`}
          class="button button-secondary"
          data-key="2"
          aria-label={`${texts.notMet}: ${requirement.title[view.language]}`}
        >
          <span aria-hidden="true">{texts.notMet}</span>
        </button>
      </p>
    </>
  )
}
