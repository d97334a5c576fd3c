import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Contact } from '../contacts/contacts.ts'
import { standardPolicy as policy } from '../policy.ts'
import { freezableUntil } from '../veto/veto.ts'
import { isStoppable, mayVeto } from './may-veto.ts'
import { replacementStates } from './replacement.ts'

const day = 86_400_000
const now = new Date('2026-11-23T12:00:00Z')
const institution = { policy, timeZone: 'America/Guayaquil', holidays: { add: [], remove: [], cantons: {} } }
const filedAt = new Date(now.getTime() - day)
const row = { id: 'case', submitted_at: filedAt, started_at: filedAt }
const contact = (more: Partial<Contact> = {}): Contact => ({
  id: 'contact',
  channel: 'email',
  value: 'gerencia@panaderia.example',
  status: 'active',
  since: new Date(0),
  coolsUntil: null,
  lastUsedAt: now,
  bouncedAt: null,
  removedAt: null,
  suspendedAt: null,
  throughReplacement: null,
  ...more,
})

describe('a contact may stop a case', () => {
  it.each<[string, Partial<Contact>, boolean]>([
    ['registered long before', {}, true],
    ['whose cool-off ended as it was filed', { coolsUntil: filedAt }, true],
    ['that cooled off when it was filed, and not any more', { coolsUntil: new Date(filedAt.getTime() + 1) }, false],
    ['that another case brought', { throughReplacement: 'another case' }, true],
    ['that this case brought', { throughReplacement: 'case' }, false],
    ['removed yesterday', { status: 'removed', removedAt: filedAt }, true],
    ['removed for so long', { status: 'removed', removedAt: new Date(now.getTime() - policy.removedContactVeto) }, false],
    ['that is suspended', { status: 'removed', removedAt: filedAt, suspendedAt: filedAt }, false],
  ])('%s: %o is %s', (_what, more, may) => {
    expect(mayVeto(contact(more), row, { now, policy })).toBe(may)
  })
})

it('a case that was activated can be stopped until its key can be frozen no more, and not a moment longer', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 400 * day }), fc.integer({ min: 0, max: 20 * day }), (since, after) => {
      const activated_at = new Date(now.getTime() + since)
      const at = new Date(activated_at.getTime() + after)
      expect(isStoppable({ state: 'activated', activated_at }, { now: at, institution })).toBe(at < freezableUntil(activated_at, institution))
    }),
  )
})

it('a case that is over, or that nobody filed, is stopped by nobody', () => {
  const stoppable = replacementStates.filter((state) => isStoppable({ state, activated_at: now }, { now, institution }))
  expect(replacementStates.filter((state) => !stoppable.includes(state))).toEqual(['draft', 'rejected', 'cancelled', 'expired'])
})
