import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { expectMove, knownTaxId, openInstallation } from './installation.ts'
import { interval, percentiles, type Reply } from './load.ts'
import { type Agent, addAgent, addRecord, addWaiting, giveBack, taxIdOnRecord } from './office-cases.ts'
import { countStatements } from './statements.ts'

// What the office path costs, against one server over a durable PostgreSQL: filing a request, by a start of an online recovery; taking the next
// case, from a short queue and a long one; the console's search; and following a case with a pair that is wrong. Every ratio is of one run, in which
// the two sides take turns.

const { values: asked } = parseArgs({
  options: {
    /** How often each is done. */
    times: { type: 'string', default: '200' },
    /** The short queue and the long one. */
    queues: { type: 'string', default: '100,10000' },
    /** How many cases are on record for the search; before, there are those of the queues. */
    record: { type: 'string', default: '100000' },
  },
})
const times = Number(asked.times)
const [short = 0, long = 0] = asked.queues.split(',').map(Number)
const record = Number(asked.record)
const warmUp = Math.min(20, times)

const filing = warmUp + 2 * times
const employers = Math.max(short + long, filing) + 1
const installation = await openInstallation({ employers, puzzles: filing, requests: filing, servers: 1 })
const { database, keys, sink } = installation
const client = new pg.Client({ connectionString: database.owner })
await client.connect()

const say = (line: string) => process.stdout.write(`${line}\n`)
const p50 = (values: readonly number[]) => percentiles(values).p50
const told = (values: readonly number[]) => {
  const { p50, p95 } = percentiles(values)
  return `p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms`
}

let next = 0

type Filed = { number: string; forms: number; pages: number }

/** A request from its data to its receipt: the milliseconds of its forms and of its pages, each as the server answers. */
async function file(): Promise<Filed> {
  next += 1
  const n = next
  const cookies = new Map(installation.cookies)
  const spent = { forms: 0, pages: 0 }
  const answered = (reply: Reply, of: 'forms' | 'pages') => {
    spent[of] += reply.milliseconds
    for (const [name, value] of reply.cookies) cookies.set(name, value)
    return reply
  }
  const page = async (path: string) => answered(await installation.request(n, path, { cookies }), 'pages')
  const send = async (step: string, form: Record<string, string>, to: string) =>
    expectMove(answered(await installation.request(n, `/empleador/solicitud/${step}`, { cookies, form }), 'forms'), `/empleador/solicitud/${to}`)

  const email = `solicita${n}@nuevo.example`
  await page('/empleador/solicitud/datos?motivo=key_holder_gone&empleador=company')
  const data = {
    motivo: 'key_holder_gone',
    empleador: 'company',
    ruc: knownTaxId(n),
    sucursal: '1',
    cedula: '1700000092',
    altcha: installation.requestPuzzle(),
  }
  await send('datos', data, 'contacto')
  await page('/empleador/solicitud/contacto')
  await send('contacto', { correo: email }, 'contacto/codigo')
  await page('/empleador/solicitud/contacto/codigo')
  await send('contacto/codigo', { codigo: await sink.codeFor(email) }, 'turno')
  await page('/empleador/solicitud/turno')
  await send('turno', { oficina: 'centro' }, 'revisar')
  await page('/empleador/solicitud/revisar')
  await send('revisar', {}, 'recibo')
  await page('/empleador/solicitud/recibo')
  return { number: cookies.get('case')?.split('.')[0] ?? '', ...spent }
}

async function startRecovery(): Promise<number> {
  next += 1
  return (await installation.start(next, knownTaxId(next))).milliseconds
}

async function measureFiling(): Promise<string[]> {
  const filed: Filed[] = []
  const starts: number[] = []
  for (let n = 0; n < warmUp / 2; n += 1) await Promise.all([file(), startRecovery()])
  for (let n = 0; n < times; n += 1) {
    filed.push(await file())
    starts.push(await startRecovery())
  }
  const [forms, pages] = [filed.map((each) => each.forms), filed.map((each) => each.pages)]
  say(`\nfiling a request, without its proof-of-work and the wait for its mail, ${times} times`)
  say(`  its five forms together ${told(forms)}; its six pages together ${told(pages)}`)
  say(`  a start of an online recovery ${told(starts)}`)
  say(`  ratio of the forms to a start: ${(p50(forms) / p50(starts)).toFixed(2)}; with the pages ${((p50(forms) + p50(pages)) / p50(starts)).toFixed(2)}`)
  return filed.map(({ number }) => number)
}

const asAgent = (agent: Agent) => new Map([...installation.cookies, ['staff', agent.cookie] as const])

async function take(agent: Agent): Promise<number> {
  next += 1
  const reply = await installation.request(next, '/oficina/tramites', { cookies: asAgent(agent), form: {} })
  if (reply.status !== 303 || !reply.location.startsWith('/oficina/tramites/S-')) throw new Error(`nothing was taken: ${reply.status} ${reply.location}`)
  await giveBack(client, agent)
  return reply.milliseconds
}

