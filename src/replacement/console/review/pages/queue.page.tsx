import type { RouteHandlerMethod } from 'fastify'
import type { Context } from '../../../../context.ts'
import { sendPage } from '../../../../http/send-page.ts'
import { type View, viewOf } from '../../../../http/view.ts'
import { Console } from '../../../../staff/console.tsx'
import type { StaffActor } from '../../../../staff/staff.ts'
import { Button, Field, Form } from '../../../../ui/form.tsx'
import { sayDateTime } from '../../../../ui/format.ts'
import type { FieldErrors } from '../../../../ui/layout.tsx'
import { requestTexts } from '../../../texts.ts'
import { answerSignedOut } from '../../pages/answer.tsx'
import { consolePath } from '../../paths.ts'
import { officeName } from '../../queue.ts'
import { consoleTexts, sayStanding } from '../../texts.ts'
import { type QueueView, seesCases, viewQueue, type Waiting } from '../find-cases.ts'
import { screenTexts } from '../screen-texts.ts'
import { takeNext } from '../take-case.ts'

export const path = consolePath.queue

export function get(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const seen = await viewQueue(context, { held: request.held })
    if (seen.outcome !== 'seen') return answerSignedOut(context, request, reply, seen)
    return sendPage(reply, 200, <QueuePage view={viewOf(context, request, reply)} seen={seen} />)
  }
}

/** Takes the next case. */
export function post(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const taken = await takeNext(context, { held: request.held })
    switch (taken.outcome) {
      case 'taken':
        return reply.redirect(consolePath.case(taken.number), 303)
      case 'empty':
      case 'no_office': {
        const seen = await viewQueue(context, { held: request.held })
        if (seen.outcome !== 'seen') return answerSignedOut(context, request, reply, seen)
        const view = viewOf(context, request, reply)
        const texts = consoleTexts[view.language].queue
        return sendPage(reply, 200, <QueuePage view={view} seen={seen} told={taken.outcome === 'empty' ? texts.empty : undefined} />)
      }
      default:
        return answerSignedOut(context, request, reply, taken)
    }
  }
}

function QueuePage({ view, seen, told }: { view: View; seen: QueueView; told?: string | undefined }) {
  const texts = consoleTexts[view.language].queue
  const { actor, cases, count, stuck } = seen
  return (
    <Console view={view} actor={actor} title={texts.title}>
      {told !== undefined && (
        <p class="inset" role="status">
          {told}
        </p>
      )}
      {actor.roles.includes('agent') && actor.office === null && <p class="inset">{texts.noOffice}</p>}
      {actor.roles.includes('agent') && actor.office !== null && (
        <Form view={view}>
          <Button>{texts.next}</Button>
          <p class="hint">{texts.nextHint}</p>
        </Form>
      )}
      {!seesCases(actor) && (
        <>
          <h2>{screenTexts[view.language].title}</h2>
          <p>{screenTexts[view.language].what}</p>
        </>
      )}
      <SearchForm view={view} actor={actor} typed="" errors={{}} />
      {stuck !== null && (
        <section aria-labelledby="pantallas">
          <h2 id="pantallas">{screenTexts[view.language].stuck.title(stuck.count)}</h2>
          <p>{screenTexts[view.language].stuck.what}</p>
          <CaseList view={view} cases={stuck.cases} linked />
        </section>
      )}
      {count !== null && (
        <>
          <h2>{texts.waiting(count, officeName(view.institution, actor.office))}</h2>
          <CaseList view={view} cases={cases} linked={seesCases(actor)} />
        </>
      )}
    </Console>
  )
}

export function SearchForm({ view, actor, typed, errors }: { view: View; actor: StaffActor; typed: string; errors: FieldErrors }) {
  const texts = consoleTexts[view.language].queue
  return (
    <Form view={view} action={consolePath.search}>
      <Field
        name="numero"
        label={seesCases(actor) ? texts.search : texts.searchNumber}
        hint={texts.searchHint}
        value={typed}
        errors={errors}
        width={20}
        attributes={{ autocomplete: 'off' }}
      />
      <Button secondary>{texts.find}</Button>
    </Form>
  )
}

type Listed = Omit<Waiting, 'takenBy'> & { takenBy?: string | null }

/** Cases by their number: what is asked for, where it is and since when, and nobody's data. */
export function CaseList({ view, cases, linked }: { view: View; cases: readonly Listed[]; linked: boolean }) {
  const { queue, kinds } = consoleTexts[view.language]
  const { follow } = requestTexts[view.language]
  const standing = (each: Listed) => (each.state === 'submitted' && each.takenBy !== undefined ? queue.here : sayStanding(each, view.language))
  return (
    <ul class="entries">
      {cases.map((each) => (
        <li key={each.number}>
          {linked ? <a href={consolePath.case(each.number)}>{each.number}</a> : <strong>{each.number}</strong>} {kinds[each.kind]}
          <p>
            {each.kind === 'employer' && `${follow.reason[each.reason]} · `}
            {each.back === null ? standing(each) : <strong>{standing(each)}</strong>} · {sayDateTime(each.since, view)} ·{' '}
            {officeName(view.institution, each.office)}
            {each.takenBy !== undefined && each.takenBy !== null && ` · ${queue.columns.taken}: ${each.takenBy}`}
          </p>
        </li>
      ))}
    </ul>
  )
}
