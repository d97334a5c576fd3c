import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { codeTo, createHarness, createVisitor, type Harness, linkTo, panaderia, solvedPuzzle } from '../harness.ts'
import { madeUpTriple } from './holders.ts'
import { addPerson, type Person } from './persons.ts'
import { alike, createObserver, stopClock } from './strangers.ts'

const minute = 60_000
const resends = 4
const newKey = 'mi abuela vende mangos verdes'
const base = '/personal/desbloquear'

let harness: Harness
let advance: (milliseconds: number) => void
let observe: ReturnType<typeof createObserver>
async function open(options: Parameters<typeof createHarness>[0]) {
  harness = await createHarness({ ...options, policy: { resendsPerCase: resends } })
  advance = stopClock(harness)
  observe = createObserver(harness)
}
afterEach(() => harness.close())

type Watched = ReturnType<typeof observe> & { name: string; nationalId: string }
const watched = (name: string, nationalId: string): Watched => ({ name, nationalId, ...observe({ taxId: '1790000125001', branchCode: '0001', nationalId }) })
type Request = (of: Watched) => Promise<Awaited<ReturnType<Watched['visitor']['get']>>>

/** Every page and form that a browser without a proof can reach, to the last wrong code, again after each resend, and past the end. */
async function walkToTheEnd(all: readonly Watched[], codes?: ReadonlyMap<string, string>) {
  const step = (name: string, request: Request) => alike(all, name, request)
  const wrong = (name: string) => step(name, ({ visitor, nationalId }) => visitor.enterUnlockCode(codes?.get(nationalId) ?? '000011112222'))

  expect((await step('code page', ({ visitor }) => visitor.get(`${base}/codigo`))).status).toBe(200)
  expect((await step('resend at once', ({ visitor }) => visitor.post(`${base}/reenviar`, {}))).status).toBe(422)
  expect((await step('no code', ({ visitor }) => visitor.enterUnlockCode(''))).status).toBe(422)
  for (const time of [1, 2, 3, 4]) expect((await wrong(`wrong code ${time}`)).body).toContain('no es correcto o ya venció')
  expect((await wrong('the fifth wrong code')).body).not.toContain('no es correcto o ya venció')
  await wrong('a code after the last try')
  await step('code page without tries', ({ visitor }) => visitor.get(`${base}/codigo`))
  expect((await step('option page', ({ visitor }) => visitor.get(`${base}/opcion`))).status).toBe(303)
  expect((await step('keep', ({ visitor }) => visitor.keepKey())).status).toBe(303)
  expect((await step('a key', ({ visitor }) => visitor.setPersonalKey(newKey))).status).toBe(303)
  await step('receipt', ({ visitor }) => visitor.get(`${base}/listo`))
  await step('start page', ({ visitor }) => visitor.get(base))
  for (let time = 1; time <= resends + 1; time += 1) {
    advance(minute)
    const asked = await step(`resend ${time}`, ({ visitor }) => visitor.post(`${base}/reenviar`, {}))
    expect(asked.status, `resend ${time}`).toBe(time <= resends ? 303 : 422)
    await step(`code page after resend ${time}`, ({ visitor }) => visitor.get(`${base}/codigo`))
    await wrong(`wrong code after resend ${time}`)
  }
  advance(60 * minute)
  expect((await step('code page when time is up', ({ visitor }) => visitor.get(`${base}/codigo`))).status).toBe(303)
  await wrong('a code when time is up')
  await step('resend when time is up', ({ visitor }) => visitor.post(`${base}/reenviar`, {}))
  await step('start page when time is up', ({ visitor }) => visitor.get(base))
}

const start: Request = async ({ visitor, nationalId }) => visitor.startUnlock(nationalId, await solvedPuzzle(harness, { form: 'unlock' }))

const down = async () => {
  throw new Error('the mail server is down')
}

describe.each([
  ['while messages go out', {}],
  ['while every sender fails', { senders: { email: down, phone: down } }],
])('a stranger who types a cédula %s', (_when, options) => {
  beforeEach(() => open(options))

  it('sees the same answers, bought with the same statements, rows and hashes, whatever the record says', async () => {
    const all = [
      watched('unknown', madeUpTriple().nationalId),
      watched('an active key', (await addPerson(harness)).nationalId),
      watched('a blocked key', (await addPerson(harness, { key: 'blocked' })).nationalId),
      watched('a key made elsewhere', (await addPerson(harness, { key: 'external' })).nationalId),
      watched('no key', (await addPerson(harness, { key: 'none' })).nationalId),
      watched('no contact', (await addPerson(harness, { contacts: [] })).nationalId),
      watched('three contacts', (await addPerson(harness, { contacts: [1, 2, 3].map((n) => ({ channel: 'email', value: `c${n}@tres.example` })) })).nationalId),
      watched('closed', (await addPerson(harness, { closed: true })).nationalId),
      watched('held', (await addPerson(harness, { held: true })).nationalId),
      watched('a representative', panaderia.nationalId),
    ]
    expect((await alike(all, 'start', start)).status).toBe(303)
    if (!('senders' in options)) await harness.settled()
    await walkToTheEnd(all)
  })
})

describe('the browser that asked', () => {
  beforeEach(() => open({}))

  it('goes on as with an unknown cédula, even with the right code, once its case was moved, finished, vetoed, ended or disputed', async () => {
    const persons = await Promise.all(Array.from({ length: 5 }, () => addPerson(harness)))
    const [moved, finished, vetoed, ended, disputed] = persons as [Person, Person, Person, Person, Person]
    const all = [watched('unknown', madeUpTriple().nationalId), ...persons.map((each, at) => watched(`number ${at}`, each.nationalId))]
    await alike(all, 'start', start)
    await harness.settled()
    const codes = new Map(persons.map((each) => [each.nationalId, codeTo(harness, each.email)]))
    const byLink = async (person: Person) => {
      const browser = createVisitor(harness)
      expect((await browser.post(linkTo(harness, person.email, '/d/'), {})).statusCode).toBe(303)
      return browser
    }
    await byLink(moved)
    expect((await (await byLink(finished)).keepKey()).statusCode).toBe(303)
    await createVisitor(harness).post(linkTo(harness, vetoed.email, '/v/'), {})
    advance(1000)
    const other = createVisitor(harness)
    await other.startUnlock(ended.nationalId)
    await harness.settled()
    await other.post(linkTo(harness, ended.email, '/d/'), {})
    expect((await other.setPersonalKey(newKey)).statusCode).toBe(303)
    await byLink(disputed)
    await createVisitor(harness).post(linkTo(harness, disputed.email, '/v/'), {})
    const states = await harness.context.db
      .selectFrom('unlock')
      .select(['state', 'person_id'])
      .where('person_id', 'is not', null)
      .orderBy('started_at')
      .execute()
    const statesOf = (person: Person) => states.filter((each) => each.person_id === person.personId).map((each) => each.state)
    expect(persons.map(statesOf)).toEqual([['proven'], ['completed'], ['ended'], ['ended', 'completed'], ['disputed']])

    await harness.settled()
    const before = harness.inbox.received.length
    await walkToTheEnd(all, codes)
    await harness.settled()
    expect(harness.inbox.received.length).toBe(before)
  })
})
