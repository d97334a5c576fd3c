import { describe, expect, it } from 'vitest'
import { standardPolicy as policy } from '../policy.ts'
import { checkMayChoose, type KeyHere, mayKeep, officeReason, prove, type Situation, type Unlock } from './unlock.ts'

const now = new Date('2026-11-23T15:00:00Z')
const good: Situation = { securityHold: false, closed: false, contact: { coolingOff: false, doubt: null } }

describe('what a contact of a person suffices for', () => {
  it.each<[string, Partial<Situation>, ReturnType<typeof officeReason>]>([
    ['a registered contact', {}, null],
    ['a hold or a dispute', { securityHold: true }, 'security_hold'],
    ['a hold before all else', { securityHold: true, closed: true, contact: null }, 'security_hold'],
    ['a closed person', { closed: true }, 'person_closed'],
    ['a contact that is no longer registered', { contact: null }, 'no_usable_contact'],
    ['a contact that cools off', { contact: { coolingOff: true, doubt: null } }, 'contact_cooling_off'],
    ['a cooling contact that is doubtful too', { contact: { coolingOff: true, doubt: 'bounced' } }, 'contact_cooling_off'],
    ['a contact that many share', { contact: { coolingOff: false, doubt: 'serves_many_employers' } }, 'contact_doubtful'],
    ['a contact that bounced', { contact: { coolingOff: false, doubt: 'bounced' } }, 'contact_doubtful'],
    ['a contact long unused', { contact: { coolingOff: false, doubt: 'unused' } }, 'contact_doubtful'],
    ['a phone that is the only contact', { contact: { coolingOff: false, doubt: 'only_phone' } }, 'contact_doubtful'],
  ])('%s', (_what, situation, reason) => {
    expect(officeReason({ ...good, ...situation })).toBe(reason)
  })

  it('a key is kept only where there is one that a hash can open', () => {
    expect((Object.keys(mayKeep) as KeyHere[]).filter((key) => mayKeep[key])).toEqual(['usable', 'blocked'])
  })
})

describe('a proof', () => {
  const asked = { state: 'awaiting_proof', provenAt: null } as Unlock
  const proven = prove(asked, { contactId: 'a', with: 'code', officeReason: null }, now)

  it('lets choose until it is too old, and only while the case is proven', () => {
    const end = new Date(now.getTime() + policy.proofLifetime)
    expect(checkMayChoose(proven, new Date(end.getTime() - 1), policy)).toBe('may_choose')
    expect(checkMayChoose(proven, end, policy)).toBe('expired')
    for (const state of ['awaiting_proof', 'needs_office', 'completed', 'ended', 'disputed'] as const) {
      expect(checkMayChoose({ ...proven, state }, now, policy)).toBe('not_proven')
    }
  })

  it('that does not suffice is for the office, with its reason', () => {
    const next = prove(asked, { contactId: 'a', with: 'link', officeReason: 'contact_doubtful' }, now)
    expect(next).toMatchObject({ state: 'needs_office', officeReason: 'contact_doubtful', provenBy: 'a', provenWith: 'link' })
  })
})
