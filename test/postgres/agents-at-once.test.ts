import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readKeyFile } from '../../src/keys.ts'
import { type Browser, startTwoServers, type TwoServers } from './two-servers.ts'

// Many agents of one office take from one queue, over two processes and one database.

const agents = 20
const waiting = 100
const cases = '/oficina/tramites'

let world: TwoServers
beforeAll(async () => {
  world = await startTwoServers()
})
afterAll(() => world.stop())

let made = 0

/** Agents of an office, each with a browser that has a session. */
async function addAgents(count: number, office: string): Promise<{ id: string; browser: Browser }[]> {
  const keys = readKeyFile(world.settings.CERRAJERO_KEY_FILE ?? '')
  const people: { id: string; browser: Browser }[] = []
  while (people.length < count) {
    made += 1
    const token = randomBytes(32).toString('base64url')
    const { id } = await world.row<{ id: string }>(
      `insert into staff_member (id, national_id, email, name, office, roles, state, invited_at, confirmed_at, approves_from)
       values (gen_random_uuid(), $1, $2, $3, $4, array['agent'], 'active', now(), now(), now()) returning id`,
      [String(900_000_000 + made).padStart(10, '0'), `agente${made}@instituto.example`, `Agente Ficticio ${made}`, office],
    )
    await world.sql.query('insert into staff_session (hash, staff_id, started_at, seen_at) values ($1, $2, now(), now())', [keys.mac('token', token), id])
    const browser = world.browser()
    browser.cookies.set('staff', token)
    await browser.get(cases)
    people.push({ id, browser })
  }
  return people
}

/** Filed cases of an office whose applicants have come, each of another employer. */
async function addCases(count: number, office: string) {
  await world.sql.query(
    `insert into replacement (id, number, kind, state, version, round, reason, employer_kind, language, typed, branch_id, office, continuation_hash, contact,
       codes, tries_left, started_at, submitted_at, moved_at, ends_at, queued_at)
     select gen_random_uuid(), 'S-' || upper(substr(md5($2 || n), 1, 4)) || '-' || upper(substr(md5($2 || n), 5, 4)), 'employer', 'submitted', 1, 1,
       'key_holder_gone', 'company', 'es', jsonb_build_object('taxId', employer.tax_id, 'branchCode', '0001', 'nationalId', '1700000092'), branch.id, $2,
       md5($2 || n || 'code'), 'none', '[]', 0, now(), now(), now(), now() + interval '20 days', now()
     from (select id, employer_id, row_number() over (order by id) as n from branch) as branch join employer on employer.id = branch.employer_id
     where n <= $1`,
    [count, office],
  )
}

const numberOf = (location: string) => location.replace(`${cases}/`, '')

it('20 agents who take from 100 cases have each case once, and nobody is told that none is left while one is', async () => {
  await addCases(waiting, 'centro')
  const people = await addAgents(agents, 'centro')
  const taken: { number: string; by: string }[] = []
  const told: number[] = []
  await Promise.all(
    people.map(async ({ id, browser }) => {
      for (;;) {
        const answer = await browser.post(cases, {})
        if (answer.status === 200) return told.push(Date.now())
        expect(answer.status).toBe(303)
        const number = numberOf(answer.location)
        taken.push({ number, by: id })
        const verified = await browser.post(`${cases}/${number}/identidad`, { version: '1', documento: 'cedula', cedula: '1700000092' })
        expect(verified).toMatchObject({ status: 303, location: `${cases}/${number}` })
        const proposed = await browser.post(`${cases}/${number}/proponer`, { version: '2', decision: 'reject', motivo: 'not_representative' })
        expect(proposed.status).toBe(303)
      }
    }),
  )
  expect(told.length).toBe(agents)
  expect(taken.length).toBe(waiting)
  expect(new Set(taken.map(({ number }) => number)).size).toBe(waiting)
  expect(new Set(taken.map(({ by }) => by)).size).toBeGreaterThan(agents / 2)
  const { proposed } = await world.row<{ proposed: number }>(
    "select count(*)::int as proposed from replacement where office = 'centro' and state = 'proposed' and proposed_by = identity_by",
  )
  expect(proposed).toBe(waiting)
  const { last } = await world.row<{ last: Date }>("select max(occurred_at) as last from audit_event where type = 'replacement.taken'")
  expect(last.getTime(), 'a case was still there for somebody after another was told that none is left').toBeLessThanOrEqual(Math.min(...told))
}, 120_000)

it('an agent is not told that none is left while the applicant of the last one looks at it', async () => {
  await addCases(1, 'puerto')
  const [one] = await addAgents(1, 'puerto')
  const held = await world.row<{ number: string }>("select number from replacement where office = 'puerto'")
  await world.sql.query('begin')
  await world.sql.query("select id from replacement where office = 'puerto' for update")
  const asked = one?.browser.post(cases, {})
  await new Promise((resolve) => setTimeout(resolve, 500))
  await world.sql.query('commit')
  expect(await asked).toMatchObject({ status: 303, location: `${cases}/${held.number}` })
})

it('the same agent in ten browsers at once has one case', async () => {
  await world.sql.query("update replacement set office = 'elsewhere' where office = 'puerto'")
  await addCases(12, 'puerto-2')
  const [one] = await addAgents(1, 'puerto-2')
  if (!one) throw new Error('there is an agent')
  const replies = await one.browser.postAtOnce(10, cases, () => ({}))
  expect(new Set(replies.map(({ location }) => location)).size).toBe(1)
  const { leased } = await world.row<{ leased: number }>('select count(*)::int as leased from replacement where leased_by = $1', [one.id])
  expect(leased).toBe(1)
})
