import { sql } from 'kysely'
import type { Database } from '../db/database.ts'

/** The server's version number, and whether this role could change what the record holds. */
export async function databaseRights(db: Database): Promise<{ version: number; mayChangeRecord: boolean }> {
  const { rows } = await sql<{ version: number; mayChangeRecord: boolean }>`
    select current_setting('server_version_num')::int as version,
      coalesce(has_table_privilege(to_regclass('audit_event')::oid, 'update, delete, truncate'), false) as "mayChangeRecord"`.execute(db)
  const [row] = rows
  if (!row) throw new Error('the database gave no answer')
  return row
}
