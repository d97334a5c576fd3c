import { recordAudit } from '../../audit/audit.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/database.ts'
import type { Doubted } from '../../replacement/record-doubted.ts'
import { voidWorkOf } from '../../replacement/void-approval.ts'
import type { StaffBrowser } from '../enter-office.ts'
import type { Decision } from '../passkeys/challenge.ts'
import { decideWithPasskey, type ShownWith } from '../passkeys/show-again.ts'
import { mayVoidWork } from '../staff.ts'
import { endStaffSessions } from '../store.ts'
import { startAfresh } from './add-by-operator.ts'
import type { Settled } from './invite.ts'
import { lockAccount, returnLeasedCases, saveAccount, withdrawChanges } from './store.ts'
import { tellAuditors } from './tell-staff.ts'

/** What the passkey of an administrator signs: whose account it is. The box that puts its work in doubt too is beside the button. */
export const removalOf = (may: 'remove' | 'void', staffId: string): Decision => ({ act: may === 'remove' ? 'remove_account' : 'doubt_work', on: [staffId] })

/**
 * Ends an account at once: sessions, passkeys, links, and the cases it holds go back to the queue. `voidsWork`: so does what it prepared or
 * approved and nobody has finished, and what it found counts no more. One administrator is enough to stop somebody, and shows a passkey: an open
 * desk stops nobody.
 */
export function removeAccount(context: Context, browser: StaffBrowser, { staffId, voidsWork }: { staffId: string; voidsWork: boolean }, shown: ShownWith) {
  return decideWithPasskey(context, browser, {
    roles: ['administrator'],
    decision: removalOf('remove', staffId),
    shown,
    ends: { of: staffId },
    async work(tx, actor): Promise<Settled> {
      if (staffId === actor.id) return { outcome: 'self' }
      // Sessions before the account: whoever uses one holds it first.
      const endedBefore = await endStaffSessions(tx, staffId)
      const account = await lockAccount(tx, staffId)
      if (!account || account.state === 'removed') return { outcome: 'gone' }
      const sessionsEnded = endedBefore + (await startAfresh(context, tx, { staffId, now: await context.clock(tx) }))
      // Whoever signed in before the account was held may have acted until their session was gone.
      const now = await context.clock(tx)
      await saveAccount(tx, staffId, { state: 'removed', removed_at: now, removed_by: actor.id, ...(voidsWork ? { work_voided_at: now } : {}) })
      await withdrawChanges(tx, { staffId, by: actor.id, now })
      // Holders before cases: what the account holds is locked last.
      if (voidsWork) await voidWork(context, tx, { staffId, by: actor.id, before: account.work_voided_at, now })
      const casesReturned = await returnLeasedCases(tx, staffId)
      await recordAudit(tx, { actor: 'staff', subject: staffId, at: now, staff: actor.id }, { type: 'staff.removed', sessionsEnded, casesReturned })
      await tellAuditors(context, tx, { kind: 'removed', about: staffId, by: actor.id, now }, [account.email])
      return { outcome: 'done' }
    },
  })
}

/**
 * Puts the work of an account in doubt that was removed without: fraud is found later. What it prepared or approved and nobody has finished goes
 * back to its office, and what it found counts no more. Once for each removal: what others decide after that stands.
 */
export function voidWorkLater(context: Context, browser: StaffBrowser, { staffId }: { staffId: string }, shown: ShownWith) {
  return decideWithPasskey(context, browser, {
    roles: ['administrator'],
    decision: removalOf('void', staffId),
    shown,
    async work(tx, actor): Promise<Settled> {
      const account = await lockAccount(tx, staffId)
      const now = await context.clock(tx)
      if (!account || !mayVoidWork(account)) return { outcome: 'gone' }
      await saveAccount(tx, staffId, { work_voided_at: now })
      await voidWork(context, tx, { staffId, by: actor.id, before: account.work_voided_at, now })
      return { outcome: 'done' }
    },
  })
}

/** The same entry and message, with the removal or later: an auditor looks for it under one name. */
async function voidWork(context: Context, tx: Tx, of: Doubted) {
  const workVoided = await voidWorkOf(context, tx, of)
  await recordAudit(tx, { actor: 'staff', subject: of.staffId, at: of.now, staff: of.by }, { type: 'staff.work_voided', workVoided })
  await tellAuditors(context, tx, { kind: 'work_voided', about: of.staffId, by: of.by, now: of.now })
}
