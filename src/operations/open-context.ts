import { pino } from 'pino'
import type { ServerConfig } from '../config.ts'
import type { Context } from '../context.ts'
import { createHasher } from '../credentials/hasher.ts'
import { databaseClock } from '../db/clock.ts'
import { pendingMigrations } from '../db/migrate.ts'
import { openPostgres } from '../db/open.ts'
import { createMetrics } from '../http/metrics.ts'
import { startJobs } from '../jobs/jobs.ts'
import { readKeyFile } from '../keys.ts'
import { systemRandom } from '../random.ts'

const connections = 10

/** Everything a server or worker works with. Refuses a database whose schema is not this version's. */
export async function openContext(config: ServerConfig): Promise<{ context: Context; close(): Promise<void> }> {
  const log = pino({ level: config.LOG_LEVEL, base: { pid: process.pid } })
  const keys = readKeyFile(config.CERRAJERO_KEY_FILE)
  const { db, close } = openPostgres(config.DATABASE_URL, { connections })
  try {
    const pending = await pendingMigrations(db)
    if (pending.length > 0) throw new Error(`the database lacks ${pending.join(', ')}: run "cerrajero migrate"`)
    const { institution, origin } = config
    const jobs = await startJobs({
      database: config.DATABASE_URL,
      retries: institution.policy.messageRetries,
      onError: (error) => log.error({ error: error.name, ...('code' in error ? { code: error.code } : {}) }, 'queue'),
    })
    const context: Context = {
      db,
      clock: databaseClock,
      random: systemRandom,
      keys,
      hasher: await createHasher(keys),
      jobs,
      institution,
      origin,
      log,
      metrics: createMetrics(),
    }
    return {
      context,
      async close() {
        await jobs.stop()
        await close()
      },
    }
  } catch (error) {
    await close()
    throw error
  }
}
