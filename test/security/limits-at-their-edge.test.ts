import { solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import { afterEach, describe, expect, it } from 'vitest'
import { makePuzzle } from '../../src/limits/proof-of-work.ts'
import { standardPolicy } from '../../src/policy.ts'
import { codeTo, createHarness, createVisitor, type Harness, linkTo, mailTo } from '../harness.ts'
import { addHolder, type Holder, madeUpTriple } from './holders.ts'
import { asked, byLink, newKey } from './steps.ts'
import { stopClock } from './strangers.ts'

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000]

let harness: Harness
let advance: (milliseconds: number) => void
async function open(policy: Parameters<typeof createHarness>[0] extends infer O | undefined ? (O extends { policy?: infer P } ? P : never) : never = {}) {
  harness = await createHarness({ policy: policy ?? {} })
  advance = stopClock(harness)
}
afterEach(() => harness.close())

/** Asks for so many messages, each in a case of its own, and says how many came. */
async function messagesAfter(starts: number, holder: Holder, to = holder.email): Promise<number> {
  const before = mailTo(harness, to).length
  for (let start = 0; start < starts; start += 1) await createVisitor(harness).start(holder)
  await harness.settled()
  return mailTo(harness, to).length - before
}

describe('codes, links and proofs', () => {
  it('a code works at its fifth try and to the end of its tenth minute; a link and a proof to the end of their sixtieth', async () => {
    await open()
    const fifth = await addHolder(harness)
    const trying = await asked(harness, fifth)
    for (let time = 0; time < 4; time += 1) await trying.enterCode('111122223333')
    expect((await trying.enterCode(codeTo(harness, fifth.email))).statusCode).toBe(303)

    const sixth = await addHolder(harness)
    const spent = await asked(harness, sixth)
    for (let time = 0; time < 5; time += 1) await spent.enterCode('111122223333')
    expect((await spent.enterCode(codeTo(harness, sixth.email))).statusCode).toBe(422)
    expect((await byLink(harness, sixth)).cookies.has('recovery')).toBe(true)

    const [inTime, late] = [await addHolder(harness), await addHolder(harness)]
    const [early, tardy] = [await asked(harness, inTime), await asked(harness, late)]
    advance(10 * minute - 1)
    expect((await early.enterCode(codeTo(harness, inTime.email))).statusCode).toBe(303)
    advance(1)
    expect((await tardy.enterCode(codeTo(harness, late.email))).statusCode).toBe(422)

    advance(50 * minute - 1)
    expect((await createVisitor(harness).get(linkTo(harness, late.email, '/r/'))).statusCode).toBe(200)
    const linked = await byLink(harness, late)
    advance(1)
    expect((await createVisitor(harness).get(linkTo(harness, late.email, '/r/'))).statusCode).toBe(410)
    expect((await early.setKey('corta')).statusCode).toBe(422)
    advance(10 * minute - 2)
    expect((await early.setKey(newKey)).headers.location).toBe('/empleador/recuperar/listo')
    advance(50 * minute + 1)
    expect((await linked.setKey(newKey)).headers.location).toBe('/empleador/recuperar/clave')
    expect((await linked.get('/empleador/recuperar/clave')).headers.location).toBe('/empleador/recuperar')
  })

  it('a shorter link still lives until the holder may have another message, also when strangers spent what its RUC has', async () => {
    await open({ linkLifetime: 10 * minute })
    const holder = await addHolder(harness)
    for (let start = 0; start < 3; start += 1) await createVisitor(harness).start({ ...holder, nationalId: madeUpTriple().nationalId })
    await asked(harness, holder)
    expect(await messagesAfter(1, holder)).toBe(0)
    advance(hour - 1)
    expect(await messagesAfter(1, holder)).toBe(0)
    expect((await createVisitor(harness).get(linkTo(harness, holder.email, '/r/'))).statusCode).toBe(200)
    advance(1)
    expect((await createVisitor(harness).get(linkTo(harness, holder.email, '/r/'))).statusCode).toBe(410)
    expect(await messagesAfter(1, holder)).toBe(1)
  })

  it('after 100 wrong codes for a holder, phantoms alike, codes have 16 digits, until a key is set', async () => {
    await open({ sourceStartsPerHour: 6000 })
    const holder = await addHolder(harness)
    const digits = () => codeTo(harness, holder.email).replaceAll(' ', '').length
    const wrong = async (times: number) => {
      for (let left = times; left > 0; left -= 5) {
        const stranger = createVisitor(harness)
        await stranger.start({ ...holder, nationalId: madeUpTriple().nationalId })
        for (let time = 0; time < Math.min(5, left); time += 1) await stranger.enterCode('111122223333')
      }
    }
    await wrong(99)
    await asked(harness, holder)
    expect(digits()).toBe(12)
    await wrong(1)
    advance(hour)
    await asked(harness, holder)
    expect(digits()).toBe(16)
    expect((await (await byLink(harness, holder)).setKey(newKey)).statusCode).toBe(303)
    advance(hour)
    await asked(harness, holder)
    expect(digits()).toBe(12)
  })

  it('and wrong ones are forgotten a year after the last', async () => {
    await open({ wrongCodesBeforeLong: 2 })
    const holder = await addHolder(harness)
    const digits = () => codeTo(harness, holder.email).replaceAll(' ', '').length
    const browser = await asked(harness, holder)
    await browser.enterCode('111122223333')
    advance(30 * minute)
    await browser.enterCode('111122223333')
    advance(365 * day - 1)
    await asked(harness, holder)
    expect(digits()).toBe(16)
    advance(1)
    await asked(harness, holder)
    expect(digits()).toBe(12)
  })
})

