import { parseArgs } from 'node:util'
import { type Installation, knownTaxId, openInstallation, unknownTaxId } from './installation.ts'
import { interval } from './load.ts'

// Whether a stranger with a stopwatch can tell a holder from numbers that name nobody. Pairs of cases, one known and one unknown, take the same
// steps in turn, in an order that changes from pair to pair. It falls short when the 95 % interval of the difference lies above 2 ms, to
// either side, in three of three runs.

const { values: asked } = parseArgs({
  options: {
    pairs: { type: 'string', default: '300' },
    /** Milliseconds by which every answer for a known holder is made late: what has to be noticed. */
    planted: { type: 'string', default: '0' },
  },
})
const pairs = Number(asked.pairs)
const planted = Number(asked.planted)
const runs = 3
const toleratedMilliseconds = 2
const steps = ['start', 'code page', 'wrong code'] as const
type Step = (typeof steps)[number]
type Differences = Record<Step, number[]>

let next = 0

/** The times of one stranger's steps. */
async function walk(installation: Installation, kind: 'known' | 'unknown'): Promise<Record<Step, number>> {
  next += 1
  const n = next
  const late = kind === 'known' ? planted : 0
  const started = await installation.start(n, kind === 'known' ? knownTaxId(n) : unknownTaxId(n))
  const on = { cookies: started.all }
  const page = await installation.request(n, '/empleador/recuperar/codigo', on)
  const wrong = await installation.request(n, '/empleador/recuperar/codigo', { ...on, form: { codigo: '000011112222' } })
  return { start: started.milliseconds + late, 'code page': page.milliseconds + late, 'wrong code': wrong.milliseconds + late }
}

async function measure(installation: Installation): Promise<Differences> {
  const differences: Differences = { start: [], 'code page': [], 'wrong code': [] }
  for (let pair = 0; pair < pairs; pair += 1) {
    const knownFirst = pair % 2 === 0
    const first = await walk(installation, knownFirst ? 'known' : 'unknown')
    const second = await walk(installation, knownFirst ? 'unknown' : 'known')
    const [known, unknown] = knownFirst ? [first, second] : [second, first]
    for (const step of steps) differences[step].push(known[step] - unknown[step])
  }
  return differences
}

const installation = await openInstallation({ employers: 5000, puzzles: 2 * runs * pairs + 120, servers: 1 })
const beyond: Record<Step, number> = { start: 0, 'code page': 0, 'wrong code': 0 }
try {
  for (let warm = 0; warm < 50; warm += 1) await Promise.all([walk(installation, 'known'), walk(installation, 'unknown')])
  for (let run = 1; run <= runs; run += 1) {
    const differences = await measure(installation)
    for (const step of steps) {
      const { median, low, high } = interval(differences[step])
      const outside = low > toleratedMilliseconds || high < -toleratedMilliseconds
      if (outside) beyond[step] += 1
      process.stdout.write(`run ${run}, ${step}: known - unknown ${median.toFixed(2)} ms, 95 % interval ${low.toFixed(2)} to ${high.toFixed(2)}\n`)
    }
  }
} finally {
  await installation.close()
}
const told = steps.filter((step) => beyond[step] === runs)
process.stdout.write(
  told.length === 0 ? `Nothing can be told apart: ${pairs} pairs, ${runs} runs.\n` : `Known and unknown can be told apart by: ${told.join(', ')}.\n`,
)
process.exitCode = told.length === 0 ? 0 : 1
