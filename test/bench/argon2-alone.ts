import { createHasher } from '../../src/credentials/hasher.ts'
import { createThrowawayKeyRing } from '../../src/keys.ts'
import { Secret } from '../../src/secret.ts'

// Argon2id and nothing else, with the parameters and the queue of the program: the ceiling of what a recovery can reach. Prints how many a
// second, and the milliseconds of processor time of one.

const seconds = Number(process.argv[2] ?? 5)
const hasher = await createHasher(createThrowawayKeyRing())
const started = performance.now()
const before = process.cpuUsage()
let done = 0
const clients = Array.from({ length: 8 }, async () => {
  while (performance.now() - started < seconds * 1000) {
    await hasher.hash(new Secret('cinco palabras al azar bastan'), 'alone')
    done += 1
  }
})
await Promise.all(clients)
const { user, system } = process.cpuUsage(before)
process.stdout.write(JSON.stringify({ rate: done / ((performance.now() - started) / 1000), cpu: (user + system) / 1000 / done }))