describe('start messages', () => {
  it('are three an hour and open again to the millisecond; after ten in a day one an hour', async () => {
    await open()
    const holder = await addHolder(harness)
    expect(await messagesAfter(1, holder)).toBe(1)
    advance(10 * minute)
    expect(await messagesAfter(3, holder)).toBe(2)
    advance(50 * minute - 1)
    expect(await messagesAfter(1, holder)).toBe(0)
    advance(1)
    expect(await messagesAfter(2, holder)).toBe(1)
    advance(hour)
    expect(await messagesAfter(4, holder)).toBe(3)
    advance(hour)
    expect(await messagesAfter(4, holder)).toBe(3)
    advance(hour - 1)
    expect(await messagesAfter(1, holder)).toBe(0)
    advance(1)
    expect(await messagesAfter(2, holder)).toBe(1)
    advance(hour - 1)
    expect(await messagesAfter(1, holder)).toBe(0)
    advance(1)
    expect(await messagesAfter(2, holder)).toBe(1)
  })

  it('are counted for the RUC and for the address, but for one an hour that is each holder’s own', async () => {
    await open()
    const holder = await addHolder(harness)
    for (let start = 0; start < 3; start += 1) await createVisitor(harness).start({ ...holder, branchCode: '0009' })
    expect(await messagesAfter(2, holder)).toBe(1)
    advance(hour)
    expect(await messagesAfter(1, holder)).toBe(1)

    const contacts = [{ channel: 'email' as const, value: 'contador@compartido.example' }]
    const [one, two] = [await addHolder(harness, { contacts }), await addHolder(harness, { contacts })]
    expect(await messagesAfter(4, one)).toBe(3)
    expect(await messagesAfter(2, two)).toBe(1)
  })

  it('may be asked for again after 60 seconds', async () => {
    await open()
    const browser = await asked(harness, await addHolder(harness))
    advance(minute - 1)
    expect((await browser.post('/empleador/recuperar/reenviar', {})).statusCode).toBe(422)
    advance(1)
    expect((await browser.post('/empleador/recuperar/reenviar', {})).statusCode).toBe(303)
  })
})

