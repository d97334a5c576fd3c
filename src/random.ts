import { randomBytes, randomInt, randomUUID } from 'node:crypto'

/** Where randomness comes from; tests pass their own. */
export type Random = {
  uuid(): string
  /** `bytes` random bytes in base64url. */
  token(bytes: number): string
  digits(length: number): string
  pick(words: readonly string[]): string
  /** A whole number from 0, below this one. */
  below(limit: number): number
}

/** Crockford's digits: none is taken for another when it is read out. */
export const crockford = [...'0123456789ABCDEFGHJKMNPQRSTVWXYZ']

export const systemRandom: Random = {
  uuid: randomUUID,
  token: (bytes) => randomBytes(bytes).toString('base64url'),
  digits: (length) => Array.from({ length }, () => randomInt(10)).join(''),
  pick: (words) => words[randomInt(words.length)] ?? '',
  below: (limit) => randomInt(limit),
}
