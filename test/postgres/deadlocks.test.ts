import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Context } from '../../src/context.ts'
import { openPostgres } from '../../src/db/open.ts'
import { sweepLimits } from '../../src/limits/sweep.ts'
import { Secret } from '../../src/secret.ts'
import { newEmployer, paths, recordOf, start, startMessage, startTwoServers, type TwoServers } from './two-servers.ts'

// Locks are taken in one order: holder, case, what the case owns, counts. Whatever meets at one holder waits its turn; nothing waits in a circle.

let world: TwoServers
beforeAll(async () => {
  world = await startTwoServers({ policy: { codeDigits: 14, messagesPerHour: 10, messagesPerDayBeforeSlow: 30 } })
})
afterAll(() => world.stop())

const rounds = process.env.SOAK === '1' ? 60 : 4
const deadlocks = async () =>
  (await world.row<{ deadlocks: number }>('select deadlocks::int from pg_stat_database where datname = current_database()')).deadlocks
const troubles = () => world.servers.flatMap(({ lines }) => lines).filter((line) => line.includes('request failed') || line.includes('"msg":"queue"'))

/** As many cases of one holder, each in its own browser with its own message. */
async function openCases(count: number) {
  const employer = newEmployer()
  const cases = []
  for (let n = 0; n < count; n += 1) {
    const browser = world.browser()
    await start(world, browser, employer)
    cases.push({ browser, ...(await startMessage(world, employer, n + 1)) })
  }
  return { employer, cases }
}

it('two proven cases of one holder that set a key at once make one new key', { timeout: 120_000 }, async () => {
  for (let round = 0; round < rounds; round += 1) {
    const { employer, cases } = await openCases(2)
    for (const { browser, code } of cases) await browser.post(paths.code, { codigo: code })
    const set = await Promise.all(cases.map(({ browser }, n) => browser.post(paths.key, { clave: `la frase del caso ${n} de los dos` }, n)))
    expect(set.map(({ status }) => status)).toEqual([303, 303])
    expect(set.filter(({ location }) => location === paths.done)).toHaveLength(1)
    expect(await recordOf(world, employer)).toMatchObject({ generations: 2, living: 1, replaced: 1 })
  }
  expect(troubles()).toEqual([])
})

it('proofs, wrong codes, resends, links, vetoes, sign-ins and new keys of one holder at once never wait in a circle', { timeout: 240_000 }, async () => {
  for (let round = 0; round < rounds; round += 1) {
    const { employer, cases } = await openCases(6)
    const [setting, second, ...others] = cases
    if (!setting || !second) throw new Error('too few cases')
    await setting.browser.post(paths.code, { codigo: setting.code })
    await second.browser.post(paths.code, { codigo: second.code })
    const keyOf = (n: number) => ({ clave: `la frase numero ${n} de un circulo` })
    const replies = await Promise.all([
      setting.browser.postAtOnce(2, paths.key, keyOf),
      second.browser.postAtOnce(2, paths.key, keyOf),
      ...others.flatMap(({ browser, code, link }) => [
        browser.postAtOnce(3, paths.code, () => ({ codigo: '123456789012' })),
        browser.postAtOnce(1, paths.code, () => ({ codigo: code })),
        browser.postAtOnce(2, paths.resend, () => ({})),
        world.browser().postAtOnce(2, link, () => ({})),
      ]),
      ...(round % 2 === 0 ? [] : [world.browser().postAtOnce(2, second.veto, () => ({})), world.browser().postAtOnce(2, setting.veto, () => ({}))]),
      world.browser().postAtOnce(4, paths.signIn, (n) => ({ ruc: employer.ruc, sucursal: '1', ...keyOf(n % 2) })),
    ])
    expect(replies.flat().filter(({ status }) => status >= 500).length).toBe(0)
    expect((await recordOf(world, employer)).living).toBeLessThanOrEqual(1)
  }
  expect(troubles()).toEqual([])
  expect(await deadlocks()).toBe(0)
})

it('the sweep deletes what is over and waits for nobody who is counting', async () => {
  await world.sql.query(
    `insert into limit_window (key, name, started_at, ends_at, count)
     select 'over:' || n, 'over', now() - interval '2 hours', now() - interval '1 hour', 1 from generate_series(1, 4) as n`,
  )
  await world.sql.query('begin')
  await world.sql.query(`update limit_window set count = 2, ends_at = now() + interval '1 hour' where key = 'over:3'`)
  const { db, close } = openPostgres(new Secret(world.settings.DATABASE_URL ?? ''))
  try {
    await sweepLimits({ db, clock: async () => new Date() } as unknown as Context)
    await world.sql.query('commit')
    const { keys } = await world.row<{ keys: string }>(`select string_agg(key, ' ') as keys from limit_window where name = 'over'`)
    expect(keys).toBe('over:3')
  } finally {
    await close()
  }
})
