import { sql } from 'kysely'
import type { Contact } from '../contacts/contacts.ts'
import { type CredentialStatus, opens } from '../credentials/credentials.ts'
import type { Tx } from '../db/database.ts'

// What a case has collected, as it is kept. Whether it counts is weighed anew at every step (weigh-case.ts).

export type Collected = {
  contactId: string | null
  savedCodeId: string | null
  credentialId: string | null
  /** Another browser holds the case since: what the earlier one gave does not count for it. */
  leftBehind: boolean
  waitEndsAt: Date | null
}

export async function listCollected(tx: Tx, recoveryId: string): Promise<Collected[]> {
  const rows = await tx
    .selectFrom('recovery_evidence')
    .select(['contact_id', 'saved_code_id', 'credential_id', 'left_behind_at', 'wait_ends_at'])
    .where('recovery_id', '=', recoveryId)
    .execute()
  return rows.map((row) => ({
    contactId: row.contact_id,
    savedCodeId: row.saved_code_id,
    credentialId: row.credential_id,
    leftBehind: row.left_behind_at !== null,
    waitEndsAt: row.wait_ends_at,
  }))
}

type What = { kind: 'contact'; contactId: string } | { kind: 'saved_code'; savedCodeId: string } | { kind: 'personal_key'; credentialId: string }

/** Adds a proof to a case. One that was left behind counts again; its waiting period stays what it was. */
export async function collect(tx: Tx, proof: { id: string; recoveryId: string; what: What; at: Date }) {
  const { what } = proof
  await tx
    .insertInto('recovery_evidence')
    .values({
      id: proof.id,
      recovery_id: proof.recoveryId,
      kind: what.kind,
      contact_id: what.kind === 'contact' ? what.contactId : null,
      saved_code_id: what.kind === 'saved_code' ? what.savedCodeId : null,
      credential_id: what.kind === 'personal_key' ? what.credentialId : null,
      given_at: proof.at,
    })
    .onConflict((conflict) => conflict.columns(['recovery_id', 'contact_id', 'saved_code_id', 'credential_id']).doUpdateSet({ left_behind_at: null }))
    .execute()
}

/** Before a case moves to another browser: it does not inherit what this one gave. */
export async function leaveBehind(tx: Tx, recoveryId: string, at: Date) {
  await tx.updateTable('recovery_evidence').set({ left_behind_at: at }).where('recovery_id', '=', recoveryId).where('left_behind_at', 'is', null).execute()
}

/** Begins the waiting period of a contact's proof, once. */
export async function beginWait(tx: Tx, on: { recoveryId: string; contactId: string; endsAt: Date }) {
  await tx
    .updateTable('recovery_evidence')
    .set({ wait_ends_at: on.endsAt })
    .where('recovery_id', '=', on.recoveryId)
    .where('contact_id', '=', on.contactId)
    .where('wait_ends_at', 'is', null)
    .execute()
}

/** The saved code that an employer has. */
export async function readLivingCode(tx: Tx, branchId: string): Promise<{ id: string; hash: string; madeAt: Date } | null> {
  const row = await tx
    .selectFrom('saved_code')
    .select(['id', 'hash', 'made_at'])
    .where('branch_id', '=', branchId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return row ? { id: row.id, hash: row.hash, madeAt: row.made_at } : null
}

/** Ends the saved code that this case was given. Returns its id, or null when it gave none that is alive. */
export async function useSavedCode(tx: Tx, recoveryId: string, at: Date): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    update saved_code set ended_at = ${at}::timestamptz, ended_by = 'used' from recovery_evidence
    where recovery_evidence.saved_code_id = saved_code.id and recovery_evidence.recovery_id = ${recoveryId} and saved_code.ended_at is null
    returning saved_code.id`.execute(tx)
  return rows[0]?.id ?? null
}

export type PersonalKey = { personId: string; opens: boolean; touchedAt: Date; through: Pick<Contact, 'channel' | 'value'> | null }

/** A personal key as evidence: whose it is, whether it opens anything, and when and through which address it was last set or unlocked. */
export async function readPersonalKey(tx: Tx, credentialId: string): Promise<PersonalKey | null> {
  const { rows } = await sql<{
    personId: string
    status: CredentialStatus
    usable: boolean
    touchedAt: Date
    channel: Contact['channel'] | null
    value: string | null
  }>`
    select person.id as "personId", credential.status, person.status = 'active' and person.security_hold_since is null as usable,
      greatest(credential.set_at, credential.unlocked_at) as "touchedAt", contact.channel, contact.value
    from credential
    join person on person.id = credential.person_id
    left join contact on contact.id = credential.through_contact
    where credential.id = ${credentialId} and credential.kind = 'personal'`.execute(tx)
  const [row] = rows
  if (!row) return null
  const through = row.channel === null || row.value === null ? null : { channel: row.channel, value: row.value }
  return { personId: row.personId, opens: row.usable && opens[row.status], touchedAt: row.touchedAt, through }
}
