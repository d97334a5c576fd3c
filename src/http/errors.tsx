import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'
import { ClockWentBack } from '../db/clock.ts'
import { isPassing } from '../db/passing.ts'
import { Layout } from '../ui/layout.tsx'
import { SupportLine } from '../ui/support.tsx'
import { errorTexts } from './error-texts.ts'
import { sendPage } from './send-page.ts'
import { viewOf } from './view.ts'

type Problem = Exclude<keyof (typeof errorTexts)['es'], 'reference' | 'home'>

const problemOf = (status: number): Problem =>
  status === 404
    ? 'notFound'
    : status === 403
      ? 'forbidden'
      : status === 413
        ? 'tooLarge'
        : status === 429
          ? 'tooMany'
          : status === 503
            ? 'unavailable'
            : status < 500
              ? 'badRequest'
              : 'broken'

/** Errors are caught once. The person gets a page with a reference; the log gets the error's kind and place, and nothing that was typed. */
export function answerErrors(http: FastifyInstance, context: Context) {
  http.setNotFoundHandler((request, reply) => sendProblem(context, { request, reply }, 404))
  http.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    const status = error instanceof ClockWentBack || isPassing(error) ? 503 : (error.statusCode ?? 500)
    if (status >= 500) context.log.error({ request: request.id, route: request.routeOptions.url, error: describe(error) }, 'request failed')
    return sendProblem(context, { request, reply }, status)
  })
}

/** An address that cannot be read reaches no page and no hook: the answer is bare, and shows nothing of it. */
export const refuseAddress = (_error: Error, _request: FastifyRequest, reply: FastifyReply) => {
  reply.status(400).header('cache-control', 'no-store').type('text/plain; charset=utf-8').send('400')
}

/** Name, code and stack frames. Messages are left out: a driver's message can quote the value that it choked on. */
function describe(error: Error): Record<string, unknown> {
  const frames = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8)
    .map((line) => line.trim())
  const safe = error instanceof ClockWentBack ? { message: error.message } : {}
  return { name: error.name, ...('code' in error ? { code: error.code } : {}), ...safe, frames }
}

function sendProblem(context: Context, { request, reply }: { request: FastifyRequest; reply: FastifyReply }, status: number) {
  const view = viewOf(context, request, reply)
  const problem = problemOf(status)
  const texts = errorTexts[view.language][problem]
  return sendPage(
    reply,
    status,
    <Layout view={{ ...view, path: '/' }} title={texts.title}>
      <p>{texts.text}</p>
      {status >= 500 && (
        <p>
          {errorTexts[view.language].reference} <strong>{request.id}</strong>
        </p>
      )}
      {status >= 500 && <SupportLine view={view} />}
      <p>
        <a href="/">{errorTexts[view.language].home}</a>
      </p>
    </Layout>,
  )
}
