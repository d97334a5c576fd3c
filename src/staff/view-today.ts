import type { Context } from '../context.ts'
import type { Tx } from '../db/database.ts'
import { hasOfficePath } from '../replacement/requirements.ts'
import { type Missing, missingIn } from './missing-roles.ts'
import { listPasskeys } from './passkeys/store.ts'
import { listAccounts, listWaitingChanges } from './people/store.ts'
import { type StaffActor, whyNotConfirm } from './staff.ts'

/** `toConfirm`: invitations and changes that wait for this administrator; none for anybody else. `missing`: for whoever can do something about it. */
export type Today = { actor: StaffActor; passkeys: number; toConfirm: number; missing: Missing; now: Date }

/** What is to be done, of the account that is signed in. */
export async function todayOf(context: Context, tx: Tx, { actor, now }: { actor: StaffActor; now: Date }): Promise<Today> {
  const [passkeys, toConfirm] = [(await listPasskeys(tx, actor.id)).length, await countToConfirm(tx, actor)]
  return { actor, passkeys, toConfirm, missing: await missingFor(context, tx, actor), now }
}

/** Administrators invite whoever is missing; supervisors are asked why nobody is at an office. */
async function missingFor({ institution }: Context, tx: Tx, { roles }: StaffActor): Promise<Missing> {
  const administrates = roles.includes('administrator')
  if (!hasOfficePath(institution) || !(administrates || roles.includes('supervisor'))) return { roles: [], offices: [] }
  const missing = missingIn({ accounts: await listAccounts(tx), offices: institution.offices })
  return administrates ? missing : { ...missing, roles: missing.roles.filter((role) => role === 'agent') }
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
