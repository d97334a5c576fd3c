import { parseArgs } from 'node:util'
import Fastify, { type FastifyInstance } from 'fastify'
import { createApp } from '../app.ts'
import { readEnvironment, readServerConfig, type ServerConfig } from '../config.ts'
import type { Context } from '../context.ts'
import { listen } from '../http/listen.ts'
import { watchUndelivered } from '../http/metrics.ts'
import { createSenders, type OpenSenders } from '../notifications/senders.ts'
import { openContext } from '../operations/open-context.ts'
import { senderOptions } from '../operations/sender-options.ts'
import { sweepRegularly } from '../operations/sweep.ts'
import { untilStopped } from '../until-stopped.ts'
import { startWorker } from '../worker.ts'

/** Serves the pages, and unless told otherwise delivers notices too. */
export async function serve(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { 'no-worker': { type: 'boolean', default: false } } })
  return run(readServerConfig(readEnvironment()), { pages: true, worker: !values['no-worker'] })
}

/** Delivers notices and sweeps, without pages. */
export function work(args: readonly string[]): Promise<number> {
  parseArgs({ args: [...args], options: {} })
  return run(readServerConfig(readEnvironment()), { pages: false, worker: true })
}

async function run(config: ServerConfig, parts: { pages: boolean; worker: boolean }): Promise<number> {
  const { context, close } = await openContext(config)
  const stopping = untilStopped()
  let senders: OpenSenders | null = null
  let metrics: FastifyInstance | null = null
  let http: FastifyInstance | null = null
  try {
    if (parts.worker) {
      senders = createSenders(senderOptions(config))
      await startWorker(context, senders)
      sweepRegularly(context)
    }
    if (config.CERRAJERO_METRICS_LISTEN) metrics = await serveMetrics(context, config.CERRAJERO_METRICS_LISTEN)
    if (parts.pages) {
      http = await createApp(context, { trustedProxies: config.CERRAJERO_TRUSTED_PROXIES })
      await listen(http, config.CERRAJERO_LISTEN, 'CERRAJERO_LISTEN')
    }
    context.log.info({ origin: config.origin, pages: parts.pages, worker: parts.worker }, 'ready')
    await stopping
    context.log.info('stopping: requests and messages under way are finished first')
  } finally {
    await http?.close()
    await close()
    senders?.close()
    await metrics?.close()
  }
  context.log.info('stopped')
  return 0
}

/** Prometheus metrics, on an address of their own that the public never reaches. */
async function serveMetrics(context: Context, at: { host: string; port: number }): Promise<FastifyInstance> {
  watchUndelivered(context.metrics, context.db)
  const http = Fastify({ logger: false })
  http.get('/metrics', async (_request, reply) => reply.type(context.metrics.registry.contentType).send(await context.metrics.registry.metrics()))
  await listen(http, at, 'CERRAJERO_METRICS_LISTEN')
  return http
}
