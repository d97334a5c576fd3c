import type { View } from '../../../../http/view.ts'
import { officeName } from '../../queue.ts'
import { screenTexts } from '../screen-texts.ts'

/** That the office of a case has nobody left who may open its screen, and what to do. `nobodyAt`: that office; null: there is somebody. */
export function NobodyHere({ view, nobodyAt }: { view: View; nobodyAt: string | null }) {
  if (nobodyAt === null) return null
  return <p class="inset apart">{screenTexts[view.language].nobodyHere(officeName(view.institution, nobodyAt))}</p>
}
