import { PGlite } from '@electric-sql/pglite'
import { fromKysely, fromPglite, type JobWithMetadata, PgBoss } from 'pg-boss'
import type { Tx } from '../db/database.ts'
import type { Secret } from '../secret.ts'

// The queue. A job's data is an id, never text or a secret; it is sent inside the transaction of the verb and rolls back with it.

const queues = ['notice', 'contact_code', 'applicant_message', 'staff_message'] as const
export type Queue = (typeof queues)[number]

export type Handler = (id: string, attempt: { last: boolean }) => Promise<void>

export type Jobs = {
  /** Jobs of one group are begun in the order in which they were sent, as far as none holds the others up. */
  enqueue(tx: Tx, queue: Queue, job: { id: string; group: string }): Promise<void>
  /** Makes this process's worker look at once, after a commit. */
  wake(): void
  /** Starts working: the handler gets one id and resolves when all of it is done; what it throws is tried again later, but for the last attempt. */
  work(queue: Queue, handler: Handler): void
  /** Runs a task every so many seconds, in one process at a time or harmlessly in several. */
  every(seconds: number, task: () => Promise<void>): void
  stop(): Promise<void>
}

export type JobsOptions = { database: PGlite | Secret; retries: number; onError: (error: Error) => void }

/** Jobs under way at once in a process. Each has its own place, so that a slow one holds up nobody but itself. */
const places = 10
/** How often the queue is looked at without being woken, and how long at least between two looks. */
const pollEvery = 500
const pause = 50

/** How long at most a job waits for the one before it in its group. */
const patience = 500

/** A process says this often that it is at work on its jobs. When it has been silent for `heartbeatSeconds` they are given to another: a crash costs some 20 s. */
const beatEvery = 3000

/** The pauses between attempts double from two seconds to ten minutes, with some jitter. No attempt lasts longer than `expireInSeconds`. */
const retrying = { retryDelay: 2, retryDelayMax: 600, retryBackoff: true, expireInSeconds: 60, heartbeatSeconds: 10, deleteAfterSeconds: 86_400 }
const supervision = { superviseIntervalSeconds: 5, monitorIntervalSeconds: 5 }

const connect = (database: PGlite | Secret) =>
  database instanceof PGlite ? { db: fromPglite(database), backend: 'pglite' as const } : { connectionString: database.reveal(), max: 3 }

/** Makes the queue's own schema. Needs the owner role. */
export async function migrateJobs({ database, retries, onError }: JobsOptions) {
  const boss = new PgBoss({ ...connect(database), supervise: false, schedule: false })
  boss.on('error', onError)
  await boss.start()
  const options = { ...retrying, retryLimit: retries }
  for (const queue of queues) {
    if (await boss.getQueue(queue)) await boss.updateQueue(queue, options)
    else await boss.createQueue(queue, options)
  }
  await boss.stop({ graceful: true, close: !(database instanceof PGlite) })
}

export async function startJobs({ database, retries, onError }: JobsOptions): Promise<Jobs> {
  const boss = new PgBoss({ ...connect(database), ...supervision, migrate: false, createSchema: false, schedule: false })
  boss.on('error', onError)
  await boss.start()
  const workers: Worker[] = []
  const timers: NodeJS.Timeout[] = []
  const running = new Set<Promise<void>>()
  const report = (error: unknown) => onError(error instanceof Error ? error : new Error(String(error)))
  return {
    async enqueue(tx, queue, { id, group }) {
      await boss.send(queue, { id }, { db: fromKysely(tx), retryLimit: retries, group: { id: group } })
    },
    wake() {
      for (const worker of workers) worker.wake()
    },
    work(queue, handler) {
      workers.push(startWorker(boss, queue, { handler, report }))
      // At once, and not only after the first interval: a process that keeps crashing would never get there.
      boss.supervise(queue).catch(report)
    },
    every(seconds, task) {
      const run = () => {
        const done = task()
          .catch(report)
          .finally(() => running.delete(done))
        running.add(done)
      }
      timers.push(setInterval(run, seconds * 1000))
    },
    async stop() {
      for (const timer of timers) clearInterval(timer)
      await Promise.all([...running, ...workers.map((worker) => worker.stop())])
      await boss.stop({ graceful: true, timeout: 30_000, close: !(database instanceof PGlite) })
    },
  }
}

type Worker = { wake(): void; stop(): Promise<void> }

/** Takes as many jobs as there are free places, whenever it is woken, a place becomes free, or it is time to look. */
function startWorker(boss: PgBoss, queue: Queue, { handler, report }: { handler: Handler; report: (error: unknown) => void }): Worker {
  const running = new Set<Promise<void>>()
  const held = new Map<string, { id: string; retryCount: number }>()
  const newest = new Map<string, Promise<void>>()
  let stopping = false
  let woken = false
  let alarm = () => {}
  const wake = () => {
    woken = true
    alarm()
  }
  const sleep = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds)
      alarm = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  async function look() {
    const free = places - running.size
    if (free === 0) return
    const jobs: JobWithMetadata<{ id: string }>[] = await boss.fetch<{ id: string }>(queue, { batchSize: free, includeMetadata: true })
    for (const job of jobs.sort((a, b) => a.createdOn.getTime() - b.createdOn.getTime())) {
      held.set(job.id, { id: job.id, retryCount: job.retryCount })
      const group = job.groupId ?? job.id
      const before = newest.get(group)
      const turn = before ? Promise.race([before, new Promise<void>((resolve) => setTimeout(resolve, patience))]) : Promise.resolve()
      const done: Promise<void> = turn
        .then(() => runJob(boss, queue, { job, handler }))
        .catch(report)
        .finally(() => {
          running.delete(done)
          held.delete(job.id)
          if (newest.get(group) === done) newest.delete(group)
          wake()
        })
      running.add(done)
      newest.set(group, done)
    }
  }

  async function loop() {
    while (!stopping) {
      woken = false
      await look().catch(report)
      if (!woken && !stopping) await sleep(pollEvery)
      if (!stopping) await new Promise((resolve) => setTimeout(resolve, pause))
    }
    await Promise.all(running)
    clearInterval(beat)
  }

  const beat = setInterval(() => held.size > 0 && void boss.touch(queue, [...held.values()]).catch(report), beatEvery)
  const ended = loop()
  return {
    wake,
    async stop() {
      stopping = true
      wake()
      await ended
    },
  }
}

/** Settles this attempt and no later one. The error's name alone is kept with the job: its message could hold what a person typed. */
async function runJob(boss: PgBoss, queue: Queue, { job, handler }: { job: JobWithMetadata<{ id: string }>; handler: Handler }) {
  const attempt = { id: job.id, retryCount: job.retryCount }
  try {
    await handler(job.data.id, { last: job.retryCount >= job.retryLimit })
  } catch (error) {
    await boss.fail(queue, attempt, { error: error instanceof Error ? error.name : 'unknown' })
    return
  }
  await boss.complete(queue, attempt)
}
