import type { RouteHandlerMethod } from 'fastify'
import type { Context } from '../../context.ts'
import { sendPage } from '../../http/send-page.ts'
import { type View, viewOf } from '../../http/view.ts'
import { Console, NotAllowedPage } from '../console.tsx'
import { officePath } from '../paths.ts'
import { peopleTexts } from '../people/texts.ts'
import { type People, viewPeople } from '../people/view-people.ts'
import { signInAgain } from '../sign-in-again.tsx'
import { staffTexts } from '../texts.ts'

export const path = officePath.staff

export function get(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const seen = await viewPeople(context, { held: request.held })
    const view = viewOf(context, request, reply)
    if (seen.outcome === 'signed_out') return signInAgain(context, request, reply)
    if (seen.outcome === 'not_allowed') return sendPage(reply, 403, <NotAllowedPage view={view} />)
    return sendPage(reply, 200, <PeoplePage view={view} seen={seen} />)
  }
}

function PeoplePage({ view, seen }: { view: View; seen: People }) {
  const texts = peopleTexts[view.language]
  const administrates = seen.actor.roles.includes('administrator')
  const unconfirmed = seen.accounts.filter(({ state }) => state === 'unconfirmed')
  const nameOf = (id: string) => seen.accounts.find((each) => each.id === id)?.name ?? ''
  return (
    <Console view={view} actor={seen.actor} title={texts.list.title}>
      <p>{texts.list.lead}</p>
      {administrates && seen.administrators < 2 && <p class="inset">{texts.list.alone}</p>}
      {administrates && (
        <p>
          <a class="button" href={`${officePath.staff}/invitar`}>
            {texts.list.invite}
          </a>
        </p>
      )}
      <h2>{texts.list.waiting}</h2>
      {unconfirmed.length + seen.changes.length === 0 && <p>{texts.list.nothing}</p>}
      <ul class="entries">
        {unconfirmed.map(({ id, name }) => (
          <li key={id}>
            <a href={`${officePath.staff}/${id}`}>{texts.list.waitsFor(name)}</a>
          </li>
        ))}
        {seen.changes.map(({ id, kind, staffId }) => (
          <li key={id}>
            <a href={`${officePath.staff}/${staffId}`}>
              {texts.changes[kind]}: {nameOf(staffId)}
            </a>
          </li>
        ))}
      </ul>
      <h2>{texts.list.accounts}</h2>
      <ul class="entries">
        {seen.accounts.map(({ id, name, roles, office, state }) => (
          <li key={id}>
            <a href={`${officePath.staff}/${id}`}>{name}</a>
            <p class="hint">
              {[
                texts.states[state],
                view.institution.offices.find((each) => each.id === office)?.name,
                ...roles.map((role) => staffTexts[view.language].roles[role]),
              ]
                .filter(Boolean)
                .join(' · ')}
            </p>
          </li>
        ))}
      </ul>
    </Console>
  )
}
