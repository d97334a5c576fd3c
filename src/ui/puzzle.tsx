import type { View } from '../http/view.ts'
import { puzzleTexts } from './puzzle-texts.ts'

type PuzzleProps = { view: View; challenge: string; error: string | undefined; ways: readonly string[] }

/** The proof-of-work runs by itself; all that is seen of it is one line. Without JavaScript the line is not there, and the form goes without it. */
export function Puzzle({ view, challenge, error, ways }: PuzzleProps) {
  const texts = puzzleTexts[view.language]
  return (
    <div id="comprobacion" class={`puzzle${error === undefined ? '' : ' field-wrong'}`} tabIndex={-1}>
      {error !== undefined && <p class="field-error">{error}</p>}
      {ways.length > 0 && <p>{texts.otherWays}</p>}
      {ways.length > 0 && (
        <ul>
          {ways.map((way) => (
            <li key={way}>{way}</li>
          ))}
        </ul>
      )}
      <altcha-widget challenge={challenge} name="altcha" display="invisible" />
      <p
        class="puzzle-line"
        role="status"
        data-state="checking"
        data-checking={texts.checking}
        data-ready={texts.checked}
        data-waiting={texts.waiting}
        data-failed={texts.notChecked}
      >
        {texts.checking}
      </p>
      {ways.length === 0 && (
        <noscript>
          <p class="hint">{texts.noScript(view.institution.policy.noScriptPerSource)}</p>
        </noscript>
      )}
    </div>
  )
}
