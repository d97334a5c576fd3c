import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, createVisitor, type Harness, mailTo, type Visitor } from '../harness.ts'
import { type Enrolled, enrolled, signsIn } from './enrolments.ts'
import { addStaff } from './staff.ts'
import { createPasskey, type VirtualPasskey } from './virtual-passkey.ts'

let harness: Harness
beforeAll(async () => {
  harness = await createHarness({ policy: { signInFailuresPerSource: 300 } })
})
afterAll(() => harness.close())

const own = '/oficina/llaves'
/** The form that removes a passkey, as the page has it. */
const removal = (body: string, id: string) => body.split('<form').find((form) => form.includes(`name="quitar" value="${id}"`)) ?? ''
/** The form that adds one. */
const adding = (body: string) => body.split('<form').find((form) => form.includes('data-passkey') && !form.includes('name="quitar"')) ?? ''
const page = async (browser: Visitor) => (await browser.get(own)).body

/** Adds a passkey to an account that is signed in. */
async function oneMore({ browser, passkey }: Enrolled, name: string): Promise<VirtualPasskey> {
  const link = String((await browser.post(own, { passkey: passkey.answer(adding(await page(browser))) })).headers.location)
  const more = createPasskey()
  const { body } = await browser.get(link)
  expect((await browser.post(link, { llave: name, passkey: more.register(body) })).statusCode).toBe(303)
  return more
}

/** An account that is signed in, with a passkey at hand and one on a phone. */
async function twoPasskeys() {
  const account = await enrolled(harness, ['agent'])
  await signsIn(account.browser, account.passkey)
  return { ...account, phone: await oneMore(account, 'Celular') }
}
const removes = async (browser: Visitor, gone: VirtualPasskey, shown: VirtualPasskey) =>
  browser.post(own, { quitar: gone.id, passkey: shown.answer(removal(await page(browser), gone.id)) })
const living = async (nationalId: string) => {
  const rows = await harness.context.db
    .selectFrom('staff_passkey')
    .innerJoin('staff_member', 'staff_member.id', 'staff_passkey.staff_id')
    .select('staff_passkey.id')
    .where('staff_member.national_id', '=', nationalId)
    .where('staff_passkey.removed_at', 'is', null)
    .execute()
  return rows.map(({ id }) => id)
}

describe('a member of staff who lost a phone', () => {
  it('removes its passkey by showing the other: it signs nobody in, its session and its link for one more are over, and all hear', async () => {
    const auditor = await addStaff(harness, ['auditor'])
    const account = await twoPasskeys()
    const { browser, passkey, phone } = account
    const finder = createVisitor(harness)
    expect((await signsIn(finder, phone)).statusCode).toBe(303)
    const link = String((await finder.post(own, { passkey: phone.answer(adding(await page(finder))) })).headers.location)
    expect(await page(browser)).toContain('aria-label="Quitar Celular, guardada el')

    const done = await removes(browser, phone, passkey)
    expect(done.headers.location).toBe(`${own}?hecho=quitada`)
    const after = (await browser.get(`${own}?hecho=quitada`)).body
    expect(after).toContain('La llave de acceso se quitó')
    expect(after).not.toContain('Celular')
    expect((await finder.get('/oficina')).statusCode).toBe(303)
    expect((await finder.get(link)).statusCode).toBe(410)
    expect((await signsIn(finder, phone)).statusCode).toBe(422)
    expect((await signsIn(createVisitor(harness), passkey)).statusCode).toBe(303)

    await harness.settled()
    const { email: auditorsEmail } = await harness.context.db.selectFrom('staff_member').select('email').where('id', '=', auditor.id).executeTakeFirstOrThrow()
    for (const address of [account.email, auditorsEmail]) {
      expect(
        mailTo(harness, address).filter(({ message }) => message.subject === `Se quitó una llave de acceso: ${account.name}`),
        address,
      ).toHaveLength(1)
    }
    const entries = harness.context.db.selectFrom('audit_event').select('details').where('type', '=', 'staff.passkey_removed')
    expect((await entries.execute()).at(-1)?.details).toEqual({ passkeys: 1, sessionsEnded: 1 })
  })

  it('keeps the last passkey, whatever is sent', async () => {
    const account = await twoPasskeys()
    const { browser, passkey, phone, nationalId } = account
    const before = await page(browser)
    expect((await removes(browser, phone, passkey)).statusCode).toBe(303)
    expect(await page(browser)).not.toContain('name="quitar"')
    for (const given of [passkey.answer(removal(before, passkey.id)), passkey.answer(adding(await page(browser))), phone.answer(removal(before, passkey.id))]) {
      expect((await browser.post(own, { quitar: passkey.id, passkey: given })).statusCode).toBe(422)
    }
    expect(await living(nationalId)).toEqual([passkey.id])
  })

  it('removes one of two that are removed at once, each by showing the other, in one browser or in two', async () => {
    for (const apart of [false, true]) {
      const { browser, passkey, phone, nationalId } = await twoPasskeys()
      const other = apart ? createVisitor(harness) : browser
      if (apart) await signsIn(other, phone)
      const [here, there] = [await page(browser), await page(other)]
      const answers = await Promise.all([
        browser.post(own, { quitar: phone.id, passkey: passkey.answer(removal(here, phone.id)) }),
        other.post(own, { quitar: passkey.id, passkey: phone.answer(removal(there, passkey.id)) }),
      ])
      // Whoever came second is told so, is signed out by the first, or on a cluster may be asked to send it again.
      const removed = answers.filter(({ headers }) => headers.location === `${own}?hecho=quitada`)
      expect(removed).toHaveLength(1)
      expect(answers.every(({ statusCode }) => [303, 422, 503].includes(statusCode))).toBe(true)
      expect(await living(nationalId)).toHaveLength(1)
    }
  })
})

