import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { codeTo, createHarness, createVisitor, type Harness, linkTo, solvedPuzzle } from '../harness.ts'
import { addHolder, type Holder, keyOfBlocked, madeUpTriple } from './holders.ts'
import { alike, createObserver, stopClock, type Triple } from './strangers.ts'

const minute = 60_000
/** One more than the messages that a holder has in an hour. */
const resends = 4
const newKey = 'mi abuela vende mangos verdes'
const down = async () => {
  throw new Error('the mail server is down')
}

let harness: Harness
let advance: (milliseconds: number) => void
let observe: ReturnType<typeof createObserver>
async function open(options: Parameters<typeof createHarness>[0]) {
  harness = await createHarness({ ...options, policy: { resendsPerCase: resends } })
  advance = stopClock(harness)
  observe = createObserver(harness)
}
afterEach(() => harness.close())

type Watched = ReturnType<typeof observe> & { name: string; triple: Triple }

/** Every page and form that a browser without a proof can reach, to the last wrong code, again after each resend, and past the end. */
async function walkToTheEnd(all: readonly Watched[], codes?: ReadonlyMap<Triple, string>) {
  const step = (name: string, request: Parameters<typeof alike<Watched>>[2]) => alike(all, name, request)
  const wrong = (name: string) => step(name, ({ visitor, triple }) => visitor.enterCode(codes?.get(triple) ?? '000011112222'))

  expect((await step('code page', ({ visitor }) => visitor.get('/empleador/recuperar/codigo'))).status).toBe(200)
  expect((await step('resend at once', ({ visitor }) => visitor.post('/empleador/recuperar/reenviar', {}))).status).toBe(422)
  expect((await step('no code', ({ visitor }) => visitor.enterCode(''))).status).toBe(422)
  expect((await step('letters', ({ visitor }) => visitor.enterCode('abc'))).status).toBe(422)
  for (const time of [1, 2, 3, 4]) expect((await wrong(`wrong code ${time}`)).body).toContain('no es correcto o ya venció')
  expect((await wrong('the fifth wrong code')).body).not.toContain('no es correcto o ya venció')
  await wrong('a code after the last try')
  await step('code page without tries', ({ visitor }) => visitor.get('/empleador/recuperar/codigo'))
  await step('key page', ({ visitor }) => visitor.get('/empleador/recuperar/clave'))
  await step('a key', ({ visitor }) => visitor.setKey('una frase cualquiera muy larga'))
  await step('receipt', ({ visitor }) => visitor.get('/empleador/recuperar/listo'))
  await step('start page', ({ visitor }) => visitor.get('/empleador/recuperar'))
  for (let time = 1; time <= resends + 1; time += 1) {
    advance(minute)
    const asked = await step(`resend ${time}`, ({ visitor }) => visitor.post('/empleador/recuperar/reenviar', {}))
    expect(asked.status, `resend ${time}`).toBe(time <= resends ? 303 : 422)
    await step(`code page after resend ${time}`, ({ visitor }) => visitor.get('/empleador/recuperar/codigo'))
    await wrong(`wrong code after resend ${time}`)
  }
  advance(60 * minute)
  expect((await step('code page when time is up', ({ visitor }) => visitor.get('/empleador/recuperar/codigo'))).status).toBe(303)
  await wrong('a code when time is up')
  await step('resend when time is up', ({ visitor }) => visitor.post('/empleador/recuperar/reenviar', {}))
  await step('start page when time is up', ({ visitor }) => visitor.get('/empleador/recuperar'))
}

describe.each([
  ['while messages go out', {}],
  ['while every sender fails', { senders: { email: down, phone: down } }],
])('a stranger %s', (_when, options) => {
  beforeEach(() => open(options))

  it('sees the same answers, bought with the same statements, rows and hashes, whatever the record says', async () => {
    const everyone: [string, Triple][] = [
      ['unknown numbers', madeUpTriple()],
      ['a known holder', await addHolder(harness)],
      ['a known RUC with another cédula', { ...(await addHolder(harness)), nationalId: madeUpTriple().nationalId }],
      ['a known RUC with another branch', { ...(await addHolder(harness)), branchCode: '0007' }],
      ['a blocked key', await addHolder(harness, { key: 'blocked' })],
      ['no key yet', await addHolder(harness, { key: 'none' })],
      ['no contact', await addHolder(harness, { contacts: [] })],
      ['three contacts', await addHolder(harness, { contacts: [1, 2, 3].map((n) => ({ channel: 'email', value: `c${n}@tres.example` })) })],
      ['a closed employer', await addHolder(harness, { closed: true })],
      ['a security hold', await addHolder(harness, { held: true })],
    ]
    const all = everyone.map(([name, triple]) => ({ name, triple, ...observe(triple) }))
    const started = await alike(all, 'start', async ({ visitor, triple }) => visitor.start(triple, await solvedPuzzle(harness)))
    expect(started.status).toBe(303)
    if (!('senders' in options)) await harness.settled()
    await walkToTheEnd(all)
  })
})

