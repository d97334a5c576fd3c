import type { View } from '../../../http/view.ts'
import type { KindOfEmployer } from '../../requirements.ts'
import { requestTexts } from '../../texts.ts'
import { consoleTexts } from '../texts.ts'

/** What the register says that an employer is: whoever decides sees where something else was examined, for its applicant answered so. */
export function KindOf({ view, kind: { registered, answered } }: { view: View; kind: KindOfEmployer }) {
  const { kind, answeredElse } = consoleTexts[view.language].review
  const { kinds } = requestTexts[view.language].reason
  return (
    <>
      <dt>{kind}</dt>
      <dd>
        {kinds[registered]}
        {answered !== null && answered !== registered && <strong class="block">{answeredElse(kinds[answered])}</strong>}
      </dd>
    </>
  )
}
