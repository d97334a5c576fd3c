import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Collected, type OfficeProofs, officeSuffices, officeWaits, type Proof, type Situation, standingOf, sufficientEvidence } from './evidence.ts'

const ordinary: Situation = {
  securityHold: false,
  closed: false,
  key: 'forgotten',
  representationCurrent: true,
  hardened: false,
  contact: { coolingOff: false, doubtful: false },
  olderContact: true,
}
const cooling = { coolingOff: true, doubtful: false }
const doubtful = { coolingOff: false, doubtful: true }

const table: [string, Partial<Situation>, string | null, string[]][] = [
  ['forgotten', {}, null, ['contact']],
  ['blocked by failed sign-ins', { key: 'blocked_by_failed_sign_ins' }, null, ['contact']],
  ['contact cooling off', { contact: cooling }, 'contact_cooling_off', ['older_contact', 'contact+saved_code_before_change']],
  [
    'contact cooling off and doubtful',
    { contact: { ...cooling, doubtful: true } },
    'contact_cooling_off',
    ['older_contact', 'contact+saved_code_before_change'],
  ],
  ['contact doubtful', { contact: doubtful }, 'contact_doubtful', ['contact+saved_code', 'contact+personal_key', 'contact, with veto']],
  ['hardened', { hardened: true }, 'hardened', ['contact+saved_code', 'contact+personal_key', 'office, with veto']],
  ['hardened, contact doubtful', { hardened: true, contact: doubtful }, 'hardened', ['contact+saved_code', 'contact+personal_key', 'office, with veto']],
  ['hardened, contact cooling off', { hardened: true, contact: cooling }, 'hardened', ['contact+saved_code_before_change', 'office, with veto']],
  ['no usable contact', { contact: null, olderContact: false }, 'no_usable_contact', ['office']],
  ['representative changed', { representationCurrent: false }, 'representative_changed', ['office, with veto']],
  ['first key', { key: 'none' }, 'no_key_yet', ['office, with veto']],
  ['first key, no older contact', { key: 'none', olderContact: false }, 'no_key_yet', ['office']],
  ['closed', { closed: true }, 'employer_closed', ['office, with veto']],
  ['hold', { securityHold: true, olderContact: false }, 'security_hold', ['office, with veto']],
]

const situation = fc.record<Situation>({
  securityHold: fc.boolean(),
  closed: fc.boolean(),
  key: fc.constantFrom('none', 'forgotten', 'blocked_by_failed_sign_ins'),
  representationCurrent: fc.boolean(),
  hardened: fc.boolean(),
  contact: fc.option(fc.record({ coolingOff: fc.boolean(), doubtful: fc.boolean() })),
  olderContact: fc.boolean(),
})

const online: readonly Proof[] = ['contact', 'older_contact', 'saved_code', 'saved_code_before_change', 'personal_key']
const subsets = Array.from({ length: 2 ** online.length }, (_, bits) => new Set(online.filter((_proof, at) => bits & (1 << at))))
const none: ReadonlySet<Proof> = new Set()
const stands = (of: Situation, given: Iterable<Proof>, more: Partial<Collected> = {}) =>
  standingOf(sufficientEvidence(of), { given: new Set(given), obtainable: none, waited: false, ...more })
const suffices = (of: Situation, given: Iterable<Proof>, waited = false) => stands(of, given, { waited }).standing === 'suffices'

