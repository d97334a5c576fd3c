import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { migrateSchema } from '../src/db/migrate.ts'
import { openPglite } from '../src/db/open.ts'
import { migrateJobs } from '../src/jobs/jobs.ts'

/** Makes the embedded database once; every test file starts from its dump. */
export default async function setup(project: TestProject) {
  const folder = await mkdtemp(join(tmpdir(), 'cerrajero-test-'))
  const { db, pglite, close } = await openPglite()
  if (!pglite) throw new Error('no embedded database')
  await migrateSchema(db)
  await migrateJobs({ database: pglite, retries: 10, onError: (error) => process.stderr.write(`jobs: ${error.message}\n`) })
  const dump = join(folder, 'template.tar')
  await writeFile(dump, Buffer.from(await (await pglite.dumpDataDir('none')).arrayBuffer()))
  await close()
  project.provide('database', { kind: 'pglite', dump })
  return () => rm(folder, { recursive: true })
}
