import { type Challenge, createChallenge, type Solution, verifySolution } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import { z } from 'zod'
import type { Tx } from '../db/database.ts'
import type { KeyRing } from '../keys.ts'
import type { Policy } from '../policy.ts'

// Proof-of-work with ALTCHA. A challenge is signed, made for one form, and says how hard it is; a solved one counts once.

export type PuzzleForm = 'recovery' | 'unlock' | 'replacement' | 'contact_replacement'

/** PBKDF2 rounds per guess: little for the server, which derives one key to make a challenge and none to check it. */
const cost = 1000
/** Guesses at factor 1; about 0.1 s on a computer, half a second on a phone. */
const guesses = 500
/** About 5 s of a phone. */
const hardest = 10

/** How many times harder than at rest, after so many starts in the hour from the tiers of one source. */
export function hardness(startsPerTier: readonly number[], policy: Policy): number {
  const doublings = startsPerTier.map((starts, tier) => Math.floor(starts / (policy.sourceStartsPerDoubling * 4 ** tier)))
  return Math.min(hardest, 2 ** Math.max(0, ...doublings))
}

const secrets = (keys: KeyRing, version: number) => {
  const secret = keys.key('proof_of_work', version).toString('base64url')
  return { hmacSignatureSecret: secret, hmacKeySignatureSecret: `${secret}.solution` }
}

export function makePuzzle(
  keys: KeyRing,
  options: { form: PuzzleForm; hardness: number; nextInt: (below: number) => number; now: Date; policy: Policy },
): Promise<Challenge> {
  const least = guesses * options.hardness
  return createChallenge({
    algorithm: 'PBKDF2/SHA-256',
    cost,
    counter: least + options.nextInt(least),
    data: { form: options.form, hardness: options.hardness, made: options.now.getTime(), version: keys.newest },
    deriveKey,
    expiresAt: new Date(Date.now() + options.policy.challengeLifetime),
    ...secrets(keys, keys.newest),
  })
}

const Payload = z.object({
  challenge: z.object({
    parameters: z.looseObject({ nonce: z.string(), data: z.object({ form: z.string(), hardness: z.number(), made: z.number(), version: z.number() }) }),
    signature: z.string(),
  }),
  solution: z.looseObject({ counter: z.number(), derivedKey: z.string() }),
})

export type SolvedPuzzle = { id: string; form: string; hardness: number; made: number }

/** What the form field holds: nothing, something that solves nothing, or a solved puzzle that may still be spent, old or too easy. */
export async function readPuzzle(keys: KeyRing, field: string | undefined): Promise<SolvedPuzzle | 'absent' | 'invalid'> {
  if (field === undefined || field === '') return 'absent'
  try {
    const { challenge, solution } = Payload.parse(JSON.parse(Buffer.from(field, 'base64').toString('utf8')))
    const { data, nonce } = challenge.parameters
    if (!keys.versions.includes(data.version)) return 'invalid'
    const result = await verifySolution({
      challenge: challenge as unknown as Challenge,
      solution: solution as unknown as Solution,
      deriveKey,
      ...secrets(keys, data.version),
    })
    return result.verified ? { id: nonce, form: data.form, hardness: data.hardness, made: data.made } : 'invalid'
  } catch {
    return 'invalid'
  }
}

export type PuzzleUse = 'accepted' | 'other_form' | 'too_old' | 'too_easy' | 'spent'

/** Spends a solved puzzle for a form. One step easier than asked is taken: the source may have grown busier since it was made. */
export async function spendPuzzle(tx: Tx, puzzle: SolvedPuzzle, wanted: { form: PuzzleForm; hardness: number; now: Date; policy: Policy }): Promise<PuzzleUse> {
  if (puzzle.form !== wanted.form) return 'other_form'
  const endsAt = new Date(puzzle.made + wanted.policy.challengeLifetime)
  if (wanted.now >= endsAt) return 'too_old'
  if (puzzle.hardness * 2 < wanted.hardness) return 'too_easy'
  const row = await tx
    .insertInto('spent_challenge')
    .values({ id: puzzle.id, ends_at: endsAt })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return row ? 'accepted' : 'spent'
}
