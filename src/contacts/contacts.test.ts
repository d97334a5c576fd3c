import { describe, expect, it } from 'vitest'
import { standardPolicy as policy } from '../policy.ts'
import { type Contact, canVeto, doubtOf, hears, isCoolingOff, maskContact } from './contacts.ts'

const day = 86_400_000
const now = new Date('2026-11-23T12:00:00Z')
const ago = (milliseconds: number) => new Date(now.getTime() - milliseconds)
const contact = (more: Partial<Contact> = {}): Contact => ({
  id: 'contact',
  channel: 'email',
  value: 'gerencia@panaderia.example',
  status: 'active',
  coolsUntil: null,
  lastUsedAt: now,
  bouncedAt: null,
  removedAt: null,
  suspendedAt: null,
  throughReplacement: null,
  since: new Date(0),
  ...more,
})
const alone = { employersServed: 1, settledContacts: 2 }

it('a contact cools off until the millisecond it says', () => {
  expect(isCoolingOff(contact({ coolsUntil: new Date(now.getTime() + 1) }), now)).toBe(true)
  expect(isCoolingOff(contact({ coolsUntil: now }), now)).toBe(false)
  expect(isCoolingOff(contact(), now)).toBe(false)
})

describe('a contact is doubtful', () => {
  it('when it serves more than five employers', () => {
    expect(doubtOf(contact(), { ...alone, employersServed: 5 }, now, policy)).toBeNull()
    expect(doubtOf(contact(), { ...alone, employersServed: 6 }, now, policy)).toBe('serves_many_employers')
  })

  it('when a message bounced', () => {
    expect(doubtOf(contact({ bouncedAt: ago(500 * day) }), alone, now, policy)).toBe('bounced')
  })

  it('when it was not used for 24 months, a phone for 12', () => {
    expect(doubtOf(contact({ lastUsedAt: ago(730 * day) }), alone, now, policy)).toBeNull()
    expect(doubtOf(contact({ lastUsedAt: ago(730 * day + 1) }), alone, now, policy)).toBe('unused')
    expect(doubtOf(contact({ channel: 'phone', lastUsedAt: ago(365 * day) }), alone, now, policy)).toBeNull()
    expect(doubtOf(contact({ channel: 'phone', lastUsedAt: ago(365 * day + 1) }), alone, now, policy)).toBe('unused')
  })

  it('when it is a phone and the only one', () => {
    expect(doubtOf(contact({ channel: 'phone' }), { ...alone, settledContacts: 1 }, now, policy)).toBe('only_phone')
    expect(doubtOf(contact({ channel: 'phone' }), alone, now, policy)).toBeNull()
    expect(doubtOf(contact(), { ...alone, settledContacts: 1 }, now, policy)).toBeNull()
  })
})

it('a removed contact hears and can veto for 30 days', () => {
  const removed = (since: number) => contact({ status: 'removed', removedAt: ago(since) })
  expect([hears(removed(30 * day - 1), now, policy), canVeto(removed(30 * day - 1), ago(day), now, policy)]).toEqual([true, true])
  expect([hears(removed(30 * day), now, policy), canVeto(removed(30 * day), ago(day), now, policy)]).toEqual([false, false])
})

it('a suspended contact neither hears nor vetoes, from the moment it is', () => {
  const suspended = contact({ status: 'removed', removedAt: now, suspendedAt: now })
  expect([hears(suspended, now, policy), canVeto(suspended, ago(day), now, policy)]).toEqual([false, false])
})

it('a contact can veto a case that began when its cool-off had ended, and no earlier one', () => {
  const cooled = contact({ coolsUntil: ago(day) })
  expect(canVeto(cooled, ago(day), now, policy)).toBe(true)
  expect(canVeto(cooled, ago(day + 1), now, policy)).toBe(false)
  expect(hears(cooled, now, policy)).toBe(true)
})

it('a masked contact is recognised by its owner and cannot be written to', () => {
  expect(maskContact(contact())).toBe('ge••••@pa••••.example')
  expect(maskContact({ channel: 'phone', value: '+593990000001' })).toBe('•••• 0001')
  for (const value of ['a@b', 'x', '', '@', 'a@b.c.d']) expect(maskContact({ channel: 'email', value })).toContain('••••')
})
