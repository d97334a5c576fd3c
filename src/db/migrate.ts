import { readdir, readFile } from 'node:fs/promises'
import { type Kysely, sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'

const folder = new URL('../../migrations/', import.meta.url)

/** Every migration of the folder, by name. A file's statements are its paragraphs: an empty line ends a statement. */
async function readMigrations(): Promise<Record<string, Migration>> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  const entries = names.map(async (name): Promise<[string, Migration]> => {
    const text = await readFile(new URL(name, folder), 'utf8')
    const statements = text.split(/\n\s*\n/).filter((statement) => statement.replace(/^\s*--.*$/gm, '').trim() !== '')
    const up = async (db: Kysely<unknown>) => {
      for (const statement of statements) await sql.raw(statement).execute(db)
    }
    return [name.replace(/\.sql$/, ''), { up }]
  })
  return Object.fromEntries(await Promise.all(entries))
}

const migratorOf = <S>(db: Kysely<S>) => new Migrator({ db, provider: { getMigrations: readMigrations } })

/** Brings the schema up to date, as the owner role. Returns the names of what was done. */
export async function migrateSchema<S>(db: Kysely<S>): Promise<string[]> {
  const { error, results } = await migratorOf(db).migrateToLatest()
  if (error !== undefined) throw new Error(`the schema could not be migrated: ${error instanceof Error ? error.message : error}`, { cause: error })
  return (results ?? []).map((result) => result.migrationName)
}

/** Names of the migrations that this version knows and the database does not have. */
export async function pendingMigrations<S>(db: Kysely<S>): Promise<string[]> {
  const migrations = await migratorOf(db).getMigrations()
  return migrations.filter((migration) => migration.executedAt === undefined).map((migration) => migration.name)
}

/** Lets the application role work, and lets it add to the record but never change it. */
export async function grantToApplication<S>(db: Kysely<S>, role: string) {
  const to = sql.id(role)
  await sql`grant usage on schema public, pgboss to ${to}`.execute(db)
  await sql`grant select, insert, update, delete on all tables in schema public, pgboss to ${to}`.execute(db)
  await sql`grant usage on all sequences in schema public, pgboss to ${to}`.execute(db)
  await sql`grant execute on all functions in schema pgboss to ${to}`.execute(db)
  await sql`revoke insert, update, delete on kysely_migration, kysely_migration_lock from ${to}`.execute(db)
  await sql`revoke update, delete, truncate on audit_event from ${to}`.execute(db)
}
