import type { RouteHandlerMethod } from 'fastify'
import { z } from 'zod'
import type { Context } from '../../../../context.ts'
import { sendPage } from '../../../../http/send-page.ts'
import { type View, viewOf } from '../../../../http/view.ts'
import { Console } from '../../../../staff/console.tsx'
import type { StaffActor } from '../../../../staff/staff.ts'
import { sayTime } from '../../../../ui/format.ts'
import type { FieldErrors } from '../../../../ui/layout.tsx'
import { answerSignedOut, text } from '../../pages/answer.tsx'
import { consolePath } from '../../paths.ts'
import type { CaseHead } from '../../queue.ts'
import { consoleTexts } from '../../texts.ts'
import { findCases, seesCases } from '../find-cases.ts'
import { CaseList, SearchForm } from './queue.page.tsx'

export const path = consolePath.search

const Body = z.object({ numero: text(300) }).catch({ numero: '' })

export function get(): RouteHandlerMethod {
  return (_request, reply) => reply.redirect(consolePath.queue, 303)
}

/** By POST alone: what is looked for stays out of every address and log. */
export function post(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const { numero: typed } = Body.parse(request.body)
    const found = await findCases(context, { held: request.held }, typed)
    if (found.outcome === 'signed_out' || found.outcome === 'not_allowed') return answerSignedOut(context, request, reply, found)
    const view = viewOf(context, request, reply)
    const texts = consoleTexts[view.language].search
    const page = (status: number, cases: readonly CaseHead[], errors: FieldErrors, more = false) =>
      sendPage(reply, status, <SearchPage view={view} actor={found.actor} typed={typed} cases={cases} more={more} errors={errors} />)
    switch (found.outcome) {
      case 'case':
        return reply.redirect(seesCases(found.actor) ? consolePath.case(found.number) : consolePath.screen(found.number), 303)
      case 'list':
        return page(200, found.cases, {}, found.more)
      case 'nothing':
        return page(422, [], { numero: texts.none })
      case 'malformed':
        return page(422, [], { numero: seesCases(found.actor) ? texts.malformed : texts.malformedNumber })
      case 'too_many':
        return page(429, [], { numero: texts.tooMany(sayTime(found.until, view)) })
    }
  }
}

type SearchProps = { view: View; actor: StaffActor; typed: string; cases: readonly CaseHead[]; more: boolean; errors: FieldErrors }

function SearchPage({ view, actor, typed, cases, more, errors }: SearchProps) {
  const texts = consoleTexts[view.language].search
  return (
    <Console view={view} actor={actor} title={texts.title} errors={errors}>
      {cases.length > 0 && <p>{texts.lead}</p>}
      <CaseList view={view} cases={cases} linked />
      {more && <p class="inset apart">{texts.more}</p>}
      <SearchForm view={view} actor={actor} typed={typed} errors={errors} />
    </Console>
  )
}
