import { execFileSync } from 'node:child_process'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { grantToApplication, migrateSchema } from '../src/db/migrate.ts'
import { openPostgres } from '../src/db/open.ts'
import { migrateJobs } from '../src/jobs/jobs.ts'
import { Secret } from '../src/secret.ts'
import { startPostgres } from './postgres-server.ts'

/** Starts a PostgreSQL server and makes a template: the owner's schema, and a role `app` that serves without owning. */
export default async function setup(project: TestProject) {
  execFileSync('npm', ['run', '--silent', 'build'])
  const server = await startPostgres()
  const client = new pg.Client({ connectionString: server.url })
  await client.connect()
  await client.query('create role app login')
  await client.query('create database template_cerrajero')
  await client.end()
  const url = new Secret(server.url.replace(/\/postgres$/, '/template_cerrajero'))
  const { db, close } = openPostgres(url)
  await migrateSchema(db)
  await migrateJobs({ database: url, retries: 10, onError: (error) => process.stderr.write(`jobs: ${error.message}\n`) })
  await grantToApplication(db, 'app')
  await close()
  project.provide('database', { kind: 'postgres', url: server.url, template: 'template_cerrajero' })
  return () => server.stop()
}
