import type { View } from '../../../../http/view.ts'
import { sayDateTime } from '../../../../ui/format.ts'
import { requestTexts } from '../../../texts.ts'
import { Resolutions } from '../../disputes/pages/resolutions.tsx'
import { KeyOfToday } from '../../pages/key-of-today.tsx'
import { KindOf } from '../../pages/kind-of-employer.tsx'
import { AsksList } from '../../review/pages/asks-list.tsx'
import { consoleTexts } from '../../texts.ts'
import type { Examined } from '../examined.ts'
import { approvalTexts, sayReturnReason } from '../texts.ts'

/** `stopped`: nobody approves it now, and what would come of that is left out. */
type Props = { view: View; examined: Examined; stopped?: boolean | undefined }

const waitReasons = ['contacts', 'held', 'dispute'] as const

/** Exactly what was examined of a case, by whom and when. Nothing here can be changed. */
export function ExaminedView({ view, examined, stopped }: Props) {
  const texts = approvalTexts[view.language].case
  const sayings: Readonly<Record<string, string>> = texts.rejections
  const rejection = sayings[examined.proposal?.reason ?? '']
  return (
    <>
      <WhoAsks view={view} examined={examined} stopped={stopped} />
      {examined.voided.map(({ at, because }) => (
        <p class="inset" key={at.toISOString()}>
          <strong>{texts.voided(sayDateTime(at, view))}</strong>
          {because !== null && ` ${texts.voidedBecause(texts.voidCauses[because])}`}
        </p>
      ))}
      <h2>{texts.examined}</h2>
      {examined.results.map((each) => (
        <ResultView key={each.requirement.id} view={view} {...each} />
      ))}
      {examined.asks.length > 0 && (
        <>
          <h2>{consoleTexts[view.language].asks.all}</h2>
          <AsksList view={view} asks={examined.asks} />
        </>
      )}
      <Resolutions view={view} resolutions={examined.resolutions} />
      <h2>{texts.notes}</h2>
      {examined.notes.length === 0 && <p>{texts.noNotes}</p>}
      {examined.notes.map((note) => (
        <div class="inset" key={note.at.toISOString()}>
          {note.returned !== null && (
            <p>
              <strong>
                {consoleTexts[view.language].back.returned}: {sayReturnReason(note.returned, view.language)}
              </strong>
            </p>
          )}
          <p class="typed">{note.text}</p>
          {note.doubtful && <strong class="block">{texts.noteDoubtful}</strong>}
          <p class="hint">{texts.by(note.by, sayDateTime(note.at, view))}</p>
        </div>
      ))}
      {examined.proposal && (
        <>
          <h2>{texts.proposal}</h2>
          <p>
            <strong>{texts.proposals[examined.proposal.what]}</strong>
            {rejection !== undefined && `: ${rejection}`}
            <br />
            <span class="hint">{texts.by(examined.proposal.by, sayDateTime(examined.proposal.at, view))}</span>
          </p>
        </>
      )}
    </>
  )
}

function WhoAsks({ view, examined, stopped }: Props) {
  const texts = approvalTexts[view.language].case
  const { document, employer, identity } = examined
  return (
    <dl class="summary-list">
      <dt>{texts.what}</dt>
      <dd>
        {texts.kinds[examined.kind]}, {texts.round(examined.round)}
      </dd>
      {examined.kind === 'employer' && (
        <>
          <dt>{texts.reason}</dt>
          <dd>{requestTexts[view.language].follow.reason[examined.reason]}</dd>
        </>
      )}
      <dt>{texts.applicant}</dt>
      <dd>
        {examined.applicant}
        <br />
        {texts.nationalId} {examined.typed.nationalId}
      </dd>
      <dt>{texts.identity}</dt>
      <dd>
        {texts.identityBy(texts.documents[document ?? 'cedula'], identity.by, sayDateTime(identity.at, view))}
        {identity.doubtful && <strong class="block">{texts.identityDoubtful}</strong>}
      </dd>
      {employer && (
        <>
          <dt>{texts.employer}</dt>
          <dd>
            {employer.name}
            {employer.closed && ` (${texts.closed})`}
            <br />
            {examined.typed.taxId}, {texts.branch} {examined.typed.branchCode}
            {employer.branch !== null && ` ${employer.branch}`}
          </dd>
          <KindOf view={view} kind={employer.kind} />
          <KeyOfToday view={view} since={employer.key} reason={examined.reason} />
          <dt>{texts.representatives}</dt>
          <dd>
            {examined.representatives.length === 0 && texts.nobody}
            {examined.representatives.map((each) => (
              <div key={each.nationalId}>
                {each.name}, {each.role.replaceAll('_', ' ')}
                {each.nationalId === examined.typed.nationalId && ` (${texts.isApplicant})`}
              </div>
            ))}
          </dd>
        </>
      )}
      <dt>{texts.contact}</dt>
      <dd>{texts.contacts[examined.contact]}</dd>
      {!stopped && <Wait view={view} examined={examined} />}
    </dl>
  )
}

function Wait({ view, examined }: Props) {
  const texts = approvalTexts[view.language].case
  return (
    <>
      <dt>{texts.wait[examined.proposal?.what ?? 'approve']}</dt>
      <dd>
        {examined.waits === null ? (
          texts.noWait[examined.proposal?.what ?? 'approve']
        ) : (
          <>
            {texts.waits(sayDateTime(examined.waits.until, view))}
            <ul>
              {waitReasons
                .filter((reason) => examined.waits?.for[reason])
                .map((reason) => (
                  <li key={reason}>{texts.waitsFor[reason]}</li>
                ))}
            </ul>
          </>
        )}
      </dd>
    </>
  )
}

function ResultView({ view, requirement, result }: { view: View } & Examined['results'][number]) {
  const texts = approvalTexts[view.language].case
  return (
    <div class="examined">
      <div>
        <h3>{requirement.title[view.language]}</h3>
        <p>{requirement.check[view.language]}</p>
      </div>
      <div class={`result ${result === null ? '' : result.met ? 'result-met' : 'result-not_met'}`}>
        {result === null ? (
          <p>{texts.missing}</p>
        ) : (
          <>
            <p>
              <strong>{result.met ? texts.met : texts.notMet}</strong>
              <br />
              {texts.kindsOfRequirement[requirement.kind]}
              {requirement.kind === 'lookup' && `: ${requirement.database}`}
            </p>
            {result.reference !== null && (
              <p>
                {texts.reference}: {result.reference}
              </p>
            )}
            <p class="hint">{texts.by(result.by, sayDateTime(result.at, view))}</p>
          </>
        )}
      </div>
    </div>
  )
}
