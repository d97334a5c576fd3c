import { sql } from 'kysely'
import type { HolderRef, KeyKind } from '../credentials/credentials.ts'
import { holderColumn } from '../credentials/credentials.ts'
import type { Tx } from '../db/database.ts'
import type { Device } from '../http/device.ts'
import type { Policy } from '../policy.ts'

/** `holderId`: the branch of an employer, or the person. `keySetAt`: when the key was last set or unlocked. */
export type Session = { hash: string; holderId: string; credentialId: string; keySetAt: Date; startedAt: Date }

const table = { employer: 'employer_session', personal: 'personal_session' } as const satisfies Record<KeyKind, string>

export async function startSession(tx: Tx, kind: KeyKind, session: { hash: string; credentialId: string; device: Device; now: Date }) {
  await tx
    .insertInto(table[kind])
    .values({ hash: session.hash, credential_id: session.credentialId, started_at: session.now, seen_at: session.now, device: session.device })
    .execute()
}

/** The session of a browser, if it has not idled or lasted too long, and notes that it was seen. */
export async function useSession(tx: Tx, kind: KeyKind, on: { hashes: readonly string[]; now: Date; policy: Policy }): Promise<Session | null> {
  const { rows } = await sql<Session>`
    update ${sql.table(table[kind])} as session set seen_at = ${on.now}::timestamptz
    from credential
    where credential.id = session.credential_id and credential.kind = ${kind} and credential.status = 'active'
      and session.hash = any(${on.hashes}::text[])
      and session.seen_at > ${new Date(on.now.getTime() - on.policy.sessionIdle)}::timestamptz
      and session.started_at > ${new Date(on.now.getTime() - on.policy.sessionAtMost)}::timestamptz
    returning session.hash, credential.${sql.ref(holderColumn[kind])} as "holderId", credential.id as "credentialId", greatest(credential.set_at, credential.unlocked_at) as "keySetAt",
      session.started_at as "startedAt"`.execute(tx)
  return rows[0] ?? null
}

/** Ends the session of a browser; returns its holder and key. */
export async function endSession(tx: Tx, kind: KeyKind, hashes: readonly string[]): Promise<{ holderId: string; credentialId: string } | null> {
  const { rows } = await sql<{ holderId: string; credentialId: string }>`
    delete from ${sql.table(table[kind])} as session using credential
    where credential.id = session.credential_id and session.hash = any(${hashes}::text[])
    returning credential.${sql.ref(holderColumn[kind])} as "holderId", credential.id as "credentialId"`.execute(tx)
  return rows[0] ?? null
}

export type OpenSession = { startedAt: Date; seenAt: Date; device: Device; own: boolean }

/** The sessions of a key that still live, newest first. `own`: the one that asks. */
export async function listSessions(tx: Tx, kind: KeyKind, on: { session: Session; now: Date; policy: Policy }): Promise<OpenSession[]> {
  const rows = await tx
    .selectFrom(table[kind])
    .select(['hash', 'started_at', 'seen_at', 'device'])
    .where('credential_id', '=', on.session.credentialId)
    .where('seen_at', '>', new Date(on.now.getTime() - on.policy.sessionIdle))
    .where('started_at', '>', new Date(on.now.getTime() - on.policy.sessionAtMost))
    .orderBy('started_at', 'desc')
    .execute()
  return rows.map((row) => ({ startedAt: row.started_at, seenAt: row.seen_at, device: row.device, own: row.hash === on.session.hash }))
}

/** Ends the sessions of a key but this one; returns how many there were. */
export async function endOtherSessions(tx: Tx, kind: KeyKind, session: Session): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom(table[kind])
    .where('credential_id', '=', session.credentialId)
    .where('hash', '<>', session.hash)
    .executeTakeFirst()
  return Number(numDeletedRows)
}

/** Whose session a browser has; not yet whether it lives. */
export async function findSessionHolder(tx: Tx, kind: KeyKind, hashes: readonly string[]): Promise<HolderRef | null> {
  const { rows } = await sql<{ id: string }>`
    select credential.${sql.ref(holderColumn[kind])} as id from ${sql.table(table[kind])} as session
    join credential on credential.id = session.credential_id where session.hash = any(${hashes}::text[])`.execute(tx)
  return rows[0] ? { kind, id: rows[0].id } : null
}

/** Ends every session of a key; browsers stay known, so that strangers' failures shut nobody out. Returns how many there were. */
export async function endSessionsOf(tx: Tx, kind: KeyKind, credentialId: string): Promise<number> {
  const { numDeletedRows } = await tx.deleteFrom(table[kind]).where('credential_id', '=', credentialId).executeTakeFirst()
  return Number(numDeletedRows)
}
