import type { View } from '../../../http/view.ts'
import { sayDateTime } from '../../../ui/format.ts'
import type { ReplacementReason } from '../../replacement.ts'
import type { SinceWhen } from '../store.ts'
import { consoleTexts } from '../texts.ts'

/** Since when an employer has the key that a case would replace: whoever decides sees where the reason does not fit. */
export function KeyOfToday({ view, since, reason }: { view: View; since: SinceWhen; reason: ReplacementReason }) {
  const { key, madeWhen, notTheFirst } = consoleTexts[view.language].review
  return (
    <>
      <dt>{key}</dt>
      <dd>
        {since === null ? madeWhen.none : since === 'elsewhere' ? madeWhen.elsewhere : madeWhen.since(sayDateTime(since, view))}
        {reason === 'first_key' && since !== null && <strong class="block">{notTheFirst}</strong>}
      </dd>
    </>
  )
}
