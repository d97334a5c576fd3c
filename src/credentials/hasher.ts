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
  /** Hashes a new key, for a proven case: each has its own lane. */
  hash(key: Secret, caseId: string): Promise<Hashed>
  /** Compares, at the same price whether there is something to compare with or not. `source`: whoever asks; each has its own lane, and lanes take turns. */
  verify(stored: Hashed | null, key: Secret, source: string): Promise<boolean>
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
    hash: (key, caseId) =>
      turns(`case ${caseId}`, true, async () => {
        calls += 1
        return { hash: await hash(key.reveal(), optionsFor(keys.newest)), pepperVersion: keys.newest }
      }),
    verify: (stored, key, source) =>
      turns(`sign-in ${source}`, false, async () => {
        calls += 1
        // A key whose version left the ring opens to nobody. It is compared all the same: an error would say that the holder exists.
        const against = stored !== null && keys.versions.includes(stored.pepperVersion) ? stored : decoy
        const same = await verify(against.hash, key.reveal(), optionsFor(against.pepperVersion))
        return same && against === stored
      }),
    calls: () => calls,
  }
}

/**
 * Runs at most `atOnce` tasks, `atOnce - 1` of them unproven. The unproven and the proven each queue up to `queued`, so that neither fills the
 * other's queue; a lane has a quarter of that, and the lanes' first are taken in turn.
 */
export function createTurns({ atOnce, queued }: { atOnce: number; queued: number }) {
  const lanes = new Map<string, Waiting[]>()
  const running = { proven: 0, unproven: 0 }
  const waiting = { proven: 0, unproven: 0 }
  const longestLane = Math.ceil(queued / 4)

  const kindOf = (proven: boolean) => (proven ? 'proven' : 'unproven')
  const mayStart = (proven: boolean) => running.proven + running.unproven < atOnce && (proven || running.unproven < atOnce - 1)

  function startNext() {
    for (const [lane, line] of lanes) {
      const [first] = line
      if (!first || !mayStart(first.proven)) continue
      line.shift()
      lanes.delete(lane)
      if (line.length > 0) lanes.set(lane, line) // to the back of the turn
      waiting[kindOf(first.proven)] -= 1
      running[kindOf(first.proven)] += 1 // now, and not when it is resumed: somebody else could start in between
      first.start()
      return
    }
  }

  return async function turn<T>(lane: string, proven: boolean, task: () => Promise<T>): Promise<T> {
    const kind = kindOf(proven)
    if (mayStart(proven)) running[kind] += 1
    else {
      const line = lanes.get(lane) ?? []
      if (waiting[kind] >= queued || line.length >= longestLane) throw new HasherFull('too many keys are waiting to be hashed')
      waiting[kind] += 1
      await new Promise<void>((start) => {
        line.push({ start, proven })
        lanes.set(lane, line)
      })
    }
    try {
      return await task()
    } finally {
      running[kind] -= 1
      startNext()
    }
  }
}
