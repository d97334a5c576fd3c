import { recordAudit } from '../../audit/audit.ts'
import type { Context } from '../../context.ts'
import { type NotAllowed, type SignedOut, type StaffBrowser, withStaff } from '../enter-office.ts'
import { readAccount } from '../people/store.ts'
import { tellAuditors } from '../people/tell-staff.ts'
import { staffRoles } from '../staff.ts'
import { endOtherSessions } from '../store.ts'
import { countTry, type SourceStopped, takeBackTry } from './limits.ts'
import { provePasskey } from './sign-in.ts'
import { endLinks, listPasskeys, removePasskey } from './store.ts'

/** `gone`: it is none of this account, or was removed before. */
export type PasskeyRemoval = { outcome: 'removed' | 'wrong' | 'gone' } | SourceStopped | SignedOut | NotAllowed

/**
 * Removes one passkey of the account that is signed in, after another one of it was shown: an unlocked computer is not enough, and the last
 * one cannot be removed, since none is left to show. Whoever has the lost one may have a session, or a link for one more: both end.
 */
export function removeOwnPasskey(context: Context, browser: StaffBrowser, on: { passkey: string; answer: string; source: string }): Promise<PasskeyRemoval> {
  return withStaff(context, browser, {
    roles: staffRoles,
    ends: 'own',
    async work(tx, actor, now): Promise<PasskeyRemoval> {
      const stopped = await countTry(context, tx, { source: on.source, now })
      if (stopped) return stopped
      const shown = await provePasskey(context, tx, { answer: on.answer, use: { for: 'remove', staffId: actor.id, passkey: on.passkey }, now })
      if (shown?.staffId !== actor.id || shown.id === on.passkey) return { outcome: 'wrong' }
      await takeBackTry(context, tx, on.source)
      if (!(await removePasskey(tx, { staffId: actor.id, id: on.passkey, now }))) return { outcome: 'gone' }
      await endLinks(tx, actor.id, now)
      const sessionsEnded = await endOtherSessions(tx, { staffId: actor.id, but: browser.held })
      const passkeys = (await listPasskeys(tx, actor.id)).length
      await recordAudit(tx, { actor: 'staff', subject: actor.id, at: now, staff: actor.id }, { type: 'staff.passkey_removed', passkeys, sessionsEnded })
      const account = await readAccount(tx, actor.id)
      await tellAuditors(context, tx, { kind: 'passkey_removed', about: actor.id, by: actor.id, now }, account ? [account.email] : [])
      return { outcome: 'removed' }
    },
  })
}
