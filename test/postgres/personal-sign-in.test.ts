import { afterAll, beforeAll, expect, it } from 'vitest'
import { holderText } from '../../src/credentials/find-key.ts'
import { readKeyFile } from '../../src/keys.ts'
import { limitKey } from '../../src/limits/windows.ts'
import type { Reply } from '../bench/load.ts'
import { cedula } from '../people-file.ts'
import { type Browser, startTwoServers, statuses, type TwoServers, until } from './two-servers.ts'

// A person's sign-in at two processes over one database: what test/postgres/sign-in.test.ts shows of employers, where another table or page is in play.

let world: TwoServers
beforeAll(async () => {
  world = await startTwoServers({ policy: { signInFailuresPerSource: 300 } })
})
afterAll(() => world.stop())

const paths = {
  start: '/personal/desbloquear',
  code: '/personal/desbloquear/codigo',
  option: '/personal/desbloquear/opcion',
  done: '/personal/desbloquear/listo',
  signIn: '/personal/ingresar',
  account: '/personal/cuenta',
} as const
const right = 'la frase de quien es el dueño'
const next = 'otra frase bien larga y rara'
const wrong = (n: number) => `no es la frase correcta ${n}`
const blockAt = 20

type Person = { nationalId: string; email: string; id: string }
let made = 500

async function addPerson(): Promise<Person> {
  made += 1
  const nationalId = cedula(made)
  const email = `persona${made}@correo.example`
  const { id } = await world.row<{ id: string }>(
    `with made as (
       insert into person (id, national_id, full_name) values (gen_random_uuid(), $1, 'Persona Inventada') returning id),
     key as (insert into credential (id, kind, person_id, generation, status, set_at) select gen_random_uuid(), 'personal', id, 1, 'external', now() from made),
     reached as (
       insert into contact (id, person_id, channel, value, status, since, source, last_used_at)
       select gen_random_uuid(), id, 'email', $2, 'active', now() - interval '1 year', 'test', now() from made)
     select id from made`,
    [nationalId, email],
  )
  return { nationalId, email, id }
}

/** A browser that proved; `message`: how many start messages the person has then had. */
async function proven(person: Person, message = 1): Promise<Browser> {
  const browser = world.browser()
  await browser.post(paths.start, { cedula: person.nationalId, altcha: await world.puzzle(10, 'unlock') })
  const text = await until(`start message ${message} to ${person.email}`, 60, () => {
    const texts = world.smtp.to(person.email).map(({ parsed }) => parsed.text ?? '')
    return texts.filter((each) => each.includes('/d/'))[message - 1]
  })
  const code = (/^((?:\d{3,6} ){2}\d{3,6})\s*$/m.exec(text)?.[1] ?? '').replaceAll(' ', '')
  expect(await browser.post(paths.code, { codigo: code })).toMatchObject({ status: 303, location: paths.option })
  return browser
}

async function owner(person: Person): Promise<Browser> {
  const browser = await proven(person)
  expect(await browser.post(paths.option, { opcion: 'nueva', clave: right })).toMatchObject({ status: 303, location: paths.done })
  return browser
}

const signIn = (browser: Browser, { nationalId }: { nationalId: string }, key: string, server?: number) =>
  browser.post(paths.signIn, { cedula: nationalId, clave: key }, server)
const signedIn = (reply: Reply) => reply.status === 303 && reply.location === paths.account
const strangers = (count: number) =>
  Promise.all(
    Array.from({ length: count }, async () => {
      const browser = world.browser()
      await browser.get(paths.signIn)
      return browser
    }),
  )

async function failuresOf({ nationalId }: { nationalId: string }): Promise<number> {
  const ring = readKeyFile(world.settings.CERRAJERO_KEY_FILE ?? '')
  const key = limitKey(ring, 'sign_in_failures_holder', holderText({ kind: 'personal', nationalId }))
  const { rows } = await world.sql.query<{ count: number }>('select count from limit_window where key = $1', [key])
  return rows[0]?.count ?? 0
}