describe('the table of sufficient evidence', () => {
  it.each(table)('%s', (_row, change, reason, sets) => {
    const sufficient = sufficientEvidence({ ...ordinary, ...change })
    expect(sufficient.reason).toBe(reason)
    expect(sufficient.anyOf.map(({ proofs, wait }) => proofs.join('+') + (wait === 'none' ? '' : ', with veto'))).toEqual(sets)
  })

  it('lets a contact alone suffice at once in the ordinary situation and in no other', () => {
    fc.assert(
      fc.property(situation, (any) => {
        const { securityHold, closed, key, representationCurrent, hardened, contact } = any
        const office = securityHold || closed || key === 'none' || !representationCurrent
        const worst = office || hardened || !contact || contact.coolingOff || contact.doubtful
        expect(suffices(any, ['contact'])).toBe(!worst)
        expect(sufficientEvidence(any).reason === null).toBe(!worst)
        expect(sufficientEvidence(any).anyOf.length).toBeGreaterThan(0)
      }),
    )
  })

  it('never lets anything given online suffice for a hold, a closed employer, a first key, or a representative who is none', () => {
    fc.assert(
      fc.property(situation, fc.constantFrom(...subsets), fc.boolean(), (any, given, waited) => {
        if (any.securityHold || any.closed || any.key === 'none' || !any.representationCurrent) expect(suffices(any, given, waited)).toBe(false)
      }),
    )
  })

  it('is never sufficient without a contact that is not cooling off, or a saved code made before it changed', () => {
    fc.assert(
      fc.property(situation, fc.constantFrom(...subsets), fc.boolean(), (any, given, waited) => {
        if (!suffices(any, given, waited)) return
        const settled = given.has('contact') && any.contact?.coolingOff === false
        expect(settled || given.has('older_contact') || given.has('saved_code_before_change')).toBe(true)
      }),
    )
  })

  it('never makes more evidence less sufficient, nor a wait that is over worse than one that runs', () => {
    const rank = { office: 0, needs_more: 1, may_wait: 2, suffices: 3 }
    fc.assert(
      fc.property(situation, fc.constantFrom(...subsets), fc.constantFrom(...subsets), fc.boolean(), (any, some, more, waited) => {
        const both = new Set([...some, ...more])
        expect(!suffices(any, some, waited) || suffices(any, both, waited)).toBe(true)
        expect(!suffices(any, both) || suffices(any, both, true)).toBe(true)
        const obtainable = new Set(online)
        expect(rank[stands(any, both, { obtainable, waited }).standing]).toBeGreaterThanOrEqual(rank[stands(any, some, { obtainable, waited }).standing])
      }),
    )
  })

  it('offers exactly the ways that make it suffice when they are given', () => {
    const provenBy = { other_contact: ['older_contact'], saved_code: ['saved_code', 'saved_code_before_change'], personal_key: ['personal_key'] } as const
    fc.assert(
      fc.property(situation, fc.constantFrom(...subsets), (any, obtainable) => {
        const standing = stands(any, ['contact'], { obtainable })
        const offered = 'ways' in standing ? standing.ways : []
        for (const way of offered) {
          // Another contact stands in its own row, where it is enough by itself, or for a hardened employer with what goes beside it.
          const of = way === 'other_contact' ? { ...any, contact: { coolingOff: false, doubtful: false } } : any
          if (way === 'other_contact' && any.hardened) expect(suffices(of, ['contact', 'saved_code'])).toBe(true)
          else expect(suffices(of, ['contact', ...provenBy[way].filter((proof) => obtainable.has(proof))])).toBe(true)
        }
        for (const way of ['saved_code', 'personal_key'] as const) {
          const would = suffices(any, ['contact', ...provenBy[way].filter((proof) => obtainable.has(proof))])
          if (would && standing.standing !== 'suffices') expect(offered).toContain(way)
        }
      }),
    )
  })

  it.each<[string, Partial<Situation>, Proof[], string, string[]]>([
    [
      'a doubtful contact waits, and is offered the rest',
      { contact: doubtful },
      ['saved_code', 'personal_key', 'older_contact'],
      'may_wait',
      ['other_contact', 'saved_code', 'personal_key'],
    ],
    ['a doubtful contact without a saved code', { contact: doubtful }, ['personal_key'], 'may_wait', ['personal_key']],
    ['a contact cooling off beside an older one', { contact: cooling }, ['older_contact', 'personal_key'], 'needs_more', ['other_contact']],
    ['a contact cooling off with a saved code made since', { contact: cooling }, ['saved_code', 'personal_key'], 'office', []],
    ['a contact cooling off alone', { contact: cooling }, ['personal_key'], 'office', []],
    ['a hardened employer', { hardened: true }, ['saved_code', 'personal_key', 'older_contact'], 'needs_more', ['saved_code', 'personal_key']],
    [
      'a hardened employer whose contact cools off beside an older one',
      { hardened: true, contact: cooling },
      ['older_contact', 'personal_key'],
      'needs_more',
      ['other_contact'],
    ],
    ['a hardened employer whose contact cools off alone', { hardened: true, contact: cooling }, ['personal_key'], 'office', []],
    ['a contact that is none', { contact: null }, [...online], 'office', []],
  ])('%s', (_what, change, obtainable, standing, ways) => {
    expect(stands({ ...ordinary, ...change }, change.contact === null ? [] : ['contact'], { obtainable: new Set(obtainable) })).toMatchObject({
      standing,
      ...(standing === 'office' ? {} : { ways }),
    })
  })
})

describe('what an office found', () => {
  const enough: OfficeProofs = { verifiedBy: 'ana', approvedBy: 'blas', continuation: true, contactCode: true, screenBy: null, asExamined: true }
  const onScreen: OfficeProofs = { ...enough, contactCode: false, screenBy: 'carla' }

  it('suffices with two people, the continuation code and the code to the new contact, or with a third person and the screen', () => {
    expect(officeSuffices(enough)).toBe(true)
    expect(officeSuffices(onScreen)).toBe(true)
  })

  it.each([
    { name: 'nobody saw the applicant', proofs: { ...enough, verifiedBy: null } },
    { name: 'nobody approved it', proofs: { ...enough, approvedBy: null } },
    { name: 'one person did both', proofs: { ...enough, approvedBy: 'ana' } },
    { name: 'the continuation code is missing', proofs: { ...enough, continuation: false } },
    { name: 'neither the contact nor a screen proved anything', proofs: { ...enough, contactCode: false } },
    { name: 'who prepared it opened the screen', proofs: { ...onScreen, screenBy: 'ana' } },
    { name: 'who approved it opened the screen', proofs: { ...onScreen, screenBy: 'blas' } },
    { name: 'something else is written than was examined', proofs: { ...enough, asExamined: false } },
  ])('does not suffice when $name', ({ proofs }) => {
    expect(officeSuffices(proofs)).toBe(false)
  })

  it('waits while the holder is held or an older contact could stop it', () => {
    expect(officeWaits({ securityHold: false, olderContact: false })).toBe('none')
    expect(officeWaits({ securityHold: true, olderContact: false })).toBe('with_veto')
    expect(officeWaits({ securityHold: false, olderContact: true })).toBe('with_veto')
  })
})
