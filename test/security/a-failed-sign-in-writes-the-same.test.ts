import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { missingPeppers } from '../../src/credentials/missing-peppers.ts'
import { signIn } from '../../src/sign-in/sign-in.ts'
import { createHarness, createVisitor, type Harness } from '../harness.ts'
import { addHolder, madeUpTriple } from './holders.ts'
import { newKey, recovered } from './steps.ts'
import type { Triple } from './strangers.ts'

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

const tries = 12
const wrong = 'no es esta la clave correcta'

/** How many transactions wrote: each of them waits for the disk. Those of the queue, or of whoever else uses the server, may be among them. */
async function writing(task: () => Promise<void>): Promise<number> {
  const next = async () => {
    const { rows } = await sql<{ next: number }>`select pg_snapshot_xmax(pg_current_snapshot())::text::int as next`.execute(harness.context.db)
    return rows[0]?.next ?? 0
  }
  const before = await next()
  await task()
  return (await next()) - before
}

/** As few as one failed sign-in writes: others only add to it. */
async function fewest(triple: Triple): Promise<number> {
  const counts: number[] = []
  for (let time = 0; time < tries; time += 1) {
    const source = createVisitor(harness).address
    const asked = { holder: { kind: 'employer', ...triple }, key: wrong, source, device: 'computer', browser: [], session: [] } as const
    counts.push(await writing(async () => expect((await signIn(harness.context, asked)).outcome).toBe('wrong')))
  }
  return Math.min(...counts)
}

it('a failed sign-in waits for the disk as often for a key that exists as for one that does not', async () => {
  const known = await addHolder(harness)
  await recovered(harness, known)
  const forUnknown = await fewest(madeUpTriple())
  expect(forUnknown).toBeGreaterThanOrEqual(1)
  expect(await fewest(known)).toBe(forUnknown)
})

it('a key made under a version that left the key file fails as any other, for it would tell that its holder exists', async () => {
  const known = await addHolder(harness)
  await recovered(harness, known)
  await harness.context.db
    .updateTable('credential')
    .set({ pepper_version: 99 })
    .where('branch_id', '=', known.branchId)
    .where('status', '=', 'active')
    .execute()
  const [forKnown, forUnknown] = [await createVisitor(harness).signIn(known, newKey), await createVisitor(harness).signIn(madeUpTriple(), newKey)]
  expect([forKnown.statusCode, forUnknown.statusCode]).toEqual([422, 422])
  expect(await missingPeppers(harness.context.db, harness.context.keys.versions)).toEqual([99])
})
