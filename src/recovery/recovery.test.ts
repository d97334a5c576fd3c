import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Standing } from '../evidence/evidence.ts'
import { standardPolicy as policy } from '../policy.ts'
import { askerEndsAt, checkCode, checkResend, linkEndsAt, newSend, proofEndsAt, type Send, type SentCode } from '../proof/codes.ts'
import { afterVeto, checkMaySetKey, openStates, prove, type Recovery, type RecoveryState, recoveryStates, takesLink, takesMore, weighed } from './recovery.ts'

const [second, minute, hour] = [1000, 60_000, 3_600_000]
const start = Date.parse('2026-11-23T12:00:00Z')
const at = (after: number) => new Date(start + after)
const send = (after = 0, more: Partial<Send> = {}): Send => ({ ...newSend(at(after), { allowed: true, nextAt: at(after) }, policy), ...more })
const code = (hash: string, of: Partial<SentCode> = {}): SentCode => ({ contactId: 'contact', hash, send: 0, endsAt: start + policy.codeLifetime, ...of })

const recovery = (more: Partial<Recovery> = {}): Recovery => ({
  id: 'case',
  number: 'R-0000-0000',
  branchId: 'branch',
  representationId: 'representation',
  state: 'awaiting_proof',
  language: 'es',
  tag: 'abeja roble',
  typed: { taxId: '1790000095001', branchCode: '0001', nationalId: '1700000092' },
  device: 'phone',
  startedAt: at(0),
  sends: [send()],
  codes: [code('right')],
  wrongAt: [],
  provenAt: null,
  provenBy: null,
  provenWith: null,
  officeReason: null,
  savedCodeWrong: 0,
  personalKeyWrong: 0,
  credentialId: null,
  completedAt: null,
  ...more,
})

/** The case after so many wrong codes. */
function afterWrong(times: number, of = recovery()): Recovery {
  const check = checkCode(of, ['wrong'], at(second), policy)
  return times === 0 ? of : afterWrong(times - 1, check.outcome === 'wrong' ? check.next : of)
}

describe('a code', () => {
  it('is right until its tenth minute ends', () => {
    expect(checkCode(recovery(), ['right'], at(10 * minute - 1), policy)).toEqual({ outcome: 'right', contactId: 'contact' })
    expect(checkCode(recovery(), ['right'], at(10 * minute), policy)).toMatchObject({ outcome: 'wrong' })
  })

  it('is right at the fifth try and dead after it', () => {
    expect(checkCode(afterWrong(4), ['right'], at(second), policy).outcome).toBe('right')
    expect(checkCode(afterWrong(4), ['wrong'], at(second), policy)).toMatchObject({ outcome: 'wrong', codesDead: true })
    expect(checkCode(afterWrong(5), ['right'], at(second), policy)).toEqual({ outcome: 'codes_dead' })
  })

  it('of a later send has its own tries, and its own end', () => {
    const again = {
      ...afterWrong(5),
      sends: [...afterWrong(5).sends, send(minute)],
      codes: [code('right'), code('later', { send: 1, endsAt: start + 11 * minute })],
    }
    expect(checkCode(again, ['right'], at(2 * minute), policy).outcome).toBe('wrong')
    expect(checkCode(again, ['later'], at(11 * minute - 1), policy).outcome).toBe('right')
  })

  it('is read under every version of the key', () => {
    expect(checkCode(recovery(), ['newer', 'right'], at(second), policy).outcome).toBe('right')
  })

  it.each(recoveryStates.filter((state) => state !== 'awaiting_proof'))('is wrong in a case that is %s, at the price of a try', (state) => {
    const check = checkCode(recovery({ state }), ['right'], at(second), policy)
    expect(check).toMatchObject({ outcome: 'wrong', next: { state, sends: [{ triesLeft: 4 }], wrongAt: [start + second] } })
  })

  it('comes too late an hour after the last send', () => {
    expect(askerEndsAt(recovery(), policy)).toEqual(at(hour))
    expect(checkCode(recovery({ codes: [code('right', { endsAt: start + 2 * hour })] }), ['right'], at(hour - 1), policy).outcome).toBe('right')
    expect(checkCode(recovery({ codes: [code('right', { endsAt: start + 2 * hour })] }), ['right'], at(hour), policy)).toEqual({ outcome: 'over' })
  })

  it('never gets more comparisons than its tries, whatever is typed and however often the message is asked for', () => {
    const steps = fc.array(fc.constantFrom('wrong', 'resend', 'wait'), { maxLength: 80 })
    fc.assert(
      fc.property(steps, (taken) => {
        let now = start
        let held = recovery({ codes: [code('first', { endsAt: Number.POSITIVE_INFINITY })] })
        let compared = 0
        for (const step of taken) {
          now += step === 'wait' ? minute : second
          const first = held.sends[0]
          if (step === 'resend' && checkResend(held, new Date(now), policy).outcome === 'may_send')
            held = { ...held, sends: [...held.sends, send(now - start)] }
          if (step !== 'wrong') continue
          const check = checkCode(held, ['wrong'], new Date(now), policy)
          if (check.outcome !== 'wrong') continue
          if ((first?.triesLeft ?? 0) > 0) compared += 1
          held = check.next
        }
        expect(compared).toBeLessThanOrEqual(policy.codeTries)
        expect(held.sends.every((each) => each.triesLeft >= 0)).toBe(true)
      }),
    )
  })
})

