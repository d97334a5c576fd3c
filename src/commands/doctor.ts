import { isIP } from 'node:net'
import { ConfigError, readEnvironment, readServerConfig } from '../config.ts'
import { missingPeppers } from '../credentials/missing-peppers.ts'
import { databaseClock } from '../db/clock.ts'
import { pendingMigrations } from '../db/migrate.ts'
import { openPostgres } from '../db/open.ts'
import { readKeyFile } from '../keys.ts'
import { createSenders } from '../notifications/senders.ts'
import { countUndelivered } from '../notifications/undelivered.ts'
import { databaseRights } from '../operations/database-rights.ts'
import { keyFileMode } from '../operations/key-file-mode.ts'
import { senderOptions } from '../operations/sender-options.ts'
import { hasOfficePath } from '../replacement/requirements.ts'
import { missingIn } from '../staff/missing-roles.ts'

/** A note is no problem: something that an institution may want so. */
type Finding = { what: string; problem: string | null; note?: string }

/** Looks at the whole set-up. Every line says what was looked at; a problem says how to mend it. Exit code 1 when there is one. */
export async function doctor(): Promise<number> {
  const findings: Finding[] = []
  for await (const finding of examine()) {
    findings.push(finding)
    process.stdout.write(`${sayFinding(finding)}\n`)
  }
  return findings.some((finding) => finding.problem !== null) ? 1 : 0
}

function sayFinding({ what, problem, note }: Finding): string {
  if (problem !== null) return `WRONG ${what}: ${problem}`
  return note === undefined ? `ok    ${what}` : `note  ${what}: ${note}`
}

async function* examine(): AsyncGenerator<Finding> {
  let config: ReturnType<typeof readServerConfig>
  try {
    config = readServerConfig(readEnvironment())
    yield { what: 'settings', problem: null }
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    for (const problem of error.problems) yield { what: 'settings', problem }
    return
  }
  if (config.institution.fictional) yield { what: 'institution', problem: 'it is the fictional one: set "fictional" to false in your own institution.json' }
  if (isIP(new URL(config.origin).hostname.replace(/^\[|\]$/g, '')) !== 0) {
    yield { what: 'passkeys', problem: null, note: 'CERRAJERO_ORIGIN is an IP address, for which browsers take none: staff cannot sign in' }
  }
  yield await look('key file', async () => {
    readKeyFile(config.CERRAJERO_KEY_FILE)
    const mode = await keyFileMode(config.CERRAJERO_KEY_FILE)
    return mode & 0o077 ? `others can read it (mode ${mode.toString(8)}): chmod 600 ${config.CERRAJERO_KEY_FILE}` : null
  })
  const { db, close } = openPostgres(config.DATABASE_URL, { connections: 1 })
  try {
    const rights = await look('database', async () => {
      const { version } = await databaseRights(db)
      return version < 150_000 ? `PostgreSQL ${Math.floor(version / 10_000)} is too old: 15 or later is needed` : null
    })
    yield rights
    if (rights.problem !== null) return
    yield await look('schema', async () => {
      const pending = await pendingMigrations(db)
      return pending.length > 0 ? `lacks ${pending.join(', ')}: run "cerrajero migrate"` : null
    })
    yield await look('keys of employers', async () => {
      const missing = await missingPeppers(db, readKeyFile(config.CERRAJERO_KEY_FILE).versions)
      return missing.length > 0
        ? `were made with version ${missing.join(', ')} of the key file, which it no longer has: they open to nobody; put it back`
        : null
    })
    yield await look('record', async () =>
      (await databaseRights(db)).mayChangeRecord
        ? 'the application role could change or delete its entries: give it a role that does not own the tables, name the owner in CERRAJERO_OWNER_URL, run "cerrajero migrate"'
        : null,
    )
    yield await look('clock', async () => {
      const now = await db.transaction().execute(databaseClock)
      const apart = Math.abs(now.getTime() - Date.now()) / 1000
      return apart > 5 ? `the database's clock and this machine's are ${Math.round(apart)} s apart: check that both keep time over the network` : null
    })
    if (hasOfficePath(config.institution)) {
      yield await look('staff', async () => {
        const accounts = await db.selectFrom('staff_member').select(['id', 'state', 'roles', 'office']).execute()
        // Without these no case with an office comes to its end.
        const missing = missingIn({ accounts, offices: [] }).roles.filter((role) => role === 'agent' || role === 'approver')
        return missing.length > 0
          ? { note: `requests for an office are taken, and nobody enrolled is ${missing.join(' or ')}: they come to no end; see "cerrajero staff add"` }
          : null
      })
    }
    yield await look('messages', async () => {
      const { waiting, gaveUp, failed, oldestSeconds } = await countUndelivered(db)
      if (waiting > 0 && oldestSeconds > 300)
        return `${waiting} wait, the oldest for ${Math.round(oldestSeconds / 60)} min: is "serve" or "work" running, and does the mail server answer?`
      if (gaveUp > 0)
        return `${gaveUp} notices of the last 7 days were given up: the mail server or the SMS gateway did not take them in about two days of trying`
      return failed > 0
        ? { note: `${failed} of the last 7 days can never be delivered: most often the address was refused, and the contact is marked as bounced` }
        : null
    })
  } finally {
    await close()
  }
  const senders = createSenders(senderOptions(config))
  yield await look('mail server', async () => {
    const failure = await senders.verify()
    return failure === null ? null : `${failure}: ${mendMail[failure] ?? 'it did not take the connection'}; look at CERRAJERO_SMTP_URL`
  })
  senders.close()
  if (!config.CERRAJERO_SMS_URL) yield { what: 'SMS gateway', problem: null, note: 'none is set (CERRAJERO_SMS_URL): phones get no messages' }
}

const noConnection = 'there is no connection, or no TLS on it: check the host, the port, and smtps: (TLS from the start) against smtp: (STARTTLS)'
const mendMail: Readonly<Record<string, string>> = {
  smtp_edns: 'the name of the host is not known',
  smtp_esocket: noConnection,
  smtp_econnection: noConnection,
  smtp_etimedout: 'nothing answers there in time',
  smtp_etls: 'it offers no TLS that can be used',
  smtp_eauth: 'it does not let this user sign in',
  smtp_535: 'it refuses the user or the password',
}

async function look(what: string, examineIt: () => Promise<string | { note: string } | null>): Promise<Finding> {
  try {
    const found = await examineIt()
    return typeof found === 'object' ? { what, problem: null, ...found } : { what, problem: found }
  } catch (error) {
    return { what, problem: error instanceof Error ? error.message || error.name : String(error) }
  }
}
