import type { OfficeReason, Way } from '../../evidence/evidence.ts'
import type { View } from '../../http/view.ts'
import { OfficeWay } from '../../replacement/office-way.tsx'
import type { EmployerReason } from '../../replacement/replacement.ts'
import { sayDateTime, sayDuration, sayTime } from '../../ui/format.ts'
import { Layout } from '../../ui/layout.tsx'
import { Offices } from '../../ui/offices.tsx'
import { SupportLine } from '../../ui/support.tsx'
import { recoveryTexts } from '../texts.ts'
import { type CaseView, pathOf } from '../view-case.ts'

// Where a case stands whose proof is not enough by itself: what else can be given, until when it waits, or why only an office can go on.

/** What a case online lacks, as the reason of a request for an office. */
const reasonFor = {
  security_hold: 'hold_or_dispute',
  employer_closed: 'employer_closed',
  no_key_yet: 'first_key',
  representative_changed: 'representative_changed',
  contact_cooling_off: 'no_usable_contact',
  contact_doubtful: 'no_usable_contact',
  no_usable_contact: 'no_usable_contact',
  hardened: 'no_usable_contact',
} as const satisfies Record<OfficeReason, EmployerReason>

type At<Step extends CaseView['step']> = { view: View; held: Extract<CaseView, { step: Step }> }

export function MorePage({ view, held }: At<'more'>) {
  const { more, office } = recoveryTexts[view.language]
  return (
    <Layout view={view} title={more.title}>
      <p>{more.proven(held.employer)}</p>
      <p class="inset">{office.reasons[held.reason]}</p>
      <h2>{held.ways.length > 1 ? more.choose : more.chooseOnly}</h2>
      <Ways view={view} ways={held.ways} />
      <p>{more.until(sayTime(held.endsAt, view))}</p>
      <h2>{more.officeTitle}</h2>
      <OfficeWay view={view} reason={reasonFor[held.reason]}>
        <p>{more.officeText}</p>
        <SupportLine view={view} />
      </OfficeWay>
      <p>{office.number(held.number)}</p>
    </Layout>
  )
}

export function WaitingPage({ view, held }: At<'waiting'>) {
  const { waiting, more, office } = recoveryTexts[view.language]
  const until = sayDateTime(held.until, view)
  return (
    <Layout view={view} title={waiting.title}>
      <p>{more.proven(held.employer)}</p>
      <p class="inset">{office.reasons[held.reason]}</p>
      {held.over ? (
        <p>{waiting.over}</p>
      ) : (
        <>
          <p>
            <strong>{waiting.message(until)}</strong>
          </p>
          <p>{waiting.told(until)}</p>
          <p>{waiting.close(held.tag)}</p>
          {held.ways.length > 0 && <h2>{waiting.faster}</h2>}
          <Ways view={view} ways={held.ways} />
        </>
      )}
      <p>{office.number(held.number)}</p>
      <h2>{more.officeTitle}</h2>
      <OfficeWay view={view} reason={reasonFor[held.reason]}>
        <p>{more.officeText}</p>
        <SupportLine view={view} />
      </OfficeWay>
    </Layout>
  )
}

function Ways({ view, ways }: { view: View; ways: readonly Way[] }) {
  const texts = recoveryTexts[view.language].more.ways
  const age = sayDuration(view.institution.policy.coolOff, view.language)
  return ways.map((way) => (
    <section key={way}>
      <h3>{texts[way].title}</h3>
      <p>{way === 'personal_key' ? texts[way].text(age) : texts[way].text}</p>
      {way !== 'other_contact' && (
        <p>
          <a class="button" href={way === 'saved_code' ? pathOf.savedCode : pathOf.personalKey}>
            {texts[way].link}
          </a>
        </p>
      )}
    </section>
  ))
}

export function OfficePage({ view, held }: At<'office'>) {
  const texts = recoveryTexts[view.language].office
  const { offices } = view.institution
  return (
    <Layout view={view} title={texts.title}>
      <p>{texts.proven(held.employer)}</p>
      <p class="inset">
        {held.reason === 'security_hold' && held.heldBySupervisor ? texts.heldBySupervisor : texts.reasons[held.reason]}
        {held.since !== null && ` ${texts.since(sayDateTime(held.since, view))}`}
        {held.coolsUntil !== null && ` ${texts.coolsUntil(sayDateTime(held.coolsUntil, view))}`}
      </p>
      <h2>{texts.next}</h2>
      <OfficeWay view={view} reason={reasonFor[held.reason]} main>
        <ul>
          <li>{texts.go}</li>
          <li>{texts.number(held.number)}</li>
        </ul>
        <p>{texts.call}</p>
        <SupportLine view={view} />
      </OfficeWay>
      {offices.length > 0 && <h2>{texts.offices}</h2>}
      <Offices view={view} />
    </Layout>
  )
}

export function DisputedPage({ view, held }: At<'disputed'>) {
  const { disputed, office } = recoveryTexts[view.language]
  return (
    <Layout view={view} title={disputed.title}>
      <p>{disputed.text(held.number)}</p>
      {held.since !== null && <p>{disputed.since(sayDateTime(held.since, view))}</p>}
      <h2>{office.next}</h2>
      <OfficeWay view={view} reason="hold_or_dispute" main>
        <ul>
          <li>{office.go}</li>
          <li>{office.number(held.number)}</li>
        </ul>
        <SupportLine view={view} />
      </OfficeWay>
    </Layout>
  )
}
