import type { Context } from '../context.ts'
import { recordProof } from './prove.ts'

import { findLink, lockUnlock, readUnlock } from './store.ts'
import { takesLink } from './unlock.ts'

export type LinkView = { tag: string; startedAt: Date } | null

/** What a link's page shows. Looking changes nothing: mail scanners open links. Null: unknown, too old or spent. */
export function lookAtLink(context: Context, tokenHashes: readonly string[]): Promise<LinkView> {
  return context.db.transaction().execute(async (tx) => {
    const link = await findLink(tx, tokenHashes)
    const now = await context.clock(tx)
    if (!link || now >= link.ends_at) return null
    const unlock = await readUnlock(tx, link.unlock_id)
    return unlock && takesLink[unlock.state] ? { tag: unlock.tag, startedAt: unlock.startedAt } : null
  })
}

/** Proves by link and moves the case to this browser; whichever browser had it loses it. */
export function followLink(context: Context, tokenHashes: readonly string[]): Promise<{ outcome: 'proven'; cookie: string } | { outcome: 'spent' }> {
  return context.db.transaction().execute(async (tx) => {
    const link = await findLink(tx, tokenHashes)
    const unlock = link && (await lockUnlock(tx, link.unlock_id))
    const now = await context.clock(tx)
    if (!unlock || now >= link.ends_at || !takesLink[unlock.state]) return { outcome: 'spent' }
    const { cookie } = await recordProof(context, tx, { unlock, contactId: link.contact_id, with: 'link', now })
    return { outcome: 'proven', cookie }
  })
}
