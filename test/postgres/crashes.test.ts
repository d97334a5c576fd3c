import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ServerProcess } from '../server-process.ts'
import { type Browser, type Employer, newEmployer, paths, start, startMessage, startTwoServers, type TwoServers, until } from './two-servers.ts'

// Whatever a page has confirmed survives `kill -9`, and every notice is delivered, at most once more than needed.

const soak = process.env.SOAK === '1'
const kills = 20
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

const untilTold = (world: TwoServers, seconds: number) =>
  until(
    'every notice told',
    seconds,
    async () => (await world.row<{ open: number }>('select count(*)::int as open from notice where done_at is null')).open === 0,
  )

type Journey = { employer: Employer; answered: 'nothing' | 'started' | 'proven' | 'set'; key: string }

/** Goes on as far as it is answered. A step that may or may not have arrived ends the journey: what was answered before it has to hold. */
async function travel(world: TwoServers, browser: Browser): Promise<Journey> {
  const employer = newEmployer()
  const key = `la frase de ${employer.ruc} al volver`
  const { ruc, sucursal, cedula } = employer
  const started = await browser.postUntilAnswered(paths.start, { ruc, sucursal, cedula, altcha: await world.puzzle() }).catch(() => null)
  if (started?.status !== 303) return { employer, key, answered: 'nothing' }
  const { code } = await startMessage(world, employer)
  const proven = await browser.postUntilAnswered(paths.code, { codigo: code })
  if (proven?.location !== paths.key) return { employer, key, answered: 'started' }
  const set = await browser.postUntilAnswered(paths.key, { clave: key })
  return { employer, key, answered: set?.location === paths.done ? 'set' : 'proven' }
}

const stateOf = (world: TwoServers, { employer }: Journey) =>
  world.row<{ state: string; proofs: number; generation: number | null }>(
    `select state, (select count(*)::int from audit_event where type = 'recovery.proven' and subject = recovery.id) as proofs,
       (select generation from credential where credential.id = recovery.credential_id and status = 'active') as generation
     from recovery where typed ->> 'taxId' = $1`,
    [employer.ruc],
  )

describe.each(soak ? (['within', 'apart'] as const) : (['within'] as const))('with workers %s the servers', (workers) => {
  let world: TwoServers
  beforeAll(async () => {
    world = await startTwoServers({ workers })
  })
  afterAll(() => world.stop())

  it(`loses nothing that was answered when a server is killed ${kills} times`, { timeout: 600_000 }, async () => {
    let killing = true
    const journeys: Journey[] = []
    const travelling = Array.from({ length: 4 }, async () => {
      while (killing) journeys.push(await travel(world, world.browser()))
    })
    for (let kill = 0; kill < kills; kill += 1) {
      await pause(400 + ((kill * 317) % 700))
      await world.servers[kill % 2]?.kill('SIGKILL')
      await world.startAgain(kill % 2)
    }
    killing = false
    await Promise.all(travelling)
    await untilTold(world, 60)

    const reached = { nothing: 0, started: 0, proven: 0, set: 0 }
    for (const journey of journeys) {
      reached[journey.answered] += 1
      if (journey.answered === 'nothing') continue
      const { state, proofs, generation } = await stateOf(world, journey)
      if (journey.answered !== 'started') expect(['proven', 'completed']).toContain(state)
      expect(proofs).toBe(state === 'awaiting_proof' ? 0 : 1)
      expect(generation).toBe(state === 'completed' ? 2 : null)
      if (journey.answered !== 'set') continue
      expect(state).toBe('completed')
      const signedIn = await world.browser().post(paths.signIn, { ruc: journey.employer.ruc, sucursal: '1', clave: journey.key })
      expect(signedIn).toMatchObject({ status: 303, location: paths.account })
    }
    expect(reached.set).toBeGreaterThan(kills / 4)

    // A start message whose case went on meanwhile is not sent any more, or was sent and not written down in time: nobody needs it.
    const { undelivered } = await world.row<{ undelivered: string[] }>(
      `select coalesce(array_agg(notice.kind), '{}') as undelivered from notice left join recovery on recovery.id = recovery_id
       where notice.branch_id is not null and not exists (select from delivery where notice_id = notice.id and delivery.state = 'sent')
         and not (notice.kind = 'recovery.started' and recovery.state <> 'awaiting_proof')`,
    )
    expect(undelivered).toEqual([])
    const times = new Map<string | undefined, number>()
    for (const { parsed } of world.smtp.received) times.set(parsed.messageId, (times.get(parsed.messageId) ?? 0) + 1)
    expect(Math.max(...times.values())).toBeLessThanOrEqual(2)
    const twice = [...times.values()].filter((count) => count > 1).length
    process.stdout.write(`${kills} kills, workers ${workers}: ${JSON.stringify(reached)}; ${times.size} messages, ${twice} of them twice\n`)
  })
})

