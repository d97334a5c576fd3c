import { sql } from 'kysely'
import type { AccountChangeKind } from '../../account/account.ts'
import { maskContact } from '../../contacts/contacts.ts'
import type { KeyKind } from '../../credentials/credentials.ts'
import type { Tx } from '../../db/database.ts'
import type { ImportFormat } from '../../registry/import/import.ts'
import { toldApart } from './store.ts'

/** Whose something is: an employer's branch, or a person. */
export type Holder = { id: string; name: string; branchCode: string | null }
/** What an id of the record is the id of, as a person would call it. */
export type Named =
  | { kind: 'replacement' | 'recovery' | 'unlock'; number: string }
  | { kind: 'holder'; holder: Holder }
  | { kind: 'staff'; name: string }
  /** What an agent wrote down of a look-up: the record keeps its id alone. */
  | { kind: 'reference'; name: string }
  /** `id`: of the person. */
  | { kind: 'representative'; id: string; name: string }
  | { kind: 'contact'; masked: string; holder: Holder }
  | { kind: 'key'; of: KeyKind; generation: number; holder: Holder }
  | { kind: 'import'; format: ImportFormat; at: Date }
  | { kind: 'saved_code'; at: Date }
  | { kind: 'change'; change: AccountChangeKind; at: Date }

export type Names = ReadonlyMap<string, Named>

/** `whose`: the branch or the person whose name it is. */
type Row = {
  id: string
  kind: Named['kind']
  whose: string | null
  name: string | null
  branch: string | null
  code: string | null
  generation: number | null
  at: Date | null
}

/** What the ids stand for, by primary keys, in one statement however many there are. Ids that stand for nothing are left out. */
export async function readNames(tx: Tx, ids: readonly string[]): Promise<Names> {
  if (ids.length === 0) return new Map()
  const among = sql`any(${ids}::uuid[])`
  const { rows } = await sql<Row>`
    select id, 'replacement' as kind, null::uuid as whose, number as name, null::text as branch, null::text as code, null::integer as generation, null::timestamptz as at
      from replacement where id = ${among}
    union all select id, 'recovery', null, number, null, null, null, null from recovery where id = ${among}
    union all select id, 'unlock', null, number, null, null, null, null from unlock where id = ${among}
    union all select branch.id, 'holder', branch.id, employer.legal_name, branch.code, null, null, null
      from branch join employer on employer.id = branch.employer_id where branch.id = ${among}
    union all select id, 'holder', id, full_name, null, null, null, null from person where id = ${among}
    union all select id, 'staff', null, ${toldApart}, null, null, null, null from staff_member staff where id = ${among}
    union all select id, 'reference', null, reference, null, null, null, null from requirement_result where id = ${among}
    union all select representation.id, 'representative', person.id, person.full_name, null, null, null, null
      from representation join person on person.id = representation.person_id where representation.id = ${among}
    union all select contact.id, 'contact', coalesce(contact.branch_id, contact.person_id), coalesce(employer.legal_name, person.full_name), branch.code, contact.channel || ' ' || contact.value, null, null
      from contact left join branch on branch.id = contact.branch_id left join employer on employer.id = branch.employer_id
      left join person on person.id = contact.person_id where contact.id = ${among}
    union all select credential.id, 'key', coalesce(credential.branch_id, credential.person_id), coalesce(employer.legal_name, person.full_name), branch.code, null, credential.generation, null
      from credential left join branch on branch.id = credential.branch_id left join employer on employer.id = branch.employer_id
      left join person on person.id = credential.person_id where credential.id = ${among}
    union all select id, 'import', null, null, null, format, null, started_at from registry_import where id = ${among}
    union all select id, 'saved_code', null, null, null, null, null, made_at from saved_code where id = ${among}
    union all select id, 'change', null, null, null, kind, null, at from account_change where id = ${among}`.execute(tx)
  return new Map(rows.map((row) => [row.id, namedFrom(row)]))
}

function namedFrom({ kind, whose, name, branch, code, generation, at }: Row): Named {
  const [said, when, holder] = [name ?? '', at ?? new Date(0), { id: whose ?? '', name: name ?? '', branchCode: branch }]
  switch (kind) {
    case 'replacement':
    case 'recovery':
    case 'unlock':
      return { kind, number: said }
    case 'holder':
      return { kind, holder }
    case 'staff':
    case 'reference':
      return { kind, name: said }
    case 'representative':
      return { kind, id: holder.id, name: said }
    case 'contact': {
      const [channel = '', ...value] = (code ?? '').split(' ')
      return { kind, masked: maskContact({ channel: channel === 'phone' ? 'phone' : 'email', value: value.join(' ') }), holder }
    }
    case 'key':
      return { kind, of: branch === null ? 'personal' : 'employer', generation: generation ?? 0, holder }
    case 'import':
      return { kind, format: code as ImportFormat, at: when }
    case 'saved_code':
      return { kind, at: when }
    case 'change':
      return { kind, change: code as AccountChangeKind, at: when }
  }
}

/** The employers' branches and the persons whose names these are. */
export function holdersIn(names: Names): string[] {
  const ids = [...names.values()].flatMap((named) => ('holder' in named ? [named.holder.id] : named.kind === 'representative' ? [named.id] : []))
  return [...new Set(ids)].sort()
}
