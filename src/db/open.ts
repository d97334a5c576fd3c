import { mkdirSync } from 'node:fs'
import { link, readFile, rm, writeFile } from 'node:fs/promises'
import { PGlite } from '@electric-sql/pglite'
import { Kysely, PGliteDialect, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Secret } from '../secret.ts'
import type { Schema } from './database.ts'
import { preparing } from './postgres-pool.ts'

// The one place that knows which database is underneath. Both give the same types: dates as text, int8 as number, timestamps as Date.

const typeIds = { int8: 20, date: 1082 }
export const pgliteParsers = { [typeIds.int8]: Number, [typeIds.date]: String }

export type Opened = { db: Kysely<Schema>; pglite: PGlite | null; close(): Promise<void> }

/** Opens PostgreSQL with a bounded pool. A session that idles inside a transaction, or waits for a lock, is cut off. */
export function openPostgres(url: Secret, options: { connections: number } = { connections: 10 }): Opened {
  const pool = new pg.Pool({
    pipeline: true,
    connectionString: url.reveal(),
    max: options.connections,
    connectionTimeoutMillis: 10_000,
    options: '-c idle_in_transaction_session_timeout=10s -c lock_timeout=8s -c statement_timeout=60s',
    types: {
      getTypeParser: (id: number, format?: 'text' | 'binary') =>
        id === typeIds.int8
          ? Number
          : id === typeIds.date
            ? String
            : format === 'binary'
              ? pg.types.getTypeParser(id, 'binary')
              : pg.types.getTypeParser(id, 'text'),
    } as pg.CustomTypesConfig,
  })
  pool.on('error', () => undefined) // An idle connection that breaks is replaced at its next use.
  // One that breaks while it is in use, between two statements, fails the next one; without a listener it would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined))
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool: preparing(pool) }) })
  sendAtOnce(db)
  return { db, pglite: null, close: () => db.destroy() }
}

/** Kysely holds a transaction's statement back until the one before is answered. Here each is sent when it is called; PostgreSQL keeps their order. */
function sendAtOnce(db: Kysely<Schema>) {
  const executor = db.getExecutor()
  const withConnection = executor.withConnectionProvider.bind(executor)
  executor.withConnectionProvider = (one) => {
    const connection = one.provideConnection(async (only) => only)
    return withConnection({ provideConnection: async (consumer) => consumer(await connection) })
  }
}

/**
 * Opens the embedded database, in memory or in a folder. It never fsyncs and takes no lock of its own, so a lock file beside the folder
 * keeps a second process out; a lock left by a process that is gone is taken over.
 */
export async function openPglite(folder?: string): Promise<Opened> {
  const release = folder === undefined ? async () => undefined : await lockFolder(folder)
  const pglite = await PGlite.create({ ...(folder === undefined ? {} : { dataDir: folder }), parsers: pgliteParsers })
  const db = new Kysely<Schema>({ dialect: new PGliteDialect({ pglite }) })
  const close = async () => {
    await db.destroy()
    if (!pglite.closed) await pglite.close()
    await release()
  }
  return { db, pglite, close }
}

async function lockFolder(folder: string): Promise<() => Promise<void>> {
  mkdirSync(folder, { recursive: true })
  const path = `${folder.replace(/\/$/, '')}.lock`
  // Linked into place with its content: a lock that is there always says whose it is.
  const own = `${path}.${process.pid}`
  await writeFile(own, String(process.pid))
  try {
    await link(own, path)
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')) throw cause
    const holder = Number(await readFile(path, 'utf8').catch(() => ''))
    if (holder > 0 && isRunning(holder)) throw new Error(`the embedded database in ${folder} is in use by process ${holder}`, { cause })
    await rm(path, { force: true })
    return await lockFolder(folder)
  } finally {
    await rm(own, { force: true })
  }
  return () => rm(path, { force: true })
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (cause) {
    return cause instanceof Error && 'code' in cause && cause.code === 'EPERM'
  }
}
