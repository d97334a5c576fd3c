import type { Context } from '../context.ts'
import type { Tx } from '../db/database.ts'
import { countInARow, resetHits } from '../limits/windows.ts'
import { caseCodeValue, screenCodeValue } from './case-codes.ts'
import { finishActivation } from './finish-activation.ts'
import { wrongApplicantCodes } from './limits.ts'
import { enterCase, type Pair, type Stopped } from './open-case.ts'
import { type CaseRow, saveCase } from './store.ts'

/** `proven`: this browser, by its cookie, may choose the key. `activated`: the contact of a person was replaced. */
export type ProveOutcome = { outcome: 'proven'; cookie: string } | { outcome: 'activated' | 'wrong' | 'dead' | 'elsewhere' | 'unknown' } | Stopped
type On = { pair: Pair; source: string; code: string }

/**
 * Takes the last code: the one that the case's contact had, or the one of a screen that an office opened. Only one browser is proven at a
 * time, the newest; the codes of before are spent.
 */
export function proveActivation(context: Context, on: On): Promise<ProveOutcome> {
  const { policy } = context.institution
  return context.db.transaction().execute(async (tx): Promise<ProveOutcome> => {
    const row = await enterCase(context, tx, { ...on, now: await context.clock(tx), holderFirst: true })
    if (row === 'unknown') return { outcome: 'unknown' }
    if ('outcome' in row) return row
    const now = await context.clock(tx)
    if (row.state !== 'ready') return { outcome: 'elsewhere' }
    if (row.tries_left === 0) return { outcome: 'dead' }
    const proof = proofOf(context, { row, code: on.code, now })
    if (proof === null) return { outcome: await countWrong(context, tx, { row, now }) }

    await forgetWrong(context, tx, row)
    await saveCase(tx, row.id, { codes: '[]', tries_left: 0, ...(proof === 'screen' ? { screen_hash: null, screen_ends_at: null } : {}) })
    if (row.kind === 'personal') {
      const finished = await finishActivation(context, tx, { row, now, proof, hashed: null })
      return { outcome: finished.outcome === 'activated' ? 'activated' : 'elsewhere' }
    }
    const cookie = context.random.token(32)
    const endsAt = new Date(now.getTime() + policy.proofLifetime)
    await saveCase(tx, row.id, { proof_hash: context.keys.mac('token', cookie), proof_by: proof, proof_ends_at: endsAt })
    return { outcome: 'proven', cookie }
  })
}

function proofOf(context: Context, { row, code, now }: { row: CaseRow; code: string; now: Date }): 'contact_code' | 'screen' | null {
  if (row.contact === 'confirmed' && row.contact_value !== null) {
    const typed = context.keys.macs('code', caseCodeValue({ caseId: row.id, for: 'activate', contact: row.contact_value, code }))
    if (row.codes.some((each) => each.for === 'activate' && typed.includes(each.hash) && now.getTime() < each.endsAt)) return 'contact_code'
  }
  if (row.screen_hash === null || row.screen_ends_at === null || now >= row.screen_ends_at) return null
  return context.keys.macs('code', screenCodeValue(row.id, code)).includes(row.screen_hash) ? 'screen' : null
}

const contactOf = (row: CaseRow) =>
  row.contact_channel !== null && row.contact_value !== null ? { channel: row.contact_channel, value: row.contact_value } : null

async function countWrong(context: Context, tx: Tx, { row, now }: { row: CaseRow; now: Date }): Promise<'wrong' | 'dead'> {
  await saveCase(tx, row.id, { tries_left: row.tries_left - 1 })
  const contact = contactOf(row)
  if (contact) await countInARow(tx, wrongApplicantCodes(context, contact), now)
  return row.tries_left === 1 ? 'dead' : 'wrong'
}

async function forgetWrong(context: Context, tx: Tx, row: CaseRow) {
  const contact = contactOf(row)
  if (contact) await resetHits(tx, wrongApplicantCodes(context, contact))
}
