import pg from 'pg'

// How many statements the servers send, as PostgreSQL itself counts them. Counting is off while times are taken.

export const statementSettings = ['shared_preload_libraries=pg_stat_statements', 'pg_stat_statements.max=1000']

async function track(client: pg.Client, what: 'top' | 'none') {
  await client.query(`alter system set pg_stat_statements.track = '${what}'`)
  await client.query('select pg_reload_conf()')
  await new Promise((resolve) => setTimeout(resolve, 500))
}

export const stopCounting = (client: pg.Client) => track(client, 'none')

export type Statement = { query: string; calls: number; milliseconds: number }

/** What was sent while a task ran, most frequent first. */
export async function countStatements(url: string, task: () => Promise<void>): Promise<Statement[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('create extension if not exists pg_stat_statements')
    await track(client, 'top')
    await client.query('select pg_stat_statements_reset()')
    await task()
    const { rows } = await client.query<Statement>(
      `select query, calls::int, (total_plan_time + total_exec_time) as milliseconds from pg_stat_statements
       where query not like '%pg_stat_statements%' order by calls desc, total_exec_time desc`,
    )
    await stopCounting(client)
    return rows
  } finally {
    await client.end()
  }
}
