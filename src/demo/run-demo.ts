import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import { createApp } from '../app.ts'
import { readDemoConfig, readEnvironment } from '../config.ts'
import { createHasher } from '../credentials/hasher.ts'
import { databaseClock } from '../db/clock.ts'
import { migrateSchema } from '../db/migrate.ts'
import { openPglite } from '../db/open.ts'
import { createMetrics } from '../http/metrics.ts'
import { migrateJobs, startJobs } from '../jobs/jobs.ts'
import { type KeyRing, readKeyFile, writeNewKeyFile } from '../keys.ts'
import { sweepRegularly } from '../operations/sweep.ts'
import { systemRandom } from '../random.ts'
import { untilStopped } from '../until-stopped.ts'
import { startWorker } from '../worker.ts'
import { demoEmployers, seedDemo } from './employers.ts'
import { createInbox } from './inbox.page.tsx'
import { demoInstitution } from './institution.ts'

/** An embedded database, a key made on the spot, a fictional institution, an inbox in place of real messages. */
export async function runDemo(): Promise<number> {
  const config = readDemoConfig(readEnvironment())
  const log = pino({ level: config.LOG_LEVEL === 'info' ? 'warn' : config.LOG_LEVEL })
  const folder = join(config.CERRAJERO_DATA, 'demo')
  const { db, pglite, close } = await openPglite(join(folder, 'database'))
  if (!pglite) throw new Error('the demo needs the embedded database')
  const jobOptions = { database: pglite, retries: demoInstitution.policy.messageRetries, onError: (error: Error) => log.error({ error: error.name }, 'jobs') }
  await migrateSchema(db)
  await migrateJobs(jobOptions)
  await seedDemo(db, systemRandom, new Date())
  const keys = await demoKeys(join(folder, 'key.json'))
  const inbox = createInbox()
  const jobs = await startJobs(jobOptions)
  const context = {
    db,
    clock: databaseClock,
    random: systemRandom,
    keys,
    hasher: await createHasher(keys),
    jobs,
    institution: demoInstitution,
    origin: config.origin,
    log,
    metrics: createMetrics(),
  }
  await startWorker(context, inbox.senders)
  sweepRegularly(context)
  const http = await createApp(context, { inbox })
  await http.listen(config.CERRAJERO_LISTEN)
  process.stdout.write(welcome(config.origin))
  await untilStopped()
  await http.close()
  await jobs.stop()
  await close()
  return 0
}

async function demoKeys(path: string): Promise<KeyRing> {
  if (!existsSync(path)) await writeNewKeyFile(path)
  return readKeyFile(path)
}

const welcome = (origin: string) => `
Cerrajero, demostración. La institución, las empresas y las personas son ficticias.

  Página   ${origin}/
  Buzón    ${origin}/demo/buzon

Empleadores para probar (RUC, sucursal, cédula del representante):
${demoEmployers.map((each) => `  ${each.taxId}  ${each.branchCode}  ${each.nationalId}  ${each.name}`).join('\n')}

La base embebida sirve para probar: no resiste un corte de luz. Ctrl+C termina.
`
