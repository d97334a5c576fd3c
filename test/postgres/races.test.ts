import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  newEmployer,
  newSource,
  paths,
  provenBrowser,
  recordOf,
  start,
  startMessage,
  startTwoServers,
  statuses,
  type TwoServers,
  until,
} from './two-servers.ts'

// What happens at once in two processes over one database happens as if one after the other.

let world: TwoServers
beforeAll(async () => {
  world = await startTwoServers()
})
afterAll(() => world.stop())

const soak = process.env.SOAK === '1'
/** `counted`: all wrong codes that are counted against holders. */
const wrongCodesOf = async (ruc: string) =>
  world.row<{ tries: number; wrong: number; counted: number }>(
    `select (sends -> 0 ->> 'triesLeft')::int as tries, jsonb_array_length(wrong_at) as wrong,
       (select coalesce(sum(count), 0)::int from limit_window where name = 'wrong_codes') as counted
     from recovery where typed ->> 'taxId' = $1`,
    [ruc],
  )

it('50 right codes at once set the case forward once, and one browser holds it', async () => {
  const employer = newEmployer()
  const browser = world.browser()
  await start(world, browser, employer)
  const { code } = await startMessage(world, employer)
  const replies = await browser.postAtOnce(50, paths.code, () => ({ codigo: code }))
  const winners = replies.filter(({ status, location }) => status === 303 && location === paths.key)
  expect(winners).toHaveLength(1)
  expect(statuses(replies)).toEqual({ 303: 1, 422: 49 })
  expect((await recordOf(world, employer)).proven).toBe(1)
  browser.cookies.set('recovery', winners[0]?.cookies.get('recovery') ?? '')
  expect((await browser.get(paths.key)).status).toBe(200)
  expect(await browser.post(paths.key, { clave: 'una frase que nadie conoce' })).toMatchObject({ status: 303, location: paths.done })
})

it('50 wrong codes at once spend exactly the tries there are, and count exactly those against the holder', async () => {
  const employer = newEmployer()
  const browser = world.browser()
  await start(world, browser, employer)
  await startMessage(world, employer)
  const { counted } = await wrongCodesOf(employer.ruc)
  const replies = await browser.postAtOnce(50, paths.code, (n) => ({ codigo: String(100_000_000_000 + n) }))
  expect(statuses(replies)).toEqual({ 422: 50 })
  expect(await wrongCodesOf(employer.ruc)).toEqual({ tries: 0, wrong: 5, counted: counted + 5 })
})

it('a phantom is counted as exactly', async () => {
  const employer = { ...newEmployer(), cedula: '1700000027' }
  const browser = world.browser()
  await start(world, browser, employer)
  const { counted } = await wrongCodesOf(employer.ruc)
  const replies = await browser.postAtOnce(50, paths.code, (n) => ({ codigo: String(100_000_000_000 + n) }))
  expect(statuses(replies)).toEqual({ 422: 50 })
  expect(await wrongCodesOf(employer.ruc)).toEqual({ tries: 0, wrong: 5, counted: counted + 5 })
})

it('two browsers on one link make one new key, in whatever order', { timeout: 120_000 }, async () => {
  const rounds = soak ? 60 : 10
  for (let round = 0; round < rounds; round += 1) {
    const employer = newEmployer()
    await start(world, world.browser(), employer)
    const { link } = await startMessage(world, employer)
    const browsers = [world.browser(), world.browser()]
    if (round % 2 === 1) browsers.reverse()
    const ends = await Promise.all(
      browsers.map(async (browser, n) => {
        await browser.get(link, n)
        const followed = await browser.post(link, {}, round + n)
        const set = await browser.post(paths.key, { clave: `la frase del navegador ${n} de la vuelta ${round}` }, round + n + 1)
        return { followed: followed.status, set: set.status, location: set.location }
      }),
    )
    expect(ends.filter(({ location }) => location === paths.done)).toHaveLength(1)
    for (const { followed, set } of ends) expect([followed, set].every((status) => status < 500)).toBe(true)
    expect(await recordOf(world, employer)).toMatchObject({ generations: 2, living: 1, replaced: 1 })
  }
})

