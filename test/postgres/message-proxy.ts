import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

// Stands between a server and PostgreSQL, counts what the server's requests say, and acts when the n-th of it passes. What the queue says on
// connections of its own passes uncounted.

export type Unit = 'statement' | 'message'
/** `before`: the n-th is never forwarded. `after`: it is, and its answer is not. */
export type Cut = { at: number; form: 'before' | 'after'; unit: Unit; act(): void }

/** One process's connections. Once cut, nothing goes through them any more, either way. */
type Life = { cut: boolean; closed: Promise<unknown>[] }

/** With which every connection of the pool of src/db/open.ts presents itself. */
const ofThePool = 'idle_in_transaction_session_timeout'

const endsStatement = ['Q', 'S']

export async function openMessageProxy(port: number) {
  let life: Life = { cut: false, closed: [] }
  let armed: Cut | null = null
  let passed = 0

  function stand(downstream: Socket) {
    const own = life
    const upstream = connect(port, '127.0.0.1')
    const count = countMessages({
      forward: (bytes) => upstream.write(bytes),
      stops(type) {
        if (!armed || (armed.unit === 'statement' && !endsStatement.includes(type))) return null
        passed += 1
        return passed === armed.at ? armed.form : null
      },
      stopped() {
        const { act } = armed ?? {}
        armed = null
        own.cut = true
        life = { cut: false, closed: [] }
        act?.()
      },
    })
    downstream.on('data', (bytes) => own.cut || count(bytes))
    upstream.on('data', (bytes) => own.cut || downstream.write(bytes))
    downstream.on('close', () => upstream.end())
    upstream.on('close', () => downstream.destroy())
    for (const socket of [downstream, upstream]) socket.on('error', () => undefined)
    own.closed.push(once(upstream, 'close'))
  }

  const server = createServer(stand)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    /** From now on counts; returns what gives the connections up to this cut: wait for it, and PostgreSQL is done with all of them. */
    arm(cut: Cut): { closed(): Promise<unknown> } {
      const own = life
      armed = cut
      passed = 0
      return { closed: () => Promise.all(own.closed) }
    },
    /** How many passed since it was armed. */
    disarm(): number {
      armed = null
      return passed
    },
    close: () => server.close(),
  }
}

type Counting = { forward(bytes: Buffer): void; stops(type: string): Cut['form'] | null; stopped(): void }

/** Reads what a client sends, message by message, and forwards all of it up to where it stops. */
function countMessages({ forward, stops, stopped }: Counting) {
  let rest = Buffer.alloc(0)
  let watched: boolean | null = null
  return (bytes: Buffer) => {
    rest = Buffer.concat([rest, bytes])
    let at = 0
    for (;;) {
      // The first message has no type.
      const head = watched === null ? 4 : 5
      if (rest.length < at + head) break
      const end = at + rest.readUInt32BE(at + head - 4) + head - 4
      if (rest.length < end) break
      if (watched === null) watched = rest.subarray(at, end).includes(ofThePool)
      else if (watched) {
        const stop = stops(String.fromCharCode(rest[at] ?? 0))
        if (stop !== null) {
          forward(rest.subarray(0, stop === 'before' ? at : end))
          stopped()
          return
        }
      }
      at = end
    }
    forward(rest.subarray(0, at))
    rest = rest.subarray(at)
  }
}