it('wrong ones at once count exactly, for a person and for nobody; only the known browser still gets in, and the person hears twice', {
  timeout: 120_000,
}, async () => {
  const person = await addPerson()
  const nobody = { nationalId: cedula(400) }
  const known = await owner(person)
  for (const each of [person, nobody]) {
    const browsers = await strangers(100)
    const replies = await Promise.all(browsers.map((browser, n) => signIn(browser, each, n === 99 ? right : wrong(n), n)))
    expect(statuses(replies)).toEqual({ 422: 100 })
    expect(await failuresOf(each)).toBe(100)
  }
  expect(signedIn(await signIn(known, person, right))).toBe(true)
  const { rows } = await world.sql.query<{ reached: string }>(
    `select details ->> 'reached' as reached from notice where kind = 'sign_in.failures' and person_id = $1 order by 1`,
    [person.id],
  )
  expect(rows.map(({ reached }) => reached)).toEqual(['block', 'half'])
  await until('both warnings', 30, () => world.smtp.to(person.email).filter(({ parsed }) => /adivinar/.test(parsed.subject ?? '')).length === 2)
})

it('a new key ends every session before its answer returns, and the browsers that knew the old one; an unlock signs nobody in', {
  timeout: 120_000,
}, async () => {
  const person = await addPerson()
  const known = await owner(person)
  expect(await known.get(paths.account)).toMatchObject({ status: 303, location: paths.signIn })
  const sessions = [known, ...(await strangers(4))]
  for (const browser of sessions) expect(signedIn(await signIn(browser, person, right))).toBe(true)
  const unlocking = await proven(person, 2)

  let answeredAt = Number.POSITIVE_INFINITY
  const seen: { begun: number; status: number; location: string }[] = []
  const looking = Array.from({ length: 50 }, async (_, n) => {
    const browser = sessions[n % sessions.length] as Browser
    for (let more = 2; more > 0; more -= answeredAt === Number.POSITIVE_INFINITY ? 0 : 1) {
      const begun = performance.now()
      const { status, location } = await browser.get(paths.account, n)
      seen.push({ begun, status, location })
    }
  })
  await until('requests with these sessions', 30, () => seen.length > 100)
  const [set, ...entered] = await Promise.all([
    unlocking.post(paths.option, { opcion: 'nueva', clave: next }).then((reply) => {
      answeredAt = performance.now()
      return reply
    }),
    // Half-finished: compared with the old key while it is replaced.
    ...(await strangers(8)).map(async (browser, n) => {
      await new Promise((resolve) => setTimeout(resolve, n * 15))
      await signIn(browser, person, right, n)
      return browser
    }),
  ])
  await Promise.all(looking)
  expect(set).toMatchObject({ status: 303, location: paths.done })
  expect(seen.some(({ status }) => status === 200)).toBe(true)
  expect(seen.filter(({ begun, status, location }) => begun >= answeredAt && (status !== 303 || location !== paths.signIn))).toEqual([])
  for (const browser of [...sessions, ...entered]) expect((await browser.get(paths.account)).location).toBe(paths.signIn)
  const left = await world.row(
    `select (select count(*)::int from personal_session join credential on credential.id = credential_id where credential.status <> 'active') as sessions,
       (select count(*)::int from known_browser join credential on credential.id = credential_id where credential.status <> 'active') as browsers`,
  )
  expect(left).toEqual({ sessions: 0, browsers: 0 })

  for (const [n, browser] of (await strangers(blockAt)).entries()) await signIn(browser, person, wrong(n), n)
  expect(signedIn(await signIn(known, person, next))).toBe(false)
  expect(signedIn(await signIn(unlocking, person, next))).toBe(true)
})

it('never fails inside', () => {
  const failed = world.servers.flatMap(({ lines }) => lines).filter((line) => line.includes('request failed') || line.includes('"status":5'))
  expect(failed).toEqual([])
})