async function measureTaking() {
  const atShort = await addAgent(client, keys, 'centro')
  const atLong = await addAgent(client, keys, 'puerto')
  await addWaiting(client, { from: 1, to: short, agent: atShort })
  await addWaiting(client, { from: short + 1, to: short + long, agent: atLong })
  await client.query('vacuum analyze')
  for (let n = 0; n < warmUp * 2; n += 1) await take(n % 2 === 0 ? atShort : atLong)
  const taken: [number[], number[]] = [[], []]
  for (let n = 0; n < times; n += 1) {
    taken[n % 2]?.push(await take(n % 2 === 0 ? atShort : atLong))
    taken[1 - (n % 2)]?.push(await take(n % 2 === 0 ? atLong : atShort))
  }
  say(`\ntaking the next case, ${times} times from each queue, which stays as long as it is`)
  say(`  of ${short}: ${told(taken[0])}; of ${long}: ${told(taken[1])}`)
  say(`  ratio of the long queue to the short one: ${(p50(taken[1]) / p50(taken[0])).toFixed(2)}`)
  const choosing = async (agent: Agent) => {
    const sent = await countStatements(database.owner, async () => {
      for (let n = 0; n < warmUp; n += 1) await take(agent)
    })
    const choice = sent.filter(({ query }) => /skip locked/i.test(query) && /queued_at/.test(query))
    return choice.reduce((total, { milliseconds }) => total + milliseconds, 0) / warmUp
  }
  say(`  of it the statement that chooses, in the database: ${(await choosing(atShort)).toFixed(2)} ms and ${(await choosing(atLong)).toFixed(2)} ms`)
}

/** Searches of an hour are limited by account, so a few agents take turns. */
const searchesOfOne = 40

async function search(agents: readonly Agent[], taxIdOf: (n: number) => string, status: number): Promise<number[]> {
  const spent: number[] = []
  for (let n = 0; n < times; n += 1) {
    next += 1
    const agent = agents[Math.floor(n / searchesOfOne)]
    if (!agent) throw new Error('too few agents')
    const reply = await installation.request(next, '/oficina/tramites/buscar', { cookies: asAgent(agent), form: { numero: taxIdOf(n + 1) } })
    if (reply.status !== status) throw new Error(`a search was answered with ${reply.status}`)
    spent.push(reply.milliseconds)
  }
  return spent
}

async function measureSearch() {
  const few = 1000
  await addRecord(client, { from: 1, to: Math.min(few, record) })
  const agents = async () => {
    const added: Awaited<ReturnType<typeof addAgent>>[] = []
    while (added.length < Math.ceil(times / searchesOfOne)) added.push(await addAgent(client, keys, 'centro'))
    return added
  }
  const spread = (among: number) => (n: number) => taxIdOnRecord(1 + ((n * 7919) % among))
  await search(await agents(), spread(Math.min(few, record)), 200)
  const before = await search(await agents(), spread(Math.min(few, record)), 200)
  await addRecord(client, { from: Math.min(few, record) + 1, to: record })
  const found = await search(await agents(), spread(record), 200)
  const nothing = await search(await agents(), (n) => taxIdOnRecord(record + n), 422)
  say(`\nthe console's search by RUC, ${times} times each`)
  say(`  with ${Math.min(few, record)} cases on record ${told(before)}; with ${record} ${told(found)}; of a RUC without a case ${told(nothing)}`)
  say(`  ratio of ${record} to ${Math.min(few, record)}: ${(p50(found) / p50(before)).toFixed(2)}`)
}

async function measureFollowing(numbers: readonly string[]) {
  const wrong = 'AAAA-BBBB-CCCC-DDDD'
  const follow = async (number: string) => {
    next += 1
    const reply = await installation.request(next, '/tramite', { form: { numero: number, continuacion: wrong } })
    if (reply.status !== 422) throw new Error(`a wrong pair was answered with ${reply.status}`)
    return reply.milliseconds
  }
  const unknown = (n: number) => `S-ZZZZ-${String(n).padStart(4, '0')}`
  for (let n = 0; n < warmUp; n += 1) await follow(unknown(n))
  const differences: number[] = []
  const known: number[] = []
  for (let n = 0; n < times; n += 1) {
    const number = numbers[n % numbers.length] ?? ''
    const first = await follow(n % 2 === 0 ? number : unknown(n))
    const second = await follow(n % 2 === 0 ? unknown(n) : number)
    const [a, b] = n % 2 === 0 ? [first, second] : [second, first]
    known.push(a)
    differences.push(a - b)
  }
  const { median, low, high } = interval(differences)
  say(`\nfollowing a case with a wrong code, ${times} pairs: ${told(known)}`)
  say(`  a known number less an unknown one: ${median.toFixed(2)} ms, 95 % interval ${low.toFixed(2)} to ${high.toFixed(2)}`)
}

try {
  say(`${cpus().length} cores, one server process, durable PostgreSQL`)
  const numbers = await measureFiling()
  await measureTaking()
  await measureSearch()
  await measureFollowing(numbers)
} finally {
  await client.end()
  await installation.close()
}
