import type { Context } from '../context.ts'
import type { Tx } from '../db/database.ts'
import type { StaffBrowser } from './enter-office.ts'
import { listPasskeys } from './passkeys/store.ts'
import { listAccounts, listWaitingChanges } from './people/store.ts'
import { type StaffActor, whyNotConfirm } from './staff.ts'
import { useStaffSession } from './store.ts'

/** `toConfirm`: invitations and changes that wait for this administrator; none for anybody else. */
export type Today = { actor: StaffActor; passkeys: number; toConfirm: number; now: Date }

/** Who is signed in with this browser, whatever the account may do, and what is to be done; null: nobody. */
export function viewToday(context: Context, browser: StaffBrowser): Promise<Today | null> {
  return context.db.transaction().execute(async (tx) => {
    const now = await context.clock(tx)
    const actor = await useStaffSession(tx, { hashes: browser.held, now, policy: context.institution.policy })
    return actor && todayOf(tx, { actor, now })
  })
}

/** The same, of an account that is known. */
export async function todayOf(tx: Tx, { actor, now }: { actor: StaffActor; now: Date }): Promise<Today> {
  return { actor, passkeys: (await listPasskeys(tx, actor.id)).length, toConfirm: await countToConfirm(tx, actor), now }
}

async function countToConfirm(tx: Tx, actor: StaffActor): Promise<number> {
  if (!actor.roles.includes('administrator')) return 0
  const accounts = await listAccounts(tx)
  const asker = (id: string | null) => accounts.find((each) => each.id === id) ?? null
  const invited = accounts.filter(({ state, confirmed_at }) => state === 'invited' && confirmed_at === null)
  const asked = [
    ...invited.map((each) => ({ about: each.id, asker: asker(each.invited_by) })),
    ...(await listWaitingChanges(tx)).map((each) => ({ about: each.staff_id, asker: asker(each.asked_by) })),
  ]
  return asked.filter((each) => whyNotConfirm({ by: actor.id, ...each }) === null).length
}
