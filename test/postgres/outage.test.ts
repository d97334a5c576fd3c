import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Reply } from '../bench/load.ts'
import { startPostgres, type TestServer } from '../postgres-server.ts'
import { newEmployer, paths, start, startMessage, startTwoServers, statuses, type TwoServers, until } from './two-servers.ts'

// The database loses connections, or goes away and comes back, under two servers that go on by themselves.

const soak = process.env.SOAK === '1'
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

let postgres: TestServer
let world: TwoServers
beforeAll(async () => {
  postgres = await startPostgres()
  world = await startTwoServers({ postgres })
})
afterAll(async () => {
  await world.stop()
  await postgres.stop()
})

/** Journeys without pause until told to stop: every answer, and how each journey ended. */
function keepTravelling() {
  const replies: Reply[] = []
  const keys = new Map<string, string>()
  let stopped = false
  const seen = (reply: Reply) => {
    replies.push(reply)
    return reply
  }
  const all = Promise.all(
    Array.from({ length: 4 }, async () => {
      while (!stopped) {
        const employer = newEmployer()
        const browser = world.browser()
        if (seen(await start(world, browser, employer)).status !== 303) continue
        const { code } = await startMessage(world, employer)
        if (seen(await browser.post(paths.code, { codigo: code })).status !== 303) continue
        const key = `la frase de ${employer.ruc} sin pausa`
        if (seen(await browser.post(paths.key, { clave: key })).location === paths.done) keys.set(employer.ruc, key)
      }
    }),
  )
  return async () => {
    stopped = true
    await all
    return { replies, keys }
  }
}

/** Nothing is half done: what was confirmed holds, every case and key agree, every notice is told, and people recover again. */
async function expectWhole(keys: ReadonlyMap<string, string>) {
  await until(
    'every notice told',
    60,
    async () => (await world.row<{ open: number }>('select count(*)::int as open from notice where done_at is null')).open === 0,
  )
  const { torn } = await world.row<{ torn: number }>(
    `select count(*)::int as torn from recovery left join credential on credential.id = recovery.credential_id
     where (state = 'completed') <> (credential.status is not distinct from 'active')
        or (state in ('proven', 'completed')) <> exists (select from audit_event where type = 'recovery.proven' and subject = recovery.id)
        or (state = 'completed') <> exists (select from audit_event where type = 'credential.replaced' and subject = recovery.id)
        or not exists (select from notice where kind = 'recovery.started' and recovery_id = recovery.id)`,
  )
  expect(torn).toBe(0)
  for (const [ruc, clave] of [...keys].slice(-10)) {
    expect((await world.browser().post(paths.signIn, { ruc, sucursal: '1', clave })).status).toBe(303)
  }
  const employer = newEmployer()
  const browser = world.browser()
  expect((await start(world, browser, employer)).status).toBe(303)
  expect((await browser.post(paths.code, { codigo: (await startMessage(world, employer)).code })).location).toBe(paths.key)
}

const expectWholeAnswers = (replies: readonly Reply[]) => {
  expect(Object.keys(statuses(replies)).filter((status) => !['303', '422', '503'].includes(status))).toEqual([])
  const refused = replies.find(({ status }) => status === 503)
  if (refused) expect(refused.body).toMatch(/Referencia:|class="error-summary"/)
}

it('loses every connection again and again, answers with a page, and goes on', { timeout: 180_000 }, async () => {
  const stop = keepTravelling()
  let ended = 0
  for (let time = 0; time < (soak ? 60 : 12); time += 1) {
    await pause(150 + ((time * 89) % 200))
    const { count } = await world.row<{ count: number }>(`select count(pg_terminate_backend(pid))::int from pg_stat_activity where usename = 'app'`)
    ended += count
  }
  const { replies, keys } = await stop()
  expectWholeAnswers(replies)
  expect(keys.size).toBeGreaterThan(0)
  await expectWhole(keys)
  process.stdout.write(`${ended} connections ended: ${JSON.stringify(statuses(replies))}\n`)
})

it('sees the database restart, answers 503 with a reference meanwhile, and goes on by itself', { timeout: 180_000 }, async () => {
  const stop = keepTravelling()
  await pause(500)
  await world.sql.end()
  await postgres.restart()
  await world.reconnect()
  await pause(1500)
  const { replies, keys } = await stop()
  expectWholeAnswers(replies)
  expect(statuses(replies)[503]).toBeGreaterThan(0)
  await expectWhole(keys)
  process.stdout.write(`a restart: ${JSON.stringify(statuses(replies))}\n`)
})
