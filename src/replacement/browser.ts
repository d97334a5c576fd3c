import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'
import type { KeyKind } from '../credentials/credentials.ts'
import { clearCookie, readCookie, setCookie } from '../http/cookies.ts'
import { hashesOfCookie } from '../http/guards.ts'
import { pairCookie, readPairCookie } from './continuation.ts'
import type { Pair } from './open-case.ts'

// What a browser keeps of a case with an office: of a draft a token, of a filed one its number and continuation code, until "Terminar" or the
// browser is closed. The code is kept nowhere else.

export const requestCookie = { employer: 'request', personal: 'personal-request' } as const satisfies Record<KeyKind, string>

export const heldPair = (context: Context, request: FastifyRequest): Pair | null => readPairCookie(readCookie(request, 'case', context.origin))

export function holdPair(context: Context, reply: FastifyReply, pair: Pair) {
  setCookie(reply, 'case', { value: pairCookie(pair), origin: context.origin, lasts: context.institution.policy.draftKept })
}

/** What is left of a case in a browser: also the case online that led to it, from which a new request would be filled in, and that it knows a key. */
const typedHere = ['request', 'personal-request', 'case', 'activation', 'recovery', 'unlock'] as const
const traces = [...typedHere, 'employer-browser', 'personal-browser'] as const

/** Whether this browser still holds something of what was typed in it. */
export const holdsTraces = (context: Context, request: FastifyRequest) => typedHere.some((name) => readCookie(request, name, context.origin) !== undefined)

/** Makes this browser forget what it filled in, and the case. */
export function forgetCase(context: Context, reply: FastifyReply) {
  for (const name of traces) clearCookie(reply, name, context.origin)
}

/** The proof that this browser has given of the case, and nothing where it has none. */
export const heldProof = (context: Context, request: FastifyRequest) => hashesOfCookie(context, request, 'activation')

export function holdProof(context: Context, reply: FastifyReply, cookie: string) {
  setCookie(reply, 'activation', { value: cookie, origin: context.origin, lasts: context.institution.policy.proofLifetime })
}
