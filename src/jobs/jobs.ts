import { PGlite } from '@electric-sql/pglite'
import { fromKysely, fromPglite, type Job, type JobResult, PgBoss } from 'pg-boss'
import type { Tx } from '../db/database.ts'
import type { Secret } from '../secret.ts'

// The queue. A job's data is an id, never text or a secret; it is sent inside the transaction of the verb and rolls back with it.

export type Queue = 'notice'

export type Jobs = {
  enqueue(tx: Tx, queue: Queue, id: string): Promise<void>
  /** Makes this process's worker look at once, after a commit. */
  wake(): void
  /** Starts working: the handler gets one id and resolves when all of it is done; what it throws is tried again later. */
  work(queue: Queue, handler: (id: string) => Promise<void>): Promise<void>
  /** Runs a task every so many seconds, in one process at a time or harmlessly in several. */
  every(seconds: number, task: () => Promise<void>): void
  stop(): Promise<void>
}

export type JobsOptions = { database: PGlite | Secret; retries: number; onError: (error: Error) => void }

const batchSize = 20

const connect = (database: PGlite | Secret) =>
  database instanceof PGlite ? { db: fromPglite(database), backend: 'pglite' as const } : { connectionString: database.reveal(), max: 3 }

/** Makes the queue's own schema. Needs the owner role. */
export async function migrateJobs({ database, retries, onError }: JobsOptions) {
  const boss = new PgBoss({ ...connect(database), supervise: false, schedule: false })
  boss.on('error', onError)
  await boss.start()
  const options = { retryLimit: retries, retryDelay: 2, retryDelayMax: 3600, retryBackoff: true, expireInSeconds: 120, deleteAfterSeconds: 86_400 }
  if (await boss.getQueue('notice')) await boss.updateQueue('notice', options)
  else await boss.createQueue('notice', options)
  await boss.stop({ graceful: true, close: !(database instanceof PGlite) })
}

/** The error's name alone is kept with the job: its message could hold what a person typed. */
async function runJob(job: Job<{ id: string }>, handler: (id: string) => Promise<void>): Promise<JobResult> {
  try {
    await handler(job.data.id)
    return { id: job.id, status: 'completed' }
  } catch (error) {
    return { id: job.id, status: 'failed', output: { error: error instanceof Error ? error.name : 'unknown' } }
  }
}

export async function startJobs({ database, onError }: JobsOptions): Promise<Jobs> {
  const boss = new PgBoss({ ...connect(database), migrate: false, createSchema: false, schedule: false })
  boss.on('error', onError)
  await boss.start()
  const workers: string[] = []
  const timers: NodeJS.Timeout[] = []
  const running = new Set<Promise<void>>()
  return {
    async enqueue(tx, queue, id) {
      await boss.send(queue, { id }, { db: fromKysely(tx) })
    },
    wake() {
      for (const worker of workers) boss.notifyWorker(worker)
    },
    async work(queue, handler) {
      const worker = await boss.work(queue, { perJobResults: true, batchSize, pollingIntervalSeconds: 0.5 }, (jobs: Job<{ id: string }>[]) =>
        Promise.all(jobs.map((job) => runJob(job, handler))),
      )
      workers.push(worker)
    },
    every(seconds, task) {
      const run = () => {
        const done = task()
          .catch((error: unknown) => onError(error instanceof Error ? error : new Error(String(error))))
          .finally(() => running.delete(done))
        running.add(done)
      }
      timers.push(setInterval(run, seconds * 1000))
    },
    async stop() {
      for (const timer of timers) clearInterval(timer)
      await Promise.all(running)
      await boss.stop({ graceful: true, timeout: 30_000, close: !(database instanceof PGlite) })
    },
  }
}
