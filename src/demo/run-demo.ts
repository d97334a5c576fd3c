import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Logger, pino } from 'pino'
import { createApp } from '../app.ts'
import { type DemoConfig, readDemoConfig, readEnvironment } from '../config.ts'
import { createHasher } from '../credentials/hasher.ts'
import { databaseClock } from '../db/clock.ts'
import { migrateSchema } from '../db/migrate.ts'
import { type Opened, openPglite } from '../db/open.ts'
import { listen } from '../http/listen.ts'
import { createMetrics } from '../http/metrics.ts'
import { migrateJobs, startJobs } from '../jobs/jobs.ts'
import { type KeyRing, readKeyFile, writeNewKeyFile } from '../keys.ts'
import { sweepRegularly } from '../operations/sweep.ts'
import { systemRandom } from '../random.ts'
import { untilStopped } from '../until-stopped.ts'
import { startWorker } from '../worker.ts'
import { demoEmployers, demoNewEmployer, seedDemo, seedNewEmployer } from './employers.ts'
import { createInbox } from './inbox.page.tsx'
import { demoInstitution } from './institution.ts'
import { type DemoPerson, demoBlockedKey, demoPersons } from './persons.ts'
import { seedDemoStaff } from './staff.ts'

/** An embedded database, a key made on the spot, a fictional institution, an inbox in place of real messages. */
export async function runDemo(): Promise<number> {
  const config = readDemoConfig(readEnvironment())
  const log = pino({ level: config.LOG_LEVEL === 'info' ? 'warn' : config.LOG_LEVEL })
  const folder = join(config.CERRAJERO_DATA, 'demo')
  const opened = await openPglite(join(folder, 'database'))
  try {
    return await serveDemo(config, opened, { folder, log })
  } finally {
    await opened.close()
  }
}

async function serveDemo(config: DemoConfig, { db, pglite }: Opened, { folder, log }: { folder: string; log: Logger }): Promise<number> {
  if (!pglite) throw new Error('the demo needs the embedded database')
  const jobOptions = { database: pglite, retries: demoInstitution.policy.messageRetries, onError: (error: Error) => log.error({ error: error.name }, 'jobs') }
  await migrateSchema(db)
  await migrateJobs(jobOptions)
  const keys = await demoKeys(join(folder, 'key.json'))
  const hasher = await createHasher(keys)
  await seedDemo({ db, random: systemRandom, hasher }, new Date())
  await seedNewEmployer({ db, random: systemRandom })
  await seedDemoStaff({ db, random: systemRandom }, new Date())
  const inbox = createInbox()
  const jobs = await startJobs(jobOptions)
  const context = {
    db,
    clock: databaseClock,
    random: systemRandom,
    keys,
    hasher,
    jobs,
    institution: demoInstitution,
    origin: config.origin,
    log,
    metrics: createMetrics(),
  }
  const http = await createApp(context, { inbox })
  const stopping = untilStopped()
  try {
    await startWorker(context, inbox.senders)
    sweepRegularly(context)
    await listen(http, config.CERRAJERO_LISTEN, 'CERRAJERO_LISTEN')
    process.stdout.write(welcome(config.origin))
    await stopping
  } finally {
    await http.close()
    await jobs.stop()
  }
  return 0
}

async function demoKeys(path: string): Promise<KeyRing> {
  if (!existsSync(path)) await writeNewKeyFile(path)
  return readKeyFile(path)
}

const keyNote = {
  blocked: `: su clave «${demoBlockedKey}» está bloqueada`,
  external: ': su clave se creó fuera de este servicio',
  none: ': todavía no tiene clave',
} as const satisfies Record<DemoPerson['key'], string>

const welcome = (origin: string) => `
Cerrajero, demostración. La institución, las empresas y las personas son ficticias.

  Página   ${origin}/
  Buzón    ${origin}/demo/buzon
  Personal ${origin}/demo/personal
  English  ${origin}/?lang=en

Empleadores para probar (RUC, sucursal, cédula del representante):
${demoEmployers.map((each) => `  ${each.taxId}  ${each.branchCode}  ${each.nationalId}  ${each.name}${each.key === undefined ? '' : `: su clave es «${each.key}»`}`).join('\n')}
  ${demoNewEmployer.taxId}  ${demoNewEmployer.branchCode}  ${demoNewEmployer.nationalId}  ${demoNewEmployer.name}: no tiene clave ni contactos registrados; la pide en una oficina

Personas para probar (cédula):
${demoPersons.map((each) => `  ${each.nationalId}  ${each.name}${keyNote[each.key]}`).join('\n')}

La base de datos embebida es solo para probar: un corte de luz puede dañarla. Para terminar, pulse Ctrl+C.
`
