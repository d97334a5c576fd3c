import type { Context } from '../../context.ts'
import { type NotAllowed, type SignedOut, type StaffBrowser, withStaff } from '../enter-office.ts'
import { type StaffActor, staffRoles } from '../staff.ts'
import { makeChallenge } from './challenge.ts'
import { askAgain, type NotShown, type ShownWith, showAgain } from './show-again.ts'
import { insertLink, type ListedPasskey, listPasskeys } from './store.ts'
import { assertionOptions } from './webauthn.ts'

/** `removal`: what a browser is asked for to remove it; null: it is the last one. */
export type OwnPasskey = ListedPasskey & { removal: string | null }
export type OwnPasskeys = { outcome: 'seen'; actor: StaffActor; passkeys: readonly OwnPasskey[]; options: string; now: Date }

/** The passkeys of the account that is signed in. */
export function viewOwnPasskeys(context: Context, browser: StaffBrowser): Promise<OwnPasskeys | SignedOut | NotAllowed> {
  return withStaff(context, browser, {
    roles: staffRoles,
    async work(tx, actor, now): Promise<OwnPasskeys> {
      const options = await askAgain(context, tx, { use: { for: 'again', staffId: actor.id }, actor, now })
      const listed = await listPasskeys(tx, actor.id)
      const passkeys = await Promise.all(
        listed.map(async (each) => ({ ...each, removal: await askToRemove(context, { each, listed, staffId: actor.id, now }) })),
      )
      return { outcome: 'seen', actor, passkeys, options, now }
    },
  })
}

type Removal = { each: ListedPasskey; listed: readonly ListedPasskey[]; staffId: string; now: Date }

/** Whoever removes a passkey shows one that stays. */
async function askToRemove(context: Context, { each, listed, staffId, now }: Removal): Promise<string | null> {
  const others = listed.filter(({ id }) => id !== each.id)
  if (others.length === 0) return null
  const challenge = makeChallenge(context, { for: 'remove', staffId, passkey: each.id }, now)
  return JSON.stringify(await assertionOptions(context, challenge, others))
}

export type AnotherPasskey = { outcome: 'link'; token: string } | NotShown

/** A link for one more passkey, for whoever is signed in and shows a passkey of the account anew. */
export function startAnotherPasskey(context: Context, browser: StaffBrowser, on: ShownWith) {
  return withStaff(context, browser, {
    roles: staffRoles,
    async work(tx, actor, now): Promise<AnotherPasskey> {
      const not = await showAgain(context, tx, { ...on, use: { for: 'again', staffId: actor.id }, actor, now })
      if (not) return not
      const token = context.random.token(32)
      const endsAt = new Date(now.getTime() + context.institution.policy.challengeLifetime)
      await insertLink(tx, { hash: context.keys.mac('token', token), staffId: actor.id, now, endsAt })
      return { outcome: 'link', token }
    },
  })
}
