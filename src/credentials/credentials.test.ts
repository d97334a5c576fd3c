import { describe, expect, it } from 'vitest'
import { type CredentialEvent, opens, touchedBy } from './credentials.ts'

describe('the statuses of an employer key', () => {
  it.each<[CredentialEvent, string[]]>([
    ['new_key_set', ['active', 'blocked', 'external']],
    ['frozen_by_veto', ['active', 'blocked']],
  ])('%s ends the living ones and touches none that has ended', (event, touched) => {
    expect(touchedBy(event).sort()).toEqual(touched)
  })

  it('lets an active key alone open', () => {
    expect(Object.entries(opens).filter(([, does]) => does)).toEqual([['active', true]])
  })
})
