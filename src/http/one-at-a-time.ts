import type { FastifyRequest, RouteHandlerMethod } from 'fastify'
import type { Context } from '../context.ts'
import { sourceTiers } from '../limits/sources.ts'
import { tokenHashes } from './token.ts'

// Forms that lock the same row wait for each other here, before they take a connection, and not in the database, where everybody else's
// requests would run out of connections behind them. This sheds load and decides nothing: what may happen once is the database's to say.
// A line belongs to a cookie, a token or a network, so nobody stands in a line that a stranger can fill. See docs/decisions/lines.md.

export type Line = { key(context: Context, request: FastifyRequest): string; atOnce: number; waiting: number }

/** Forms of the browser that holds a case. */
export const perCase: Line = { key: (_context, request) => `case ${request.held[0]}`, atOnce: 1, waiting: 30 }
/** Forms behind a link of a message. */
export const perToken: Line = { key: (context, request) => `token ${tokenHashes(context, request)[0]}`, atOnce: 1, waiting: 30 }
/** Forms that count against a network. Several at once: behind one address there can be a whole company. */
export const perNetwork: Line = { key: (_context, request) => `network ${sourceTiers(request.ip)[0]?.network}`, atOnce: 4, waiting: 60 }

/** The line is full; the person is asked to try again. */
export class LineFull extends Error {
  override readonly name = 'LineFull'
  readonly statusCode = 429
}

type Standing = { running: number; waiting: (() => void)[] }

export function createLines() {
  const lines = new Map<string, Standing>()
  return async function inLine<T>(key: string, { atOnce, waiting }: Pick<Line, 'atOnce' | 'waiting'>, task: () => Promise<T>): Promise<T> {
    const line = lines.get(key) ?? { running: 0, waiting: [] }
    lines.set(key, line)
    if (line.running < atOnce) line.running += 1
    else {
      if (line.waiting.length >= waiting) throw new LineFull('too many of the same form are waiting')
      await new Promise<void>((start) => line.waiting.push(start)) // Whoever leaves hands its place over.
    }
    try {
      return await task()
    } finally {
      const next = line.waiting.shift()
      if (next) next()
      else {
        line.running -= 1
        if (line.running === 0) lines.delete(key)
      }
    }
  }
}

/** A page's handler, behind its line. */
export function standingIn(context: Context, lines: ReturnType<typeof createLines>, line: Line): (handler: RouteHandlerMethod) => RouteHandlerMethod {
  return (handler) =>
    function (request, reply) {
      return lines(line.key(context, request), line, async () => handler.call(this, request, reply))
    }
}
