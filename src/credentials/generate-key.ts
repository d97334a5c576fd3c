import type { Random } from '../random.ts'
import { Secret } from '../secret.ts'
import { spanishWords } from './spanish-words.ts'

/** Five words of a list of 4,096: 60 bits. It is shown once, in the page that offers it, and kept nowhere. */
export const generateKey = (random: Random) => new Secret(Array.from({ length: 5 }, () => random.pick(spanishWords)).join('-'))