it('one link sent 20 times at once leaves the case with one browser', async () => {
  const employer = newEmployer()
  await start(world, world.browser(), employer)
  const { link } = await startMessage(world, employer)
  const browser = world.browser()
  await browser.get(link)
  const replies = await browser.postAtOnce(20, link, () => ({}))
  expect(statuses(replies)).toEqual({ 303: 20 })
  let holders = 0
  for (const reply of replies) {
    browser.cookies.set('recovery', reply.cookies.get('recovery') ?? '')
    if ((await browser.get(paths.key)).status === 200) holders += 1
  }
  expect(holders).toBe(1)
  // Every contact hears of a proof once, however often the link moves the case.
  const { count } = await world.row<{ count: number }>(
    `select count(*)::int from notice where kind = 'recovery.proven' and recovery_id in (select id from recovery where typed ->> 'taxId' = $1)`,
    [employer.ruc],
  )
  expect(count).toBe(1)
})

it('a new key sent 20 times at once is one new key, and it signs in', async () => {
  const employer = newEmployer()
  const browser = await provenBrowser(world, employer)
  const replies = await browser.postAtOnce(20, paths.key, (n) => ({ clave: `la frase inventada numero ${n % 4}` }))
  expect(statuses(replies)).toEqual({ 303: 20 })
  expect(await recordOf(world, employer)).toMatchObject({ generations: 2, living: 1, replaced: 1 })
  let opened = 0
  for (let n = 0; n < 4; n += 1) {
    const signedIn = await world.browser().post(paths.signIn, { ruc: employer.ruc, sucursal: '1', clave: `la frase inventada numero ${n}` })
    if (signedIn.status === 303) opened += 1
  }
  expect(opened).toBe(1)
})

it('a stranger who spends every try and every send does not stop the holder from finishing by link', async () => {
  const employer = newEmployer()
  const owner = world.browser()
  await start(world, owner, employer)
  const { link } = await startMessage(world, employer)
  for (let asked = 0; asked < 4; asked += 1) {
    const stranger = world.browser()
    expect(await start(world, stranger, employer)).toMatchObject({ status: 303, location: paths.code })
    await stranger.postAtOnce(10, paths.code, (n) => ({ codigo: String(500_000_000_000 + n) }))
  }
  // The holder's hour has no message left, and all of the stranger's tries are spent.
  const { sends } = await world.row<{ sends: number }>(
    `select count(*)::int as sends from recovery, jsonb_array_elements(sends) as send where typed ->> 'taxId' = $1 and (send ->> 'due')::boolean`,
    [employer.ruc],
  )
  expect(sends).toBe(3)
  await owner.post(paths.code, { codigo: '999999999999' })
  const finishing = world.browser()
  await finishing.get(link)
  expect(await finishing.post(link, {})).toMatchObject({ status: 303, location: paths.key })
  expect(await finishing.post(paths.key, { clave: 'la frase de quien es el dueño' })).toMatchObject({ status: 303, location: paths.done })
})

it('a veto and a new key at once: either the key is never set, or it is set and frozen', { timeout: 120_000 }, async () => {
  const rounds = soak ? 30 : 6
  for (let round = 0; round < rounds; round += 1) {
    const employer = newEmployer()
    const browser = await provenBrowser(world, employer)
    const { veto } = await startMessage(world, employer)
    const contact = world.browser()
    await contact.get(veto)
    // The hash takes a while: the veto falls before, during or after it.
    const vetoing = new Promise((resolve) => setTimeout(resolve, (round % 3) * 40)).then(() => contact.post(veto, {}, round))
    const [vetoed, set] = await Promise.all([vetoing, browser.post(paths.key, { clave: 'la frase de alguien que corre' }, round + 1)])
    expect(vetoed.status).toBe(303)
    const seen = await world.row<{ state: string; keys: string; held: boolean }>(
      `select recovery.state, (select string_agg(status, ' ' order by generation) from credential where branch_id = recovery.branch_id) as keys,
         (select security_hold_since is not null from branch where id = recovery.branch_id) as held
       from recovery where typed ->> 'taxId' = $1`,
      [employer.ruc],
    )
    expect(set.status).toBe(303)
    expect([
      { state: 'disputed', keys: 'external', held: false },
      { state: 'disputed', keys: 'replaced frozen', held: true },
    ]).toContainEqual(seen)
    expect(set.location === paths.done).toBe(seen.held)
  }
})

