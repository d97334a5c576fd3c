import type { Context } from '../context.ts'
import type { KeyKind } from '../credentials/credentials.ts'
import { together } from '../db/together.ts'
import { giveNotice } from '../notifications/notices.ts'
import type { Secret } from '../secret.ts'
import { sendToApplicant } from './applicant-messages.ts'
import { continuationHash, generateContinuation } from './continuation.ts'
import { moveCase, takeInHand } from './facts.ts'
import { takeFilingNotice } from './limits.ts'
import { findBranch, findPerson, lockDraft } from './store.ts'

export type SubmitOutcome = { outcome: 'submitted'; number: string; continuation: Secret } | { outcome: 'no_draft' | 'not_ready' }

/**
 * Files a draft. What was typed is looked up by one statement whatever it names, and whoever files learns nothing of it. The continuation
 * code is in this answer alone.
 */
export function submitRequest(context: Context, browser: { kind: KeyKind; held: readonly string[] }): Promise<SubmitOutcome> {
  return context.db.transaction().execute(async (tx): Promise<SubmitOutcome> => {
    const draft = await lockDraft(tx, browser.kind, browser.held)
    const now = await context.clock(tx)
    if (!draft || now >= draft.ends_at) return { outcome: 'no_draft' }
    if (draft.office === null) return { outcome: 'not_ready' }
    const budget = await takeFilingNotice(context, tx, { typed: draft.typed, now })
    const found = await (browser.kind === 'employer' ? findBranch(tx, draft.typed) : findPerson(tx, draft.typed.nationalId))
    const [branchId, personId] = browser.kind === 'employer' ? [found, null] : [null, found]
    const continuation = generateContinuation(context.random)
    const moved = await moveCase(context, tx, {
      inHand: await takeInHand(context, tx, { row: draft, now }),
      event: { type: 'submit' },
      now,
      patch: {
        branch_id: branchId,
        person_id: personId,
        submitted_at: now,
        draft_hash: null,
        continuation_hash: continuationHash(context.keys, { number: draft.number, code: continuation }),
      },
    })
    if (moved.outcome === 'refused') return { outcome: 'not_ready' }
    await together(
      giveNotice(context, tx, { kind: 'replacement.filed', replacementId: draft.id, branchId, personId, details: { due: budget.allowed }, createdAt: now }),
      draft.contact === 'confirmed' ? sendToApplicant(context, tx, { caseId: draft.id, kind: 'receipt', now }) : null,
    )
    return { outcome: 'submitted', number: draft.number, continuation }
  })
}
