import { availableParallelism } from 'node:os'
import { hash, verify } from '@node-rs/argon2'
import type { KeyRing } from '../keys.ts'
import type { Secret } from '../secret.ts'

// Argon2id behind a bounded queue. At most twice as many at once as cores (on 2 cores, 4 at once gave 12 % more than 2); one place is kept
// free for proven cases, so that a flood of sign-ins never stops somebody who has proved who they are. Lanes take turns.

/** OWASP's minimum: 19 MiB, two passes, one lane. */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export class HasherFull extends Error {
  override readonly name = 'HasherFull'
}

export type Hashed = { hash: string; pepperVersion: number }
export type Hasher = {
  /** Hashes a new key, for a proven case. */
  hash(key: Secret): Promise<Hashed>
  /** Compares, at the same price whether there is something to compare with or not. `lane`: whoever asks; lanes take turns. */
  verify(stored: Hashed | null, key: Secret, lane: string): Promise<boolean>
  /** Calls so far: for showing that two paths cost the same. */
  calls(): number
}

type Waiting = { start: () => void; proven: boolean }

export async function createHasher(keys: KeyRing, options: { atOnce?: number; queued?: number } = {}): Promise<Hasher> {
  const atOnce = options.atOnce ?? 2 * availableParallelism()
  const turns = createTurns({ atOnce: Math.max(2, atOnce), queued: options.queued ?? 50 * atOnce })
  const optionsFor = (version: number) => ({ ...parameters, secret: keys.key('pepper', version) })
  const decoy = { hash: await hash(`nobody ${Math.random()}`, optionsFor(keys.newest)), pepperVersion: keys.newest }
  let calls = 0
  return {
    hash: (key) =>
      turns('proven', true, async () => {
        calls += 1
        return { hash: await hash(key.reveal(), optionsFor(keys.newest)), pepperVersion: keys.newest }
      }),
    verify: (stored, key, lane) =>
      turns(`sign-in ${lane}`, false, async () => {
        calls += 1
        const against = stored ?? decoy
        const same = await verify(against.hash, key.reveal(), optionsFor(against.pepperVersion))
        return same && stored !== null
      }),
    calls: () => calls,
  }
}

/** Runs at most `atOnce` tasks, `atOnce - 1` of them unproven; queues up to `queued`, and takes the lanes' first in turn. */
export function createTurns({ atOnce, queued }: { atOnce: number; queued: number }) {
  const lanes = new Map<string, Waiting[]>()
  let running = 0
  let unproven = 0
  let waiting = 0

  const mayStart = (proven: boolean) => running < atOnce && (proven || unproven < atOnce - 1)

  function startNext() {
    for (const [lane, line] of lanes) {
      const [first] = line
      if (!first || !mayStart(first.proven)) continue
      line.shift()
      lanes.delete(lane)
      if (line.length > 0) lanes.set(lane, line) // to the back of the turn
      waiting -= 1
      first.start()
      return
    }
  }

  return async function turn<T>(lane: string, proven: boolean, task: () => Promise<T>): Promise<T> {
    if (!mayStart(proven)) {
      if (waiting >= queued) throw new HasherFull('too many keys are waiting to be hashed')
      waiting += 1
      await new Promise<void>((start) => {
        const line = lanes.get(lane) ?? []
        line.push({ start, proven })
        lanes.set(lane, line)
      })
    }
    running += 1
    if (!proven) unproven += 1
    try {
      return await task()
    } finally {
      running -= 1
      if (!proven) unproven -= 1
      startNext()
    }
  }
}
