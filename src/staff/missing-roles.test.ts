import { describe, expect, it } from 'vitest'
import { missingIn, missingWithout } from './missing-roles.ts'
import type { StaffRole, StaffState } from './staff.ts'

const offices = [{ id: 'centro' }, { id: 'puerto' }]
const account = (id: string, roles: readonly StaffRole[], office: string | null = null, state: StaffState = 'active') => ({ id, roles, office, state })
const enough = [
  account('agent', ['agent'], 'centro'),
  account('other agent', ['agent', 'approver'], 'puerto'),
  account('supervisor', ['supervisor']),
  account('auditor', ['auditor']),
  account('first', ['administrator']),
  account('second', ['administrator']),
]

describe('what nobody is there for', () => {
  it('is nothing where each role is somebody’s, two administer, and each office has an agent', () => {
    expect(missingIn({ accounts: enough, offices })).toEqual({ roles: [], offices: [] })
  })

  it('is everything where nobody has enrolled yet, or everybody was removed', () => {
    const accounts = enough.map((each, at) => ({ ...each, state: at % 2 === 0 ? ('invited' as const) : ('removed' as const) }))
    expect(missingIn({ accounts, offices })).toEqual({ roles: ['agent', 'approver', 'supervisor', 'auditor', 'administrator'], offices: [] })
  })

  it('is said of each account whose removal would leave it so, and of nobody else', () => {
    const without = (id: string) => missingWithout(id, { accounts: enough, offices })
    expect(without('agent')).toEqual({ roles: [], offices: ['centro'] })
    expect(without('other agent')).toEqual({ roles: ['approver'], offices: ['puerto'] })
    expect(without('supervisor')).toEqual({ roles: ['supervisor'], offices: [] })
    expect(without('auditor')).toEqual({ roles: ['auditor'], offices: [] })
    expect(without('second')).toEqual({ roles: ['administrator'], offices: [] })
    const three = [...enough, account('third', ['administrator'])]
    expect(missingWithout('third', { accounts: three, offices })).toEqual({ roles: [], offices: [] })
  })

  it('is no fault of a removal that changes nothing: what was missing before, or an account that nobody uses yet', () => {
    const accounts = [account('agent', ['agent'], 'centro'), account('new', ['approver'], 'puerto', 'invited')]
    expect(missingWithout('new', { accounts, offices })).toEqual({ roles: [], offices: [] })
    expect(missingWithout('agent', { accounts, offices })).toEqual({ roles: ['agent'], offices: [] })
  })
})
