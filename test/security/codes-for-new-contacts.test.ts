import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { standardPolicy } from '../../src/policy.ts'
import { codeTo, createHarness, createVisitor, type Harness, linkTo, mailTo } from '../harness.ts'
import {
  account,
  askContact,
  changedContact,
  contactId,
  giveCode,
  savedCode,
  settledOwner,
  settledOwners,
  signedIn,
  standing,
  wordsOf,
} from './account-steps.ts'
import { addHolder } from './holders.ts'
import { recovered } from './steps.ts'

let harness: Harness
beforeAll(async () => {
  harness = await createHarness({ policy: { knownBrowserFailures: 6, signInFailuresBeforeBlock: 8 } })
})
afterAll(() => harness.close())

const { messagesPerHour, codeTries } = standardPolicy
const hour = 3_600_000
let made = 0
const address = () => {
  made += 1
  return `ajeno${made}@victima.example`
}

describe('a code for a new contact', () => {
  it('confirms no other address: not one asked for before, not one asked for after, not one of another holder', async () => {
    const [one, two] = await settledOwners(harness, [undefined, undefined])
    if (!one || !two) throw new Error('two were asked for')
    const [first, second, others] = [address(), address(), address()]
    await askContact(one.owner, { contact: first })
    await harness.settled()
    const early = codeTo(harness, first)
    await askContact(one.owner, { contact: second })
    await askContact(two.owner, { contact: others })
    await harness.settled()
    for (const code of [early, codeTo(harness, others)]) expect((await giveCode(one.owner, code)).statusCode).toBe(422)
    expect((await standing(harness, one.holder)).contacts).toEqual([one.holder.email])
    expect((await giveCode(one.owner, codeTo(harness, second))).headers.location).toBe(`${account}/contacto/listo`)
    expect((await standing(harness, one.holder)).contacts).toEqual([one.holder.email, second].sort())
  })

  it('is no code of a recovery, and a code of a recovery is none of it', async () => {
    const { holder, owner } = await settledOwner(harness)
    const value = address()
    await askContact(owner, { contact: value })
    const recovering = createVisitor(harness)
    await recovering.start(holder)
    await harness.settled()
    expect((await recovering.enterCode(codeTo(harness, value))).statusCode).toBe(422)
    expect((await giveCode(owner, codeTo(harness, holder.email))).statusCode).toBe(422)
  })

  it('works once, and many at once make one change', async () => {
    const { holder, owner } = await settledOwner(harness)
    const value = address()
    await askContact(owner, { contact: value, replaces: await contactId(harness, holder, holder.email) })
    await harness.settled()
    const code = codeTo(harness, value)
    const answers = await Promise.all(Array.from({ length: 5 }, () => giveCode(owner, code)))
    expect(answers.filter(({ headers }) => headers.location === `${account}/contacto/listo`)).toHaveLength(1)
    expect((await giveCode(owner, code)).headers.location).toBe(`${account}/contacto`)
    const made = await harness.context.db.selectFrom('account_change').select('id').where('branch_id', '=', holder.branchId).execute()
    expect(made).toHaveLength(1)
  })

  it('from two sessions at once: the later asked one is the only one that can be confirmed', async () => {
    const { holder, owner } = await settledOwner(harness)
    const other = await signedIn(harness, holder)
    const [first, second] = [address(), address()]
    const replaces = await contactId(harness, holder, holder.email)
    await Promise.all([askContact(owner, { contact: first, replaces }), askContact(other, { contact: second, replaces })])
    await harness.settled()
    const sent = [first, second].filter((to) => mailTo(harness, to).length > 0)
    const results: (string | undefined)[] = []
    for (const to of sent)
      for (const browser of [owner, other]) results.push((await giveCode(browser, codeTo(harness, to))).headers.location as string | undefined)
    expect(results.filter((location) => location === `${account}/contacto/listo`)).toHaveLength(1)
    expect((await standing(harness, holder)).contacts).toHaveLength(1)
  })

  it('is late after its ten minutes, and the page is over after its hour', async () => {
    const { holder, owner } = await settledOwner(harness)
    const value = address()
    await askContact(owner, { contact: value })
    await harness.settled()
    harness.advance(standardPolicy.codeLifetime)
    expect((await giveCode(owner, codeTo(harness, value))).statusCode).toBe(422)
    harness.advance(25 * 60_000)
    await owner.get(account)
    harness.advance(standardPolicy.linkLifetime - standardPolicy.codeLifetime - 25 * 60_000)
    expect((await giveCode(owner, codeTo(harness, value))).headers.location).toBe(`${account}/contacto`)
    expect((await standing(harness, holder)).contacts).toEqual([holder.email])
  })

  it('is dead once somebody set another key', async () => {
    const { holder, owner } = await settledOwner(harness)
    const value = address()
    await askContact(owner, { contact: value })
    await recovered(harness, holder, 'otra clave, puesta mientras tanto')
    expect((await giveCode(owner, codeTo(harness, value))).headers.location).toBe('/empleador/ingresar')
    expect((await standing(harness, holder)).contacts).toEqual([holder.email])
  })
})

