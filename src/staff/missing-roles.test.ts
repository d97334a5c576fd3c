import { describe, expect, it } from 'vitest'
import { missingIn, missingWithout, nobodyApprovesUntil } from './missing-roles.ts'
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

describe('a removal after which those who approve are all in their first time', () => {
  const [now, soon, later] = [new Date('2026-03-02T15:00:00Z'), new Date('2026-03-03T15:00:00Z'), new Date('2026-03-05T15:00:00Z')]
  const approver = (id: string, from: Date | null, state: StaffState = 'active') => ({ ...account(id, ['approver'], null, state), approves_from: from })

  it('says until when nobody approves', () => {
    const accounts = [approver('one', now), approver('new', later), approver('newer', soon), approver('invited', now, 'invited')]
    expect(nobodyApprovesUntil('one', { accounts, now })).toEqual(soon)
    expect(nobodyApprovesUntil('new', { accounts, now })).toBeNull()
  })

  it('says nothing where another one approves, where nobody does now, and where nobody is left', () => {
    expect(nobodyApprovesUntil('one', { accounts: [approver('one', now), approver('two', now), approver('new', soon)], now })).toBeNull()
    expect(nobodyApprovesUntil('one', { accounts: [approver('one', soon), approver('new', later)], now })).toBeNull()
    expect(nobodyApprovesUntil('one', { accounts: [approver('one', now)], now })).toBeNull()
  })
})
