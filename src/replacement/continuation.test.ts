import { describe, expect, it } from 'vitest'
import { createKeyRing } from '../keys.ts'
import { Secret } from '../secret.ts'
import { continuationHash, continuationHashes, continuationOf, continuationsOf, normalContinuation } from './continuation.ts'

const root = (version: number) => ({ version, key: new Secret(Buffer.alloc(32, version).toString('base64url')) })
const token = new Secret('a'.repeat(43))

describe('a continuation code', () => {
  it('is of the draft it was filed from: the same for the same token, and another for any other', () => {
    const keys = createKeyRing([root(1)])
    const code = continuationOf(keys, token)
    expect(normalContinuation(code.reveal())?.reveal()).toBe(code.reveal())
    expect(continuationOf(keys, token).reveal()).toBe(code.reveal())
    const others = Array.from({ length: 1000 }, (_, n) => continuationOf(keys, new Secret(`${n}`.padStart(43, 'b'))).reveal())
    expect(new Set([...others, code.reveal()]).size).toBe(1001)
    expect(new Set(others.join('')).size).toBe(32)
    expect(continuationOf(createKeyRing([root(2)]), token).reveal()).not.toBe(code.reveal())
  })

  it('is found again after the key ring has got a newer version', () => {
    const number = 'S-0000-0001'
    const old = createKeyRing([root(1)])
    const code = continuationOf(old, token)
    const stored = continuationHash(old, { number, code })
    const ring = createKeyRing([root(2), root(1)])
    expect(continuationOf(ring, token).reveal()).not.toBe(code.reveal())
    const again = continuationsOf(ring, token).filter((each) => continuationHashes(ring, { number, code: each }).includes(stored))
    expect(again.map((each) => each.reveal())).toEqual([code.reveal()])
  })
})
