import type { View } from '../../../../http/view.ts'
import { officeName } from '../../queue.ts'
import type { ScreenOffer } from '../open-screen.ts'
import { screenTexts } from '../screen-texts.ts'

/** That the office of a case has nobody left who may open its screen, and what to do. `nobodyAt`: that office; null: there is somebody. */
export function NobodyHere({ view, nobodyAt }: { view: View; nobodyAt: string | null }) {
  if (nobodyAt === null) return null
  return <p class="inset apart">{screenTexts[view.language].nobodyHere(officeName(view.institution, nobodyAt))}</p>
}

/** Why a screen is not theirs to open, where it is not, and who opens it. */
export function WhoOpens({ view, offer: { why, nobodyAt } }: { view: View; offer: ScreenOffer }) {
  const texts = screenTexts[view.language]
  return (
    <>
      {why !== null && <p class="inset apart">{nobodyAt === null ? texts.byAnother(texts.refused[why]) : `${texts.refused[why]}.`}</p>}
      <NobodyHere view={view} nobodyAt={nobodyAt} />
    </>
  )
}
