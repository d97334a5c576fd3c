import { createHash } from 'node:crypto'
import type { PostgresPool, PostgresPoolClient } from 'kysely'
import type pg from 'pg'

// How statements travel to PostgreSQL. Each one is prepared once per connection, because planning a join costs more than running it; what
// is called together is sent together; and `begin` waits for the first statement of its transaction and leaves with it.

/** What is prepared: plain statements, but not the long ones of an import. `select *` is not, since a prepared one fails after a migration adds a column. */
const isPrepared = (text: string) => /^\s*(select|insert|update|delete|with)\b/i.test(text) && !/\bselect \*|\breturning \*/i.test(text)

const longest = 4000

const names = new Map<string, string | null>()
function nameOf(text: string): string | null {
  if (text.length > longest) return null
  const known = names.get(text)
  if (known !== undefined) return known
  const name = isPrepared(text) ? createHash('sha256').update(text).digest('base64url').slice(0, 22) : null
  names.set(text, name)
  return name
}

/** What is answered in place of PostgreSQL, when nothing needs to be sent. */
const nothingSent = { command: 'COMMIT', rowCount: 0, rows: [] } as const

/** The pool as Kysely wants it. */
export const preparing = (pool: pg.Pool): PostgresPool => ({
  options: pool.options,
  end: () => pool.end(),
  connect: async () => clientOf(await pool.connect()),
})

function clientOf(client: pg.PoolClient): PostgresPoolClient {
  let beginning = false
  const { stream } = client.connection
  /** What is called in one go leaves in one packet. */
  function send(text: string, values: readonly unknown[]) {
    stream.cork()
    queueMicrotask(() => stream.uncork())
    const name = nameOf(text)
    return client.query({ text, values: [...values], ...(name === null ? {} : { name }) })
  }
  async function query(text: string, values: readonly unknown[] = []) {
    if (text === 'begin') {
      beginning = true
      return nothingSent
    }
    if (!beginning) return send(text, values)
    beginning = false
    if (text === 'commit' || text === 'rollback') return nothingSent
    const [, result] = await Promise.all([send('begin', []), send(text, values)])
    return result
  }
  return { query: query as unknown as PostgresPoolClient['query'], release: (destroy) => client.release(destroy) }
}
