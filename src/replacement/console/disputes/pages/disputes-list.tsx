import type { View } from '../../../../http/view.ts'
import { sayDateTime, sayDay } from '../../../../ui/format.ts'
import { approvalPath } from '../../approval/paths.ts'
import { disputeTexts } from '../texts.ts'
import type { DisputeHead } from '../view-dispute.ts'

/** The disputes that wait for a supervisor, with the day by which each has to be resolved. */
export function DisputesList({ view, disputes }: { view: View; disputes: readonly DisputeHead[] }) {
  const texts = disputeTexts[view.language].list
  return (
    <section>
      <h2 id="disputas">{texts.title}</h2>
      {disputes.length === 0 && <p>{texts.none}</p>}
      {disputes.map(({ of, id, number, since, term }) => (
        <p class="inset" key={id}>
          <a href={approvalPath.dispute(of, id)}>{number}</a>, {texts.of[of]}
          <br />
          {texts.columns.since}: {sayDateTime(since, view)}
          <br />
          {texts.columns.until}: <strong>{sayDay(term.day, view)}</strong>
          {term.past && ` (${texts.past})`}
        </p>
      ))}
      <p>
        <a href={approvalPath.hold}>{texts.hold}</a>
      </p>
    </section>
  )
}
