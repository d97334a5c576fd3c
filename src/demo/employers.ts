import type { Kysely } from 'kysely'
import type { Hasher } from '../credentials/hasher.ts'
import type { Schema } from '../db/database.ts'
import type { Random } from '../random.ts'
import { Secret } from '../secret.ts'
import { seedPersons } from './persons.ts'

type Seeding = { db: Kysely<Schema>; random: Random }

type Registered = {
  taxId: string
  kind: Schema['employer']['kind']
  name: string
  branchCode: string
  nationalId: string
  representative: string
}

export type DemoEmployer = Registered & {
  email: string
  phone?: string
  /** One that it has had for long: printed, so that the account can be tried without the wait that follows a new key. */
  key?: string
}

/** Fictional employers with numbers that pass the check-digit rules and belong to nobody. */
export const demoEmployers: readonly DemoEmployer[] = [
  {
    taxId: '1790000095001',
    kind: 'company',
    name: 'Panadería Imaginaria S.A.',
    branchCode: '0001',
    nationalId: '1700000092',
    representative: 'Ana Ficticia Ejemplo',
    email: 'gerencia@panaderia.example',
    phone: '+593990000001',
  },
  {
    taxId: '0911111110001',
    kind: 'natural_person',
    name: 'Luis Inventado Prueba',
    branchCode: '0001',
    nationalId: '0911111110',
    representative: 'Luis Inventado Prueba',
    email: 'luis@taller.example',
    key: 'cinco peras maduras bajo el puente',
  },
  {
    taxId: '3000000129000',
    kind: 'domestic',
    name: 'Marta Supuesta Modelo',
    branchCode: '0001',
    nationalId: '3000000129',
    representative: 'Marta Supuesta Modelo',
    email: 'marta@casa.example',
    phone: '+593990000003',
  },
]

/** One with neither a contact nor a key: nobody can stop its case, so that the demo comes to the end of one without the days of a wait. */
export const demoNewEmployer: Registered = {
  taxId: '1000000008001',
  kind: 'natural_person',
  name: 'Rosa Imaginada Muestra',
  branchCode: '0001',
  nationalId: '1000000008',
  representative: 'Rosa Imaginada Muestra',
}

/** Fills an empty registry with them and with the demo's persons. */
export async function seedDemo({ db, random, hasher }: Seeding & { hasher: Hasher }, now: Date) {
  if (await db.selectFrom('employer').select('id').executeTakeFirst()) return
  const since = new Date(now.getTime() - 400 * 86_400_000)
  for (const each of demoEmployers) {
    const branch = await insertEmployer({ db, random }, each)
    const hashed = each.key === undefined ? null : await hasher.hash(new Secret(each.key), branch)
    await db
      .insertInto('credential')
      .values({
        id: random.uuid(),
        kind: 'employer',
        branch_id: branch,
        generation: 1,
        status: hashed ? 'active' : 'external',
        set_at: since,
        ...(hashed ? { hash: hashed.hash, pepper_version: hashed.pepperVersion } : {}),
      })
      .execute()
    const contacts = [{ channel: 'email' as const, value: each.email }, ...(each.phone === undefined ? [] : [{ channel: 'phone' as const, value: each.phone }])]
    for (const contact of contacts) {
      await db
        .insertInto('contact')
        .values({ id: random.uuid(), branch_id: branch, ...contact, status: 'active', since, source: 'demo', last_used_at: now })
        .execute()
    }
  }
  await seedPersons({ db, random, hasher }, now)
}

export async function seedNewEmployer({ db, random }: Seeding) {
  if (await db.selectFrom('employer').select('id').where('tax_id', '=', demoNewEmployer.taxId).executeTakeFirst()) return
  await insertEmployer({ db, random }, demoNewEmployer)
}

async function insertEmployer({ db, random }: Seeding, each: Registered): Promise<string> {
  const [employer, branch] = [random.uuid(), random.uuid()]
  await db.insertInto('employer').values({ id: employer, tax_id: each.taxId, kind: each.kind, legal_name: each.name, status: 'active' }).execute()
  await db
    .insertInto('branch')
    .values({ id: branch, employer_id: employer, code: each.branchCode, name: 'Matriz', canton: 'Quito', status: 'active' })
    .execute()
  const known = await db.selectFrom('person').select('id').where('national_id', '=', each.nationalId).executeTakeFirst()
  const person = known?.id ?? random.uuid()
  if (!known) await db.insertInto('person').values({ id: person, national_id: each.nationalId, full_name: each.representative }).execute()
  await db
    .insertInto('representation')
    .values({ id: random.uuid(), employer_id: employer, person_id: person, role: 'representante_legal', valid_from: '2020-01-01', source: 'demo' })
    .execute()
  return branch
}
