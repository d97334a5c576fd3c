import type { StaffRole, StaffState } from './staff.ts'

/** What nobody is there for. `administrator`: fewer than two, so that nobody could confirm what one of them asks for. */
export type Missing = { roles: readonly StaffRole[]; offices: readonly string[] }

type Account = { id: string; state: StaffState; roles: readonly StaffRole[]; office: string | null }
type Staffed = { accounts: readonly Account[]; offices: readonly { id: string }[] }

const wanted = { agent: 1, approver: 1, supervisor: 1, auditor: 1, administrator: 2 } as const satisfies Record<StaffRole, number>

/** Roles that too few have who could sign in; and, where there are agents, the offices that have none. */
export function missingIn({ accounts, offices }: Staffed): Missing {
  const active = accounts.filter(({ state }) => state === 'active')
  const withRole = (role: StaffRole) => active.filter(({ roles }) => roles.includes(role))
  const agents = withRole('agent')
  return {
    roles: (Object.keys(wanted) as StaffRole[]).filter((role) => withRole(role).length < wanted[role]),
    offices: agents.length === 0 ? [] : offices.map(({ id }) => id).filter((id) => !agents.some(({ office }) => office === id)),
  }
}

/** What would be missing without an account, and is not now. */
export function missingWithout(staffId: string, { accounts, offices }: Staffed): Missing {
  const now = missingIn({ accounts, offices })
  const then = missingIn({ accounts: accounts.filter(({ id }) => id !== staffId), offices })
  return { roles: then.roles.filter((role) => !now.roles.includes(role)), offices: then.offices.filter((id) => !now.offices.includes(id)) }
}

type Approver = Pick<Account, 'id' | 'state' | 'roles'> & { approves_from: Date | null }

/** Until when nobody could approve without an account that may now: whoever is left is in their first time. Null: somebody could, or nobody can now either. */
export function nobodyApprovesUntil(staffId: string, { accounts, now }: { accounts: readonly Approver[]; now: Date }): Date | null {
  const starts = (of: readonly Approver[]) =>
    of.flatMap(({ state, roles, approves_from: from }) => (state === 'active' && roles.includes('approver') && from !== null ? [from] : []))
  const canNow = (of: readonly Approver[]) => starts(of).some((from) => from <= now)
  const rest = accounts.filter(({ id }) => id !== staffId)
  if (!canNow(accounts) || canNow(rest)) return null
  return starts(rest).toSorted((a, b) => a.getTime() - b.getTime())[0] ?? null
}
