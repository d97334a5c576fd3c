import { readFile } from 'node:fs/promises'
import { PGlite } from '@electric-sql/pglite'
import { Kysely, PGliteDialect } from 'kysely'
import pg from 'pg'
import { inject } from 'vitest'
import type { Schema } from '../src/db/database.ts'
import { openPostgres, pgliteParsers } from '../src/db/open.ts'
import { Secret } from '../src/secret.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A dump of an embedded database with the whole schema, or a PostgreSQL server (as its owner) with a template database. */
    database: { kind: 'pglite'; dump: string } | { kind: 'postgres'; url: string; template: string }
  }
}

let made = 0

/** A database of its own with the whole schema, from the template that the global set-up made. */
export async function openTestDatabase() {
  const database = inject('database')
  if (database.kind === 'pglite') {
    const pglite = await PGlite.create({ loadDataDir: new Blob([await readFile(database.dump)]), parsers: pgliteParsers })
    const db = new Kysely<Schema>({ dialect: new PGliteDialect({ pglite }) })
    return { db, jobsDatabase: pglite, url: null, close: () => closePglite(db, pglite) }
  }
  made += 1
  const name = `test_${process.pid}_${made}`
  await onServer(database.url, `create database ${name} template ${database.template}`)
  const url = new Secret(Object.assign(new URL(database.url), { username: 'app', pathname: `/${name}` }).href)
  const { db, close } = openPostgres(url)
  return {
    db,
    jobsDatabase: url,
    url,
    close: async () => {
      await close()
      await onServer(database.url, `drop database ${name} with (force)`)
    },
  }
}

async function closePglite(db: Kysely<Schema>, pglite: PGlite) {
  await db.destroy()
  if (!pglite.closed) await pglite.close()
}

async function onServer(url: string, statement: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
