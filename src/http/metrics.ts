import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Database } from '../db/database.ts'
import { countUndelivered } from '../notifications/undelivered.ts'

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

/** Asks the database at each scrape how many messages wait or have failed. */
export function watchUndelivered(metrics: Metrics, db: Database) {
  new Gauge({
    name: 'cerrajero_messages_undelivered',
    help: 'Notices that wait for a contact; notices given up and messages that can never be delivered, of the last 7 days.',
    labelNames: ['state'],
    registers: [metrics.registry],
    async collect() {
      const { waiting, gaveUp, failed, oldestSeconds } = await countUndelivered(db)
      this.set({ state: 'waiting' }, waiting)
      this.set({ state: 'gave_up' }, gaveUp)
      this.set({ state: 'failed' }, failed)
      this.set({ state: 'oldest_waiting_seconds' }, oldestSeconds)
    },
  })
}
