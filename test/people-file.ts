import type { Harness } from './harness.ts'
import { importText, type Report } from './registry-file.ts'

// Files of fictional people, and their import as a named operator.

export const peopleHeader = ['national_id', 'full_name', 'birth_date', 'email', 'phone', 'status', 'contact_since', 'as_of'] as const

export type PersonLine = Partial<Record<(typeof peopleHeader)[number], string>>

/** A good line of an imaginary pensioner, with what a test says instead. */
export const pensioner = (changes: PersonLine = {}): PersonLine => ({
  national_id: '0960000016',
  full_name: 'Rosa Ficticia Modelo',
  birth_date: '1951-04-30',
  email: 'rosa@casa.example',
  phone: '0990000011',
  status: 'active',
  contact_since: '2020-01-01',
  as_of: '2026-01-31',
  ...changes,
})

/** A cédula by its running number, with the check digit that fits. */
export function cedula(number: number): string {
  const nine = `17${String(number).padStart(7, '0')}`
  const sum = [...nine].reduce((total, digit, at) => {
    const product = Number(digit) * (at % 2 === 0 ? 2 : 1)
    return total + (product > 9 ? product - 9 : product)
  }, 0)
  return `${nine}${(10 - (sum % 10)) % 10}`
}

export const peopleText = (lines: readonly PersonLine[], columns: readonly string[] = peopleHeader) =>
  `${[columns.join(','), ...lines.map((line) => columns.map((column) => line[column as keyof PersonLine] ?? '').join(','))].join('\n')}\n`

export const importPeople = (harness: Harness, lines: readonly PersonLine[], options?: Parameters<typeof importText>[2]): Promise<Report> =>
  importText(harness, peopleText(lines), { format: 'people', ...options })

/** A person's own contacts: value, status, and whether it cools off. */
export async function contactsOfPerson(harness: Harness, nationalId = '0960000016') {
  const rows = await harness.context.db
    .selectFrom('contact')
    .innerJoin('person', 'person.id', 'contact.person_id')
    .select(['contact.id', 'contact.value', 'contact.status', 'contact.cools_until'])
    .where('person.national_id', '=', nationalId)
    .orderBy('contact.value')
    .orderBy('contact.status')
    .execute()
  return rows.map(({ id, value, status, cools_until }) => ({ id, value, status, coolsUntil: cools_until }))
}

export const personOf = (harness: Harness, nationalId = '0960000016') =>
  harness.context.db
    .selectFrom('person')
    .select(['id', 'full_name', 'birth_date', 'status', 'source', 'as_of'])
    .where('national_id', '=', nationalId)
    .executeTakeFirstOrThrow()
