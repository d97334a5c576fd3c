import { Secret } from '../../src/secret.ts'
import type { Harness } from '../harness.ts'
import { madeUpTriple } from './holders.ts'

// Fictional persons with a personal key, beside those of the demo.

export type PersonOptions = {
  key?: 'active' | 'external' | 'blocked' | 'none'
  closed?: boolean
  held?: boolean
  contacts?: readonly { channel: 'email' | 'phone'; value: string; coolsUntil?: Date; lastUsedAt?: Date; bounced?: boolean; removedAt?: Date }[]
  /** One who is in the registry already, as a representative. */
  nationalId?: string
}

export type Person = { personId: string; nationalId: string; email: string }

/** The right key of every person whose key is active or blocked. */
export const personalKey = 'cinco loros cantan en la ventana'

/** Without options: an e-mail address long registered, and an active key. */
export async function addPerson({ context, now }: Harness, options: PersonOptions = {}): Promise<Person> {
  const { db, random, hasher } = context
  const nationalId = options.nationalId ?? madeUpTriple().nationalId
  const since = new Date(now().getTime() - 400 * 86_400_000)
  const known = await db.selectFrom('person').select('id').where('national_id', '=', nationalId).executeTakeFirst()
  const personId = known?.id ?? random.uuid()
  const state = { status: options.closed ? ('closed' as const) : ('active' as const), ...(options.held ? hold(since) : {}) }
  if (known) await db.updateTable('person').set(state).where('id', '=', personId).execute()
  else
    await db
      .insertInto('person')
      .values({ id: personId, national_id: nationalId, full_name: 'Persona Inventada', ...state })
      .execute()
  const key = options.key ?? 'active'
  if (key !== 'none') {
    const stored = key === 'external' ? null : await hasher.hash(new Secret(personalKey), personId)
    await db
      .insertInto('credential')
      .values({
        id: random.uuid(),
        kind: 'personal',
        person_id: personId,
        generation: 1,
        status: key,
        set_at: since,
        blocked_reason: key === 'blocked' ? 'failed_sign_ins' : null,
        ...(stored ? { hash: stored.hash, pepper_version: stored.pepperVersion } : {}),
      })
      .execute()
  }
  const email = options.contacts?.[0]?.value ?? `p${nationalId}@personas.example`
  for (const contact of options.contacts ?? [{ channel: 'email' as const, value: email }]) {
    await db
      .insertInto('contact')
      .values({
        id: random.uuid(),
        person_id: personId,
        channel: contact.channel,
        value: contact.value,
        status: 'removedAt' in contact ? 'removed' : 'active',
        since,
        source: 'test',
        last_used_at: contact.lastUsedAt ?? now(),
        cools_until: contact.coolsUntil ?? null,
        bounced_at: contact.bounced ? since : null,
        removed_at: contact.removedAt ?? null,
      })
      .execute()
  }
  return { personId, nationalId, email }
}

const hold = (since: Date) => ({ security_hold_since: since, security_hold_reason: 'key_frozen_by_veto' as const })
