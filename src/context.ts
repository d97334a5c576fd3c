import type { Logger } from 'pino'
import type { Hasher } from './credentials/hasher.ts'
import type { Clock } from './db/clock.ts'
import type { Database } from './db/database.ts'
import type { Metrics } from './http/metrics.ts'
import type { Institution } from './institution.ts'
import type { Jobs } from './jobs/jobs.ts'
import type { KeyRing } from './keys.ts'
import type { Random } from './random.ts'

/** What a verb may reach: its whole outside world. */
export type Context = {
  db: Database
  clock: Clock
  random: Random
  keys: KeyRing
  hasher: Hasher
  jobs: Jobs
  institution: Institution
  /** Scheme, host and port that people use: the only source of links. */
  origin: string
  log: Logger
  metrics: Metrics
}
