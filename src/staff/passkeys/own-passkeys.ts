import type { Context } from '../../context.ts'
import { type NotAllowed, type SignedOut, type StaffBrowser, withStaff } from '../enter-office.ts'
import { type StaffActor, staffRoles } from '../staff.ts'
import { makeChallenge } from './challenge.ts'
import { countTry, type SourceStopped, takeBackTry } from './limits.ts'
import { provePasskey } from './sign-in.ts'
import { insertLink, type ListedPasskey, listPasskeys } from './store.ts'
import { assertionOptions } from './webauthn.ts'

export type OwnPasskeys = { outcome: 'seen'; actor: StaffActor; passkeys: readonly ListedPasskey[]; options: string; now: Date }

/** The passkeys of the account that is signed in. */
export function viewOwnPasskeys(context: Context, browser: StaffBrowser): Promise<OwnPasskeys | SignedOut | NotAllowed> {
  return withStaff(context, browser, {
    roles: staffRoles,
    async work(tx, actor, now): Promise<OwnPasskeys> {
      const challenge = makeChallenge(context, { for: 'again', staffId: actor.id }, now)
      const options = JSON.stringify(await assertionOptions(context, challenge))
      return { outcome: 'seen', actor, passkeys: await listPasskeys(tx, actor.id), options, now }
    },
  })
}

export type AnotherPasskey = { outcome: 'link'; token: string } | { outcome: 'wrong' } | SourceStopped

/** A link for one more passkey, for whoever is signed in and shows a passkey of the account anew: an unlocked computer is not enough. */
export function startAnotherPasskey(context: Context, browser: StaffBrowser, on: { answer: string; source: string }) {
  return withStaff(context, browser, {
    roles: staffRoles,
    async work(tx, actor, now): Promise<AnotherPasskey> {
      const stopped = await countTry(context, tx, { source: on.source, now })
      if (stopped) return stopped
      if ((await provePasskey(context, tx, { answer: on.answer, use: { for: 'again', staffId: actor.id }, now })) !== actor.id) return { outcome: 'wrong' }
      await takeBackTry(context, tx, on.source)
      const token = context.random.token(32)
      const endsAt = new Date(now.getTime() + context.institution.policy.challengeLifetime)
      await insertLink(tx, { hash: context.keys.mac('token', token), staffId: actor.id, now, endsAt })
      return { outcome: 'link', token }
    },
  })
}
