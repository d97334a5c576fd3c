import { recordAudit } from '../../../audit/audit.ts'
import type { Context } from '../../../context.ts'
import type { Tx } from '../../../db/database.ts'
import { countHits, limitKey, readHits, resetHits } from '../../../limits/windows.ts'
import { lockHolder } from '../../../registry/holder.ts'
import { bare } from '../../../registry/identifiers.ts'
import { findPerson, lockPerson } from '../../../registry/person.ts'
import type { StaffBrowser } from '../../../staff/enter-office.ts'
import { moveCase, takeInHand } from '../../facts.ts'
import { oneForHolder, type ReplacementState } from '../../replacement.ts'
import { type CaseRow, findBranch, lockCase } from '../../store.ts'
import { type AtCase, type Refused, workOnCase } from '../enter-case.ts'
import { readOtherOfHolder } from '../store.ts'

export type DocumentKind = 'cedula' | 'passport'
type Shown = { number: string; version: number; document: string }

export type Verified =
  | { outcome: 'verified' | 'not_found' | 'name_needed' }
  | { outcome: 'wrong'; triesLeft: number }
  | { outcome: 'no_tries' }
  | { outcome: 'other_case'; number: string; state: ReplacementState }

/** Wrong numbers for one case by one agent. */
const wrongDocuments = (context: Context, of: { caseId: string; staffId: string }) => ({
  name: 'wrong_documents',
  key: limitKey(context.keys, 'wrong_documents', `${of.caseId} ${of.staffId}`),
  window: context.institution.policy.visitWithin,
})

export async function documentTriesLeft(context: Context, tx: Tx, of: { caseId: string; staffId: string; now: Date }): Promise<number> {
  const [wrong] = await readHits(tx, [wrongDocuments(context, of)], of.now)
  return Math.max(0, context.institution.policy.documentTries - (wrong?.count ?? 0))
}

/**
 * The identity step: the number that the document shows is the one the case was filed for. Only now does the agent learn whether what was typed
 * names anybody. Once more where whoever took it is in doubt since. `name`: as the document shows it, of somebody who is not on the register.
 */
export function verifyIdentity(context: Context, browser: StaffBrowser, on: Shown & { kind: DocumentKind; name: string }): Promise<Verified | Refused> {
  return workOnCase<Verified>(context, browser, {
    ...on,
    async work(tx, at) {
      const filed = at.row.state === 'submitted'
      if (!filed && !(at.row.state === 'in_review' && at.inHand.facts.identityDoubtful)) return { outcome: 'out_of_order' }
      const wrong = await checkDocument(context, tx, { at, document: on.document })
      if (wrong) return wrong
      const row = await foundByNow(tx, at.row)
      const { actor, now } = at
      if (row.branch_id === null && row.person_id === null) return { outcome: 'not_found' }
      const other = await readOtherOfHolder(tx, { caseId: row.id, branchId: row.branch_id, personId: row.person_id, states: oneForHolder })
      if (other) return { outcome: 'other_case', ...other }
      const registered = (await findPerson(tx, row.typed.nationalId)) !== null
      if (!registered && on.name === '') return { outcome: 'name_needed' }
      const identity = { document: on.document, kind: on.kind, name: registered ? null : on.name }
      const moved = await identify(context, tx, { row, actor, now, identity, ...(filed ? { queuedAt: now } : {}) })
      return moved.outcome === 'moved' ? { outcome: 'verified' } : { outcome: 'out_of_order' }
    },
  })
}

type Identity = { document: string; kind: DocumentKind; name: string | null }

async function identify(context: Context, tx: Tx, of: AtCase & { identity: Identity; queuedAt?: Date }) {
  const { row, actor, now, identity, queuedAt } = of
  return moveCase(context, tx, {
    inHand: await takeInHand(context, tx, { row, now }),
    event: { type: 'verify_identity', document: bare(identity.document), by: actor },
    now,
    patch: {
      branch_id: row.branch_id,
      person_id: row.person_id,
      identity_at: now,
      identity_document: identity.kind,
      applicant_name: identity.name,
      ...(queuedAt ? { queued_at: queuedAt } : {}),
    },
  })
}

/**
 * The step once more, with the document that somebody who came back has just shown: nobody types it twice. Of who is not on the register the
 * step itself asks the name.
 */
export async function identifyAgain(context: Context, tx: Tx, { row: { id }, actor, now, document, kind }: AtCase & { document: string; kind: DocumentKind }) {
  const row = await lockCase(tx, id)
  if (!row || (await findPerson(tx, row.typed.nationalId)) === null) return
  const { facts } = await takeInHand(context, tx, { row, now })
  if (facts.identityDoubtful) await identify(context, tx, { row, actor, now, identity: { document, kind, name: null } })
}

/** Ends a case that names nobody on the register, before the person who filed it; the number is asked for again. */
export function rejectUnknown(context: Context, browser: StaffBrowser, on: Shown): Promise<Verified | { outcome: 'rejected' } | Refused> {
  return workOnCase<Verified | { outcome: 'rejected' }>(context, browser, {
    ...on,
    async work(tx, at) {
      if (at.row.state !== 'submitted') return { outcome: 'out_of_order' }
      const wrong = await checkDocument(context, tx, { at, document: on.document })
      if (wrong) return wrong
      const { actor, now } = at
      const row = await foundByNow(tx, at.row)
      const moved = await moveCase(context, tx, {
        inHand: await takeInHand(context, tx, { row, now }),
        event: { type: 'reject_unknown', document: bare(on.document), by: actor },
        now,
        patch: { reject_reason: 'not_on_register' },
        tells: { reason: 'not_on_register' },
      })
      return { outcome: moved.outcome === 'moved' ? 'rejected' : 'out_of_order' }
    },
  })
}

/** Counts a wrong number, and takes none after too many: then somebody else has to look. Null: it is the one that the case was filed for. */
export async function checkDocument(
  context: Context,
  tx: Tx,
  { at: { row, actor, now }, document }: { at: AtCase; document: string },
): Promise<Extract<Verified, { outcome: 'wrong' | 'no_tries' }> | null> {
  const of = { caseId: row.id, staffId: actor.id }
  const { documentTries } = context.institution.policy
  if ((await documentTriesLeft(context, tx, { ...of, now })) === 0) return { outcome: 'no_tries' }
  if (bare(document) === row.typed.nationalId) {
    await resetHits(tx, wrongDocuments(context, of))
    return null
  }
  const [wrong] = await countHits(tx, [wrongDocuments(context, of)], now)
  const tries = wrong?.count ?? documentTries
  await recordAudit(tx, { actor: 'staff', subject: row.id, at: now, staff: actor.id }, { type: 'replacement.document_refused', tries })
  return tries < documentTries ? { outcome: 'wrong', triesLeft: documentTries - tries } : { outcome: 'no_tries' }
}

/** Whoever was not on the register when the case was filed may be by now. */
async function foundByNow(tx: Tx, row: CaseRow): Promise<CaseRow> {
  if (row.branch_id !== null || row.person_id !== null) return row
  if (row.kind === 'personal') {
    const personId = await findPerson(tx, row.typed.nationalId)
    if (personId !== null) await lockPerson(tx, personId)
    return { ...row, person_id: personId }
  }
  const branchId = await findBranch(tx, row.typed)
  if (branchId !== null) await lockHolder(tx, branchId)
  return { ...row, branch_id: branchId }
}
