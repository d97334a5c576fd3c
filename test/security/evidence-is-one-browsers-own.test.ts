import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeTo, createHarness, createVisitor, type Harness, linkTo, mailTo, type Visitor } from '../harness.ts'
import { addHolder, type Holder, madeUpTriple } from './holders.ts'
import { type ContactKind, contactKinds, givePersonalKeyTo, holderOf, type PersonalKeyOptions, personalKey, saveCode, stateOfNewest } from './proofs.ts'
import { asked, newKey, proven, signsIn } from './steps.ts'

const [minute, day] = [60_000, 86_400_000]
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

describe('a link that moves the case takes nothing along', () => {
  it.each<ContactKind>(['cooling', 'doubtful'])('whoever reads a mailbox that is %s does not finish what the owner proved with a good one', async (kind) => {
    const { holder, box } = await holderWith('ordinary', kind)
    await proven(harness, holder)
    await setsNoKey(await followed(box(1)), holder)
  })

  it('nor what the owner completed with a saved code', async () => {
    const { holder, box } = await holderWith('doubtful', 'doubtful')
    const owner = await proven(harness, holder)
    await give(owner, await saveCode(harness, holder))
    expect(await stateOf(holder)).toBe('proven')
    const thief = await followed(box(1))
    expect(await stateOf(holder)).toBe('waiting')
    await setsNoKey(thief, holder)
    // And a second reader of the owner's own mailbox begins anew too.
    await setsNoKey(await followed(box(0)), holder)
  })

  it('nor what the owner completed with the personal key', async () => {
    const { holder, box } = await holderWith('doubtful', 'doubtful')
    await givePersonalKeyTo(harness, holder.nationalId)
    const owner = await proven(harness, holder)
    await givePersonal(owner, personalKey)
    expect(await stateOf(holder)).toBe('proven')
    await setsNoKey(await followed(box(1)), holder)
  })

  it('while one browser that opens both links has both', async () => {
    const { holder, box } = await holderWith('ordinary', 'cooling')
    const owner = await proven(harness, holder)
    await followed(box(1), owner)
    expect(await stateOf(holder)).toBe('proven')
    await owner.setKey(newKey)
    expect(await signsIn(harness, holder, newKey)).toBe(true)
  })
})

describe('one mailbox is one proof', () => {
  it('however it is written, in two contacts', async () => {
    const value = 'doble@ataque.example'
    const holder = await addHolder(harness, {
      contacts: [
        { channel: 'email', value, ...contactKinds(harness).cooling },
        { channel: 'email', value: value.toUpperCase(), ...contactKinds(harness).doubtful },
      ],
    })
    const visitor = await asked(harness, holder)
    await visitor.enterCode(codeTo(harness, value.toUpperCase()))
    await setsNoKey(visitor, holder)
    const links = mailTo(harness, value.toUpperCase())
    expect(links.length).toBeGreaterThan(0)
    await followed(value.toUpperCase(), visitor)
    await setsNoKey(visitor, holder)
  })

  it.each<[string, (box: string) => PersonalKeyOptions]>([
    ['was last set through the same address', (box) => ({ through: box })],
    ['was last set through the same address in capitals', (box) => ({ through: box.toUpperCase() })],
    ['was last set through no known address', () => ({ through: null })],
    ['was set a minute less than seven days ago', () => ({ touchedAt: new Date(harness.now().getTime() - 7 * day + minute) })],
    ['was unlocked yesterday', () => ({ unlockedAt: new Date(harness.now().getTime() - day) })],
  ])('the personal key does not count when it %s, and the person is told so', async (_when, options) => {
    const { holder, box } = await holderWith('doubtful')
    await givePersonalKeyTo(harness, holder.nationalId, options(box(0)))
    const visitor = await proven(harness, holder)
    const answer = await givePersonal(visitor, personalKey)
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toContain('no cuenta como otra prueba')
    await setsNoKey(visitor, holder)
  })

  it('and it counts once seven days are over', async () => {
    const { holder } = await holderWith('doubtful')
    await givePersonalKeyTo(harness, holder.nationalId, { touchedAt: new Date(harness.now().getTime() - 7 * day - 1) })
    const visitor = await proven(harness, holder)
    expect((await givePersonal(visitor, personalKey)).headers.location).toBe(paths.key)
    expect(await stateOf(holder)).toBe('proven')
  })
})

