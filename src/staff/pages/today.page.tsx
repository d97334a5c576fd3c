import type { RouteHandlerMethod } from 'fastify'
import type { Context } from '../../context.ts'
import { sendPage } from '../../http/send-page.ts'
import { type View, viewOf } from '../../http/view.ts'
import { sayDateTime } from '../../ui/format.ts'
import { Console } from '../console.tsx'
import { passkeyTexts } from '../passkeys/texts.ts'
import { officePath } from '../paths.ts'
import { signInAgain } from '../sign-in-again.tsx'
import { staffTexts } from '../texts.ts'
import { type Today, viewToday } from '../view-today.ts'

export const path = officePath.today

export function get(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const seen = await viewToday(context, { held: request.held })
    if (!seen) return signInAgain(context, request, reply)
    return sendPage(reply, 200, <TodayPage view={viewOf(context, request, reply)} {...seen} />)
  }
}

function TodayPage({ view, actor, passkeys, toConfirm, now }: Today & { view: View }) {
  const texts = staffTexts[view.language]
  const ofPasskeys = passkeyTexts[view.language].today
  const office = view.institution.offices.find(({ id }) => id === actor.office)
  return (
    <Console view={view} actor={actor} title={texts.today.title(actor.name)}>
      <dl class="summary-list">
        <dt>{texts.today.office}</dt>
        <dd>{office?.name ?? texts.today.noOffice}</dd>
        <dt>{texts.today.roles}</dt>
        <dd>{actor.roles.map((role) => texts.roles[role]).join(', ')}</dd>
      </dl>
      {toConfirm > 0 && (
        <p class="inset">
          <a href={officePath.staff}>{texts.today.toConfirm(toConfirm)}</a>
        </p>
      )}
      {passkeys < 2 ? (
        <p class="inset">
          {ofPasskeys.onlyOne} <a href={officePath.passkeys}>{ofPasskeys.addOne}</a>.
        </p>
      ) : (
        <p>
          <a href={officePath.passkeys}>{ofPasskeys.see}</a>
        </p>
      )}
      {actor.roles.includes('approver') && now < actor.approvesFrom && <p>{texts.today.approvesFrom(sayDateTime(actor.approvesFrom, view))}</p>}
    </Console>
  )
}
