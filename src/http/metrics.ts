import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client'

/** Counts for the operator. No label tells known from unknown. */
export function createMetrics() {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  return {
    registry,
    requests: new Histogram({
      name: 'cerrajero_http_request_seconds',
      help: 'Time to answer a request.',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
      registers: [registry],
    }),
    messages: new Counter({
      name: 'cerrajero_messages_total',
      help: 'Messages handed over, by kind of notice and outcome.',
      labelNames: ['kind', 'outcome'],
      registers: [registry],
    }),
  }
}

export type Metrics = ReturnType<typeof createMetrics>