describe('the page for a new contact, used to write to strangers', () => {
  it('sends an address no more than a holder’s messages an hour, from however many holders', async () => {
    const victim = address()
    const owners = await settledOwners(
      harness,
      Array.from({ length: 3 }, () => undefined),
    )
    const statuses: number[] = []
    for (let round = 0; round < 2; round += 1) {
      for (const { owner } of owners) statuses.push((await askContact(owner, { contact: round === 0 ? victim : victim.toUpperCase() })).statusCode)
    }
    await harness.settled()
    expect(harness.inbox.received.filter(({ to }) => to.toLowerCase() === victim)).toHaveLength(messagesPerHour)
    expect(statuses).toEqual([303, 303, 303, 429, 429, 429])
  })

  it('sends no more in an hour from one holder to however many addresses', async () => {
    const { owner } = await settledOwner(harness)
    const victims = Array.from({ length: messagesPerHour + 2 }, address)
    const answers = []
    for (const contact of victims) {
      answers.push(await askContact(owner, { contact }))
      await harness.settled()
    }
    expect(victims.filter((victim) => mailTo(harness, victim).length > 0)).toHaveLength(messagesPerHour)
    const refused = answers.at(-1)
    expect(refused?.statusCode).toBe(429)
    expect(refused?.headers['retry-after']).toBeUndefined()
    expect(wordsOf(refused?.body ?? '')).toMatch(/No podemos enviar más códigos por ahora\. Podrá pedir otro a las \d\d:\d\d/)
  })

  it('takes nothing from the recovery of whoever has that address', async () => {
    const victim = await addHolder(harness)
    const { owner } = await settledOwner(harness)
    for (let asked = 0; asked < messagesPerHour; asked += 1) await askContact(owner, { contact: victim.email })
    await harness.settled()
    const before = mailTo(harness, victim.email).length
    for (let start = 0; start < messagesPerHour; start += 1) await createVisitor(harness).start(victim)
    await harness.settled()
    expect(mailTo(harness, victim.email).length).toBe(before + messagesPerHour)
  })

  it('makes its codes longer after as many wrong ones as those of a recovery', async () => {
    const short = await createHarness({ policy: { wrongCodesBeforeLong: codeTries } })
    const { holder, owner } = await settledOwner(short)
    const value = address()
    await askContact(owner, { contact: value })
    await short.settled()
    expect(codeTo(short, value).replaceAll(' ', '')).toHaveLength(standardPolicy.codeDigits)
    for (let tries = 0; tries < codeTries; tries += 1) await giveCode(owner, '000000000000')
    short.advance(hour)
    await askContact(await signedIn(short, holder), { contact: value })
    await short.settled()
    expect(codeTo(short, value).replaceAll(' ', '')).toHaveLength(standardPolicy.longCodeDigits)
    await short.close()
  })
})

describe('ids and links of others', () => {
  it('a contact of another holder cannot be replaced, nor one that is removed, nor one that never was', async () => {
    const [one, two] = await settledOwners(harness, [undefined, { contacts: [{ channel: 'email', value: address() }] }])
    if (!one || !two) throw new Error('two were asked for')
    const theirs = await contactId(harness, two.holder, two.holder.email)
    const mine = await contactId(harness, one.holder, one.holder.email)
    for (const replaces of [theirs, '00000000-0000-4000-8000-000000000000', 'nada', '', "' or 1=1 --", '-'.repeat(36)]) {
      expect((await askContact(one.owner, { contact: address(), replaces })).statusCode, replaces).toBe(422)
    }
    await changedContact(harness, one.owner, { contact: address(), replaces: mine })
    expect((await askContact(one.owner, { contact: address(), replaces: mine })).statusCode).toBe(422)
    expect((await standing(harness, two.holder)).contacts).toEqual([two.holder.email])
  })

  it('a contact that cools off gets no link, and one made by hand does nothing', async () => {
    const { holder, owner } = await settledOwner(harness)
    const value = address()
    await changedContact(harness, owner, { contact: value })
    harness.advance(60_000)
    await savedCode(owner)
    await harness.settled()
    expect(() => linkTo(harness, value, '/v/')).toThrow()
    const token = 'W'.repeat(43)
    const change = await harness.context.db
      .selectFrom('account_change')
      .select('id')
      .where('branch_id', '=', holder.branchId)
      .where('kind', '=', 'saved_code_made')
      .executeTakeFirstOrThrow()
    await harness.context.db
      .insertInto('account_veto_token')
      .values({ hash: harness.context.keys.mac('token', token), change_id: change.id, contact_id: await contactId(harness, holder, value) })
      .execute()
    expect((await createVisitor(harness).post(`/v/${token}`, {})).headers.location).toBe('/v/hecho/undo_too_late')
    harness.advance(standardPolicy.coolOff)
    expect((await createVisitor(harness).post(`/v/${token}`, {})).headers.location).toBe('/v/hecho/undo_too_late')
    expect((await standing(harness, holder)).codes).toEqual([null])
  })
})
