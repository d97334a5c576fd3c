import { recordAudit } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import { dateAt } from '../offices/calendar-date.ts'
import { readHolder } from '../registry/holder.ts'
import { endSession, useSession } from './store.ts'

export type Account = { employer: string; taxId: string; branchCode: string; keySetAt: Date; startedAt: Date }

export function viewAccount(context: Context, cookieHashes: readonly string[]): Promise<Account | null> {
  return context.db.transaction().execute(async (tx) => {
    const now = await context.clock(tx)
    const session = await useSession(tx, 'employer', { hashes: cookieHashes, now, policy: context.institution.policy })
    if (!session) return null
    const holder = await readHolder(tx, { branchId: session.holderId, representationId: null, today: dateAt(now, context.institution.timeZone) })
    return { employer: holder.legalName, taxId: holder.taxId, branchCode: holder.branchCode, keySetAt: session.keySetAt, startedAt: session.startedAt }
  })
}

export function signOut(context: Context, cookieHashes: readonly string[]): Promise<void> {
  return context.db.transaction().execute(async (tx) => {
    const ended = await endSession(tx, 'employer', cookieHashes)
    if (ended)
      await recordAudit(tx, { actor: 'holder', subject: ended.credentialId, at: await context.clock(tx) }, { type: 'session.ended', holder: ended.holderId })
  })
}
