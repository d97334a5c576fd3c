import type { Context } from '../context.ts'
import { together } from '../db/together.ts'
import type { Device } from '../http/device.ts'
import type { Language } from '../institution.ts'
import type { Budget } from '../limits/message-budget.ts'
import { readPuzzle } from '../limits/proof-of-work.ts'
import { countStart, type StartRefusal } from '../limits/starts.ts'
import { type Limit, limitKey } from '../limits/windows.ts'
import { giveNotice } from '../notifications/notices.ts'
import { dateAt } from '../offices/calendar-date.ts'
import { newSend } from '../proof/codes.ts'
import { tagWords } from '../proof/tag-words.ts'
import { crockford } from '../random.ts'
import { findHolder } from '../registry/find-holder.ts'
import { takeStartMessage } from './budgets.ts'
import type { Recovery, Typed } from './recovery.ts'
import { insertRecovery } from './store.ts'

export type StartRequest = { typed: Typed; puzzle: string | undefined; source: string; device: Device; language: Language }
export type StartOutcome = { outcome: 'started'; cookie: string } | StartRefusal

/** Counts, then looks up, then opens a case: a real one or a phantom, by the same statements. */
export async function startRecovery(context: Context, request: StartRequest): Promise<StartOutcome> {
  const puzzle = await readPuzzle(context.keys, request.puzzle)
  if (puzzle === 'invalid') return { outcome: 'puzzle_refused', why: 'invalid' }
  return context.db.transaction().execute(async (tx) => {
    const now = await context.clock(tx)
    const refusal = await countStart(context, tx, { form: 'recovery', source: request.source, puzzle, now })
    if (refusal) return refusal

    const [budget, found] = await together(
      takeStartMessage(context, tx, { typed: request.typed, now }),
      findHolder(tx, request.typed, dateAt(now, context.institution.timeZone)),
    )
    const recovery = newRecovery(context, { request, budget, found, now })
    const cookie = context.random.token(32)
    await together(
      insertRecovery(tx, recovery, { askerHash: context.keys.mac('token', cookie) }),
      giveNotice(context, tx, { kind: 'recovery.started', recoveryId: recovery.id, branchId: recovery.branchId, details: { send: 0 }, createdAt: now }),
    )
    return { outcome: 'started', cookie }
  })
}

/** The count of wrong codes in a row belongs to the holder that was typed, whoever asks and as whom. */
export const wrongCodesLimit = (context: Context, typed: Typed): Limit => ({
  name: 'wrong_codes',
  key: limitKey(context.keys, 'wrong_codes', `${typed.taxId} ${typed.branchCode}`),
  window: context.institution.policy.wrongCodesMemory,
})

function newRecovery(
  context: Context,
  from: { request: StartRequest; budget: Budget; found: { branchId: string; representationId: string } | null; now: Date },
): Recovery {
  const { random, institution } = context
  const character = () => random.pick(crockford)
  return {
    id: random.uuid(),
    number: `R-${Array.from({ length: 4 }, character).join('')}-${Array.from({ length: 4 }, character).join('')}`,
    branchId: from.found?.branchId ?? null,
    representationId: from.found?.representationId ?? null,
    state: 'awaiting_proof',
    language: from.request.language,
    tag: `${random.pick(tagWords)} ${random.pick(tagWords)}`,
    typed: from.request.typed,
    device: from.request.device,
    startedAt: from.now,
    sends: [newSend(from.now, from.budget, institution.policy)],
    codes: [],
    wrongAt: [],
    provenAt: null,
    provenBy: null,
    provenWith: null,
    officeReason: null,
    savedCodeWrong: 0,
    personalKeyWrong: 0,
    credentialId: null,
    completedAt: null,
  }
}
