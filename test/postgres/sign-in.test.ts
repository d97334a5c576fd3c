import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { holderText } from '../../src/credentials/find-key.ts'
import { readKeyFile } from '../../src/keys.ts'
import { limitKey } from '../../src/limits/windows.ts'
import type { Reply } from '../bench/load.ts'
import {
  type Browser,
  type Employer,
  holdKeyOf,
  newEmployer,
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

// Signing in, at two processes over one database, by the owner and by strangers at once.

let world: TwoServers
beforeAll(async () => {
  world = await startTwoServers({ policy: { knownBrowserFailures: 5, signInFailuresPerSource: 300 } })
})
afterAll(() => world.stop())

const right = 'la frase de quien es el dueño'
const next = 'otra frase bien larga y rara'
const wrong = (n: number) => `no es la frase correcta ${n}`
const blockAt = 20

/** A browser that set the key, which is therefore known. */
async function owner(employer: Employer, key = right): Promise<Browser> {
  const browser = await provenBrowser(world, employer)
  expect(await browser.post(paths.key, { clave: key })).toMatchObject({ status: 303, location: paths.done })
  return browser
}

const typed = ({ ruc, sucursal }: Employer, key: string) => ({ ruc, sucursal, clave: key })
const signIn = (browser: Browser, employer: Employer, key: string, server?: number) => browser.post(paths.signIn, typed(employer, key), server)
const signedIn = (reply: Reply) => reply.status === 303 && reply.location === paths.account
const isOpen = async (browser: Browser) => (await browser.get(paths.account)).status === 200

/** Browsers that nobody knows, each in a network of its own, with the form before them. */
const strangers = (count: number) =>
  Promise.all(
    Array.from({ length: count }, async () => {
      const browser = world.browser()
      await browser.get(paths.signIn)
      return browser
    }),
  )

const failuresOf = async ({ ruc }: Employer) => {
  const key = limitKey(
    readKeyFile(world.settings.CERRAJERO_KEY_FILE ?? ''),
    'sign_in_failures_holder',
    holderText({ kind: 'employer', taxId: ruc, branchCode: '0001' }),
  )
  const { rows } = await world.sql.query<{ count: number }>('select count from limit_window where key = $1', [key])
  return rows[0]?.count ?? 0
}

const warningsOf = async (employer: Employer) => {
  const { branch } = await recordOf(world, employer)
  const { rows } = await world.sql.query<{ reached: string }>(
    `select details ->> 'reached' as reached from notice where kind = 'sign_in.failures' and branch_id = $1 order by 1`,
    [branch],
  )
  return rows.map(({ reached }) => reached)
}
const warningMails = (employer: Employer) => world.smtp.to(employer.email).filter(({ parsed }) => /adivinar/.test(parsed.subject ?? ''))

/** Rows that would let somebody in, or know a browser, by a key that has ended. */
const leftOfEndedKeys = () =>
  world.row<{ sessions: number; browsers: number }>(
    `select (select count(*)::int from employer_session join credential on credential.id = credential_id where credential.status <> 'active') as sessions,
       (select count(*)::int from known_browser join credential on credential.id = credential_id where credential.status <> 'active') as browsers`,
  )

describe('strangers at the sign-in', () => {
  it('200 wrong ones at once count exactly; the right one among them opens to the known browser alone, and contacts hear twice', {
    timeout: 120_000,
  }, async () => {
    const employer = newEmployer()
    const known = await owner(employer)
    const [first, others] = [await strangers(blockAt), await strangers(200 - blockAt)]
    expect(statuses(await Promise.all(first.map((browser, n) => signIn(browser, employer, wrong(n), n))))).toEqual({ 422: blockAt })
    expect(await failuresOf(employer)).toBe(blockAt)

    const lucky = await strangers(6)
    const [failed, guessed, opened] = await Promise.all([
      Promise.all(others.map((browser, n) => signIn(browser, employer, wrong(blockAt + n), n))),
      Promise.all(lucky.map((browser, n) => signIn(browser, employer, right, n))),
      signIn(known, employer, right),
    ])
    expect(statuses(failed)).toEqual({ 422: 200 - blockAt })
    expect(statuses(guessed)).toEqual({ 422: lucky.length })
    expect(signedIn(opened)).toBe(true)
    expect(await isOpen(known)).toBe(true)
    expect(await failuresOf(employer)).toBe(200 + lucky.length)
    expect(await warningsOf(employer)).toEqual(['block', 'half'])
    await until('both warnings', 30, () => warningMails(employer).length === 2)
    const [unlucky] = await strangers(1)
    expect(signedIn(await signIn(unlucky as Browser, employer, right))).toBe(false)
  })

  it('of 200 at once the guesses that are compared are no more than the block allows, wherever the right one stands', { timeout: 120_000 }, async () => {
    const employer = newEmployer()
    await owner(employer)
    const browsers = await strangers(200)
    // The last to be sent: what was counted before it keeps it out, although none of those has been compared yet.
    const replies = await Promise.all(browsers.map((browser, n) => signIn(browser, employer, n === 199 ? right : wrong(n), n)))
    expect(statuses(replies)).toEqual({ 422: 200 })
    expect(await failuresOf(employer)).toBe(200)
    expect(await warningsOf(employer)).toEqual(['block', 'half'])
  })

  it('an employer that nobody knows is counted as exactly, answered as a known one, and warned of to nobody', { timeout: 120_000 }, async () => {
    const employer = { ...newEmployer(), ruc: '1799999999001' }
    const warned = () =>
      world.row<{ n: number; open: number }>(
        `select count(*)::int as n, count(*) filter (where done_at is null)::int as open from notice where kind = 'sign_in.failures' and branch_id is null`,
      )
    const browsers = await strangers(200)
    const replies = await Promise.all(browsers.map((browser, n) => signIn(browser, employer, wrong(n), n)))
    expect(statuses(replies)).toEqual({ 422: 200 })
    expect(await failuresOf(employer)).toBe(200)
    await until('both notices of nobody done', 30, async () => (await warned()).open === 0)
    expect(await warned()).toEqual({ n: 2, open: 0 })
  })

  it('a copied device cookie buys the guesses of one browser more, however many use it at once', { timeout: 120_000 }, async () => {
    const employer = newEmployer()
    const known = await owner(employer)
    const thieves = await strangers(100)
    for (const thief of thieves) thief.cookies.set('employer-browser', known.cookies.get('employer-browser') ?? '')
    expect(statuses(await Promise.all(thieves.map((thief, n) => signIn(thief, employer, wrong(n), n))))).toEqual({ 422: 100 })
    expect(await failuresOf(employer)).toBe(95)
    const { failures } = await world.row<{ failures: number }>(
      `select failures from known_browser join credential on credential.id = credential_id where branch_id = $1`,
      [(await recordOf(world, employer)).branch],
    )
    expect(failures).toBe(100)
    expect(signedIn(await signIn(known, employer, right))).toBe(false)
  })

  it('right and wrong keys of one browser at once never wait for each other in a circle', { timeout: 120_000 }, async () => {
    const employer = newEmployer()
    const known = await owner(employer)
    for (let time = 0; time < 6; time += 1) await signIn(known, employer, wrong(time))
    for (let round = 0; round < 8; round += 1) {
      await world.sql.query('delete from limit_window')
      const replies = await known.postAtOnce(16, paths.signIn, (n) => typed(employer, n % 2 === 0 ? right : wrong(n)))
      expect(Object.keys(statuses(replies)).filter((status) => status !== '303' && status !== '422')).toEqual([])
    }
  })
})

describe('a new key', () => {
  it('ends every session before its answer returns, also while 50 requests use them', { timeout: 120_000 }, async () => {
    const employer = newEmployer()
    const sessions = await strangers(5)
    const known = await owner(employer)
    for (const browser of [known, ...sessions]) expect(signedIn(await signIn(browser, employer, right))).toBe(true)
    const recovering = await provenBrowser(world, employer, 2)

    let answeredAt = Number.POSITIVE_INFINITY
    const seen: { begun: number; status: number; location: string }[] = []
    const looking = Array.from({ length: 50 }, async (_, n) => {
      const browser = sessions[n % sessions.length] as Browser
      for (let more = 3; more > 0; more -= answeredAt === Number.POSITIVE_INFINITY ? 0 : 1) {
        const begun = performance.now()
        const { status, location } = await browser.get(paths.account, n)
        seen.push({ begun, status, location })
      }
    })
    await until('requests with these sessions', 30, () => seen.length > 100)
    const set = await recovering.post(paths.key, { clave: next })
    answeredAt = performance.now()
    expect(set).toMatchObject({ status: 303, location: paths.done })
    await Promise.all(looking)

    const before = seen.filter(({ begun }) => begun < answeredAt)
    const after = seen.filter(({ begun }) => begun >= answeredAt)
    expect(before.some(({ status }) => status === 200)).toBe(true)
    expect(after.length).toBeGreaterThanOrEqual(100)
    expect(after.filter(({ status, location }) => status !== 303 || location !== paths.signIn)).toEqual([])
    expect(await leftOfEndedKeys()).toEqual({ sessions: 0, browsers: 0 })
  })

  it('signs nobody in: who set it has to sign in', async () => {
    const employer = newEmployer()
    const browser = await owner(employer)
    expect(browser.cookies.has('employer')).toBe(false)
    expect(await browser.get(paths.account)).toMatchObject({ status: 303, location: paths.signIn })
    const { sessions } = await world.row<{ sessions: number }>(
      `select count(*)::int as sessions from employer_session join credential on credential.id = credential_id where branch_id = $1`,
      [(await recordOf(world, employer)).branch],
    )
    expect(sessions).toBe(0)
    expect(signedIn(await signIn(browser, employer, right))).toBe(true)
  })

  it('forgets the browsers that knew the one before, and ends its older links', { timeout: 120_000 }, async () => {
    const employer = newEmployer()
    const known = await owner(employer)
    await start(world, world.browser(), employer)
    const { link } = await startMessage(world, employer, 2)
    await start(world, world.browser(), employer)
    const { link: newer } = await startMessage(world, employer, 3)
    const recovering = world.browser()
    await recovering.get(newer)
    await recovering.post(newer, {})
    expect(await recovering.post(paths.key, { clave: next })).toMatchObject({ status: 303, location: paths.done })

    const late = world.browser()
    for (const old of [link, newer]) {
      await late.get(old)
      expect((await late.post(old, {})).location).not.toBe(paths.key)
      expect((await late.get(paths.key)).status).toBe(303)
    }
    for (const [n, browser] of (await strangers(blockAt)).entries()) await signIn(browser, employer, wrong(n), n)
    expect(signedIn(await signIn(known, employer, next))).toBe(false)
    expect(signedIn(await signIn(recovering, employer, next))).toBe(true)
    expect(await leftOfEndedKeys()).toEqual({ sessions: 0, browsers: 0 })
  })

  it.each(['sign-in', 'new key'] as const)(
    'that is set while the old one is compared leaves no session of the old one (the %s comes first)',
    { timeout: 120_000 },
    async (first) => {
      const employer = newEmployer()
      const known = await owner(employer)
      const recovering = await provenBrowser(world, employer, 2)
      const { branch } = await recordOf(world, employer)
      const gate = await holdKeyOf(world, branch)
      const half = {
        'sign-in': () => signIn(known, employer, right, 0),
        'new key': () => recovering.post(paths.key, { clave: next }, 1),
      } as const
      const one = half[first]()
      await gate.until(1)
      const two = half[first === 'sign-in' ? 'new key' : 'sign-in']()
      await gate.until(2)
      await gate.open()
      const [entered, set] = first === 'sign-in' ? await Promise.all([one, two]) : (await Promise.all([one, two])).reverse()
      expect(set).toMatchObject({ status: 303, location: paths.done })
      expect(signedIn(entered as Reply)).toBe(first === 'sign-in')
      expect(await isOpen(known)).toBe(false)
      expect(await leftOfEndedKeys()).toEqual({ sessions: 0, browsers: 0 })
      expect(signedIn(await signIn(known, employer, right))).toBe(false)
    },
  )

  it('at once with ten sign-ins by the old one leaves nothing of the old one, whoever comes first', { timeout: 120_000 }, async () => {
    for (let round = 0; round < 4; round += 1) {
      const employer = newEmployer()
      const known = await owner(employer)
      const recovering = await provenBrowser(world, employer, 2)
      const browsers = await strangers(10)
      const entering = browsers.map(async (browser, n) => {
        await new Promise((resolve) => setTimeout(resolve, n * 15 * round))
        return signIn(browser, employer, right, n)
      })
      const [set, ...entered] = await Promise.all([recovering.post(paths.key, { clave: next }), ...entering])
      expect(set).toMatchObject({ status: 303, location: paths.done })
      expect(Object.keys(statuses(entered)).filter((status) => status !== '303' && status !== '422')).toEqual([])
      for (const browser of [known, ...browsers]) expect(await isOpen(browser)).toBe(false)
      expect(await leftOfEndedKeys()).toEqual({ sessions: 0, browsers: 0 })
    }
  })
})

it('nothing of it fails inside', () => {
  const failed = world.servers.flatMap(({ lines }) => lines).filter((line) => line.includes('request failed') || line.includes('"status":5'))
  expect(failed).toEqual([])
})
