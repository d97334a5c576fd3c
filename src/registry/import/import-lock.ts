import { sql } from 'kysely'
import type { Database } from '../../db/database.ts'

// Any number works as long as nothing else takes it; this one spells "import".
const lockNumber = 0x696d706f7274

/** Runs a task on one connection while no other import runs; null when another one does. Statements may take as long as they need. */
export function withImportLock<T>(db: Database, task: (db: Database) => Promise<T>): Promise<T | null> {
  return db.connection().execute(async (connection) => {
    const { rows } = await sql<{ locked: boolean }>`select pg_try_advisory_lock(${lockNumber}::bigint) as locked`.execute(connection)
    if (!rows[0]?.locked) return null
    try {
      await sql`set statement_timeout = 0`.execute(connection)
      return await task(connection)
    } finally {
      await sql`reset statement_timeout`.execute(connection)
      await sql`select pg_advisory_unlock(${lockNumber}::bigint)`.execute(connection)
    }
  })
}
