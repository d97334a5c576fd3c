import { ConfigError, readEnvironment, readInstitution } from '../config.ts'
import { grantToApplication, migrateSchema } from '../db/migrate.ts'
import { openPostgres } from '../db/open.ts'
import { migrateJobs } from '../jobs/jobs.ts'
import { standardPolicy } from '../policy.ts'

/** Brings the schema up to date as the owner, makes the queue's schema, and lets the application's role work with both. */
export async function migrate(): Promise<number> {
  const environment = readEnvironment()
  const owner = environment.CERRAJERO_OWNER_URL ?? environment.DATABASE_URL
  if (owner === undefined || environment.DATABASE_URL === undefined) throw new ConfigError(['DATABASE_URL: is required'])
  const policy = environment.CERRAJERO_INSTITUTION === undefined ? standardPolicy : readInstitution(environment.CERRAJERO_INSTITUTION).policy
  const { db, close } = openPostgres(owner, { connections: 2 })
  try {
    const done = await migrateSchema(db)
    await migrateJobs({ database: owner, retries: policy.messageRetries, onError: (error) => process.stderr.write(`queue: ${error.name}\n`) })
    const role = decodeURIComponent(new URL(environment.DATABASE_URL.reveal()).username)
    const ownerRole = decodeURIComponent(new URL(owner.reveal()).username)
    if (role !== '' && role !== ownerRole) await grantToApplication(db, role)
    process.stdout.write(`${done.length === 0 ? 'The schema is up to date.' : `Done: ${done.join(', ')}.`}\n`)
    if (role === ownerRole)
      process.stdout.write(
        'The application owns its tables. Give it a role of its own, and name the owner in CERRAJERO_OWNER_URL, so that it cannot change the record.\n',
      )
    return 0
  } finally {
    await close()
  }
}