describe('the browser that asked', () => {
  beforeEach(() => open({}))

  it('goes on as with unknown numbers, to the end and even with the right code, once its case was moved, proven, finished, vetoed or ended', async () => {
    const holders = await Promise.all(Array.from({ length: 6 }, () => addHolder(harness)))
    const [moved, proven, finished, vetoed, ended, disputed] = holders as [Holder, Holder, Holder, Holder, Holder, Holder]
    const names = ['moved by link', 'proven by its code', 'finished', 'vetoed', 'ended by another case', 'disputed']
    const unknown = { name: 'unknown numbers', triple: madeUpTriple() }
    const all = [unknown, ...holders.map((triple, at) => ({ name: names[at] ?? '', triple }))].map((each) => ({ ...each, ...observe(each.triple) }))
    await alike(all, 'start', async ({ visitor, triple }) => visitor.start(triple, await solvedPuzzle(harness)))
    await harness.settled()
    const codes = new Map<Triple, string>(holders.map((holder) => [holder, codeTo(harness, holder.email)]))

    const byLink = async (holder: Holder) => {
      const browser = createVisitor(harness)
      expect((await browser.post(linkTo(harness, holder.email, '/r/'), {})).statusCode).toBe(303)
      return browser
    }
    await byLink(moved)
    const asking = all.find((each) => each.triple === proven)
    const copy = createVisitor(harness)
    for (const [name, value] of asking?.visitor.cookies ?? []) copy.cookies.set(name, value)
    expect((await copy.enterCode(codes.get(proven) ?? '')).statusCode).toBe(303)
    expect((await (await byLink(finished)).setKey(newKey)).statusCode).toBe(303)
    await createVisitor(harness).post(linkTo(harness, vetoed.email, '/v/'), {})
    advance(1000)
    const other = createVisitor(harness)
    await other.start(ended)
    await harness.settled()
    await other.post(linkTo(harness, ended.email, '/r/'), {})
    expect((await other.setKey(newKey)).statusCode).toBe(303)
    await byLink(disputed)
    await createVisitor(harness).post(linkTo(harness, disputed.email, '/v/'), {})
    const states = await harness.context.db.selectFrom('recovery').select(['state', 'typed']).where('branch_id', 'is not', null).orderBy('started_at').execute()
    const statesOf = (holder: Holder) => states.filter((each) => each.typed.taxId === holder.taxId).map((each) => each.state)
    expect(holders.map(statesOf)).toEqual([['proven'], ['proven'], ['completed'], ['ended'], ['ended', 'completed'], ['disputed']])

    await harness.settled()
    const before = harness.inbox.received.length
    await walkToTheEnd(all, codes)
    await harness.settled()
    expect(harness.inbox.received.length).toBe(before)
  })
})

describe('a sign-in', () => {
  beforeEach(() => open({}))

  it('that fails looks and costs the same, whoever it names and whatever is wrong', async () => {
    const holders = await Promise.all([addHolder(harness), addHolder(harness), addHolder(harness)])
    const [wrong, replaced, frozen] = holders as [Holder, Holder, Holder]
    for (const [holder, key] of [
      [wrong, newKey],
      [replaced, newKey],
      [replaced, 'la segunda frase de la empresa'],
      [frozen, newKey],
    ] as const) {
      const browser = createVisitor(harness)
      await browser.start(holder)
      await harness.settled()
      await browser.enterCode(codeTo(harness, holder.email))
      expect((await browser.setKey(key)).statusCode).toBe(303)
      await harness.settled()
    }
    await createVisitor(harness).post(linkTo(harness, frozen.email, '/v/'), {})
    const unknown = madeUpTriple()
    const tries: [string, Triple, string][] = [
      ['an unknown holder', unknown, newKey],
      ['a wrong key', wrong, 'no es esta la clave correcta'],
      ['the key before the last', replaced, newKey],
      ['a frozen key', frozen, newKey],
      ['a blocked key', await addHolder(harness, { key: 'blocked' }), keyOfBlocked.reveal()],
      ['a key made elsewhere', await addHolder(harness), newKey],
      ['no key yet', await addHolder(harness, { key: 'none' }), newKey],
      ['a closed employer', await addHolder(harness, { closed: true }), newKey],
    ]
    const all = tries.map(([name, triple, key]) => ({ name, triple, key, ...observe(triple) }))
    for (const each of all) await each.visitor.get('/empleador/ingresar')
    const seen = await alike(all, 'sign-in', ({ visitor, triple }) => visitor.signIn(triple, all.find((each) => each.triple === triple)?.key ?? ''))
    expect(seen.status).toBe(422)
    expect(seen.hashed).toBe(1)
  })
})
