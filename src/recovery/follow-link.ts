import type { Context } from '../context.ts'
import { recordProof } from './prove.ts'
import { takesLink } from './recovery.ts'
import { findLink, isHeldBy, lockRecovery, readRecovery } from './store.ts'

export type LinkView = { tag: string; startedAt: Date } | null

/** What a link's page shows. Looking changes nothing: mail scanners open links. Null: unknown, too old or spent. */
export function lookAtLink(context: Context, tokenHashes: readonly string[]): Promise<LinkView> {
  return context.db.transaction().execute(async (tx) => {
    const link = await findLink(tx, tokenHashes)
    const now = await context.clock(tx)
    if (!link || now >= link.ends_at) return null
    const recovery = await readRecovery(tx, link.recovery_id)
    return recovery && takesLink[recovery.state] ? { tag: recovery.tag, startedAt: recovery.startedAt } : null
  })
}

/** Proves by link and moves the case to this browser; whichever browser had it loses it. `held`: hashes of the cookie with which this browser holds a case. */
export function followLink(
  context: Context,
  tokenHashes: readonly string[],
  held: readonly string[],
): Promise<{ outcome: 'proven'; cookie: string } | { outcome: 'spent' }> {
  return context.db.transaction().execute(async (tx) => {
    const link = await findLink(tx, tokenHashes)
    const recovery = link && (await lockRecovery(tx, link.recovery_id))
    const now = await context.clock(tx)
    if (!recovery || now >= link.ends_at || !takesLink[recovery.state]) return { outcome: 'spent' }
    const holds = await isHeldBy(tx, recovery.id, held)
    const { cookie } = await recordProof(context, tx, { recovery, contactId: link.contact_id, with: 'link', holds, now })
    return { outcome: 'proven', cookie }
  })
}
