import type { Context } from '../context.ts'
import type { Tx } from '../db/database.ts'
import { together } from '../db/together.ts'
import type { Device } from '../http/device.ts'
import type { Language } from '../institution.ts'
import type { Budget } from '../limits/message-budget.ts'
import { hardness, type PuzzleUse, readPuzzle, type SolvedPuzzle, spendPuzzle } from '../limits/proof-of-work.ts'
import { sourceTiers } from '../limits/sources.ts'
import { type Counted, countHits, type Limit, limitKey, readHits, secondsUntil } from '../limits/windows.ts'
import { giveNotice } from '../notifications/notices.ts'
import { dateAt } from '../offices/calendar-date.ts'
import { crockford } from '../random.ts'
import { findHolder } from '../registry/find-holder.ts'
import { takeStartMessage } from './budgets.ts'
import { newSend, type Recovery, type Typed } from './recovery.ts'
import { insertRecovery } from './store.ts'
import { tagWords } from './tag-words.ts'

export type StartRequest = { typed: Typed; puzzle: string | undefined; source: string; device: Device; language: Language }
export type StartOutcome =
  | { outcome: 'started'; cookie: string }
  | { outcome: 'puzzle_refused'; why: Exclude<PuzzleUse, 'accepted'> | 'invalid' }
  /** `retryAfter`: seconds, where the limit is on the caller's own source. */
  | { outcome: 'source_stopped' | 'no_script_stopped'; until: Date; retryAfter: number | null }

const hour = 3_600_000

/** Counts, then looks up, then opens a case: a real one or a phantom, by the same statements. */
export async function startRecovery(context: Context, request: StartRequest): Promise<StartOutcome> {
  const puzzle = await readPuzzle(context.keys, request.puzzle)
  if (puzzle === 'invalid') return { outcome: 'puzzle_refused', why: 'invalid' }
  return context.db.transaction().execute(async (tx) => {
    const now = await context.clock(tx)
    const refusal = await countStart(context, tx, { source: request.source, puzzle, now })
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

const hourly = (context: Context, name: string, value: string): Limit => ({ name, key: limitKey(context.keys, name, value), window: hour })

const sourceLimits = (context: Context, source: string) => sourceTiers(source).map(({ tier, network }) => hourly(context, `recovery_starts_${tier}`, network))

/** How hard the next challenge for a source is. */
export function hardnessFor(context: Context, source: string): Promise<{ now: Date; hardness: number }> {
  return context.db.transaction().execute(async (tx) => {
    const now = await context.clock(tx)
    const counts = await readHits(tx, sourceLimits(context, source), now)
    return {
      now,
      hardness: hardness(
        counts.map(({ count }) => count),
        context.institution.policy,
      ),
    }
  })
}

/** Limits on the source: the networks it belongs to, and either a solved puzzle or the bucket for browsers without JavaScript. */
async function countStart(context: Context, tx: Tx, start: { source: string; puzzle: SolvedPuzzle | 'absent'; now: Date }): Promise<StartOutcome | null> {
  const { policy } = context.institution
  const counts = await countHits(tx, sourceLimits(context, start.source), start.now)
  const [narrow] = counts
  if (!narrow || narrow.count > policy.sourceStartsPerHour) return stopped('source_stopped', narrow, start.now)

  if (start.puzzle !== 'absent') {
    const wanted = hardness(
      counts.map(({ count }) => count - 1),
      policy,
    )
    const use = await spendPuzzle(tx, start.puzzle, { form: 'recovery', hardness: wanted, now: start.now, policy })
    return use === 'accepted' ? null : { outcome: 'puzzle_refused', why: use }
  }
  const [own] = await countHits(tx, [hourly(context, 'no_script_source', sourceTiers(start.source)[0]?.network ?? '')], start.now)
  if (!own || own.count > policy.noScriptPerSource) return stopped('no_script_stopped', own, start.now)
  const [service] = await countHits(tx, [hourly(context, 'no_script_service', '')], start.now)
  if (!service || service.count > policy.noScriptPerService) return { ...stopped('no_script_stopped', service, start.now), retryAfter: null }
  return null
}

const stopped = (outcome: 'source_stopped' | 'no_script_stopped', limit: Counted | undefined, now: Date) => {
  const until = limit?.endsAt ?? now
  return { outcome, until, retryAfter: secondsUntil(until, now) }
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
    credentialId: null,
    completedAt: null,
  }
}
