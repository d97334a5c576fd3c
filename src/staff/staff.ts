// The rules of staff. A person is one account; roles say what it may do; nobody approves in the first days of an account.

export const staffRoles = ['agent', 'approver', 'supervisor', 'auditor', 'administrator'] as const
export type StaffRole = (typeof staffRoles)[number]
export const staffStates = ['invited', 'active', 'removed'] as const
export type StaffState = (typeof staffStates)[number]

/** Who of the staff does something: the account of a session that lives. */
export type StaffActor = {
  id: string
  nationalId: string
  name: string
  /** Of institution.json; null where the account is of none. */
  office: string | null
  roles: readonly StaffRole[]
  approvesFrom: Date
}
