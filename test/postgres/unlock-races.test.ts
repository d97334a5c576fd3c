import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Browser, startTwoServers, statuses, type TwoServers, until } from './two-servers.ts'

// The same for a personal key: what happens at once in two processes happens as if one after the other.

const pages = {
  start: '/personal/desbloquear',
  code: '/personal/desbloquear/codigo',
  option: '/personal/desbloquear/opcion',
  done: '/personal/desbloquear/listo',
  signIn: '/personal/ingresar',
  account: '/personal/cuenta',
} as const

let world: TwoServers
beforeAll(async () => {
  world = await startTwoServers()
})
afterAll(() => world.stop())

const cedulas = ['0911111110', '3000000129', '1000000008', '1700000001']
type Person = { cedula: string; email: string }

async function newPerson(): Promise<Person> {
  const cedula = cedulas.pop()
  if (cedula === undefined) throw new Error('all persons were given out')
  const [id, email] = [randomUUID(), `persona${cedula}@correo.example`]
  await world.sql.query(`insert into person (id, national_id, full_name, status, source) values ($1, $2, 'Persona Inventada', 'active', 'people')`, [
    id,
    cedula,
  ])
  await world.sql.query(
    `insert into contact (id, person_id, channel, value, status, since, source, last_used_at)
     values (gen_random_uuid(), $1, 'email', $2, 'active', now() - interval '1 year', 'test', now())`,
    [id, email],
  )
  return { cedula, email }
}

const started = async (browser: Browser, { cedula }: Person) => browser.post(pages.start, { cedula, altcha: await world.puzzle(10, 'unlock') })

/** What the newest start message to a person holds, once there are so many of them. */
async function message({ email }: Person, count: number) {
  const text = await until(`start message ${count}`, 60, () => {
    const texts = world.smtp.to(email).map(({ parsed }) => parsed.text ?? '')
    return texts.filter((each) => each.includes('/d/'))[count - 1]
  })
  return { code: (/^((?:\d{3,6} ){2}\d{3,6})\s*$/m.exec(text)?.[1] ?? '').replaceAll(' ', ''), link: /\/d\/[\w-]{43}/.exec(text)?.[0] ?? '' }
}

const keysOf = ({ cedula }: Person) =>
  world.row<{ generations: number; living: number; kept: number; replaced: number }>(
    `select coalesce(max(generation), 0)::int as generations, count(*) filter (where credential.status in ('active', 'blocked', 'external'))::int as living,
       (select count(*)::int from audit_event where type = 'personal_key.unlocked' and details ->> 'person' = person.id::text) as kept,
       (select count(*)::int from audit_event where type = 'personal_key.replaced' and details ->> 'person' = person.id::text) as replaced
     from person left join credential on credential.person_id = person.id where person.national_id = $1 group by person.id`,
    [cedula],
  )

const signsIn = async ({ cedula }: Person, clave: string) => (await world.browser().post(pages.signIn, { cedula, clave })).location === pages.account

it('50 right codes at once set the case forward once, and one browser holds it', async () => {
  const person = await newPerson()
  const browser = world.browser()
  await started(browser, person)
  const { code } = await message(person, 1)
  const replies = await browser.postAtOnce(50, pages.code, () => ({ codigo: code }))
  expect(statuses(replies)).toEqual({ 303: 1, 422: 49 })
})

it('20 new keys sent at once by one browser make one', { timeout: 60_000 }, async () => {
  const person = await newPerson()
  const browser = world.browser()
  await started(browser, person)
  await browser.post(pages.code, { codigo: (await message(person, 1)).code })
  await browser.get(pages.option)
  const replies = await browser.postAtOnce(20, pages.option, (n) => ({ opcion: 'nueva', clave: `la frase número ${n} que nadie conoce` }))
  expect(replies.every(({ status }) => status < 500 || status === 503)).toBe(true)
  expect(await keysOf(person)).toMatchObject({ generations: 1, living: 1, replaced: 1 })
})

it('keeping the key in one browser and choosing another in a second ends as one of the two, whoever comes first', { timeout: 120_000 }, async () => {
  const person = await newPerson()
  const first = world.browser()
  await started(first, person)
  await first.post(pages.code, { codigo: (await message(person, 1)).code })
  const old = 'la frase con la que empezó'
  expect((await first.post(pages.option, { opcion: 'nueva', clave: old })).location).toBe(pages.done)

  const [keeping, choosing] = [world.browser(), world.browser()]
  await started(keeping, person)
  await keeping.post(pages.code, { codigo: (await message(person, 2)).code })
  await started(choosing, person)
  await choosing.post(pages.code, { codigo: (await message(person, 3)).code })
  for (const browser of [keeping, choosing]) await browser.get(pages.option)
  const other = 'la frase que eligió después'
  const [kept, chosen] = await Promise.all([
    keeping.post(pages.option, { opcion: 'conservar' }, 0),
    choosing.post(pages.option, { opcion: 'nueva', clave: other }, 1),
  ])
  const done = [kept, chosen].map(({ location }) => location === pages.done)
  expect(done.filter(Boolean)).toHaveLength(1)
  expect(await keysOf(person)).toMatchObject(done[0] ? { generations: 1, living: 1, kept: 1 } : { generations: 2, living: 1, kept: 0 })
  expect([await signsIn(person, old), await signsIn(person, other)]).toEqual([done[0], done[1]])
})
