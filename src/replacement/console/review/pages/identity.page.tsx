import type { RouteHandlerMethod } from 'fastify'
import { z } from 'zod'
import type { Context } from '../../../../context.ts'
import { viewOf } from '../../../../http/view.ts'
import { isName, tidyName } from '../../../../staff/staff.ts'
import type { FieldErrors } from '../../../../ui/layout.tsx'
import { numberOf, text, versionField } from '../../pages/answer.tsx'
import { consolePath } from '../../paths.ts'
import { consoleTexts, sayState } from '../../texts.ts'
import { verifyIdentity } from '../verify-identity.ts'
import { answerCase, answerRefused } from './case.page.tsx'
import { answerUnknown } from './unknown.page.tsx'

export const path = consolePath.identity(':numero')

const Body = z.object({
  version: versionField,
  documento: z.enum(['cedula', 'passport']).nullable().catch(null),
  cedula: text(40),
  nombre: z.string().max(120).transform(tidyName).optional().catch(undefined),
})

export function get(): RouteHandlerMethod {
  return (request, reply) => reply.redirect(consolePath.case(numberOf(request)), 303)
}

export function post(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const { version, documento: kind, cedula, nombre } = Body.parse(request.body)
    const texts = consoleTexts[viewOf(context, request, reply).language].identity
    const typed = { documento: kind ?? '', cedula, ...(nombre === undefined ? {} : { nombre }) }
    const again = (errors: FieldErrors, kept: Record<string, string> = typed) => answerCase(context, request, reply, { status: 422, errors, typed: kept })
    const noName = nombre !== undefined && !isName(nombre)
    if (kind === null || cedula.trim() === '' || noName) {
      return again({
        ...(kind === null ? { documento: texts.chooseKind } : {}),
        ...(cedula.trim() === '' ? { cedula: texts.emptyNumber } : {}),
        ...(noName ? { nombre: texts.emptyName } : {}),
      })
    }
    const of = { number: numberOf(request), version, document: cedula }
    const verified = await verifyIdentity(context, { held: request.held }, { ...of, kind, name: nombre ?? '' })
    switch (verified.outcome) {
      case 'verified':
        return reply.redirect(consolePath.case(of.number), 303)
      case 'name_needed':
        return again({ nombre: texts.emptyName }, { ...typed, nombre: '' })
      case 'wrong':
        return again({ cedula: texts.wrong(verified.triesLeft) }, { documento: kind, cedula: '' })
      case 'no_tries':
        return answerCase(context, request, reply, { status: 422 })
      case 'not_found':
        return answerUnknown(context, request, reply, { document: cedula })
      case 'other_case': {
        const { language } = viewOf(context, request, reply)
        return answerCase(context, request, reply, { status: 422, told: texts.otherCase(verified.number, sayState(verified.state, language)) })
      }
      default:
        return answerRefused(context, request, reply, { refused: verified, typed: {} })
    }
  }
}
