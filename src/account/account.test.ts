import { describe, expect, it } from 'vitest'
import { standardPolicy as policy } from '../policy.ts'
import { type AccountStanding, whyNoChanges } from './account.ts'

const institution = { policy, timeZone: 'America/Guayaquil', holidays: { add: [], remove: [], cantons: {} } }
const keySetAt = new Date('2026-11-23T15:00:00Z')
const freezable = new Date('2026-11-26T15:00:00Z')
const since = new Date('2026-11-24T15:00:00Z')
const standing: AccountStanding = { keySetAt, heldSince: null, disputed: false, vetoedAt: null }

describe('whether an account may be changed', () => {
  it.each([
    ['a key that a veto can still freeze', {}, new Date(freezable.getTime() - 1), { why: 'fresh_key', until: freezable }],
    ['a key that no veto can freeze any more', {}, freezable, null],
    ['a hold', { heldSince: since }, freezable, { why: 'hold', since }],
    ['a case that a contact disputes', { disputed: true }, freezable, { why: 'dispute' }],
    ['a change made with this key that a contact undid', { vetoedAt: since }, freezable, { why: 'vetoed', since }],
    ['a hold before all else', { heldSince: since, disputed: true, vetoedAt: since }, keySetAt, { why: 'hold', since }],
  ] as const)('%s', (_what, given, now, expected) => {
    expect(whyNoChanges({ ...standing, ...given }, institution, now)).toEqual(expected)
  })
})
