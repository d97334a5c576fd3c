import type { RouteHandlerMethod } from 'fastify'
import type { Context } from '../../context.ts'
import { sendPage } from '../../http/send-page.ts'
import { type View, viewOf } from '../../http/view.ts'
import { sayDateTime } from '../../ui/format.ts'
import { Console } from '../console.tsx'
import { officePath } from '../paths.ts'
import { signInAgain } from '../sign-in-again.tsx'
import type { StaffActor } from '../staff.ts'
import { staffTexts } from '../texts.ts'
import { whoIs } from '../who-is.ts'

export const path = officePath.today

export function get(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const seen = await whoIs(context, { held: request.held })
    if (!seen) return signInAgain(context, request, reply)
    return sendPage(reply, 200, <TodayPage view={viewOf(context, request, reply)} actor={seen.actor} now={seen.now} />)
  }
}

function TodayPage({ view, actor, now }: { view: View; actor: StaffActor; now: Date }) {
  const texts = staffTexts[view.language]
  const office = view.institution.offices.find(({ id }) => id === actor.office)
  return (
    <Console view={view} actor={actor} title={texts.today.title(actor.name)}>
      <dl class="summary-list">
        <dt>{texts.today.office}</dt>
        <dd>{office?.name ?? texts.today.noOffice}</dd>
        <dt>{texts.today.roles}</dt>
        <dd>{actor.roles.map((role) => texts.roles[role]).join(', ')}</dd>
      </dl>
      {actor.roles.includes('approver') && now < actor.approvesFrom && <p>{texts.today.approvesFrom(sayDateTime(actor.approvesFrom, view))}</p>}
    </Console>
  )
}
