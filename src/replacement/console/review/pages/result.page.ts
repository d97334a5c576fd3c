import type { RouteHandlerMethod } from 'fastify'
import type { Context } from '../../../../context.ts'
import { languageOf } from '../../../../http/view.ts'
import { numberOf } from '../../pages/answer.tsx'
import { consolePath } from '../../paths.ts'
import { consoleTexts } from '../../texts.ts'
import { recordResult } from '../record-result.ts'
import { answerCase, answerRefused } from './case.page.tsx'
import { whatNow } from './review-view.tsx'
import { isEmpty, readTypedReview, referenceField, requirementOf, type TypedReview, without } from './typed-review.ts'

export const path = consolePath.result(':numero')

/** References of State databases are short; what is longer was pasted by mistake. */
const referenceAtMost = 80

export function get(): RouteHandlerMethod {
  return (request, reply) => reply.redirect(consolePath.case(numberOf(request)), 303)
}

/** Keeps what was found for one requirement. */
export function post(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const number = numberOf(request)
    const { version, pressed, typed } = readTypedReview(request.body)
    const button = readButton(pressed)
    if (!button) return reply.redirect(consolePath.case(number), 303)
    const texts = consoleTexts[languageOf(context, request)].review
    const requirement = button.requirement === '' ? onlyReference(typed) : button.requirement
    if (requirement === null) return answerCase(context, request, reply, { status: 422, typed, told: texts.whichOne })
    const field = referenceField(requirement)
    const reference = typed[field] ?? ''
    const again = (message: string) => answerCase(context, request, reply, { status: 422, errors: { [field]: message }, typed, at: requirement })
    if (reference.length > referenceAtMost) return again(texts.longReference)
    const recorded = await recordResult(context, { held: request.held }, { number, version, requirement, found: button.found, reference })
    switch (recorded.outcome) {
      case 'recorded': {
        const left = without(typed, field)
        const on = recorded.last ? `${consolePath.case(number)}#${whatNow}` : consolePath.case(number)
        return isEmpty(left) ? reply.redirect(on, 303) : answerCase(context, request, reply, { status: 200, typed: left })
      }
      case 'reference_needed':
        return again(texts.emptyReference)
      case 'unknown_requirement':
      case 'not_open':
        return answerCase(context, request, reply, { status: 422, typed, told: texts.notOpenNow })
      default:
        return answerRefused(context, request, reply, { refused: recorded, typed })
    }
  }
}

/** A button says what was found, and of which requirement; without one, it is what Enter in a field presses where no script is. */
function readButton(pressed: string): { found: 'met' | 'not_met'; requirement: string } | null {
  const [, found, requirement = ''] = /^(met|not_met)\.(.*)$/s.exec(pressed) ?? []
  return found === 'met' || found === 'not_met' ? { found, requirement } : null
}

/** The requirement whose reference was typed, where it is one alone. */
function onlyReference(typed: TypedReview): string | null {
  const [one, ...others] = Object.keys(typed).flatMap((field) => requirementOf(field) ?? [])
  return one === undefined || others.length > 0 ? null : one
}
