import type { RouteHandlerMethod } from 'fastify'
import type { Context } from '../../context.ts'
import { sendPage } from '../../http/send-page.ts'
import { type View, viewOf } from '../../http/view.ts'
import { sayDuration } from '../../ui/format.ts'
import { Console, NotAllowedPage } from '../console.tsx'
import { officePath } from '../paths.ts'
import { peopleTexts } from '../people/texts.ts'
import { type People, type ShownAccount, viewPeople } from '../people/view-people.ts'
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
  const removed = seen.accounts.filter(({ state }) => state === 'removed')
  const { policy } = view.institution
  const duration = (milliseconds: number) => sayDuration(milliseconds, view.language)
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
      <Accounts view={view} accounts={seen.accounts.filter(({ state }) => state !== 'removed')} />
      {removed.length > 0 && (
        <details class="details">
          <summary>{texts.list.removed(removed.length)}</summary>
          <Accounts view={view} accounts={removed} />
        </details>
      )}
      <details class="details">
        <summary>{texts.help.title}</summary>
        {texts.help.text({ link: duration(policy.enrolmentLinkLifetime), wait: duration(policy.staffApprovesAfter) }).map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
      </details>
    </Console>
  )
}

function Accounts({ view, accounts }: { view: View; accounts: readonly ShownAccount[] }) {
  return (
    <ul class="entries">
      {accounts.map(({ id, name, namesakes, email, roles, office, state }) => (
        <li key={id}>
          <a href={`${officePath.staff}/${id}`}>{name}</a>
          <p class="hint">
            {[
              namesakes.length > 0 ? email : undefined,
              peopleTexts[view.language].states[state],
              view.institution.offices.find((each) => each.id === office)?.name,
              ...roles.map((role) => staffTexts[view.language].roles[role]),
            ]
              .filter(Boolean)
              .join(' · ')}
          </p>
        </li>
      ))}
    </ul>
  )
}