describe('another message', () => {
  it('may be asked for after 60 seconds', () => {
    expect(checkResend(recovery(), at(59_999), policy)).toEqual({ outcome: 'too_soon', at: at(minute) })
    expect(checkResend(recovery(), at(minute), policy)).toEqual({ outcome: 'may_send' })
  })

  it('may be asked for ten times in a case', () => {
    const sends = (count: number) => Array.from({ length: count }, () => send())
    expect(checkResend(recovery({ sends: sends(10) }), at(minute), policy).outcome).toBe('may_send')
    expect(checkResend(recovery({ sends: sends(11) }), at(minute), policy).outcome).toBe('too_many')
  })

  it('comes too late when the time of the asking browser is up', () => {
    expect(checkResend(recovery(), at(hour - 1), policy).outcome).toBe('may_send')
    expect(checkResend(recovery(), at(hour), policy)).toEqual({ outcome: 'over' })
  })

  it('is answered the same whatever became of the case', () => {
    for (const state of recoveryStates) expect(checkResend(recovery({ state }), at(minute), policy)).toEqual({ outcome: 'may_send' })
  })
})

describe('a link', () => {
  it('works for an hour, or until the next message is permitted, at most a day', () => {
    expect(linkEndsAt(at(0), at(0), policy)).toEqual(at(hour))
    expect(linkEndsAt(at(0), at(hour), policy)).toEqual(at(hour))
    expect(linkEndsAt(at(0), at(hour + 1), policy)).toEqual(at(hour + 1))
    expect(linkEndsAt(at(0), at(24 * hour), policy)).toEqual(at(24 * hour))
    expect(linkEndsAt(at(0), at(24 * hour + 1), policy)).toEqual(at(24 * hour))
  })

  it('proves until a key was set, the case ended or is disputed', () => {
    expect(recoveryStates.filter((state) => takesLink[state])).toEqual([...openStates])
  })
})

describe('a proof', () => {
  const proof = { contactId: 'contact', with: 'code' } as const

  it('stays good for an hour', () => {
    const proven = weighed(prove(recovery(), proof, at(0)), { standing: 'suffices' })
    expect(proofEndsAt(proven, policy)).toEqual(at(hour))
    expect(checkMaySetKey(proven, at(hour - 1), policy)).toBe('may_set')
    expect(checkMaySetKey(proven, at(hour), policy)).toBe('expired')
  })

  it.each<[Standing, RecoveryState, boolean]>([
    [{ standing: 'office', reason: 'security_hold' }, 'needs_office', false],
    [{ standing: 'needs_more', reason: 'hardened', ways: ['saved_code'] }, 'needs_evidence', true],
    [{ standing: 'may_wait', reason: 'contact_doubtful', ways: [] }, 'waiting', true],
  ])('that is not enough sets no key, and takes more for an hour where more can be given', (standing, state, takes) => {
    const next = weighed(prove(recovery(), proof, at(0)), standing)
    expect(next).toMatchObject({ state, officeReason: 'reason' in standing ? standing.reason : null })
    expect(checkMaySetKey(next, at(0), policy)).toBe('not_proven')
    expect(takesMore(next, at(hour - 1), policy)).toBe(takes)
    expect(takesMore(next, at(hour), policy)).toBe(false)
  })

  it.each(recoveryStates.filter((state) => state !== 'proven'))('is not there in a case that is %s', (state) => {
    expect(checkMaySetKey(recovery({ state, provenAt: at(0) }), at(0), policy)).toBe('not_proven')
  })
})

it('a veto ends what is unproven, disputes what is proven, and leaves alone what had ended', () => {
  expect(afterVeto).toEqual({
    awaiting_proof: 'ended',
    needs_evidence: 'disputed',
    waiting: 'disputed',
    proven: 'disputed',
    needs_office: 'disputed',
    completed: 'disputed',
    ended: null,
    disputed: 'disputed',
  })
})

it('the states are those of the table', () => {
  const migration = readFileSync(new URL('../../migrations/0011_evidence.sql', import.meta.url), 'utf8')
  const states = /check \(state in \(([^)]+)\)\)/.exec(migration)?.[1] ?? ''
  expect([...states.matchAll(/'(\w+)'/g)].map(([, state]) => state)).toEqual([...recoveryStates])
})