describe('the personal key', () => {
  it('of another person, of a person who has none, blocked, or of somebody held is a wrong one', async () => {
    const { holder } = await holderWith('doubtful')
    const another = await holderWith('doubtful')
    await givePersonalKeyTo(harness, another.holder.nationalId)
    const visitor = await proven(harness, holder)
    expect((await givePersonal(visitor, personalKey)).body).toContain('no es correcta o no sirve')
    await givePersonalKeyTo(harness, holder.nationalId, { status: 'blocked' })
    expect((await givePersonal(visitor, personalKey)).body).toContain('no es correcta o no sirve')
    await setsNoKey(visitor, holder)

    const held = await holderWith('doubtful')
    const personId = await givePersonalKeyTo(harness, held.holder.nationalId)
    await harness.context.db
      .updateTable('person')
      .set({ security_hold_since: harness.now(), security_hold_reason: 'key_frozen_by_veto' })
      .where('id', '=', personId)
      .execute()
    const other = await proven(harness, held.holder)
    await givePersonal(other, personalKey)
    await setsNoKey(other, held.holder)
  })

  it('takes five wrong ones, then not even the right one; each counts at that person’s own sign-in', async () => {
    const { holder } = await holderWith('doubtful')
    await givePersonalKeyTo(harness, holder.nationalId)
    const visitor = await proven(harness, holder)
    const before = await failuresOfPersons()
    const answers = await Promise.all(Array.from({ length: 8 }, (_, at) => givePersonal(visitor, `una clave cualquiera ${at}`)))
    expect(answers.every(({ statusCode }) => statusCode === 422)).toBe(true)
    expect(await failuresOfPersons()).toBe(before + 5)
    expect((await givePersonal(visitor, personalKey)).body).toContain('Se acabaron los intentos')
    await setsNoKey(visitor, holder)
  })

  it('given in a case and then replaced no longer counts when the employer key is set', async () => {
    const { holder } = await holderWith('doubtful')
    const personId = await givePersonalKeyTo(harness, holder.nationalId)
    const visitor = await proven(harness, holder)
    await givePersonal(visitor, personalKey)
    await harness.context.db.updateTable('credential').set({ status: 'replaced', ended_at: harness.now() }).where('person_id', '=', personId).execute()
    await setsNoKey(visitor, holder)
    expect(await stateOf(holder)).toBe('waiting')
  })

  it('of somebody who is no longer the one represented by no longer counts when the employer key is set', async () => {
    const [{ holder }, another] = [await holderWith('doubtful'), await holderWith('doubtful')]
    await givePersonalKeyTo(harness, holder.nationalId)
    const visitor = await proven(harness, holder)
    await givePersonal(visitor, personalKey)
    expect(await stateOf(holder)).toBe('proven')
    const { id } = await harness.context.db.selectFrom('person').select('id').where('national_id', '=', another.holder.nationalId).executeTakeFirstOrThrow()
    await harness.context.db.updateTable('representation').set({ person_id: id }).where('employer_id', '=', holder.employerId).execute()
    await setsNoKey(visitor, holder)
  })

  const failuresOfPersons = async () =>
    (await harness.context.db.selectFrom('limit_window').select('count').where('name', '=', 'sign_in_failures_holder').execute()).reduce(
      (sum, { count }) => sum + count,
      0,
    )
})

