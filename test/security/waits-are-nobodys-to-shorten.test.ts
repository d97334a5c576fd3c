import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sweep } from '../../src/operations/sweep.ts'
import { codeTo, createHarness, createVisitor, type Harness, linkTo, mailTo, type Visitor } from '../harness.ts'
import type { Holder } from './holders.ts'
import { type ContactKind, givePersonalKeyTo, holderOf, longUnused, personalKey, saveCode, stateOfNewest } from './proofs.ts'
import { asked, newKey, proven, signsIn } from './steps.ts'

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000]
const paths = { key: '/empleador/recuperar/clave', saved: '/empleador/recuperar/codigo-guardado', personal: '/empleador/recuperar/clave-personal' }

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

const holderWith = (...of: ContactKind[]) => holderOf(harness, ...of)
const stateOf = (holder: Holder) => stateOfNewest(harness, holder)
const give = (visitor: Visitor, code: string) => visitor.post(paths.saved, { codigo: code })
const givePersonal = (visitor: Visitor, key: string) => visitor.post(paths.personal, { clave: key })
const setsNoKey = async (visitor: Visitor, holder: Holder) => {
  await visitor.setKey(newKey)
  expect(await signsIn(harness, holder, newKey)).toBe(false)
}
const followed = async (address: string, visitor = createVisitor(harness)) => {
  expect((await visitor.post(linkTo(harness, address, '/r/'), {})).headers.location).toBe(paths.key)
  return visitor
}

describe('a wait', () => {
  const waitOf = async (holder: Holder, box: string) =>
    (
      await harness.context.db
        .selectFrom('recovery_evidence')
        .innerJoin('contact', 'contact.id', 'recovery_evidence.contact_id')
        .innerJoin('recovery', 'recovery.id', 'recovery_evidence.recovery_id')
        .select('wait_ends_at')
        .where('recovery.branch_id', '=', holder.branchId)
        .where('contact.value', '=', box)
        .orderBy('recovery.started_at', 'desc')
        .executeTakeFirstOrThrow()
    ).wait_ends_at?.getTime() ?? 0
  const passTo = async (at: number) => {
    harness.advance(at - harness.now().getTime())
    await sweep(harness.context)
    await harness.settled()
  }

  it('is not shortened by proving again, by asking again, or by a second doubtful contact', async () => {
    const { holder, box } = await holderWith('doubtful', 'doubtful')
    const visitor = await asked(harness, holder)
    await visitor.enterCode(codeTo(harness, box(0)))
    const ends = await waitOf(holder, box(0))
    harness.advance(50 * minute)
    await followed(box(0))
    expect(await waitOf(holder, box(0))).toBe(ends)
    await followed(box(1))
    expect(await waitOf(holder, box(1))).toBeGreaterThanOrEqual(harness.now().getTime() + day)
    await passTo(ends - 1)
    expect(mailTo(harness, box(0)).some(({ message }) => message.subject.includes('Terminó la espera'))).toBe(false)
    await setsNoKey(visitor, holder)
  })

  it('is not ended by a contact that cools off moving the case to itself', async () => {
    const { holder, box } = await holderWith('doubtful', 'cooling')
    await proven(harness, holder)
    const ends = await waitOf(holder, box(0))
    const mover = await followed(box(1))
    await setsNoKey(mover, holder)
    expect(await stateOf(holder)).toBe('needs_office')
    await passTo(ends)
    const owner = await followed(box(0))
    await owner.setKey(newKey)
    expect(await signsIn(harness, holder, newKey)).toBe(true)
  })

  it('comes to nothing when the representation ends meanwhile, and everybody is told', async () => {
    const { holder, box } = await holderWith('doubtful')
    const visitor = await proven(harness, holder)
    const ends = await waitOf(holder, box(0))
    await harness.context.db.updateTable('representation').set({ valid_to: '2020-02-01' }).where('employer_id', '=', holder.employerId).execute()
    await passTo(ends)
    expect(await stateOf(holder)).toBe('needs_office')
    expect(mailTo(harness, box(0))[0]?.message.subject).toContain('sigue en una oficina')
    expect((await visitor.get(paths.key)).body).toContain('representante legal vigente')
    expect(mailTo(harness, box(0)).some(({ message }) => message.subject.includes('Terminó la espera'))).toBe(false)
  })

  it('comes to nothing when its contact is removed or changed meanwhile, and nobody is reminded of it', async () => {
    const { holder, box } = await holderWith('doubtful', 'ordinary')
    await proven(harness, holder)
    const ends = await waitOf(holder, box(0))
    await harness.context.db.updateTable('contact').set({ status: 'removed', removed_at: harness.now() }).where('value', '=', box(0)).execute()
    const before = mailTo(harness, box(1)).length
    await passTo(ends - hour)
    await passTo(ends)
    expect(mailTo(harness, box(0)).some(({ message }) => message.subject.includes('Terminó la espera'))).toBe(false)
    expect(
      mailTo(harness, box(1))
        .slice(0, -before || undefined)
        .some(({ message }) => message.subject.includes('Recordatorio')),
    ).toBe(false)
  })

  it('sends the link to its contact alone', async () => {
    const { holder, box } = await holderWith('doubtful', 'ordinary')
    await proven(harness, holder)
    await passTo(await waitOf(holder, box(0)))
    expect(mailTo(harness, box(0))[0]?.message.subject).toContain('Terminó la espera')
    expect(mailTo(harness, box(1)).some(({ message }) => message.subject.includes('Terminó la espera'))).toBe(false)
    const endsLink = harness.context.institution.policy.linkLifetimeAtMost
    harness.advance(endsLink)
    expect((await createVisitor(harness).post(linkTo(harness, box(0), '/r/'), {})).statusCode).toBe(410)
  })

  it('lasts over a weekend to the end of the next working day, and never less than a day', async () => {
    const { holder, box } = await holderWith('doubtful')
    // Friday 27 November 2026, 23:30 in Guayaquil.
    harness.advance(
      Date.parse('2026-11-28T04:30:00Z') +
        364 * day * Math.ceil(Math.max(0, harness.now().getTime() - Date.parse('2026-11-28T04:30:00Z')) / (364 * day)) -
        harness.now().getTime(),
    )
    await harness.context.db
      .updateTable('contact')
      .set({ last_used_at: longUnused(harness) })
      .where('value', '=', box(0))
      .execute()
    await proven(harness, holder)
    const hours = ((await waitOf(holder, box(0))) - harness.now().getTime()) / hour
    expect(hours).toBeGreaterThanOrEqual(24)
    expect(hours).toBeCloseTo(72.5, 1)
  })
})

it('a representation that ends mid-case sends the case to the office at each step', async () => {
  const steps: [string, (visitor: Visitor, code: string) => Promise<unknown>][] = [
    ['a saved code', give],
    ['the personal key', (visitor) => givePersonal(visitor, personalKey)],
  ]
  for (const [what, step] of steps) {
    const { holder } = await holderWith('doubtful')
    const code = await saveCode(harness, holder)
    await givePersonalKeyTo(harness, holder.nationalId)
    const visitor = await proven(harness, holder)
    await harness.context.db.updateTable('representation').set({ valid_to: '2020-02-01' }).where('employer_id', '=', holder.employerId).execute()
    await step(visitor, code)
    expect(await stateOf(holder), what).toBe('needs_office')
  }
  const { holder, box } = await holderWith('doubtful')
  await proven(harness, holder)
  await harness.context.db.updateTable('representation').set({ valid_to: '2020-02-01' }).where('employer_id', '=', holder.employerId).execute()
  await followed(box(0))
  expect(await stateOf(holder)).toBe('needs_office')
})
