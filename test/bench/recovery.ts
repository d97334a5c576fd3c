import { execFileSync } from 'node:child_process'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { expectMove, knownTaxId, openInstallation, unknownTaxId } from './installation.ts'
import { percentiles } from './load.ts'
import { usageOf } from './processes.ts'
import { countStatements } from './statements.ts'

// Complete recoveries a second (start → code from the mail → new key) with two servers over a durable PostgreSQL, against Argon2id alone
// in the same run. The load, with its mail server, is this process. Proofs-of-work are solved beforehand and checked by the servers.

const { values: asked } = parseArgs({
  options: {
    seconds: { type: 'string', default: '15' },
    clients: { type: 'string', default: '8,32' },
    /** Lists every statement with its calls and milliseconds per recovery. */
    statements: { type: 'boolean', default: false },
    /** A folder for a processor profile of each server. */
    profile: { type: 'string' },
  },
})
const seconds = Number(asked.seconds)
const warmUp = 200
const counted = 100
const installation = await openInstallation({ employers: 60_000, puzzles: seconds * 400 + warmUp + counted, servers: 2, profile: asked.profile })
const { database, servers, sink } = installation

const steps = ['start', 'code', 'key'] as const
type Times = Record<(typeof steps)[number], number[]>
const noTimes = (): Times => ({ start: [], code: [], key: [] })

let next = 0

async function recover(times: Times) {
  next += 1
  const n = next
  const taxId = knownTaxId(n)
  const started = await installation.start(n, taxId)
  const code = await sink.codeFor(`contacto${taxId}@empresa.example`)
  // A different server than before: nothing may depend on one process.
  const entered = await installation.request(n, '/empleador/recuperar/codigo', { server: n + 1, cookies: started.all, form: { codigo: code } })
  expectMove(entered, '/empleador/recuperar/clave')
  const cookies = new Map([...started.all, ...entered.cookies])
  const set = await installation.request(n, '/empleador/recuperar/clave', { cookies, form: { clave: `una frase inventada numero ${n}` } })
  expectMove(set, '/empleador/recuperar/listo')
  times.start.push(started.milliseconds)
  times.code.push(entered.milliseconds)
  times.key.push(set.milliseconds)
}

/** Runs a task in so many clients at once until the time is up; returns how many a second were done. */
async function rateOf(clients: number, forSeconds: number, task: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  let done = 0
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (performance.now() - begun < forSeconds * 1000) {
        await task()
        done += 1
      }
    }),
  )
  return done / ((performance.now() - begun) / 1000)
}

async function measure(clients: number) {
  const times = noTimes()
  const use = () => ({ servers: usageOf(servers.map(({ pid }) => pid)), database: usageOf([database.pid]) })
  const before = use()
  const rate = await rateOf(clients, seconds, () => recover(times))
  const after = use()
  const spent = (of: 'servers' | 'database') => ((after[of].cpuSeconds - before[of].cpuSeconds) * 1000) / times.key.length
  return { times, rate, cpu: { servers: spent('servers'), database: spent('database') }, memory: after }
}

const argon2Alone = () =>
  JSON.parse(execFileSync(process.execPath, [new URL('argon2-alone.ts', import.meta.url).pathname, '5'], { encoding: 'utf8' })) as { rate: number; cpu: number }
const say = (line: string) => process.stdout.write(`${line}\n`)
try {
  for (let warm = 0; warm < warmUp / 4; warm += 1) await Promise.all([1, 2, 3, 4].map(() => recover(noTimes())))
  say(`${cpus().length} cores, two server processes, durable PostgreSQL, ${seconds} s each`)
  for (const clients of asked.clients.split(',').map(Number)) {
    const alone = argon2Alone()
    const { times, rate, cpu, memory } = await measure(clients)
    say(`\n${clients} clients: ${rate.toFixed(1)} recoveries/s; Argon2id alone ${alone.rate.toFixed(1)}/s; ratio ${(rate / alone.rate).toFixed(2)}`)
    say(`  processor time per recovery: servers ${cpu.servers.toFixed(1)} ms, database ${cpu.database.toFixed(1)} ms`)
    const share = alone.cpu / (cpu.servers + cpu.database)
    say(`  of one Argon2id alone: ${alone.cpu.toFixed(1)} ms; ratio by processor time, whoever else uses the machine: ${share.toFixed(2)}`)
    say(`  memory: servers ${memory.servers.memoryMiB.toFixed(0)} MiB, database ${memory.database.memoryMiB.toFixed(0)} MiB`)
    for (const step of steps) {
      const { p50, p95, p99 } = percentiles(times[step])
      say(`  ${step.padEnd(6)} p50 ${p50.toFixed(1)} ms  p95 ${p95.toFixed(1)} ms  p99 ${p99.toFixed(1)} ms`)
    }
  }
  const sent = await countStatements(database.owner, async () => {
    for (let n = 0; n < counted; n += 1) await recover(noTimes())
    await new Promise((resolve) => setTimeout(resolve, 1000))
  })
  say(`\nstatements per recovery: ${(sent.reduce((total, { calls }) => total + calls, 0) / counted).toFixed(1)}`)
  if (asked.statements) {
    for (const { query, calls, milliseconds } of sent)
      say(`${(calls / counted).toFixed(2)} × ${(milliseconds / calls).toFixed(3)} ms  ${query.replace(/\s+/g, ' ').slice(0, 150)}`)
  }
  const startsOf = (taxIdOf: (n: number) => string) =>
    rateOf(8, seconds / 2, () => {
      next += 1
      return installation.start(next, taxIdOf(next))
    })
  const [known, unknown] = [await startsOf(knownTaxId), await startsOf(unknownTaxId)]
  say(`\nstarts/s: known ${known.toFixed(0)}, unknown ${unknown.toFixed(0)}`)
} finally {
  await installation.close()
}
