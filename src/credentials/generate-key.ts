import type { Policy } from '../policy.ts'
import type { Random } from '../random.ts'
import { Secret } from '../secret.ts'
import { spanishWords } from './spanish-words.ts'

const leastWords = 5

/** Five words of a list of 4,096: 60 bits; more where policy asks for a longer key. It is shown once, in the page that offers it, and kept nowhere. */
export function generateKey(random: Random, policy: Pick<Policy, 'keyLengthAtLeast'>): Secret {
  const words: string[] = []
  while (words.length < leastWords || words.join('-').length < policy.keyLengthAtLeast) words.push(random.pick(spanishWords))
  return new Secret(words.join('-'))
}
