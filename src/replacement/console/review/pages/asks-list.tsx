import type { View } from '../../../../http/view.ts'
import { sayDateTime } from '../../../../ui/format.ts'
import { sayReason, shownAgain } from '../../../asked.ts'
import { consoleTexts } from '../../texts.ts'
import type { Ask } from '../asks-of.ts'

/** What the applicant was asked for: in which round, by whom, when, and whether they came back with it. */
export function AsksList({ view, asks }: { view: View; asks: readonly Ask[] }) {
  const { asks: texts, review } = consoleTexts[view.language]
  return (
    <ul class="entries">
      {asks.map(({ round, requirement, reason, by, at, answeredAt }) => (
        <li key={`${round} ${requirement.id} ${reason}`}>
          {reason !== shownAgain && <strong>{requirement.title[view.language]}: </strong>}
          {sayReason({ requirements: [requirement], language: view.language }, { requirement: requirement.id, reason })}
          <p class="hint">
            {review.round(round)} · {review.by(by, sayDateTime(at, view))} ·{' '}
            {answeredAt === null ? texts.unanswered : texts.answered(sayDateTime(answeredAt, view))}
          </p>
        </li>
      ))}
    </ul>
  )
}
