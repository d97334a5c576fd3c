import { recordAudit } from '../../audit/audit.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/database.ts'
import { type Entering, type StaffBrowser, withStaff } from '../enter-office.ts'
import type { Decision } from '../passkeys/challenge.ts'
import { decideWithPasskey, type ShownWith } from '../passkeys/show-again.ts'
import { approvesFromAfter, type StaffActor, whyNotConfirm } from '../staff.ts'
import { type NewAccount, startAfresh } from './add-by-operator.ts'
import { askingOf, type Settled } from './invite.ts'
import { type AccountRow, type ChangeRow, insertChange, isAddressOfAnother, lockAccount, lockWaitingChange, readAccount, saveAccount, settle } from './store.ts'
import { tellAuditors, tellStaff } from './tell-staff.ts'

/** `details`: null: a new link for a lost passkey. */
export type AskedChange = { staffId: string; details: Omit<NewAccount, 'nationalId'> | null }
export type Asked = { outcome: 'asked' | 'waiting' | 'self' | 'gone' | 'address_known' }

/** Asks for a new link or for other details. Nothing changes until another administrator confirms it. */
export function askChange(context: Context, browser: StaffBrowser, { staffId, details }: AskedChange, shown: ShownWith) {
  const kind = details ? 'details' : 'new_link'
  return decideWithPasskey(context, browser, {
    roles: ['administrator'],
    // Two who ask about each other at once lock both accounts in one order.
    ends: { of: staffId },
    decision: askingOf({ staffId, kind }),
    shown,
    async work(tx, actor): Promise<Asked> {
      if (staffId === actor.id) return { outcome: 'self' }
      const account = await lockAccount(tx, staffId)
      const now = await context.clock(tx)
      if (!account || account.state === 'removed' || account.confirmed_at === null) return { outcome: 'gone' }
      if (details && (await isAddressOfAnother(tx, { email: details.email, staffId }))) return { outcome: 'address_known' }
      const id = context.random.uuid()
      const wanted = details
        ? { name: details.name, email: details.email, office: details.office, roles: [...details.roles] }
        : { name: null, email: null, office: null, roles: null }
      if (!(await insertChange(tx, { id, staff_id: staffId, kind, ...wanted, asked_by: actor.id, asked_at: now }))) return { outcome: 'waiting' }
      await recordAudit(
        tx,
        { actor: 'staff', subject: staffId, at: now, staff: actor.id },
        { type: 'staff.change_asked', change: kind, ...(details ? { fields: changedIn(account, details), roles: details.roles } : {}) },
      )
      await tellAuditors(context, tx, { kind: 'change_asked', about: staffId, by: actor.id, change: id, now })
      return { outcome: 'asked' }
    },
  })
}

export type WaitingFor = { staffId: string; changeId: string }

/** What the passkey of whoever confirms a change signs. */
export const changeOf = ({ staffId, changeId }: WaitingFor): Decision => ({ act: 'confirm_account', on: [staffId, changeId] })

/** Confirms what was asked for, with a passkey shown for it, or withdraws it. Whoever asked may take it back. */
export function settleChange(context: Context, browser: StaffBrowser, on: WaitingFor & { confirm: boolean }, shown: ShownWith) {
  const entering: Entering<Settled> = {
    roles: ['administrator'],
    ends: { of: on.staffId },
    async work(tx, actor): Promise<Settled> {
      const account = await lockAccount(tx, on.staffId)
      const change = await lockWaitingChange(tx, { id: on.changeId, staffId: on.staffId })
      const now = await context.clock(tx)
      if (!account || account.state === 'removed' || !change) return { outcome: 'gone' }
      const asker = await readAccount(tx, change.asked_by)
      const why = on.confirm ? whyNotConfirm({ by: actor.id, about: account.id, asker }) : actor.id === account.id ? 'self' : null
      if (why) return { outcome: why }
      const email = on.confirm ? change.email : null
      if (email !== null && (await isAddressOfAnother(tx, { email, staffId: account.id }))) return { outcome: 'address_known' }
      await settle(tx, { id: change.id, outcome: on.confirm ? 'confirmed' : 'withdrawn', by: actor.id, now })
      if (on.confirm) await apply(context, tx, { actor, account, change, now })
      else {
        await recordAudit(tx, { actor: 'staff', subject: account.id, at: now, staff: actor.id }, { type: 'staff.change_withdrawn', change: change.kind })
        await tellAuditors(context, tx, { kind: 'change_withdrawn', about: account.id, by: actor.id, change: change.id, now })
      }
      return { outcome: 'done' }
    },
  }
  return on.confirm ? decideWithPasskey(context, browser, { ...entering, decision: changeOf(on), shown }) : withStaff(context, browser, entering)
}

type Changeable = Pick<AccountRow, 'name' | 'email' | 'office' | 'roles'>

/** What of an account a change changes, by what it is called: the record holds no address. */
function changedIn(account: Changeable, wanted: { name: string; email: string; office: string | null; roles: readonly string[] }): (keyof Changeable)[] {
  const same = {
    name: account.name === wanted.name,
    email: account.email === wanted.email,
    office: account.office === wanted.office,
    roles: [...account.roles].sort().join() === [...wanted.roles].sort().join(),
  }
  return (['name', 'email', 'office', 'roles'] as const).filter((name) => !same[name])
}

async function apply(context: Context, tx: Tx, { actor, account, change, now }: { actor: StaffActor; account: AccountRow; change: ChangeRow; now: Date }) {
  const telling = { about: account.id, by: actor.id, change: change.id, now }
  const isLink = change.kind === 'new_link'
  const wanted =
    change.roles && change.email !== null ? { name: change.name ?? account.name, email: change.email, office: change.office, roles: change.roles } : null
  const sessionsEnded = isLink ? await startAfresh(context, tx, { staffId: account.id, now }) : 0
  if (!isLink && wanted) {
    const wait = context.institution.policy.staffApprovesAfter
    const approvesFrom = approvesFromAfter({ before: account.roles, after: wanted.roles, approvesFrom: account.approves_from ?? now, now, wait })
    await saveAccount(tx, account.id, { ...wanted, approves_from: approvesFrom })
  }
  await recordAudit(
    tx,
    { actor: 'staff', subject: account.id, at: now, staff: actor.id },
    { type: 'staff.changed', change: change.kind, roles: change.roles, sessionsEnded, ...(wanted ? { fields: changedIn(account, wanted) } : {}) },
  )
  // The address before hears too: a new one could be somebody else's.
  await tellAuditors(context, tx, { kind: 'changed', ...telling }, [account.email])
  if (isLink) await tellStaff(context, tx, account.email, { kind: 'enrolment_link', ...telling })
}
