import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createHarness, createVisitor, type Harness, linkTo, mailTo, type Visitor } from '../harness.ts'
import { addHolder, type Holder, madeUpTriple } from './holders.ts'
import { newKey, proven, recovered } from './steps.ts'
import { createObserver, type Triple } from './strangers.ts'

const before = 6
const wrong = 'no es esta la clave correcta'
const second = 'otra frase bien larga y rara'

let harness: Harness
let owner: Visitor
let holder: Holder

beforeEach(async () => {
  harness = await createHarness({ policy: { signInFailuresBeforeBlock: before, knownBrowserFailures: 3 } })
  holder = await addHolder(harness)
  owner = await recovered(harness, holder)
})
afterEach(() => harness.close())

const signsIn = async (browser: Visitor, typed = newKey) => (await browser.signIn(holder, typed)).statusCode === 303
async function fail(of: Triple, times: number) {
  for (let time = 0; time < times; time += 1) expect((await createVisitor(harness).signIn(of, wrong)).statusCode).toBe(422)
}
const warnings = () => mailTo(harness, holder.email).filter(({ message }) => /adivinar/.test(message.subject))

describe('a stranger who hammers the sign-in of a holder', () => {
  it('shuts out strangers, and not the browser that set the key', async () => {
    await fail(holder, before)
    expect(await signsIn(createVisitor(harness))).toBe(false)
    expect(await signsIn(owner)).toBe(true)
    // A success of the owner does not give strangers new tries.
    expect(await signsIn(createVisitor(harness))).toBe(false)
  })

  it('one try before the block has not shut out anybody, and a success begins the count again', async () => {
    await fail(holder, before - 1)
    expect(await signsIn(createVisitor(harness))).toBe(true)
    await fail(holder, before - 1)
    expect(await signsIn(createVisitor(harness))).toBe(true)
  })

  it('is told to the contacts at half and at the block, once each, with the way to recovery', async () => {
    await fail(holder, before + 5)
    await harness.settled()
    expect(warnings().map(({ message }) => message.subject)).toEqual([
      'Bloqueamos intentos de adivinar la clave patronal',
      'Alguien intenta adivinar la clave patronal',
    ])
    expect(JSON.stringify(warnings()[0]?.message.blocks)).toContain('/empleador/recuperar')
  })

  it('does not stop the holder from recovering, and the new key opens everywhere', async () => {
    await fail(holder, before + 1)
    expect((await (await proven(harness, holder)).get('/empleador/recuperar/clave')).body).toContain('estaba bloqueada por intentos fallidos')
    await recovered(harness, holder, second)
    expect(await signsIn(createVisitor(harness), second)).toBe(true)
    expect(await signsIn(owner)).toBe(false)
  })

  it('sees and costs the same whether the holder exists, at every try to the block and after it', async () => {
    const observe = createObserver(harness)
    const each = [madeUpTriple(), await addHolder(harness), await addHolder(harness, { key: 'none' })].map((triple) => ({ triple, ...observe(triple) }))
    for (const { visitor } of each) await visitor.get('/empleador/ingresar')
    for (let time = 1; time <= before + 2; time += 1) {
      const seen = []
      for (const { see, visitor, triple } of each) seen.push(await see(() => visitor.signIn(triple, wrong)))
      for (const one of seen) expect(one, `try ${time}`).toEqual(seen[0])
      expect(seen[0]?.status).toBe(422)
    }
  })
})

describe('a browser that knows the key', () => {
  it('sees and costs the same at the sign-in of another holder, whether that one exists', async () => {
    const observe = createObserver(harness)
    const others = [madeUpTriple(), await addHolder(harness), await addHolder(harness, { key: 'none' })]
    await recovered(harness, others[1] as Holder)
    for (let time = 1; time <= before + 1; time += 1) {
      const seen = []
      for (const triple of others) {
        const { visitor, see } = observe(triple)
        for (const [name, value] of owner.cookies) visitor.cookies.set(name, value)
        await visitor.get('/empleador/ingresar')
        seen.push(await see(() => visitor.signIn(triple, wrong)))
      }
      for (const one of seen) expect(one, `try ${time}`).toEqual(seen[0])
    }
  })

  it('has failures of its own, and becomes a stranger when they are too many', async () => {
    await fail(holder, before)
    for (let time = 0; time < 3; time += 1) expect(await signsIn(owner, wrong)).toBe(false)
    expect(await signsIn(owner)).toBe(false)
  })

  it('is not held up by the network it shares with a stranger', async () => {
    const neighbour = createVisitor(harness, { address: owner.address })
    let stopped = false
    for (let time = 0; time < 60 && !stopped; time += 1) stopped = (await neighbour.signIn(madeUpTriple(), wrong)).statusCode === 429
    expect(stopped).toBe(true)
    expect(await signsIn(owner)).toBe(true)
  })

  it('is forgotten when a new key is set elsewhere or frozen', async () => {
    const other = await recovered(harness, holder, second)
    await fail(holder, before)
    expect(await signsIn(owner, second)).toBe(false)
    expect(await signsIn(other, second)).toBe(true)
    await createVisitor(harness).post(linkTo(harness, holder.email, '/v/'), {})
    expect(await harness.context.db.selectFrom('known_browser').selectAll().execute()).toEqual([])
  })

  it('gives no session: the cookie alone opens nothing', async () => {
    const name = [...owner.cookies.keys()].find((each) => each.includes('employer-browser')) ?? ''
    const thief = createVisitor(harness)
    for (const as of [name, 'employer', 'recovery']) {
      thief.cookies.clear()
      thief.cookies.set(as, owner.cookies.get(name) ?? '')
      expect((await thief.get('/empleador/cuenta')).headers.location).toBe('/empleador/ingresar')
      expect((await thief.get('/empleador/recuperar/clave')).headers.location).toMatch(/\/empleador\/recuperar$/)
    }
  })

  it('changes its cookie at each sign-in: a copy, or one that was planted, knows nothing afterwards', async () => {
    const copy = createVisitor(harness)
    for (const [name, value] of owner.cookies) copy.cookies.set(name, value)
    expect(await signsIn(owner)).toBe(true)
    await fail(holder, before)
    expect(await signsIn(copy)).toBe(false)
    expect(await signsIn(owner)).toBe(true)
  })

  it('is known for every holder whose key it used, and each sign-in ends the session before', async () => {
    const another = await addHolder(harness)
    await recovered(harness, another)
    expect(await signsIn(owner)).toBe(true)
    const firstSession = owner.cookies.get('employer')
    expect((await owner.signIn(another, newKey)).statusCode).toBe(303)
    await fail(holder, before)
    await fail(another, before)
    const thief = createVisitor(harness)
    thief.cookies.set('employer', firstSession ?? '')
    expect((await thief.get('/empleador/cuenta')).headers.location).toBe('/empleador/ingresar')
    expect(await signsIn(owner)).toBe(true)
    expect((await owner.signIn(another, newKey)).statusCode).toBe(303)
  })
})
