import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeTo, createHarness, createVisitor, type Harness, linkTo, mailTo, type Visitor } from '../harness.ts'
import { account, askContact, giveCode, hardened, savedCode, settledOwner, signedIn, standing } from './account-steps.ts'
import { newKey, recovered, signsIn } from './steps.ts'

let harness: Harness
beforeAll(async () => {
  harness = await createHarness({ policy: { knownBrowserFailures: 6, signInFailuresBeforeBlock: 8 } })
})
afterAll(() => harness.close())

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
