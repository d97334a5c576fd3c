import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contactSuffices, type Situation, sufficientEvidence } from './evidence.ts'

const ordinary: Situation = {
  securityHold: false,
  closed: false,
  key: 'forgotten',
  representationCurrent: true,
  hardened: false,
  contact: { coolingOff: false, doubt: null },
  olderContact: true,
}

const table: [string, Partial<Situation>, string | null, string[]][] = [
  ['forgotten', {}, null, ['contact']],
  ['blocked by failed sign-ins', { key: 'blocked_by_failed_sign_ins' }, null, ['contact']],
  ['contact cooling off', { contact: { coolingOff: true, doubt: null } }, 'contact_cooling_off', ['older_contact', 'contact+saved_code_before_change']],
  [
    'contact doubtful',
    { contact: { coolingOff: false, doubt: 'bounced' } },
    'contact_doubtful',
    ['contact+saved_code', 'contact+personal_key', 'contact, with veto'],
  ],
  ['hardened', { hardened: true }, 'hardened', ['contact+saved_code', 'contact+personal_key', 'office, with veto']],
  ['no usable contact', { contact: null, olderContact: false }, 'no_usable_contact', ['office']],
  ['representative changed', { representationCurrent: false }, 'representative_changed', ['office, with veto']],
  ['first key', { key: 'none' }, 'no_key_yet', ['office, with veto']],
  ['first key, no older contact', { key: 'none', olderContact: false }, 'no_key_yet', ['office']],
  ['closed', { closed: true }, 'employer_closed', ['office, with veto']],
  ['hold', { securityHold: true, olderContact: false }, 'security_hold', ['office, with veto']],
]

describe('the table of sufficient evidence', () => {
  it.each(table)('%s', (_row, change, reason, sets) => {
    const sufficient = sufficientEvidence({ ...ordinary, ...change })
    expect(sufficient.reason).toBe(reason)
    expect(sufficient.anyOf.map(({ proofs, wait }) => proofs.join('+') + (wait === 'none' ? '' : ', with veto'))).toEqual(sets)
  })

  it('never lets a contact alone suffice in any situation but the ordinary one', () => {
    const situation = fc.record<Situation>({
      securityHold: fc.boolean(),
      closed: fc.boolean(),
      key: fc.constantFrom('none', 'forgotten', 'blocked_by_failed_sign_ins'),
      representationCurrent: fc.boolean(),
      hardened: fc.boolean(),
      contact: fc.option(
        fc.record({
          coolingOff: fc.boolean(),
          doubt: fc.option(fc.constantFrom('serves_many_employers' as const, 'bounced' as const, 'unused' as const, 'only_phone' as const)),
        }),
      ),
      olderContact: fc.boolean(),
    })
    fc.assert(
      fc.property(situation, (any) => {
        const worst =
          any.securityHold ||
          any.closed ||
          any.key === 'none' ||
          !any.representationCurrent ||
          any.hardened ||
          !any.contact ||
          any.contact.coolingOff ||
          any.contact.doubt !== null
        const sufficient = sufficientEvidence(any)
        expect(contactSuffices(sufficient)).toBe(!worst)
        expect(sufficient.reason === null).toBe(!worst)
        expect(sufficient.anyOf.length).toBeGreaterThan(0)
      }),
    )
  })
})
