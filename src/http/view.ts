import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'
import type { Institution, Language } from '../institution.ts'
import { readCookie } from './cookies.ts'

/** What every page needs to know of its request. */
export type View = {
  institution: Institution
  language: Language
  /** The path alone; never the query, which nothing is kept in. */
  path: string
  csrf: string
  nonce: string
  demo: boolean
  /** When the page was asked for: tells whether a time is today's. What holds until when is decided in the database's time. */
  now: Date
}

export function languageOf(context: Context, request: FastifyRequest): Language {
  const { languages } = context.institution
  const asked = [(request.query as Record<string, unknown>).lang, readCookie(request, 'language', context.origin)]
  return languages.find((language) => language === asked[0]) ?? languages.find((language) => language === asked[1]) ?? languages[0] ?? 'es'
}

export function viewOf(context: Context, request: FastifyRequest, reply: FastifyReply): View {
  return {
    institution: context.institution,
    language: languageOf(context, request),
    // A request line may hold a whole address; what a form posts to is on this origin always.
    path: request.url.replace(/^[a-z]+:\/\/[^/?#]*/i, '').split(/[?#]/)[0] || '/',
    csrf: reply.generateCsrf(),
    nonce: reply.cspNonce.style,
    demo: context.institution.fictional,
    now: new Date(),
  }
}
