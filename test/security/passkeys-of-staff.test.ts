import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, createVisitor, type Harness } from '../harness.ts'
import { enrolled, invited, signsIn } from './enrolments.ts'
import { addStaff } from './staff.ts'
import { createPasskey } from './virtual-passkey.ts'

const minute = 60_000

let harness: Harness
beforeAll(async () => {
  harness = await createHarness({ policy: { signInFailuresPerSource: 300 } })
})
afterAll(() => harness.close())

const normal = (body: string) => body.replace(/(name="_csrf" value|nonce|data-options)="[^"]*"/g, '$1=""')

describe('signing in as staff', () => {
  it('answers every failure alike: an answer replayed, changed, of nobody, of a removed or unconfirmed account', async () => {
    const { passkey } = await enrolled(harness, ['agent'])
    const removed = await enrolled(harness, ['agent'])
    await harness.context.db
      .updateTable('staff_member')
      .set({ state: 'removed', removed_at: harness.now() })
      .where('national_id', '=', removed.nationalId)
      .execute()
    const thief = createVisitor(harness)
    const { body } = await thief.get('/oficina/ingresar')
    const good = passkey.answer(body)
    expect((await createVisitor(harness).post('/oficina/ingresar', { passkey: good })).statusCode).toBe(303)
    const page = async () => (await thief.get('/oficina/ingresar')).body
    const tries: Record<string, string> = {
      'a replayed challenge': good,
      'the same challenge signed again': passkey.answer(body),
      'a wrong origin': passkey.answer(await page(), { origin: 'https://instituto.example.org' }),
      'another name of the service': passkey.answer(await page(), { rpId: 'example.org' }),
      'no user verification': passkey.answer(await page(), { verified: false }),
      'a challenge of its own': passkey.answer(await page(), { challenge: Buffer.from('made up').toString('base64url') }),
      'a count that went back': passkey.answer(await page(), { counter: 1 }),
      'the name of another account': passkey.answer(await page(), { userHandle: Buffer.from(harness.context.random.uuid()).toString('base64url') }),
      'an unknown passkey': createPasskey().answer(await page()),
      'a removed account': removed.passkey.answer(await page()),
      'no JSON': 'x',
    }
    const answers = []
    for (const [name, given] of Object.entries(tries)) {
      const { statusCode, body: said, cookies } = await thief.post('/oficina/ingresar', { passkey: given })
      expect(statusCode, name).toBe(422)
      expect(
        cookies.filter((each) => each.name === 'staff'),
        name,
      ).toEqual([])
      answers.push(normal(said))
    }
    expect(new Set(answers).size).toBe(1)
    // The auditor sees more: five answers of a known passkey that were not good.
    const refused = await harness.context.db.selectFrom('audit_event').select('id').where('type', '=', 'staff.passkey_refused').execute()
    expect(refused).toHaveLength(5)
    expect((await signsIn(thief, passkey)).statusCode).toBe(303)
  })

  it('takes no challenge after its end', async () => {
    const { passkey, browser } = await enrolled(harness, ['agent'])
    const { body } = await browser.get('/oficina/ingresar')
    harness.advance(harness.context.institution.policy.challengeLifetime)
    expect((await browser.post('/oficina/ingresar', { passkey: passkey.answer(body) })).statusCode).toBe(422)
  })

  it('takes one of twenty who send the same answer at once', async () => {
    const { passkey, browser } = await enrolled(harness, ['agent'])
    const { body } = await browser.get('/oficina/ingresar')
    const given = passkey.answer(body)
    const thieves = Array.from({ length: 20 }, () => createVisitor(harness))
    const statuses = await Promise.all(thieves.map(async (thief) => (await thief.post('/oficina/ingresar', { passkey: given })).statusCode))
    expect(statuses.filter((status) => status === 303)).toHaveLength(1)
  })

  it('gives the browser a new session: one that was planted, or that another account had, ends', async () => {
    const { passkey, browser } = await enrolled(harness, ['agent'])
    browser.cookies.set('staff', 'p'.repeat(43))
    await signsIn(browser, passkey)
    const first = browser.cookies.get('staff') ?? ''
    expect(first).not.toBe('p'.repeat(43))
    await signsIn(browser, passkey)
    const old = createVisitor(harness)
    old.cookies.set('staff', first)
    expect((await old.get('/oficina')).statusCode).toBe(303)
    expect((await browser.get('/oficina')).statusCode).toBe(200)
    const planted = createVisitor(harness)
    planted.cookies.set('staff', 'p'.repeat(43))
    expect((await planted.get('/oficina')).statusCode).toBe(303)
  })

  it('makes a network wait that fails again and again, takes back the tries that were right, and shuts no colleague out', async () => {
    const strict = await createHarness({ policy: { signInFailuresPerSource: 5 } })
    try {
      const { passkey, browser } = await enrolled(strict, ['agent'])
      for (let each = 0; each < 10; each += 1) expect((await signsIn(browser, passkey)).statusCode).toBe(303)
      const thief = createVisitor(strict)
      for (let each = 0; each < 5; each += 1) expect((await signsIn(thief, createPasskey())).statusCode).toBe(422)
      const stopped = await signsIn(thief, createPasskey())
      expect(stopped.statusCode).toBe(429)
      expect(Number(stopped.headers['retry-after'])).toBeGreaterThan(0)
      expect((await signsIn(createVisitor(strict, { address: thief.address }), passkey)).statusCode).toBe(303)
      expect((await signsIn(thief, createPasskey())).statusCode).toBe(429)
      expect((await signsIn(browser, passkey)).statusCode).toBe(303)
    } finally {
      await strict.close()
    }
  })

  it('needs the form of the page: another site cannot sign a browser in as somebody else', async () => {
    const { passkey, browser } = await enrolled(harness, ['agent'])
    const { body } = await browser.get('/oficina/ingresar')
    expect((await browser.post('/oficina/ingresar', { passkey: passkey.answer(body), _csrf: 'x' })).statusCode).toBe(403)
  })
})

