import { AsyncLocalStorage } from 'node:async_hooks'
import type { CompiledQuery, DatabaseConnection } from 'kysely'
import type { Database } from '../../src/db/database.ts'

/** A statement as the server sees it, without its values, and how many rows it gave or touched. */
export type Statement = { sql: string; rows: number }

/** Records what one request sends to the database, and nothing that the worker does beside it. */
export function watchStatements(db: Database) {
  const current = new AsyncLocalStorage<Statement[]>()
  const executor = db.getExecutor()
  const provide = executor.provideConnection.bind(executor)
  executor.provideConnection = (consumer, options) => provide((connection) => consumer(watched(connection, current)), options)
  return async function during<T>(task: () => Promise<T>): Promise<{ result: T; statements: Statement[] }> {
    const statements: Statement[] = []
    const result = await current.run(statements, task)
    return { result, statements }
  }
}

function watched(connection: DatabaseConnection, current: AsyncLocalStorage<Statement[]>): DatabaseConnection {
  return new Proxy(connection, {
    get(target, name) {
      if (name !== 'executeQuery') {
        const value: unknown = Reflect.get(target, name, target)
        return typeof value === 'function' ? value.bind(target) : value
      }
      return async (query: CompiledQuery) => {
        // Written down in the order of leaving: answers of statements that leave together come in any.
        const statement = { sql: query.sql, rows: 0 }
        current.getStore()?.push(statement)
        const result = await target.executeQuery(query)
        statement.rows = result.rows.length + Number(result.numAffectedRows ?? 0)
        return result
      }
    },
  })
}
