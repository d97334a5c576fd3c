import { afterAll, beforeAll, expect, it } from 'vitest'
import { createHarness, type Harness } from '../harness.ts'
import { givePersonalKeyTo, holderOf, personalKey, saveCode } from '../security/proofs.ts'
import { proven } from '../security/steps.ts'

const [minute, hour] = [60_000, 3_600_000]
const paths = { key: '/empleador/recuperar/clave', saved: '/empleador/recuperar/codigo-guardado', personal: '/empleador/recuperar/clave-personal' }

let harness: Harness
beforeAll(async () => {
  harness = await createHarness({
    policy: { evidenceTries: 1, coolOff: 36 * hour, proofLifetime: minute, waitAtLeast: 36 * hour, waitReminderBefore: 24 * hour },
  })
})
afterAll(() => harness.close())

it('one try is one try, and the pages say the institution’s own numbers', async () => {
  const { holder } = await holderOf(harness, 'doubtful')
  const code = await saveCode(harness, holder)
  await givePersonalKeyTo(harness, holder.nationalId)
  const visitor = await proven(harness, holder)
  expect((await visitor.get(paths.key)).body).toContain('36 horas')
  for (const wrong of ['ZZZZ'.repeat(6), code]) expect((await visitor.post(paths.saved, { codigo: wrong })).body).toContain('Se acabaron los intentos')
  expect((await visitor.post(paths.personal, { clave: 'no es la clave' })).body).toContain('Se acabaron los intentos')
  expect((await visitor.post(paths.personal, { clave: personalKey })).body).toContain('Se acabaron los intentos')
})

it('a proof of a minute takes a saved code for a minute', async () => {
  const { holder } = await holderOf(harness, 'doubtful')
  const code = await saveCode(harness, holder)
  const visitor = await proven(harness, holder)
  harness.advance(minute)
  expect((await visitor.get(paths.saved)).headers.location).toBe(paths.key)
  expect((await visitor.post(paths.saved, { codigo: code })).headers.location).toBe(paths.key)
  expect((await visitor.get(paths.key)).body).toContain('Hay que esperar')
})

it('a wait of 36 hours lasts at least as long', async () => {
  const { holder } = await holderOf(harness, 'doubtful')
  await proven(harness, holder)
  const row = await harness.context.db
    .selectFrom('recovery_evidence')
    .innerJoin('recovery', 'recovery.id', 'recovery_evidence.recovery_id')
    .select('wait_ends_at')
    .where('branch_id', '=', holder.branchId)
    .executeTakeFirstOrThrow()
  expect(row.wait_ends_at?.getTime()).toBeGreaterThanOrEqual(harness.now().getTime() + 36 * hour)
})