describe('a passkey', () => {
  it('is not removed by whoever sits down at an unlocked computer, nor with an answer that was given for something else', async () => {
    const victim = await twoPasskeys()
    const thief = await enrolled(harness, ['agent'])
    await signsIn(thief.browser, thief.passkey)
    const { browser, passkey, phone, nationalId } = victim
    const third = await oneMore(victim, 'Tableta')
    const body = () => page(browser)
    const tries: Record<string, string> = {
      nothing: '',
      'the passkey of another': thief.passkey.answer(removal(await body(), phone.id)),
      'the passkey that is to be removed': phone.answer(removal(await body(), phone.id)),
      'the challenge of the sign-in': passkey.answer((await thief.browser.get('/oficina/ingresar')).body),
      'the challenge to add one': passkey.answer(adding(await body())),
      'the challenge to remove another one': passkey.answer(removal(await body(), third.id)),
      'no user verification': passkey.answer(removal(await body(), phone.id), { verified: false }),
      'another origin': passkey.answer(removal(await body(), phone.id), { origin: 'https://instituto.example.org' }),
    }
    for (const [name, given] of Object.entries(tries)) {
      const answer = await browser.post(own, { quitar: phone.id, passkey: given })
      expect(answer.statusCode, name).toBe(422)
      expect(answer.body, name).toContain('href="#quitar-')
    }
    expect(await living(nationalId)).toHaveLength(3)
    const used = passkey.answer(removal(await body(), phone.id))
    expect((await browser.post(own, { quitar: phone.id, passkey: used })).statusCode).toBe(303)
    expect((await browser.post(own, { quitar: phone.id, passkey: used })).statusCode).toBe(422)
    expect(await living(nationalId)).toHaveLength(2)
  })

  it('of another account is not removed by naming it', async () => {
    const [victim, thief] = [await twoPasskeys(), await twoPasskeys()]
    const body = (await page(thief.browser)).replaceAll(thief.phone.id, victim.phone.id)
    for (const given of [removal(body, victim.phone.id), adding(body)]) {
      expect((await thief.browser.post(own, { quitar: victim.phone.id, passkey: thief.passkey.answer(given) })).statusCode).toBe(422)
    }
    for (const quitar of ['', 'x'.repeat(2000), 'a\nb', '%00']) {
      expect((await thief.browser.post(own, { quitar, passkey: thief.passkey.answer(adding(await page(thief.browser))) })).statusCode, quitar).toBe(422)
    }
    expect(await living(victim.nationalId)).toHaveLength(2)
    expect(await living(thief.nationalId)).toHaveLength(2)
  })

  it('that was refused ends no session', async () => {
    const { browser, phone, passkey } = await twoPasskeys()
    const elsewhere = createVisitor(harness)
    await signsIn(elsewhere, passkey)
    expect((await browser.post(own, { quitar: phone.id, passkey: createPasskey().answer(removal(await page(browser), phone.id)) })).statusCode).toBe(422)
    expect((await elsewhere.get('/oficina')).statusCode).toBe(200)
  })

  it('cannot be guessed at: failures of a network make it wait, and whoever shows another goes on', async () => {
    const strict = await createHarness({ policy: { signInFailuresPerSource: 3 } })
    try {
      const account = await enrolled(strict, ['agent'])
      await signsIn(account.browser, account.passkey)
      const phone = await oneMore(account, 'Celular')
      const { browser, passkey } = account
      for (let each = 0; each < 3; each += 1) {
        expect((await browser.post(own, { quitar: phone.id, passkey: 'x' })).statusCode).toBe(422)
      }
      const stopped = await browser.post(own, { quitar: phone.id, passkey: 'x' })
      expect(stopped.statusCode).toBe(429)
      expect(Number(stopped.headers['retry-after'])).toBeGreaterThan(0)
      expect(await page(browser)).toContain('Celular')
      expect((await removes(browser, phone, passkey)).statusCode).toBe(303)
    } finally {
      await strict.close()
    }
  })
})
