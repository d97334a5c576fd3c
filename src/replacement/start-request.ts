import type { Context } from '../context.ts'
import type { KeyKind } from '../credentials/credentials.ts'
import type { Language } from '../institution.ts'
import { readPuzzle } from '../limits/proof-of-work.ts'
import { countStart, type StartRefusal } from '../limits/starts.ts'
import { generateNumber } from './continuation.ts'
import { endsAt } from './facts.ts'
import type { TypedOfCase } from './replacement.ts'
import type { Answers } from './requirements.ts'
import { insertCase } from './store.ts'

export type StartRequest = { kind: KeyKind; answers: Answers; typed: TypedOfCase; puzzle: string | undefined; source: string; language: Language }

export const puzzleForm = { employer: 'replacement', personal: 'contact_replacement' } as const satisfies Record<KeyKind, string>

/** Opens a draft for what was typed. Nothing is looked up: a draft of a stranger is a draft like any other. */
export async function startRequest(context: Context, request: StartRequest): Promise<{ outcome: 'started'; cookie: string } | StartRefusal> {
  const puzzle = await readPuzzle(context.keys, request.puzzle)
  if (puzzle === 'invalid') return { outcome: 'puzzle_refused', why: 'invalid' }
  return context.db.transaction().execute(async (tx) => {
    const now = await context.clock(tx)
    const refusal = await countStart(context, tx, { form: puzzleForm[request.kind], source: request.source, puzzle, now })
    if (refusal) return refusal
    const cookie = context.random.token(32)
    await insertCase(tx, {
      id: context.random.uuid(),
      number: generateNumber(context.random),
      kind: request.kind,
      state: 'draft',
      version: 1,
      round: 1,
      reason: request.answers.reason,
      employer_kind: request.answers.employerKind,
      language: request.language,
      typed: JSON.stringify(request.typed),
      draft_hash: context.keys.mac('token', cookie),
      contact: 'unknown',
      codes: '[]',
      tries_left: 0,
      started_at: now,
      moved_at: now,
      ends_at: endsAt('draft', { now, institution: context.institution, office: null, approvalEndsAt: null }),
    })
    return { outcome: 'started', cookie }
  })
}
