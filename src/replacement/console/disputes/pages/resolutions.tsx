import type { View } from '../../../../http/view.ts'
import { sayDateTime } from '../../../../ui/format.ts'
import type { Resolved } from '../../approval/store.ts'
import { approvalTexts } from '../../approval/texts.ts'
import { disputeTexts } from '../texts.ts'

/** How supervisors resolved what contacts objected to a case: whoever prepares or approves it from then on has seen that. */
export function Resolutions({ view, resolutions }: { view: View; resolutions: readonly Resolved[] }) {
  const texts = approvalTexts[view.language].case
  const disputes = disputeTexts[view.language]
  if (resolutions.length === 0) return null
  return (
    <>
      <h2>{texts.disputes}</h2>
      {resolutions.map((each) => (
        <p key={each.at.toISOString()} class="inset">
          <strong>{disputes.outcomes[each.outcome]}</strong>: {disputes.sayReason(each.reason)}
          {each.doubtful && <strong class="block">{texts.resolutionDoubtful}</strong>}
          <br />
          <span class="hint">{texts.by(each.by, sayDateTime(each.at, view))}</span>
        </p>
      ))}
    </>
  )
}
