import type { Context } from '../context.ts'
import type { KeyKind } from '../credentials/credentials.ts'
import type { Tx } from '../db/database.ts'
import { together } from '../db/together.ts'
import { giveNotice } from '../notifications/notices.ts'
import type { Secret } from '../secret.ts'
import { sendToApplicant } from './applicant-messages.ts'
import { continuationHash, continuationHashes, continuationOf, continuationsOf } from './continuation.ts'
import { moveCase, takeInHand } from './facts.ts'
import { takeFilingNotice } from './limits.ts'
import { findBranch, findPerson, lockDraft, readFiled } from './store.ts'

export type SubmitOutcome = { outcome: 'submitted'; number: string; continuation: Secret } | { outcome: 'no_draft' } | { outcome: 'not_ready' }

/** The browser that fills in a draft, by its token. */
type DraftBrowser = { kind: KeyKind; token: Secret }

/**
 * Files a draft. What was typed is looked up by one statement whatever it names, and whoever files learns nothing of it. The continuation
 * code is in this answer alone; a browser that files again, because the answer never reached it, gets it again.
 */
export function submitRequest(context: Context, browser: DraftBrowser): Promise<SubmitOutcome> {
  const held = context.keys.macs('token', browser.token.reveal())
  return context.db.transaction().execute(async (tx): Promise<SubmitOutcome> => {
    const draft = await lockDraft(tx, browser.kind, held)
    const now = await context.clock(tx)
    if (!draft) return answerOf(context, tx, { ...browser, held, now })
    if (now >= draft.ends_at) return { outcome: 'no_draft' }
    if (draft.office === null) return { outcome: 'not_ready' }
    const budget = await takeFilingNotice(context, tx, { typed: draft.typed, now })
    const found = await (browser.kind === 'employer' ? findBranch(tx, draft.typed) : findPerson(tx, draft.typed.nationalId))
    const [branchId, personId] = browser.kind === 'employer' ? [found, null] : [null, found]
    const continuation = continuationOf(context.keys, browser.token)
    const moved = await moveCase(context, tx, {
      inHand: await takeInHand(context, tx, { row: draft, now }),
      event: { type: 'submit' },
      now,
      patch: {
        branch_id: branchId,
        person_id: personId,
        submitted_at: now,
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

type Filed = Extract<SubmitOutcome, { outcome: 'submitted' | 'no_draft' }>

/** The same answer for a browser whose draft is filed already, whether or not it ever had it. */
export function fileAgain(context: Context, browser: DraftBrowser): Promise<Filed> {
  const held = context.keys.macs('token', browser.token.reveal())
  return context.db.transaction().execute(async (tx) => answerOf(context, tx, { ...browser, held, now: await context.clock(tx) }))
}

/** What the browser of a draft was told when it filed it, for as long as the draft would have lived. */
async function answerOf(context: Context, tx: Tx, on: DraftBrowser & { held: readonly string[]; now: Date }): Promise<Filed> {
  const { keys, institution } = context
  const filed = await readFiled(tx, on.kind, on.held)
  if (!filed || on.now.getTime() >= filed.started_at.getTime() + institution.policy.draftKept) return { outcome: 'no_draft' }
  const { number } = filed
  const continuation = continuationsOf(keys, on.token).find((code) => continuationHashes(keys, { number, code }).includes(filed.continuation_hash))
  return continuation ? { outcome: 'submitted', number, continuation } : { outcome: 'no_draft' }
}
