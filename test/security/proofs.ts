import type { Hashed } from '../../src/credentials/hasher.ts'
import { generateSavedCode, groupSavedCode, savedCodeHash } from '../../src/credentials/saved-code.ts'
import { Secret } from '../../src/secret.ts'
import type { Harness } from '../harness.ts'
import { addHolder, type Holder } from './holders.ts'

// Proofs that a holder has besides its contacts, put where signed-in holders put them.

const day = 86_400_000

/** The employer's saved code, as it is printed. Any that it had is made anew. */
export async function saveCode({ context, now }: Harness, holder: Holder, madeDaysAgo = 30): Promise<string> {
  const code = generateSavedCode(context.random)
  const madeAt = new Date(now().getTime() - madeDaysAgo * day)
  await context.db
    .updateTable('saved_code')
    .set({ ended_at: now(), ended_by: 'made_anew' })
    .where('branch_id', '=', holder.branchId)
    .where('ended_at', 'is', null)
    .execute()
  await context.db
    .insertInto('saved_code')
    .values({ id: context.random.uuid(), branch_id: holder.branchId, hash: savedCodeHash(context.keys, { branchId: holder.branchId, code }), made_at: madeAt })
    .execute()
  return groupSavedCode(code)
}

/** The personal key of every person who has one here. */
export const personalKey = 'las gallinas duermen temprano hoy'

const hashes = new WeakMap<Harness['context'], Promise<Hashed>>()

export type PersonalKeyOptions = { touchedAt?: Date; unlockedAt?: Date; through?: string | null; status?: 'active' | 'blocked' }

/** Gives the representative named a personal key: long ago and through a mailbox of the person's own, unless it is said otherwise. Returns the person's id. */
export async function givePersonalKeyTo({ context, now }: Harness, nationalId: string, options: PersonalKeyOptions = {}): Promise<string> {
  const { db, random, hasher } = context
  const { id: personId } = await db.selectFrom('person').select('id').where('national_id', '=', nationalId).executeTakeFirstOrThrow()
  const longAgo = new Date(now().getTime() - 100 * day)
  const through = options.through === undefined ? `persona-${nationalId}@propia.example` : options.through
  const contactId = random.uuid()
  if (through !== null) {
    await db
      .insertInto('contact')
      .values({ id: contactId, person_id: personId, channel: 'email', value: through, status: 'active', since: longAgo, source: 'test', last_used_at: longAgo })
      .execute()
  }
  const hashed = await (hashes.get(context) ?? hasher.hash(new Secret(personalKey), 'test'))
  hashes.set(context, Promise.resolve(hashed))
  const status = options.status ?? 'active'
  await db
    .insertInto('credential')
    .values({
      id: random.uuid(),
      kind: 'personal',
      person_id: personId,
      generation: 1,
      status,
      ...(status === 'blocked' ? { blocked_reason: 'failed_sign_ins' as const } : {}),
      hash: hashed.hash,
      pepper_version: hashed.pepperVersion,
      set_at: options.touchedAt ?? longAgo,
      unlocked_at: options.unlockedAt ?? null,
      through_contact: through === null ? null : contactId,
    })
    .execute()
  return personId
}

export const longUnused = ({ now }: Harness) => new Date(now().getTime() - 800 * day)

export type ContactKind = 'ordinary' | 'cooling' | 'doubtful'

let made = 0

/** Contacts as they stand against the table of evidence. */
export const contactKinds = (harness: Harness) =>
  ({
    ordinary: {},
    cooling: { since: new Date(harness.now().getTime() - 4 * day), coolsUntil: new Date(harness.now().getTime() + 3 * day) },
    doubtful: { lastUsedAt: longUnused(harness) },
  }) satisfies Record<ContactKind, object>

/** An employer with one mailbox of each of these kinds, `box(0)`, `box(1)` … in that order. */
export async function holderOf(harness: Harness, ...of: ContactKind[]): Promise<{ holder: Holder; box: (at: number) => string }> {
  made += 1
  const box = (at: number) => `${'abc'[at]}${made}@ataque.example`
  const kinds = contactKinds(harness)
  return { holder: await addHolder(harness, { contacts: of.map((kind, at) => ({ channel: 'email' as const, value: box(at), ...kinds[kind] })) }), box }
}

/** The state of a holder's newest case. */
export const stateOfNewest = async (harness: Harness, holder: Holder) =>
  (await harness.context.db.selectFrom('recovery').select('state').where('branch_id', '=', holder.branchId).orderBy('started_at', 'desc').execute())[0]?.state
