import { describe, expect, it } from 'vitest'
import { PolicySchema, standardPolicy } from '../policy.ts'
import { systemRandom } from '../random.ts'
import { generateKey } from './generate-key.ts'
import { spanishWords } from './spanish-words.ts'

describe('the words of an offered key', () => {
  it('are 4,096, each once, of four to eight letters that any keyboard has', () => {
    expect(spanishWords).toHaveLength(4096)
    expect(new Set(spanishWords).size).toBe(4096)
    expect(spanishWords.filter((word) => !/^[a-z]{4,8}$/.test(word))).toEqual([])
  })

  it('make a key of at least 60 bits that is long enough by policy', () => {
    const words = generateKey(systemRandom, standardPolicy).reveal().split('-')
    expect(words.length * Math.log2(spanishWords.length)).toBeGreaterThanOrEqual(60)
    expect(words.every((word) => spanishWords.includes(word))).toBe(true)
    const shortest = words.length * Math.min(...spanishWords.map((word) => word.length)) + words.length - 1
    expect(shortest).toBeGreaterThanOrEqual(standardPolicy.keyLengthAtLeast)
  })

  it('are as many as the longest policy asks for, and never more than it takes', () => {
    for (const keyLengthAtLeast of [15, 25, 40, 56, 64]) {
      const policy = PolicySchema.parse({ keyLengthAtLeast })
      for (let time = 0; time < 50; time += 1) {
        const { length } = generateKey(systemRandom, policy).reveal()
        expect(length).toBeGreaterThanOrEqual(policy.keyLengthAtLeast)
        expect(length).toBeLessThanOrEqual(policy.keyLengthAtMost)
      }
    }
    expect(PolicySchema.safeParse({ keyLengthAtLeast: 64, keyLengthAtMost: 71 }).success).toBe(false)
    expect(PolicySchema.safeParse({ keyLengthAtLeast: 64, keyLengthAtMost: 72 }).success).toBe(true)
  })
})
