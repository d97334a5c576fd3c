import type { FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify'
import { z } from 'zod'
import type { Context } from '../../../../context.ts'
import { sendPage } from '../../../../http/send-page.ts'
import { type View, viewOf } from '../../../../http/view.ts'
import { Console } from '../../../../staff/console.tsx'
import { Button } from '../../../../ui/form.tsx'
import { rejectionTexts } from '../../../rejection-texts.ts'
import { answerNoCase, answerSignedOut, numberOf, text, versionField } from '../../pages/answer.tsx'
import { consolePath } from '../../paths.ts'
import { consoleTexts } from '../../texts.ts'
import { rejectUnknown } from '../verify-identity.ts'
import { type SeenCase, viewCase } from '../view-case.ts'
import { answerCase, answerRefused } from './case.page.tsx'
import { CaseForm } from './case-form.tsx'

export const path = consolePath.unknown(':numero')

const Body = z.object({ version: versionField, cedula: text(40) })

export function get(): RouteHandlerMethod {
  return (request, reply) => reply.redirect(consolePath.case(numberOf(request)), 303)
}

/** Closes a case that names nobody on the register. */
export function post(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const { version, cedula } = Body.parse(request.body)
    const number = numberOf(request)
    const rejected = await rejectUnknown(context, { held: request.held }, { number, version, document: cedula })
    switch (rejected.outcome) {
      case 'rejected':
        return reply.redirect(consolePath.case(number), 303)
      case 'verified':
      case 'not_found':
      case 'name_needed':
      case 'wrong':
      case 'no_tries':
      case 'other_case':
        return answerCase(context, request, reply, { status: 422 })
      default:
        return answerRefused(context, request, reply, { refused: rejected, typed: {} })
    }
  }
}

/** The document agrees, but what was typed names nobody: what the agent tells the person, and how it ends. */
export async function answerUnknown(context: Context, request: FastifyRequest, reply: FastifyReply, { document }: { document: string }) {
  const seen = await viewCase(context, { held: request.held }, numberOf(request))
  if (seen.outcome === 'no_case') return answerNoCase(context, request, reply)
  if (seen.outcome !== 'seen') return answerSignedOut(context, request, reply, seen)
  return sendPage(reply, 200, <UnknownPage view={viewOf(context, request, reply)} seen={seen} document={document} />)
}

function UnknownPage({ view, seen: { actor, head }, document }: { view: View; seen: SeenCase; document: string }) {
  const texts = consoleTexts[view.language].unknown
  const { support } = view.institution
  const languages = view.institution.languages
  return (
    <Console view={view} actor={actor} title={texts.title}>
      <p class="case-number">{head.number}</p>
      <p>{texts.lead}</p>
      <p>{texts.afterwards}</p>
      <h2>{texts.will}</h2>
      {languages.map((language) => (
        <div class="message" lang={language} key={language}>
          <p>{rejectionTexts[language].reasons.not_on_register}</p>
          <p>{rejectionTexts[language].redress({ phone: support.phone, hours: support.hours[language] })}</p>
        </div>
      ))}
      <CaseForm view={view} head={head} action={consolePath.unknown(head.number)}>
        <input type="hidden" name="cedula" value={document} />
        <Button>{texts.reject}</Button>
      </CaseForm>
      <p>
        <a href={consolePath.case(head.number)}>{texts.keep}</a>
      </p>
    </Console>
  )
}
