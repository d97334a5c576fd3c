import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Context } from '../../../context.ts'
import { sendPage } from '../../../http/send-page.ts'
import { type View, viewOf } from '../../../http/view.ts'
import { NotAllowedPage } from '../../../staff/console.tsx'
import type { NotAllowed, SignedOut } from '../../../staff/enter-office.ts'
import { signInAgain } from '../../../staff/sign-in-again.tsx'
import { sayDateTime } from '../../../ui/format.ts'
import { Layout } from '../../../ui/layout.tsx'
import type { TooLate } from '../enter-case.ts'
import { longestNote } from '../note.ts'
import { consolePath } from '../paths.ts'
import { consoleTexts } from '../texts.ts'

const Params = z.object({ numero: z.string().max(60).catch('') })

/** The case number of the address, as it was given. */
export const numberOf = (request: FastifyRequest) => Params.parse(request.params).numero

/** What no keyboard types and no database keeps as text. */
const withoutNul = (typed: string) => typed.replaceAll('\0', '')

export const text = (atMost: number) => z.string().max(atMost).transform(withoutNul).catch('')
/** A browser counts the end of a line once and sends it as two signs. */
export const noteField = z
  .string()
  .max(20 * longestNote)
  .transform((typed) => withoutNul(typed).replaceAll('\r\n', '\n').trim())
  .catch('')
/** The version of the case that a form was made from. */
export const versionField = z.coerce.number().int().catch(0)

export function answerSignedOut(context: Context, request: FastifyRequest, reply: FastifyReply, answer: SignedOut | NotAllowed) {
  if (answer.outcome === 'signed_out') return signInAgain(context, request, reply)
  return sendPage(reply, 403, <NotAllowedPage view={viewOf(context, request, reply)} />)
}

export const answerNoCase = (context: Context, request: FastifyRequest, reply: FastifyReply) =>
  sendPage(reply, 404, <NoCasePage view={viewOf(context, request, reply)} />)

function NoCasePage({ view }: { view: View }) {
  const { refused, stage } = consoleTexts[view.language]
  return (
    <Layout forStaff view={view} title={refused.noCase.title}>
      <p>{refused.noCase.text}</p>
      <p>
        <a href={consolePath.queue}>{stage.back}</a>
      </p>
    </Layout>
  )
}

/** What somebody reads whose form came too late: who changed the case and when, or that it is not theirs any more. */
export function sayRefused(view: View, refused: TooLate): string {
  const texts = consoleTexts[view.language].refused
  switch (refused.outcome) {
    case 'stale': {
      const actors: Record<string, string> = texts.actors
      return texts.stale(refused.name || (actors[refused.actor] ?? texts.actors.system), sayDateTime(refused.at, view))
    }
    case 'not_taken':
      return texts.notTaken
    case 'out_of_order':
      return texts.outOfOrder
  }
}