it('a code and 20 requests for another message at once: the code proves, and at most one more message is asked for', async () => {
  const employer = newEmployer()
  const browser = world.browser()
  await start(world, browser, employer)
  const { code } = await startMessage(world, employer)
  await world.sql.query(
    `update recovery set sends = jsonb_set(sends, '{0,at}', to_jsonb((sends -> 0 ->> 'at')::float8 - 61000)) where typed ->> 'taxId' = $1`,
    [employer.ruc],
  )
  const [asked, [entered]] = await Promise.all([browser.postAtOnce(20, paths.resend, () => ({})), browser.postAtOnce(1, paths.code, () => ({ codigo: code }))])
  expect(entered).toMatchObject({ status: 303, location: paths.key })
  expect(statuses(asked)).toEqual({ 303: 1, 422: 19 })
  const { sends } = await world.row<{ sends: number }>(`select jsonb_array_length(sends) as sends from recovery where typed ->> 'taxId' = $1`, [employer.ruc])
  expect(sends).toBe(2)
})

it('one solved puzzle sent 20 times at once opens one case', async () => {
  const puzzle = await world.puzzle()
  const employer = newEmployer()
  const { ruc, sucursal, cedula } = employer
  const replies = await world.browser().postAtOnce(20, paths.start, () => ({ ruc, sucursal, cedula, altcha: puzzle }))
  expect(statuses(replies)).toEqual({ 303: 1, 422: 19 })
  const { cases } = await world.row<{ cases: number }>(`select count(*)::int as cases from recovery where typed ->> 'taxId' = $1`, [ruc])
  expect(cases).toBe(1)
})

it('without JavaScript exactly 5 of 40 starts at once from one network are taken', async () => {
  const { ruc, sucursal, cedula } = newEmployer()
  const replies = await world.browser().postAtOnce(40, paths.start, () => ({ ruc, sucursal, cedula, altcha: '' }))
  expect(statuses(replies)).toEqual({ 303: 5, 429: 35 })
})

it('exactly 600 starts an hour are taken from one network, wherever they arrive', { timeout: 120_000 }, async () => {
  const [network] = newSource().split(/\.\d+$/)
  const unknown = { ruc: '1790000125001', sucursal: '1', cedula: '1700000027' }
  const puzzles = await Promise.all(Array.from({ length: 640 }, () => world.puzzle()))
  const browsers = Array.from({ length: 16 }, (_, n) => world.browser(`${network}.${n + 1}`))
  const replies = await Promise.all(
    browsers.map(async (browser) => {
      const seen = []
      for (let n = 0; n < 40; n += 1) seen.push(await browser.post(paths.start, { ...unknown, altcha: puzzles.pop() ?? '' }, n))
      return seen
    }),
  )
  expect(statuses(replies.flat())).toEqual({ 303: 600, 429: 40 })
})

it('leaves every notice delivered, once to each contact', async () => {
  await until(
    'every notice done',
    60,
    async () => (await world.row<{ open: number }>('select count(*)::int as open from notice where done_at is null')).open === 0,
  )
  const ids = world.smtp.received.map(({ parsed }) => parsed.messageId)
  expect(new Set(ids).size).toBe(ids.length)
  const failed = world.servers.flatMap(({ lines }) => lines).filter((line) => line.includes('request failed') || line.includes('"status":5'))
  expect(failed).toEqual([])
})
