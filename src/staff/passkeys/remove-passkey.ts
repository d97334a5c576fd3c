import { recordAudit } from '../../audit/audit.ts'
import type { Context } from '../../context.ts'
import { type NotAllowed, type SignedOut, type StaffBrowser, withStaff } from '../enter-office.ts'
import { readAccount } from '../people/store.ts'
import { tellAuditors } from '../people/tell-staff.ts'
import { staffRoles } from '../staff.ts'
import { endOtherSessions } from '../store.ts'
import { type NotShown, type ShownWith, showAgain } from './show-again.ts'
import { endLinks, listPasskeys, removePasskey } from './store.ts'

/** `gone`: it is none of this account, or was removed before. */
export type PasskeyRemoval = { outcome: 'removed' | 'gone' } | NotShown | SignedOut | NotAllowed

/**
 * Removes one passkey of the account that is signed in, after another one of it was shown: an unlocked computer is not enough, and the last
 * one cannot be removed, since none is left to show. Whoever has the lost one may have a session, or a link for one more: both end.
 */
export function removeOwnPasskey(context: Context, browser: StaffBrowser, on: ShownWith & { passkey: string }): Promise<PasskeyRemoval> {
  return withStaff(context, browser, {
    roles: staffRoles,
    ends: 'own',
    async work(tx, actor, now): Promise<PasskeyRemoval> {
      const not = await showAgain(context, tx, { ...on, use: { for: 'remove', staffId: actor.id, passkey: on.passkey }, actor, now })
      if (not) return not
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