describe('a message under way', () => {
  let world: TwoServers
  beforeAll(async () => {
    world = await startTwoServers()
  })
  afterAll(() => world.stop())

  it('is sent by another process soon after its own was killed', { timeout: 60_000 }, async () => {
    const employer = newEmployer()
    world.smtp.behaviour.onRecipient = () => 'hang'
    await start(world, world.browser(), employer)
    await until('a hand-over', 5, async () => (await world.row<{ count: number }>(`select count(*)::int from delivery where state = 'sending'`)).count === 1)
    await Promise.all(world.servers.map((server) => server.kill('SIGKILL')))
    const killedAt = Date.now()
    delete world.smtp.behaviour.onRecipient
    await world.startAgain(0)
    await world.startAgain(1)
    await startMessage(world, employer)
    const seconds = (Date.now() - killedAt) / 1000
    process.stdout.write(`a message whose process was killed was sent ${seconds.toFixed(1)} s later\n`)
    expect(seconds).toBeLessThan(25)
    await untilTold(world, 5)
    expect(world.smtp.to(employer.email)).toHaveLength(1)
  })
})

describe('a slow hand-over', () => {
  let world: TwoServers
  const slowly = (_: unknown, __: unknown, done: () => void) => void setTimeout(done, 8500)
  beforeAll(async () => {
    world = await startTwoServers({ smtp: { server: { onMailFrom: slowly, onRcptTo: slowly } } })
  })
  afterAll(() => world.stop())

  it('keeps its place for longer than a silent process would, and is not sent by another too', { timeout: 60_000 }, async () => {
    const employer = newEmployer()
    await start(world, world.browser(), employer)
    await startMessage(world, employer)
    const jobs = () =>
      world.row<{ open: number; retries: number }>(
        `select count(*) filter (where state <> 'completed')::int as open, sum(retry_count)::int as retries from pgboss.job where name = 'notice'`,
      )
    await until('the job done', 10, async () => (await jobs()).open === 0)
    expect((await jobs()).retries).toBe(0)
    expect(world.smtp.to(employer.email)).toHaveLength(1)
  })
})

describe('SIGTERM', () => {
  let world: TwoServers
  beforeAll(async () => {
    const slowly = (_: unknown, __: unknown, done: () => void) => void setTimeout(done, 700)
    world = await startTwoServers({ smtp: { server: { onRcptTo: slowly } } })
  })
  afterAll(() => world.stop())

  it('answers every request and finishes every message that is under way, then ends well', { timeout: 60_000 }, async () => {
    const stopping = world.servers[0] as ServerProcess
    const browsers = Array.from({ length: 12 }, () => ({ browser: world.browser(), employer: newEmployer() }))
    await Promise.all(browsers.map(({ browser, employer }) => start(world, browser, employer)))
    for (const { browser, employer } of browsers) await browser.post(paths.code, { codigo: (await startMessage(world, employer)).code }, 0)
    const setting = browsers.map(({ browser, employer }) => browser.post(paths.key, { clave: `la frase de ${employer.ruc} a última hora` }, 0))
    await pause(60)
    const begun = Date.now()
    const ended = stopping.kill('SIGTERM')
    const replies = await Promise.all(setting)
    expect(replies.map(({ status, location }) => `${status} ${location}`)).toEqual(browsers.map(() => `303 ${paths.done}`))
    expect(await ended).toBe(0)
    const seconds = (Date.now() - begun) / 1000
    process.stdout.write(`12 requests and their messages under way: ended ${seconds.toFixed(1)} s after SIGTERM\n`)
    expect(seconds).toBeLessThan(10)
    await untilTold(world, 20)
    const { abandoned } = await world.row<{ abandoned: number }>(`select count(*)::int as abandoned from pgboss.job where name = 'notice' and retry_count > 0`)
    expect(abandoned).toBe(0)
    await world.startAgain(0)
  })
})
