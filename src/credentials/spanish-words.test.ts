import { describe, expect, it } from 'vitest'
import { standardPolicy } from '../policy.ts'
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
    const words = generateKey(systemRandom).reveal().split('-')
    expect(words.length * Math.log2(spanishWords.length)).toBeGreaterThanOrEqual(60)
    expect(words.every((word) => spanishWords.includes(word))).toBe(true)
    const shortest = words.length * Math.min(...spanishWords.map((word) => word.length)) + words.length - 1
    expect(shortest).toBeGreaterThanOrEqual(standardPolicy.keyLengthAtLeast)
  })
})
