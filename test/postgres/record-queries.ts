import type { CompiledQuery } from 'kysely'
import type { Database } from '../../src/db/database.ts'

/** Every statement that is sent while something is done, with its values. */
export async function recordQueries(db: Database, task: () => Promise<unknown>): Promise<CompiledQuery[]> {
  const queries: CompiledQuery[] = []
  const executor = db.getExecutor()
  const provide = executor.provideConnection.bind(executor)
  executor.provideConnection = (consumer, options) =>
    provide((connection) => {
      const send = connection.executeQuery.bind(connection)
      connection.executeQuery = (query) => {
        queries.push(query)
        return send(query)
      }
      return consumer(connection)
    }, options)
  await task()
  executor.provideConnection = provide
  return queries
}
