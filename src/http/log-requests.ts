import type { FastifyInstance } from 'fastify'
import type { Context } from '../context.ts'

/** One line a request: the route's pattern, never the address that was asked for (it can hold a token), and nothing of the person. */
export function logRequests(http: FastifyInstance, context: Context) {
  http.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    const milliseconds = Math.round(reply.elapsedTime * 10) / 10
    context.log.info({ request: request.id, method: request.method, route, status: reply.statusCode, milliseconds }, 'request')
    context.metrics.requests.observe({ method: request.method, route, status: String(reply.statusCode) }, reply.elapsedTime / 1000)
  })
}
