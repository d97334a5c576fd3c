import type { Kysely } from 'kysely'
import type { Hasher } from '../credentials/hasher.ts'
import type { Schema } from '../db/database.ts'
import type { Random } from '../random.ts'
import { Secret } from '../secret.ts'

export type DemoPerson = { nationalId: string; name: string; email: string; phone?: string; key: 'blocked' | 'external' | 'none' }

/** Fictional affiliates and pensioners. The first one also represents an employer: the two keys have nothing to do with each other. */
export const demoPersons: readonly DemoPerson[] = [
  { nationalId: '1700000092', name: 'Ana Ficticia Ejemplo', email: 'ana@personas.example', phone: '+593990000011', key: 'blocked' },
  { nationalId: '1000000008', name: 'Rosa Imaginada Muestra', email: 'rosa@personas.example', key: 'external' },
  { nationalId: '0960000024', name: 'Pedro Supuesto Ensayo', email: 'pedro@personas.example', phone: '+593990000013', key: 'none' },
]

/** The key of the one whose key is blocked: printed, so that keeping it can be tried. */
export const demoBlockedKey = 'siete gatos bailan sin zapatos'

/** Gives the demo's persons contacts and keys of their own; those who represent an employer are in the registry already. */
export async function seedPersons({ db, random, hasher }: { db: Kysely<Schema>; random: Random; hasher: Hasher }, now: Date) {
  const since = new Date(now.getTime() - 400 * 86_400_000)
  for (const each of demoPersons) {
    const known = await db.selectFrom('person').select('id').where('national_id', '=', each.nationalId).executeTakeFirst()
    const person = known?.id ?? random.uuid()
    if (!known) await db.insertInto('person').values({ id: person, national_id: each.nationalId, full_name: each.name }).execute()
    const contacts = [{ channel: 'email' as const, value: each.email }, ...(each.phone === undefined ? [] : [{ channel: 'phone' as const, value: each.phone }])]
    for (const contact of contacts) {
      await db
        .insertInto('contact')
        .values({ id: random.uuid(), person_id: person, ...contact, status: 'active', since, source: 'demo', last_used_at: now })
        .execute()
    }
    if (each.key === 'none') continue
    const hashed = each.key === 'blocked' ? await hasher.hash(new Secret(demoBlockedKey), person) : null
    await db
      .insertInto('credential')
      .values({
        id: random.uuid(),
        kind: 'personal',
        person_id: person,
        generation: 1,
        status: each.key,
        set_at: since,
        ...(hashed ? { hash: hashed.hash, pepper_version: hashed.pepperVersion, blocked_reason: 'failed_sign_ins' as const } : {}),
      })
      .execute()
  }
}