describe('the link of an enrolment', () => {
  it('dies by being used: a second use, and twenty at once, get nothing', async () => {
    const { link } = await invited(harness, ['agent'])
    const browsers = Array.from({ length: 20 }, () => createVisitor(harness))
    const statuses = await Promise.all(
      browsers.map(async (browser) => {
        const { body } = await browser.get(link)
        return (await browser.post(link, { passkey: createPasskey().register(body) })).statusCode
      }),
    )
    expect(statuses.filter((status) => status === 303)).toHaveLength(1)
    const late = createVisitor(harness)
    const dead = await late.get(link)
    expect(dead.statusCode).toBe(410)
    expect(dead.body).not.toContain('inscripcion1@')
  })

  it('dies by its end, also between the page and its form', async () => {
    const { link } = await invited(harness, ['agent'])
    const [browser, passkey] = [createVisitor(harness), createPasskey()]
    harness.advance(harness.context.institution.policy.enrolmentLinkLifetime - minute)
    const { body, statusCode } = await browser.get(link)
    expect(statusCode).toBe(200)
    harness.advance(minute)
    expect((await browser.post(link, { passkey: passkey.register(body) })).statusCode).toBe(410)
    expect((await browser.get(link)).statusCode).toBe(410)
  })

  it('takes no passkey without user verification, of another origin, with the challenge of another link or of the sign-in, or registered before', async () => {
    const [mine, other] = [await invited(harness, ['agent']), await invited(harness, ['agent'])]
    const [browser, passkey] = [createVisitor(harness), createPasskey()]
    const of = async (path: string) => (await browser.get(path)).body
    const taken = await enrolled(harness, ['agent'])
    const tries: Record<string, string> = {
      'without user verification': passkey.register(await of(mine.link), { verified: false }),
      'of another origin': passkey.register(await of(mine.link), { origin: 'http://localhost:9' }),
      'of another name': passkey.register(await of(mine.link), { rpId: 'localhost' }),
      'with the challenge of another link': passkey.register(await of(other.link)),
      'with the challenge of the sign-in': passkey.register(await of('/oficina/ingresar')),
      'registered before, by another account': taken.passkey.register(await of(mine.link)),
    }
    for (const [name, given] of Object.entries(tries)) {
      expect((await browser.post(mine.link, { passkey: given })).statusCode, name).toBe(422)
    }
    expect((await signsIn(browser, passkey)).statusCode).toBe(422)
    expect((await signsIn(browser, taken.passkey)).statusCode).toBe(303)
  })

  it('gives no role and no other account: posted fields count for nothing', async () => {
    const { link, nationalId } = await invited(harness, ['agent'])
    const [browser, passkey] = [createVisitor(harness), createPasskey()]
    const { body } = await browser.get(link)
    const more = {
      roles: 'administrator',
      rol: 'administrator',
      funcion: 'administrator',
      oficina: 'puerto',
      staff_id: harness.context.random.uuid(),
      approves_from: '2000-01-01',
    }
    await browser.post(link, { passkey: passkey.register(body), ...more })
    const row = await harness.context.db.selectFrom('staff_member').selectAll().where('national_id', '=', nationalId).executeTakeFirstOrThrow()
    expect(row.roles).toEqual(['agent'])
    expect(row.office).toBe('centro')
    expect(row.approves_from?.getTime()).toBeGreaterThan(harness.now().getTime() + 71 * 60 * minute)
  })

  it('is nothing before a second administrator confirmed the account, and nothing after it was removed', async () => {
    for (const patch of [{ confirmed_at: null }, { state: 'removed' as const, removed_at: harness.now() }]) {
      const { link, nationalId } = await invited(harness, ['agent'])
      const [browser, passkey] = [createVisitor(harness), createPasskey()]
      const { body } = await browser.get(link)
      await harness.context.db.updateTable('staff_member').set(patch).where('national_id', '=', nationalId).execute()
      expect((await browser.get(link)).statusCode).toBe(410)
      expect((await browser.post(link, { passkey: passkey.register(body) })).statusCode).toBe(410)
    }
  })
})

describe('one more passkey', () => {
  it('is not had by whoever sits down at an unlocked computer, nor with the passkey of another, nor with a challenge of the sign-in', async () => {
    const [victim, thief] = [await enrolled(harness, ['approver']), await enrolled(harness, ['agent'])]
    await signsIn(victim.browser, victim.passkey)
    const own = async () => (await victim.browser.get('/oficina/llaves')).body
    const tries: Record<string, string> = {
      nothing: '',
      'the passkey of another': thief.passkey.answer(await own()),
      'the challenge of the sign-in': victim.passkey.answer((await thief.browser.get('/oficina/ingresar')).body),
    }
    for (const [name, passkey] of Object.entries(tries)) {
      const answer = await victim.browser.post('/oficina/llaves', { passkey })
      expect(answer.statusCode, name).toBe(422)
      expect(answer.headers.location, name).toBeUndefined()
    }
  })

  it('is for an account that is signed in alone', async () => {
    const stranger = createVisitor(harness)
    expect((await stranger.get('/oficina/llaves')).statusCode).toBe(303)
    const { browser, id } = await addStaff(harness, ['agent'])
    await harness.context.db.deleteFrom('staff_session').where('staff_id', '=', id).execute()
    expect((await browser.get('/oficina/llaves')).statusCode).toBe(303)
  })
})
