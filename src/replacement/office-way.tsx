import type { ComponentChildren } from 'preact'
import type { View } from '../http/view.ts'
import { SupportLine } from '../ui/support.tsx'
import { officeWayTexts } from './office-way.texts.ts'
import { requestLink } from './paths.ts'
import type { ReplacementReason } from './replacement.ts'
import { hasOfficePath } from './requirements.ts'
import { whatToBring } from './what-to-bring.ts'

type Props = { view: View; reason: ReplacementReason; main?: boolean; children?: ComponentChildren }

/**
 * The way on with an office, wherever online ends: what it is, what to take and where to start. Where the institution takes no requests
 * online, what the page says instead.
 */
export function OfficeWay({ view, reason, main = false, children }: Props) {
  if (!hasOfficePath(view.institution)) return <>{children}</>
  const { institution, language } = view
  const texts = officeWayTexts[language]
  const kind = reason === 'lost_contact' ? 'personal' : 'employer'
  const { bring } = whatToBring({ institution, answers: { reason, employerKind: null }, language })
  const dependsOnKind = institution.requirements.some((each) => each.employerKinds !== undefined && (each.reasons?.includes(reason) ?? true))
  return (
    <>
      <p>{texts.what[kind]}</p>
      <p>{texts.bring}</p>
      <ul>
        {bring.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
      {kind === 'employer' && dependsOnKind && <p>{texts.byKind}</p>}
      <p>
        <a class={main ? 'button' : 'button button-secondary'} href={requestLink(reason)}>
          {texts.start}
        </a>
      </p>
      <p>{texts.call}</p>
      <SupportLine view={view} />
    </>
  )
}
