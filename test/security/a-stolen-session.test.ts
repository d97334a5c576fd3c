import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { standardPolicy } from '../../src/policy.ts'
import { codeTo, createHarness, createVisitor, type Harness, linkTo, mailTo, type Visitor } from '../harness.ts'
import {
  account,
  askContact,
  changedContact,
  contactId,
  giveCode,
  hardened,
  savedCode,
  settledOwner,
  settledOwners,
  signedIn,
  standing,
  wordsOf,
} from './account-steps.ts'
import { addHolder } from './holders.ts'
import { newKey, recovered, signsIn } from './steps.ts'

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

/** Another browser with the session of this one: a copied cookie. With `known`, also the cookie by which the browser is known. */
function thiefOf(owner: Visitor, { known }: { known: boolean } = { known: false }): Visitor {
  const thief = createVisitor(harness)
  for (const [name, value] of owner.cookies) if (name === 'employer' || (known && name === 'employer-browser')) thief.cookies.set(name, value)
  return thief
}

const changes = [
  ['contact', `${account}/contacto`, { cambiar: 'nuevo', contacto: 'ladron@ajeno.example' }],
  ['saved code', `${account}/codigo-guardado`, {}],
  ['withdrawal', `${account}/codigo-guardado/retirar`, {}],
  ['hardening', `${account}/proteccion`, { opcion: 'normal' }],
] as const

describe('whoever took a session, and has not the key', () => {
  it.each(changes)('changes nothing: %s', async (_what, path, fields) => {
    const { holder, owner } = await settledOwner(harness)
    await savedCode(owner)
    await hardened(owner)
    const before = await standing(harness, holder)
    await harness.settled()
    const told = harness.inbox.received.length
    const thief = thiefOf(owner)
    for (const clave of ['', 'no es la clave', newKey.toUpperCase()]) {
      expect((await thief.post(path, { ...fields, clave })).statusCode).toBe(422)
    }
    expect((await thief.post(path, fields)).statusCode).toBe(422)
    await harness.settled()
    expect(await standing(harness, holder)).toEqual(before)
    expect(harness.inbox.received.length).toBe(told)
  })

  it('guesses as a stranger does at the sign-in: counted together, told to the contacts, shut out at the block, also with the right key', async () => {
    const { holder, owner } = await settledOwner(harness)
    const thief = thiefOf(owner)
    for (let tries = 0; tries < 8; tries += 1) expect((await thief.post(`${account}/codigo-guardado`, { clave: 'adivina adivinador' })).statusCode).toBe(422)
    await harness.settled()
    expect(mailTo(harness, holder.email).filter(({ message }) => /adivinar/.test(message.subject))).toHaveLength(2)
    expect((await thief.post(`${account}/codigo-guardado`, { clave: newKey })).statusCode).toBe(422)
    expect(await signsIn(harness, holder, newKey)).toBe(false)
    // The owner's browser has its own count, at both doors.
    expect(await savedCode(owner)).not.toBe('')
    expect((await owner.signIn(holder, newKey)).statusCode).toBe(303)
  })

  it('many at once are counted one by one', async () => {
    const { owner } = await settledOwner(harness)
    const thieves = Array.from({ length: 12 }, () => thiefOf(owner))
    await Promise.all(thieves.map((thief) => thief.get(account)))
    await Promise.all(thieves.map((thief) => thief.post(`${account}/codigo-guardado`, { clave: 'adivina adivinador' })))
    expect((await thiefOf(owner).post(`${account}/codigo-guardado`, { clave: newKey })).statusCode).toBe(422)
  })

  it('cannot give a code that the owner asked for in another session', async () => {
    const { holder, owner } = await settledOwner(harness)
    const other = await signedIn(harness, holder)
    const value = address()
    await askContact(owner, { contact: value })
    await harness.settled()
    expect((await giveCode(other, codeTo(harness, value))).headers.location).toBe(`${account}/contacto`)
    expect((await other.get(`${account}/contacto/codigo`)).headers.location).toBe(`${account}/contacto`)
    expect((await standing(harness, holder)).contacts).toEqual([holder.email])
  })

  it('has no session left once the contacts undid a change, nor the key once it was replaced', async () => {
    const { holder, owner } = await settledOwner(harness)
    const thief = thiefOf(owner, { known: true })
    await savedCode(thief)
    await harness.settled()
    await createVisitor(harness).post(linkTo(harness, holder.email, '/v/'), {})
    for (const path of [account, `${account}/contacto`, `${account}/codigo-guardado`, `${account}/proteccion`]) {
      expect((await thief.get(path)).headers.location).toBe('/empleador/ingresar')
    }
    await recovered(harness, holder, 'la clave que solo sabe el dueño')
    expect(await signsIn(harness, holder, newKey)).toBe(false)
  })
})

describe('an owner who mistypes the key', () => {
  it('five times is let in the sixth time, and begins to count again', async () => {
    const { owner } = await settledOwner(harness)
    for (let round = 0; round < 3; round += 1) {
      for (let tries = 0; tries < 5; tries += 1)
        expect((await owner.post(`${account}/codigo-guardado`, { clave: 'mi abuela vende mangos' })).statusCode).toBe(422)
      await savedCode(owner)
    }
    expect((await owner.get(account)).statusCode).toBe(200)
  })
})

describe('a form of the account', () => {
  it.each([...changes, ['sessions', `${account}/sesiones`, {}], ['code', `${account}/contacto/codigo`, { codigo: '000000000000' }]] as const)(
    'from another site, or without its token, is refused: %s',
    async (_what, url, fields) => {
      const { holder, owner } = await settledOwner(harness)
      const other = await signedIn(harness, holder)
      const cookie = [...owner.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      const token = /name="_csrf" value="([^"]+)"/.exec((await owner.get(account)).body)?.[1] ?? ''
      const send = (headers: Record<string, string>, csrf: string) =>
        harness.http.inject({
          method: 'POST',
          url,
          headers: { cookie, 'content-type': 'application/x-www-form-urlencoded', ...headers },
          payload: new URLSearchParams({ ...fields, clave: newKey, _csrf: csrf }).toString(),
        })
      expect((await send({ 'sec-fetch-site': 'same-origin' }, '')).statusCode).toBe(403)
      expect((await send({ 'sec-fetch-site': 'cross-site' }, token)).statusCode).toBe(403)
      expect(await standing(harness, holder)).toEqual({ codes: [], hardened: false, contacts: [holder.email] })
      expect((await other.get(account)).statusCode).toBe(200)
    },
  )

  it('without a session goes to the sign-in, whatever it says', async () => {
    for (const [, url, fields] of changes) {
      expect((await createVisitor(harness).post(url, { ...fields, clave: newKey })).headers.location).toBe('/empleador/ingresar')
      const stale = createVisitor(harness)
      stale.cookies.set('employer', 'x'.repeat(43))
      expect((await stale.post(url, { ...fields, clave: newKey })).headers.location).toBe('/empleador/ingresar')
    }
  })
})

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
