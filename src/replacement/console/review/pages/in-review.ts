import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../../../../context.ts'
import type { StaffActor } from '../../../../staff/staff.ts'
import { answerNoCase, answerSignedOut, numberOf } from '../../pages/answer.tsx'
import { consolePath } from '../../paths.ts'
import type { Review } from '../review.ts'
import { viewCase } from '../view-case.ts'
import type { Head } from './case-form.tsx'

export type InReview = { actor: StaffActor; head: Head; review: Review }

/** A case that this agent reviews; null: something else was answered. */
export async function readInReview(context: Context, request: FastifyRequest, reply: FastifyReply): Promise<InReview | null> {
  const seen = await viewCase(context, { held: request.held }, numberOf(request))
  if (seen.outcome === 'seen' && 'review' in seen.stage) return { actor: seen.actor, head: seen.head, review: seen.stage.review }
  if (seen.outcome === 'seen') await reply.redirect(consolePath.case(numberOf(request)), 303)
  else if (seen.outcome === 'no_case') await answerNoCase(context, request, reply)
  else await answerSignedOut(context, request, reply, seen)
  return null
}