describe('starts from one source', () => {
  const puzzle = async (options: { hardness?: number; form?: string; madeBefore?: number } = {}) => {
    const factor = options.hardness ?? 10
    const now = new Date((await harness.context.clock(undefined as never)).getTime() - (options.madeBefore ?? 0))
    const challenge = await makePuzzle(harness.context.keys, {
      form: (options.form ?? 'recovery') as 'recovery',
      hardness: factor,
      nextInt: () => 0,
      now,
      policy: harness.context.institution.policy,
    })
    return Buffer.from(JSON.stringify({ challenge, solution: await solveChallenge({ challenge, deriveKey, counterStart: 500 * factor }) })).toString('base64')
  }
  const startFrom = async (address: string, altcha?: string) => createVisitor(harness, { address }).start(madeUpTriple(), altcha ?? (await puzzle()))
  const asksFor = async (address: string): Promise<number> =>
    (await createVisitor(harness, { address }).get('/empleador/recuperar/reto')).json().parameters.data.hardness

  it.each([
    ['/24', '10.77.1.1', '10.77.1.254', '10.77.2.1'],
    ['/56', '2001:db8:7:100::1', '2001:db8:7:1ff::9', '2001:db8:7:200::1'],
  ])('stop at the limit of a %s for whoever is in it, say until when, and open again to the millisecond', async (_name, first, same, other) => {
    await open({ sourceStartsPerHour: 10 })
    for (let start = 0; start < 10; start += 1) {
      advance(start === 1 ? minute : 0)
      expect((await startFrom(start % 2 ? first : same)).statusCode).toBe(303)
    }
    const stopped = await startFrom(same)
    expect([stopped.statusCode, stopped.headers['retry-after']]).toEqual([429, String(59 * 60)])
    expect((await startFrom(other)).statusCode).toBe(303)
    advance(59 * minute - 1)
    expect((await startFrom(first)).statusCode).toBe(429)
    advance(1)
    expect((await startFrom(first)).statusCode).toBe(303)
  })

  it('have a standard limit of 600', () => {
    expect(standardPolicy).toMatchObject({ sourceStartsPerHour: 600, sourceStartsPerDoubling: 10, noScriptPerSource: 5, noScriptPerService: 500 })
    return open()
  })

  it('make the next puzzle harder, by the /24 and by the /20; one step too easy is taken, two are not', async () => {
    await open({ sourceStartsPerDoubling: 2 })
    const [here, near] = ['10.78.0.1', '10.78.1.1']
    expect(await asksFor(here)).toBe(1)
    for (let start = 0; start < 2; start += 1) await startFrom(here)
    expect([await asksFor(here), await asksFor(near)]).toEqual([2, 1])
    expect((await startFrom(here, await puzzle({ hardness: 1 }))).statusCode).toBe(303)
    await startFrom(here)
    expect(await asksFor(here)).toBe(4)
    expect((await startFrom(here, await puzzle({ hardness: 1 }))).statusCode).toBe(422)
    for (let start = 0; start < 3; start += 1) await startFrom(near)
    expect(await asksFor('10.78.2.1')).toBe(2)
    for (let start = 0; start < 5; start += 1) await startFrom(here)
    expect(await asksFor(here)).toBe(10)
    advance(hour)
    expect(await asksFor(here)).toBe(1)
  })

  it('take a puzzle once, for its form, for ten minutes', async () => {
    await open()
    const good = await puzzle()
    expect((await startFrom('10.79.0.1', good)).statusCode).toBe(303)
    expect((await startFrom('10.79.1.1', good)).statusCode).toBe(422)
    expect((await startFrom('10.79.2.1', await puzzle({ form: 'ingresar' }))).statusCode).toBe(422)
    expect((await startFrom('10.79.3.1', await puzzle({ madeBefore: 10 * minute - 1 }))).statusCode).toBe(303)
    expect((await startFrom('10.79.4.1', await puzzle({ madeBefore: 10 * minute }))).statusCode).toBe(422)
    expect((await startFrom('10.79.5.1', 'not-a-puzzle')).statusCode).toBe(422)
  })

  it('without JavaScript are five an hour; those that are refused take nothing from the bucket of the service', async () => {
    await open({ noScriptPerService: 10 })
    for (let start = 0; start < 5; start += 1) expect((await startFrom('10.80.0.1', '')).statusCode).toBe(303)
    for (let start = 0; start < 20; start += 1) {
      const refused = await startFrom('10.80.0.2', '')
      expect([refused.statusCode, refused.headers['retry-after']]).toEqual([429, '3600'])
    }
    advance(minute)
    for (let start = 0; start < 5; start += 1) expect((await startFrom('10.80.1.1', '')).statusCode).toBe(303)
    const all = await startFrom('10.80.2.1', '')
    expect([all.statusCode, all.headers['retry-after']]).toEqual([429, undefined])
    expect((await startFrom('10.80.2.1')).statusCode).toBe(303)
    advance(59 * minute - 1)
    expect((await startFrom('10.80.3.1', '')).statusCode).toBe(429)
    advance(1)
    expect((await startFrom('10.80.3.1', '')).statusCode).toBe(303)
  })
})
