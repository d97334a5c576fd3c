import type { View } from '../../http/view.ts'
import { OfficeWay } from '../../replacement/office-way.tsx'
import { sayDateTime } from '../../ui/format.ts'
import { Layout } from '../../ui/layout.tsx'
import { Offices } from '../../ui/offices.tsx'
import { SupportLine } from '../../ui/support.tsx'
import { unlockTexts } from '../texts.ts'
import type { CaseView } from '../view-case.ts'

/** The truth after a proof that does not suffice: why, where to go and with what. */
export function OfficePage({ view, held }: { view: View; held: Extract<CaseView, { step: 'office' }> }) {
  const texts = unlockTexts[view.language].office
  const { offices } = view.institution
  const go = (
    <>
      <ul>
        <li>{held.reason === 'security_hold' || held.reason === 'person_closed' ? texts.goHeld : texts.go}</li>
        <li>{texts.number(held.number)}</li>
      </ul>
      <p>{texts.call}</p>
      <SupportLine view={view} />
    </>
  )
  return (
    <Layout view={view} title={texts.title}>
      <p>{texts.proven(held.person)}</p>
      <p class="inset">
        {held.reason === 'security_hold' && held.heldBySupervisor ? texts.heldBySupervisor : texts.reasons[held.reason]}
        {held.since !== null && ` ${texts.since(sayDateTime(held.since, view))}`}
        {held.coolsUntil !== null && ` ${texts.coolsUntil(sayDateTime(held.coolsUntil, view))}`}
      </p>
      <h2>{texts.next}</h2>
      {held.reason === 'person_closed' ? (
        go
      ) : (
        <OfficeWay view={view} reason="lost_contact" main>
          {go}
        </OfficeWay>
      )}
      {offices.length > 0 && <h2>{texts.offices}</h2>}
      <Offices view={view} />
    </Layout>
  )
}

export function DisputedPage({ view, held }: { view: View; held: Extract<CaseView, { step: 'disputed' }> }) {
  const texts = unlockTexts[view.language].disputed
  return (
    <Layout view={view} title={texts.title}>
      <p>{texts.text(held.number)}</p>
      {held.since !== null && <p>{texts.since(sayDateTime(held.since, view))}</p>}
      <OfficeWay view={view} reason="lost_contact" main>
        <SupportLine view={view} />
      </OfficeWay>
    </Layout>
  )
}
