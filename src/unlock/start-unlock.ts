import type { Context } from '../context.ts'
import { together } from '../db/together.ts'
import type { Device } from '../http/device.ts'
import type { Language } from '../institution.ts'
import type { Budget } from '../limits/message-budget.ts'
import { readPuzzle } from '../limits/proof-of-work.ts'
import { countStart, type StartRefusal } from '../limits/starts.ts'
import { type Limit, limitKey } from '../limits/windows.ts'
import { giveNotice } from '../notifications/notices.ts'
import { newSend } from '../proof/codes.ts'
import { tagWords } from '../proof/tag-words.ts'
import { crockford } from '../random.ts'
import { findPerson } from '../registry/person.ts'
import { takeStartMessage } from './budgets.ts'
import { insertUnlock } from './store.ts'
import type { Unlock } from './unlock.ts'

export type StartRequest = { nationalId: string; puzzle: string | undefined; source: string; device: Device; language: Language }
export type StartOutcome = { outcome: 'started'; cookie: string } | StartRefusal

/** Counts, then looks up, then opens a case: a real one or a phantom, by the same statements. */
export async function startUnlock(context: Context, request: StartRequest): Promise<StartOutcome> {
  const puzzle = await readPuzzle(context.keys, request.puzzle)
  if (puzzle === 'invalid') return { outcome: 'puzzle_refused', why: 'invalid' }
  return context.db.transaction().execute(async (tx) => {
    const now = await context.clock(tx)
    const refusal = await countStart(context, tx, { form: 'unlock', source: request.source, puzzle, now })
    if (refusal) return refusal

    const typed = { nationalId: request.nationalId }
    const [budget, personId] = await together(takeStartMessage(context, tx, { typed, now }), findPerson(tx, typed.nationalId))
    const unlock = newUnlock(context, { request, budget, personId, now })
    const cookie = context.random.token(32)
    await together(
      insertUnlock(tx, unlock, { askerHash: context.keys.mac('token', cookie) }),
      giveNotice(context, tx, { kind: 'unlock.started', unlockId: unlock.id, personId, details: { send: 0 }, createdAt: now }),
    )
    return { outcome: 'started', cookie }
  })
}

/** The count of wrong codes in a row belongs to the cédula that was typed, whoever asks; an employer's are counted apart. */
export const wrongCodesLimit = (context: Context, typed: Unlock['typed']): Limit => ({
  name: 'unlock_wrong_codes',
  key: limitKey(context.keys, 'unlock_wrong_codes', typed.nationalId),
  window: context.institution.policy.wrongCodesMemory,
})

function newUnlock(context: Context, from: { request: StartRequest; budget: Budget; personId: string | null; now: Date }): Unlock {
  const { random, institution } = context
  const character = () => random.pick(crockford)
  return {
    id: random.uuid(),
    number: `D-${Array.from({ length: 4 }, character).join('')}-${Array.from({ length: 4 }, character).join('')}`,
    personId: from.personId,
    state: 'awaiting_proof',
    language: from.request.language,
    tag: `${random.pick(tagWords)} ${random.pick(tagWords)}`,
    typed: { nationalId: from.request.nationalId },
    device: from.request.device,
    startedAt: from.now,
    sends: [newSend(from.now, from.budget, institution.policy)],
    codes: [],
    wrongAt: [],
    provenAt: null,
    provenBy: null,
    provenWith: null,
    officeReason: null,
    chosen: null,
    credentialId: null,
    completedAt: null,
  }
}
