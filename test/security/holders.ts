import type { DemoEmployer } from '../../src/demo/employers.ts'
import { Secret } from '../../src/secret.ts'
import type { Harness } from '../harness.ts'

// Fictional holders of every kind, beside the three of the demo.

export type HolderOptions = {
  key?: 'external' | 'blocked' | 'none'
  closed?: boolean
  held?: boolean
  contacts?: readonly { channel: 'email' | 'phone'; value: string; since?: Date; coolsUntil?: Date; lastUsedAt?: Date; bounced?: boolean; removedAt?: Date }[]
}

export type Holder = DemoEmployer & { branchId: string; employerId: string }

let made = 1000

function nationalIdOf(serial: number): string {
  const nine = `17${String(serial).padStart(7, '0')}`
  const sum = [...nine].reduce((total, digit, at) => {
    const product = Number(digit) * (at % 2 === 0 ? 2 : 1)
    return total + (product > 9 ? product - 9 : product)
  }, 0)
  return `${nine}${(10 - (sum % 10)) % 10}`
}

/** Numbers of the right form that name nobody, other ones at each call. */
export function madeUpTriple() {
  made += 1
  return { taxId: `1791${String(made).padStart(6, '0')}001`, branchCode: '0001', nationalId: nationalIdOf(made) }
}

/** A company with one representative. Without options: an e-mail address long registered, and a key made elsewhere. */
export async function addHolder({ context, now }: Harness, options: HolderOptions = {}): Promise<Holder> {
  const { db, random } = context
  const triple = madeUpTriple()
  const [employerId, branchId, personId] = [random.uuid(), random.uuid(), random.uuid()]
  const email = `gerencia@e${made}.example`
  const since = new Date(now().getTime() - 400 * 86_400_000)
  const name = `Empresa Inventada ${made}`
  await db
    .insertInto('employer')
    .values({ id: employerId, tax_id: triple.taxId, kind: 'company', legal_name: name, status: options.closed ? 'closed' : 'active' })
    .execute()
  await db
    .insertInto('branch')
    .values({
      id: branchId,
      employer_id: employerId,
      code: triple.branchCode,
      status: 'active',
      ...(options.held ? { security_hold_since: since, security_hold_reason: 'key_frozen_by_veto' as const } : {}),
    })
    .execute()
  await db.insertInto('person').values({ id: personId, national_id: triple.nationalId, full_name: 'Persona Inventada' }).execute()
  await db
    .insertInto('representation')
    .values({ id: random.uuid(), employer_id: employerId, person_id: personId, role: 'gerente', valid_from: '2020-01-01', source: 'test' })
    .execute()
  const key = options.key ?? 'external'
  if (key !== 'none') {
    const stored = key === 'blocked' ? await context.hasher.hash(keyOfBlocked, branchId) : null
    await db
      .insertInto('credential')
      .values({
        id: random.uuid(),
        kind: 'employer',
        branch_id: branchId,
        generation: 1,
        status: key,
        set_at: since,
        ...(stored ? { hash: stored.hash, pepper_version: stored.pepperVersion, blocked_reason: 'failed_sign_ins' as const } : {}),
      })
      .execute()
  }
  for (const contact of options.contacts ?? [{ channel: 'email' as const, value: email }]) {
    await db
      .insertInto('contact')
      .values({
        id: random.uuid(),
        branch_id: branchId,
        channel: contact.channel,
        value: contact.value,
        status: 'removedAt' in contact ? 'removed' : 'active',
        since: contact.since ?? since,
        source: 'test',
        last_used_at: contact.lastUsedAt ?? now(),
        cools_until: contact.coolsUntil ?? null,
        bounced_at: contact.bounced ? since : null,
        removed_at: contact.removedAt ?? null,
      })
      .execute()
  }
  const [first] = options.contacts ?? []
  return { ...triple, kind: 'company', name, representative: 'Persona Inventada', email: first?.value ?? email, branchId, employerId }
}

/** The right key of every holder whose key is blocked. */
export const keyOfBlocked = new Secret('esta clave esta bloqueada ahora')
