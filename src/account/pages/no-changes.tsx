import type { KeyKind } from '../../credentials/credentials.ts'
import type { View } from '../../http/view.ts'
import { sayDateTime } from '../../ui/format.ts'
import type { NoChanges } from '../account.ts'
import { recoverPath } from '../paths.ts'
import { accountTexts } from '../texts.ts'

/** Why nothing can be changed now, until when, and what can be done about it. */
export function NoChangesNote({ view, noChanges, kind }: { view: View; noChanges: NoChanges; kind: KeyKind }) {
  const texts = accountTexts[view.language]
  switch (noChanges.why) {
    case 'fresh_key':
      return <p class="inset">{texts.noChanges.fresh_key(sayDateTime(noChanges.until, view))}</p>
    case 'hold':
      return <p class="inset">{texts.noChanges.hold(sayDateTime(noChanges.since, view))}</p>
    case 'dispute':
      return <p class="inset">{texts.noChanges.dispute}</p>
    case 'vetoed':
      return (
        <p class="inset">
          {texts.noChanges.vetoed(sayDateTime(noChanges.since, view))} <a href={recoverPath[kind]}>{texts.home.recover[kind]}</a>
        </p>
      )
  }
}
