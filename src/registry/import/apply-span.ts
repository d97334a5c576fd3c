import { sql } from 'kysely'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/database.ts'
import { lockOpenCases, voidEvidence } from '../../recovery/void-evidence.ts'
import { lockExamined, voidApprovals } from '../../replacement/void-approval.ts'
import { lockOpenUnlocks, voidUnlockEvidence } from '../../unlock/void-evidence.ts'
import { applyPeople } from './apply-people.ts'
import { applyRegistry } from './apply-registry.ts'
import { applySri } from './apply-sri.ts'
import { rowsOf, type Span } from './difference.ts'
import type { ImportFormat } from './import.ts'
import { tellOfContacts, tellOfRepresentations } from './tell-contacts.ts'

export type SpanContext = Pick<Context, 'clock' | 'random' | 'jobs' | 'institution'>

/** Applies a span of each format, with all that follows from it: proofs that no longer count, the record, and who is told. */
export const applySpan = {
  registry: async (context, tx, span) => {
    const holderIds = await lockBranches(tx, span)
    await lockOpenCases(tx, holderIds)
    const examined = await lockExamined(tx, { kind: 'employer', holderIds })
    const now = await context.clock(tx)
    const applied = await applyRegistry(tx, span, { now, policy: context.institution.policy })
    await voidEvidence(tx, { contactIds: idsOf(applied.contactsRemoved), representationIds: idsOf(applied.representationsChanged), now })
    await tellOfContacts(context, tx, { importId: span.importId, kind: 'employer', applied, now })
    await tellOfRepresentations(context, tx, { importId: span.importId, applied, now })
    await closeEmployers(tx, span)
    await voidApprovals(context, tx, { examined, now })
  },
  sri: async (context, tx, span) => {
    const holderIds = await lockBranches(tx, span)
    await lockOpenCases(tx, holderIds)
    const examined = await lockExamined(tx, { kind: 'employer', holderIds })
    const now = await context.clock(tx)
    await applySri(tx, span)
    await closeEmployers(tx, span)
    await voidApprovals(context, tx, { examined, now })
  },
  people: async (context, tx, span) => {
    const holderIds = await lockPeople(tx, span)
    await lockOpenUnlocks(tx, holderIds)
    const examined = await lockExamined(tx, { kind: 'personal', holderIds })
    const now = await context.clock(tx)
    const applied = await applyPeople(tx, span, { now, policy: context.institution.policy })
    await voidUnlockEvidence(tx, { contactIds: idsOf(applied.contactsRemoved), now })
    await tellOfContacts(context, tx, { importId: span.importId, kind: 'personal', applied, now })
    await voidApprovals(context, tx, { examined, now })
  },
} as const satisfies Record<ImportFormat, (context: SpanContext, tx: Tx, span: Span) => Promise<void>>

const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id)

/** In order, and weaker than what a deletion would take, so that a start of a recovery need not wait. */
async function lockBranches(tx: Tx, span: Span): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select branch.id from branch join employer on employer.id = branch.employer_id
    where employer.tax_id in (select s.tax_id from ${rowsOf(span)}) order by branch.id for no key update of branch`.execute(tx)
  return idsOf(rows)
}

/** The same. */
async function lockPeople(tx: Tx, span: Span): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from person where national_id in (select s.national_id from ${rowsOf(span)}) order by id for no key update`.execute(tx)
  return idsOf(rows)
}

/** An employer is closed when every branch of it is. */
async function closeEmployers(tx: Tx, span: Span) {
  await sql`
    update employer set status = stands.status
    from (
      select branch.employer_id, case when bool_or(branch.status = 'active') then 'active' else 'closed' end as status
      from branch join employer on employer.id = branch.employer_id
      where employer.tax_id in (select s.tax_id from ${rowsOf(span)}) group by branch.employer_id
    ) as stands
    where employer.id = stands.employer_id and employer.status <> stands.status`.execute(tx)
}
