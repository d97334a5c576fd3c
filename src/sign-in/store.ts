import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import type { Policy } from '../policy.ts'

export type Session = { branchId: string; credentialId: string; keySetAt: Date; startedAt: Date }

export async function startSession(tx: Tx, session: { hash: string; credentialId: string; now: Date }) {
  await tx
    .insertInto('employer_session')
    .values({ hash: session.hash, credential_id: session.credentialId, started_at: session.now, seen_at: session.now })
    .execute()
}

/** The session of a browser, if it has not idled or lasted too long, and notes that it was seen. */
export async function useSession(tx: Tx, hashes: readonly string[], on: { now: Date; policy: Policy }): Promise<Session | null> {
  const row = await tx
    .updateTable('employer_session')
    .from('credential')
    .set({ seen_at: on.now })
    .whereRef('credential.id', '=', 'employer_session.credential_id')
    .where('employer_session.hash', 'in', hashes)
    .where('employer_session.seen_at', '>', new Date(on.now.getTime() - on.policy.sessionIdle))
    .where('employer_session.started_at', '>', new Date(on.now.getTime() - on.policy.sessionAtMost))
    .where('credential.status', '=', 'active')
    .returning(['credential.branch_id', 'credential.set_at', 'employer_session.credential_id', 'employer_session.started_at'])
    .executeTakeFirst()
  return row ? { branchId: row.branch_id, credentialId: row.credential_id, keySetAt: row.set_at, startedAt: row.started_at } : null
}

export async function endSession(tx: Tx, hashes: readonly string[]): Promise<string | null> {
  const { rows } = await sql<{ branch_id: string }>`
    delete from employer_session using credential
    where credential.id = employer_session.credential_id and employer_session.hash in (${sql.join(hashes)})
    returning credential.branch_id`.execute(tx)
  return rows[0]?.branch_id ?? null
}
