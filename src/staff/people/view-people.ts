import type { Context } from '../../context.ts'
import type { Tx } from '../../db/database.ts'
import { type StaffBrowser, withStaff } from '../enter-office.ts'
import type { Decision } from '../passkeys/challenge.ts'
import { askToDecide } from '../passkeys/show-again.ts'
import { listPasskeys } from '../passkeys/store.ts'
import { recordLook } from '../record-look.ts'
import { mayVoidWork, type StaffActor, type StaffChangeKind, type StaffRole, type StaffState, type WhyNotConfirm, whyNotConfirm } from '../staff.ts'
import { changeOf } from './change.ts'
import { askingOf, confirmationOf } from './invite.ts'
import {
  type AccountRow,
  type ChangeRow,
  countActiveAdministrators,
  listAccounts,
  listWaitingChanges,
  type PastRemoval,
  readAccount,
  readLastRemoval,
} from './store.ts'

export type ShownAccount = {
  id: string
  name: string
  /** Addresses of other accounts of the same name. */
  namesakes: readonly string[]
  email: string
  nationalId: string
  office: string | null
  roles: readonly StaffRole[]
  state: StaffState | 'unconfirmed'
  invitedAt: Date
  invitedBy: string | null
  confirmedAt: Date | null
  confirmedBy: string | null
  approvesFrom: Date | null
  removedAt: Date | null
  removedBy: string | null
  /** Until when what it did is in doubt, also where the account came back since. */
  voidedAt: Date | null
  /** Whether the work of a removed account still stands. */
  workStands: boolean
}

export type WaitingChange = {
  id: string
  staffId: string
  kind: StaffChangeKind
  name: string | null
  email: string | null
  office: string | null
  roles: readonly StaffRole[] | null
  askedAt: Date
  askedBy: string
  /** Why this administrator may not confirm it; null: may. */
  whyNot: WhyNotConfirm | null
}

const accountOf = (accounts: readonly AccountRow[], id: string | null) => accounts.find((each) => each.id === id) ?? null
const nameOf = (accounts: readonly AccountRow[], id: string | null) => accountOf(accounts, id)?.name ?? null
const isSameName = (one: string, other: string) => one.toLowerCase() === other.toLowerCase()

export const shown = (row: AccountRow, accounts: readonly AccountRow[]): ShownAccount => ({
  id: row.id,
  name: row.name,
  namesakes: accounts.filter(({ id, name }) => id !== row.id && isSameName(name, row.name)).map(({ email }) => email),
  email: row.email,
  nationalId: row.national_id,
  office: row.office,
  roles: row.roles,
  state: row.state === 'invited' && row.confirmed_at === null ? 'unconfirmed' : row.state,
  invitedAt: row.invited_at,
  invitedBy: nameOf(accounts, row.invited_by),
  confirmedAt: row.confirmed_at,
  confirmedBy: nameOf(accounts, row.confirmed_by),
  approvesFrom: row.approves_from,
  removedAt: row.removed_at,
  removedBy: nameOf(accounts, row.removed_by),
  voidedAt: row.work_voided_at,
  workStands: mayVoidWork(row),
})

const waiting = (row: ChangeRow, accounts: readonly AccountRow[], actor: StaffActor): WaitingChange => ({
  id: row.id,
  staffId: row.staff_id,
  kind: row.kind,
  name: row.name,
  email: row.email,
  office: row.office,
  roles: row.roles,
  askedAt: row.asked_at,
  askedBy: nameOf(accounts, row.asked_by) ?? '',
  whyNot: whyNotConfirm({ by: actor.id, about: row.staff_id, asker: accountOf(accounts, row.asked_by) }),
})

export type People = {
  outcome: 'seen'
  actor: StaffActor
  accounts: readonly ShownAccount[]
  /** Ids of accounts that wait for this administrator, or for another one. */
  changes: readonly WaitingChange[]
  /** Fewer than two: what waits is confirmed on the command line. */
  administrators: number
}

/** Every account. Auditors may look; the look is on the record. */
export function viewPeople(context: Context, browser: StaffBrowser) {
  return withStaff(context, browser, {
    roles: ['administrator', 'auditor'],
    async work(tx, actor, now): Promise<People> {
      await recordLook(tx, actor, { subject: null, what: 'staff', at: now })
      const accounts = await listAccounts(tx)
      return {
        outcome: 'seen',
        actor,
        accounts: accounts.map((row) => shown(row, accounts)),
        changes: (await listWaitingChanges(tx)).map((row) => waiting(row, accounts, actor)),
        administrators: await countActiveAdministrators(tx),
      }
    },
  })
}

export type OneAccount = {
  outcome: 'seen'
  actor: StaffActor
  account: ShownAccount
  /** When it was removed last, of an account that came back since. */
  removedBefore: PastRemoval | null
  passkeys: number
  /** When somebody signed in with one last; null: never. */
  usedAt: Date | null
  changes: readonly WaitingChange[]
  /** Why this administrator may not confirm the invitation; null: may. */
  whyNot: WhyNotConfirm | null
  administrators: number
  /** What the browser is asked for to confirm the invitation, and each change by its id, and to ask for one. */
  options: { invitation: string; changes: ReadonlyMap<string, string>; ask: Record<StaffChangeKind, string> }
}

export function viewAccount(context: Context, browser: StaffBrowser, staffId: string) {
  return withStaff(context, browser, {
    roles: ['administrator', 'auditor'],
    work: (tx, actor, now) => readOne(context, tx, { actor, staffId, now }),
  })
}

type Looking = { actor: StaffActor; staffId: string; now: Date }

async function readOne(context: Context, tx: Tx, { actor, staffId, now }: Looking): Promise<OneAccount | { outcome: 'unknown' }> {
  const row = await readAccount(tx, staffId)
  if (!row) return { outcome: 'unknown' }
  await recordLook(tx, actor, { subject: row.id, what: 'staff', at: now })
  const accounts = await listAccounts(tx)
  const changes = (await listWaitingChanges(tx)).filter((each) => each.staff_id === staffId)
  const passkeys = await listPasskeys(tx, staffId)
  const ask = (decision: Decision) => askToDecide(context, tx, { decision, actor, now })
  const confirming = new Map<string, string>()
  for (const { id } of changes) confirming.set(id, await ask(changeOf({ staffId, changeId: id })))
  return {
    outcome: 'seen',
    actor,
    account: shown(row, accounts),
    removedBefore: row.state === 'removed' ? null : await readLastRemoval(tx, { staffId, until: now }),
    passkeys: passkeys.length,
    usedAt: passkeys.reduce<Date | null>((last, { usedAt }) => (usedAt && (!last || usedAt > last) ? usedAt : last), null),
    changes: changes.map((each) => waiting(each, accounts, actor)),
    whyNot: whyNotConfirm({ by: actor.id, about: row.id, asker: accountOf(accounts, row.invited_by) }),
    administrators: await countActiveAdministrators(tx),
    options: {
      invitation: await ask(confirmationOf({ staffId, invitedAt: row.invited_at })),
      changes: confirming,
      ask: { new_link: await ask(askingOf({ staffId, kind: 'new_link' })), details: await ask(askingOf({ staffId, kind: 'details' })) },
    },
  }
}