describe('a saved code', () => {
  it('of another branch is a wrong one, and stays good for its own', async () => {
    const [one, two] = [await holderWith('doubtful'), await holderWith('doubtful')]
    const code = await saveCode(harness, one.holder)
    const visitor = await proven(harness, two.holder)
    expect((await give(visitor, code)).headers.location).toBe(paths.key) // there it has none
    await saveCode(harness, two.holder)
    expect((await give(visitor, code)).body).toContain('no es correcto')
    await setsNoKey(visitor, two.holder)
    const own = await proven(harness, one.holder)
    expect((await give(own, code)).headers.location).toBe(paths.key)
  })

  it('given in two cases at once sets one key', async () => {
    const { holder } = await holderWith('doubtful')
    const code = await saveCode(harness, holder)
    const first = await proven(harness, holder)
    const second = await proven(harness, holder)
    await Promise.all([give(first, code), give(second, code)])
    await Promise.all([first.setKey('las llamas suben al volcan'), second.setKey('los cuyes bajan a la playa')])
    const set = [await signsIn(harness, holder, 'las llamas suben al volcan'), await signsIn(harness, holder, 'los cuyes bajan a la playa')]
    expect(set.filter(Boolean)).toHaveLength(1)
    const third = await proven(harness, holder)
    expect((await third.get(paths.saved)).headers.location).toBe(paths.key)
    await give(third, code)
    await setsNoKey(third, holder)
  })

  it('is not lost when no key is set in time', async () => {
    const { holder } = await holderWith('doubtful')
    const code = await saveCode(harness, holder)
    const visitor = await proven(harness, holder)
    await give(visitor, code)
    harness.advance(harness.context.institution.policy.proofLifetime)
    await setsNoKey(visitor, holder)
    const again = await proven(harness, holder)
    await give(again, code)
    await again.setKey(newKey)
    expect(await signsIn(harness, holder, newKey)).toBe(true)
  })

  it.each(['made_anew', 'withdrawn'] as const)('that was given and then %s no longer counts when the key is set', async (how) => {
    const { holder } = await holderWith('doubtful')
    const visitor = await proven(harness, holder)
    await give(visitor, await saveCode(harness, holder))
    expect(await stateOf(holder)).toBe('proven')
    await harness.context.db
      .updateTable('saved_code')
      .set({ ended_at: harness.now(), ended_by: how })
      .where('branch_id', '=', holder.branchId)
      .where('ended_at', 'is', null)
      .execute()
    await setsNoKey(visitor, holder)
    expect(await stateOf(holder)).toBe('waiting')
  })

  it('takes five wrong ones, then not even the right one; what is no code is not a try', async () => {
    const { holder } = await holderWith('doubtful')
    const code = await saveCode(harness, holder)
    const visitor = await proven(harness, holder)
    for (const typed of ['', 'ABCD', '!'.repeat(24)]) expect((await give(visitor, typed)).statusCode).toBe(422)
    for (let tries = 1; tries <= 5; tries += 1) {
      expect((await give(visitor, 'ZZZZ'.repeat(6))).body).toContain(tries < 5 ? 'no es correcto' : 'Se acabaron los intentos')
    }
    expect((await give(visitor, code)).body).toContain('Se acabaron los intentos')
    await setsNoKey(visitor, holder)
  })

  it('is not taken once the proof is an hour old', async () => {
    const { holder } = await holderWith('doubtful')
    const code = await saveCode(harness, holder)
    const visitor = await proven(harness, holder)
    harness.advance(harness.context.institution.policy.proofLifetime)
    expect((await give(visitor, code)).headers.location).toBe(paths.key)
    expect(await stateOf(holder)).toBe('waiting')
    expect((await visitor.get(paths.key)).body).not.toContain(paths.saved)
  })
})

it('a person who represents two employers recovers one, and the other is untouched', async () => {
  const [one, two] = [await holderWith('doubtful'), await holderWith('doubtful')]
  const { id: personId } = await harness.context.db.selectFrom('person').select('id').where('national_id', '=', one.holder.nationalId).executeTakeFirstOrThrow()
  await harness.context.db.updateTable('representation').set({ person_id: personId }).where('employer_id', '=', two.holder.employerId).execute()
  const both = { ...two.holder, nationalId: one.holder.nationalId }
  await givePersonalKeyTo(harness, one.holder.nationalId)
  const [first, second] = [await proven(harness, one.holder), await proven(harness, both)]
  await givePersonal(first, personalKey)
  await first.setKey(newKey)
  expect(await signsIn(harness, one.holder, newKey)).toBe(true)
  expect(await stateOf(both)).toBe('waiting')
  await setsNoKey(second, both)
  expect(
    (await harness.context.db.selectFrom('credential').select('generation').where('branch_id', '=', both.branchId).execute()).map(
      ({ generation }) => generation,
    ),
  ).toEqual([1])
})

it('a made-up triple has none of these pages', async () => {
  const nobody = createVisitor(harness)
  await nobody.start(madeUpTriple())
  for (const path of [paths.saved, paths.personal]) {
    expect((await nobody.get(path)).headers.location).toBe('/empleador/recuperar/codigo')
    expect((await nobody.post(path, { codigo: 'A'.repeat(24), clave: personalKey })).headers.location).toBe('/empleador/recuperar/codigo')
  }
})
