import type { Context } from '../context.ts'
import type { KeyKind } from '../credentials/credentials.ts'
import { readPuzzle } from '../limits/proof-of-work.ts'
import { countStart, type StartRefusal } from '../limits/starts.ts'
import type { TypedOfCase } from './replacement.ts'
import type { Answers } from './requirements.ts'
import { puzzleForm } from './start-request.ts'
import { lockDraft, saveCase } from './store.ts'

// Whoever checks everything before sending it can put one thing right, and gives none of the rest again: the contact stays confirmed, and the
// office chosen (WCAG 2.2, 3.3.7). Nothing of it gives more than another draft would: that lives no longer for it, and is filed once.

type Browser = { kind: KeyKind; held: readonly string[] }

export function changeAnswers(context: Context, browser: Browser, answers: Answers): Promise<'changed' | 'no_draft'> {
  return context.db.transaction().execute(async (tx) => {
    const draft = await lockDraft(tx, browser.kind, browser.held)
    const now = await context.clock(tx)
    if (!draft || now >= draft.ends_at) return 'no_draft'
    await saveCase(tx, draft.id, { reason: answers.reason, employer_kind: answers.employerKind })
    return 'changed'
  })
}

type ChangeData = Browser & { typed: TypedOfCase; puzzle: string | undefined; source: string }
export type ChangeOutcome = { outcome: 'kept' | 'no_draft' } | { outcome: 'changed'; cookie: string } | StartRefusal

/**
 * Other numbers cost what a draft for them would. From then on the draft is held by another token, of which the continuation code is made:
 * whoever left a draft of theirs open for the next person holds none of what that person makes of it.
 */
export async function changeData(context: Context, change: ChangeData): Promise<ChangeOutcome> {
  const puzzle = await readPuzzle(context.keys, change.puzzle)
  return context.db.transaction().execute(async (tx): Promise<ChangeOutcome> => {
    const draft = await lockDraft(tx, change.kind, change.held)
    const now = await context.clock(tx)
    if (!draft || now >= draft.ends_at) return { outcome: 'no_draft' }
    if (isSame(draft.typed, change.typed)) return { outcome: 'kept' }
    if (puzzle === 'invalid') return { outcome: 'puzzle_refused', why: 'invalid' }
    const refusal = await countStart(context, tx, { form: puzzleForm[change.kind], source: change.source, puzzle, now })
    if (refusal) return refusal
    const cookie = context.random.token(32)
    await saveCase(tx, draft.id, { typed: JSON.stringify(change.typed), draft_hash: context.keys.mac('token', cookie) })
    return { outcome: 'changed', cookie }
  })
}

const isSame = (one: TypedOfCase, other: TypedOfCase) => one.taxId === other.taxId && one.branchCode === other.branchCode && one.nationalId === other.nationalId
