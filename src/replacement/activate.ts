import type { Context } from '../context.ts'
import { blocklist } from '../credentials/blocklist.ts'
import { rememberBrowser } from '../credentials/known-browsers.ts'
import { type KeyRefusal, normalKey, refuseKey } from '../credentials/new-key.ts'
import type { Tx } from '../db/database.ts'
import { holderNames } from '../registry/holder.ts'
import { Secret } from '../secret.ts'
import { finishActivation } from './finish-activation.ts'
import { enterCase, type Pair, type Stopped } from './open-case.ts'
import type { CaseRow } from './store.ts'

export type ActivateOutcome =
  /** `browserCookie`: this browser is known to the key from now on; null on a screen of the office. */
  | { outcome: 'activated'; browserCookie: string | null }
  | { outcome: 'refused'; why: KeyRefusal }
  | { outcome: 'not_proven' | 'elsewhere' | 'unknown' }
  | Stopped

type On = { pair: Pair; source: string; held: readonly string[]; known: readonly string[] }

/** Whether this browser has proven the case, and its proof is good. */
export const holdsProof = (row: CaseRow, held: readonly string[], now: Date) =>
  row.state === 'ready' && row.proof_hash !== null && row.proof_ends_at !== null && held.includes(row.proof_hash) && now < row.proof_ends_at

/** Of an applicant whom the register knows, representative or not. */
async function nameOf(tx: Tx, nationalId: string): Promise<string> {
  return (await tx.selectFrom('person').select('full_name').where('national_id', '=', nationalId).executeTakeFirst())?.full_name ?? ''
}

/**
 * Sets the new key of an employer, and with it finishes the case. A refused key costs nothing: the proof stays good. The hash is made between
 * two transactions, so that no connection waits for it.
 */
export async function activateCase(context: Context, on: On, typed: string): Promise<ActivateOutcome> {
  const { policy } = context.institution
  const key = normalKey(typed)
  const first = await context.db.transaction().execute(async (tx): Promise<ActivateOutcome | { outcome: 'may_set'; caseId: string }> => {
    const now = await context.clock(tx)
    const row = await enterCase(context, tx, { ...on, now })
    if (row === 'unknown') return { outcome: 'unknown' }
    if ('outcome' in row) return row
    if (row.state !== 'ready' || row.branch_id === null) return { outcome: 'elsewhere' }
    if (!holdsProof(row, on.held, now)) return { outcome: 'not_proven' }
    const names = [...(await holderNames(tx, row.branch_id)), row.applicant_name ?? '', await nameOf(tx, row.typed.nationalId), context.institution.name]
    const why = refuseKey(key, { taxId: row.typed.taxId, names }, { policy, blocklist })
    return why ? { outcome: 'refused', why } : { outcome: 'may_set', caseId: row.id }
  })
  if (first.outcome !== 'may_set') return first

  const hashed = await context.hasher.hash(new Secret(key), first.caseId)
  return context.db.transaction().execute(async (tx): Promise<ActivateOutcome> => {
    const row = await enterCase(context, tx, { ...on, now: await context.clock(tx), holderFirst: true })
    if (row === 'unknown') return { outcome: 'unknown' }
    if ('outcome' in row) return row
    const now = await context.clock(tx)
    if (row.id !== first.caseId || row.state !== 'ready') return { outcome: 'elsewhere' }
    if (!holdsProof(row, on.held, now) || row.proof_by === null) return { outcome: 'not_proven' }
    const finished = await finishActivation(context, tx, { row, now, proof: row.proof_by, hashed })
    if (finished.outcome !== 'activated' || finished.credentialId === null) return { outcome: 'elsewhere' }
    if (row.proof_by === 'screen') return { outcome: 'activated', browserCookie: null }
    const browserCookie = context.random.token(32)
    await rememberBrowser(tx, {
      before: on.known,
      hash: context.keys.mac('token', browserCookie),
      credentialId: finished.credentialId,
      endsAt: new Date(now.getTime() + policy.knownBrowserLifetime),
    })
    return { outcome: 'activated', browserCookie }
  })
}
