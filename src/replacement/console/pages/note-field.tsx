import type { Language } from '../../../institution.ts'
import { longestNote, problemOf } from '../note.ts'
import { consoleTexts } from '../texts.ts'

/** Why a note is refused, for whoever wrote it. */
export function sayNoteProblem(note: string, language: Language): string | null {
  const problem = problemOf(note)
  const { noteProblems } = consoleTexts[language].review
  return problem === null ? null : problem === 'too_long' ? noteProblems.too_long(longestNote) : noteProblems[problem]
}

/** A note for colleagues. */
export function NoteField({ label, hint, typed, error }: { label: string; hint: string; typed: string; error: string | undefined }) {
  return (
    <div class={`field${error === undefined ? '' : ' field-wrong'}`}>
      <label for="nota">{label}</label>
      <div class="hint" id="nota-hint">
        {hint}
      </div>
      {error !== undefined && (
        <p class="field-error" id="nota-error">
          {error}
        </p>
      )}
      <textarea
        id="nota"
        name="nota"
        rows={3}
        maxLength={longestNote}
        aria-invalid={error !== undefined}
        aria-describedby={error === undefined ? 'nota-hint' : 'nota-hint nota-error'}
      >
        {typed}
      </textarea>
    </div>
  )
}
