import { sql } from 'kysely'
import type { Tx } from '../../db/database.ts'
import { checkNationalId, checkTaxId } from '../../registry/identifiers.ts'
import { bareCrockford } from '../../replacement/continuation.ts'

/** What somebody searches for: everything that a number leads to in the record, and what of it is the thing itself. */
export type About = { subject: string; ids: readonly string[] }

/** What a number leads to, as it was typed: of a case of any kind, a RUC, or a cédula. Null: nothing. */
export async function findAbout(tx: Tx, typed: string): Promise<About | null> {
  const number = caseNumber(typed)
  if (number !== null) return findCase(tx, number)
  const nationalId = checkNationalId(typed)
  if (nationalId.answer !== 'malformed') return findPerson(tx, nationalId.value)
  const taxId = checkTaxId(typed)
  return taxId.answer === 'malformed' ? null : findEmployer(tx, taxId.value)
}

/** The normal form of the number of a case with an office (S), a recovery (R) or an unlock (D), however it was typed. */
function caseNumber(typed: string): string | null {
  const [, kind, first, second] = /^([SRD])([0-9A-HJKMNP-TV-Z]{4})([0-9A-HJKMNP-TV-Z]{4})$/.exec(bareCrockford(typed)) ?? []
  return kind === undefined ? null : `${kind}-${first}-${second}`
}

type Ids = { id: string }
/** The first that was found is the thing itself. */
const aboutFrom = (rows: readonly Ids[]): About | null => (rows[0] ? { subject: rows[0].id, ids: [...new Set(rows.map(({ id }) => id))] } : null)

async function findCase(tx: Tx, number: string): Promise<About | null> {
  const { rows } = await sql<Ids>`
    select id from replacement where number = ${number} and state <> 'draft'
    union all select id from recovery where number = ${number}
    union all select id from unlock where number = ${number}`.execute(tx)
  return aboutFrom(rows)
}

/** An employer's branches, with their keys, contacts and cases; and cases with an office in which it was typed. */
async function findEmployer(tx: Tx, taxId: string): Promise<About | null> {
  const { rows } = await sql<Ids>`
    with held as (select branch.id, branch.code from branch join employer on employer.id = branch.employer_id where employer.tax_id = ${taxId})
    select id from (
      select id, 1 as rank, code from held
      union all select id, 2, '' from credential where branch_id in (select id from held)
      union all select id, 2, '' from contact where branch_id in (select id from held)
      union all select id, 2, '' from recovery where branch_id in (select id from held)
      union all select id, 2, '' from replacement where branch_id in (select id from held)
      union all select id, 2, '' from replacement where typed ->> 'taxId' = ${taxId} and state <> 'draft'
    ) found order by rank, code, id`.execute(tx)
  return aboutFrom(rows)
}

/**
 * A person with their key, contacts and cases, also those that they asked for as the representative of an employer; and an account of staff.
 */
async function findPerson(tx: Tx, nationalId: string): Promise<About | null> {
  const { rows } = await sql<Ids>`
    with held as (select id from person where national_id = ${nationalId})
    select id from (
      select id, 1 as rank from held
      union all select id, 2 from staff_member where national_id = ${nationalId}
      union all select id, 3 from credential where person_id in (select id from held)
      union all select id, 3 from contact where person_id in (select id from held)
      union all select id, 3 from unlock where person_id in (select id from held)
      union all select id, 3 from replacement where person_id in (select id from held)
      union all select id, 3 from replacement where typed ->> 'nationalId' = ${nationalId} and state <> 'draft'
      union all select recovery.id, 3 from recovery join representation on representation.id = recovery.representation_id
        where representation.person_id in (select id from held)
    ) found order by rank, id`.execute(tx)
  return aboutFrom(rows)
}
