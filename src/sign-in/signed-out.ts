import type { FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'
import type { KeyKind } from '../credentials/credentials.ts'
import { readCookie } from '../http/cookies.ts'

/** What the page of signing in is asked for after "Salir". */
export const signedOutQuery = 'salida=si'

/** Whether to say that the session ended: whoever is still signed in is not told so, whatever a link says. */
export const wasSignedOut = (context: Context, request: FastifyRequest, kind: KeyKind) =>
  request.url.split('?')[1]?.split('&').includes(signedOutQuery) === true && readCookie(request, kind, context.origin) === undefined
