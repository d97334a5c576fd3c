import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import type { Device } from '../http/device.ts'

export type SignIn = { at: Date; device: Device; knownBrowser: boolean }

/** The newest sign-ins with these keys, as the record has them. */
export async function readSignIns(tx: Tx, credentialIds: readonly string[], atMost: number): Promise<SignIn[]> {
  if (credentialIds.length === 0) return []
  return tx
    .selectFrom('audit_event')
    .select([
      'occurred_at as at',
      sql<Device>`details ->> 'device'`.as('device'),
      sql<boolean>`coalesce((details ->> 'knownBrowser')::boolean, false)`.as('knownBrowser'),
    ])
    .where('type', '=', 'session.started')
    .where('subject', 'in', credentialIds)
    .orderBy('occurred_at', 'desc')
    .orderBy('id', 'desc')
    .limit(atMost)
    .execute()
}
