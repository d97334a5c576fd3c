import type { View } from '../../../../http/view.ts'
import { Button, Choice } from '../../../../ui/form.tsx'
import type { FieldErrors } from '../../../../ui/layout.tsx'
import { consolePath } from '../../paths.ts'
import { accessReasons, officeName } from '../../queue.ts'
import { consoleTexts } from '../../texts.ts'
import { CaseForm, type Head } from './case-form.tsx'

/** Asked for before anything of a case of another office is shown. */
export function AccessForm({ view, head, errors }: { view: View; head: Head; errors: FieldErrors }) {
  const texts = consoleTexts[view.language].access
  return (
    <CaseForm view={view} head={head} action={consolePath.access(head.number)}>
      <p>{texts.text(officeName(view.institution, head.office))}</p>
      <Choice name="motivo" legend={texts.title} options={accessReasons.map((value) => ({ value, label: texts.reasons[value] }))} chosen="" errors={errors} />
      <Button>{texts.continue}</Button>
    </CaseForm>
  )
}
