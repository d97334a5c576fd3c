import type { View } from '../../../../http/view.ts'
import { sayDateTime, sayDay } from '../../../../ui/format.ts'
import { ExaminedView } from '../../approval/pages/examined-view.tsx'
import { sayState } from '../../texts.ts'
import { disputeTexts } from '../texts.ts'
import type { AboutCase, DisputeView } from '../view-dispute.ts'

/** What was said by whom: who stopped the case, and what had been done of it. */
export function DisputedView({ view, seen }: { view: View; seen: DisputeView }) {
  const { page: texts, list } = disputeTexts[view.language]
  return (
    <>
      <p>
        {list.of[seen.head.of]}. {texts.until}: <strong>{sayDay(seen.head.term.day, view)}</strong>
        {seen.head.term.past && ` (${list.past})`}
      </p>
      <h2>{texts.objections}</h2>
      <ul>
        {seen.objections.map((each) => (
          <li key={`${each.contact} ${each.at.toISOString()}`}>
            {texts.objection(each.contact, sayDateTime(each.at, view))}
            <br />
            <span class="hint">
              {texts.since(sayDateTime(each.registeredSince, view))}
              {each.removed && ` (${texts.removed})`}
            </span>
          </li>
        ))}
      </ul>
      {seen.held && <p class="inset">{texts.held(seen.holder)}</p>}
      {seen.about.kind === 'office' ? <OfficeView view={view} about={seen.about} /> : <OnlineView view={view} about={seen.about} />}
    </>
  )
}

function OfficeView({ view, about }: { view: View; about: Extract<AboutCase, { kind: 'office' }> }) {
  const texts = disputeTexts[view.language].page
  return (
    <>
      <p>
        {texts.from(sayState(about.from, view.language))}
        {about.approvedBy !== null && (
          <>
            <br />
            {texts.approvedBy(about.approvedBy)}
          </>
        )}
      </p>
      <ExaminedView view={view} examined={about.examined} stopped />
    </>
  )
}

function OnlineView({ view, about }: { view: View; about: Extract<AboutCase, { kind: 'online' }> }) {
  const { page: texts, hold } = disputeTexts[view.language]
  return (
    <>
      <h2>{texts.online}</h2>
      <dl class="summary-list">
        <dt>{about.typed.taxId === undefined ? hold.nationalId : hold.ruc}</dt>
        <dd>
          {about.holder}
          <br />
          {about.typed.taxId !== undefined && `${about.typed.taxId}, ${hold.branch} ${about.typed.branchCode}. `}
          {hold.nationalId} {about.typed.nationalId}
        </dd>
      </dl>
      <ul>
        <li>{texts.asked(sayDateTime(about.startedAt, view))}</li>
        {about.proof && <li>{texts.proved(about.proof.through, sayDateTime(about.proof.at, view))}</li>}
        {about.completedAt && <li>{texts.completed(sayDateTime(about.completedAt, view))}</li>}
      </ul>
    </>
  )
}
