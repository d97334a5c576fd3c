import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { codeTo, createHarness, createVisitor, type Harness, linkTo, type Visitor } from '../harness.ts'
import { addHolder, type Holder, madeUpTriple } from './holders.ts'
import { newKey } from './steps.ts'

const lines: string[] = []
const canaryKey = 'canario amarillo canta en la jaula'
const canaryAddress = 'canario-secreto@jaula.example'
const canaryCode = '909090909090'
let refusing = 0
let harness: Harness
beforeAll(async () => {
  harness = await createHarness({
    logTo: { write: (line) => lines.push(line) },
    senders: {
      // The first message to the canary's address fails in a way that quotes everything.
      email: async (to, message, about) => {
        refusing += 1
        if (refusing === 1) throw Object.assign(new Error(`cannot send to ${to}: ${JSON.stringify(message)}`), { code: 'ECONNECTION' })
        return harness.inbox.senders.email(to, message, about)
      },
    },
  })
})
afterAll(() => harness.close())

const dump = async (schema: string) => {
  const { rows } = await sql<{
    name: string
  }>`select table_name as name from information_schema.tables where table_schema = ${schema} and table_type = 'BASE TABLE'`.execute(harness.context.db)
  const tables = await Promise.all(
    rows.map(async ({ name }) =>
      (await sql<{ row: string }>`select t::text as row from ${sql.id(schema, name)} as t`.execute(harness.context.db)).rows.map(
        ({ row }) => `${name}: ${row}`,
      ),
    ),
  )
  return tables.flat().join('\n')
}

it('a key, a code, a token, an address and a cédula that were planted turn up in no log, address, queue or page of an error', async () => {
  const seen: { url: string; locations: string; errors: string } = { url: '', locations: '', errors: '' }
  const watch = async (visitor: Visitor, url: string, fields?: Record<string, string>) => {
    const answer = fields ? await visitor.post(url, fields) : await visitor.get(url)
    seen.url += `${url}\n`
    seen.locations += `${answer.headers.location ?? ''}\n`
    if (answer.statusCode >= 400 && answer.statusCode !== 422) seen.errors += answer.body
    return answer
  }
  const holder: Holder = await addHolder(harness, { contacts: [{ channel: 'email', value: canaryAddress }] })
  const browser = createVisitor(harness)
  expect((await browser.start(holder)).statusCode).toBe(303)
  await harness.settled()
  const [code, link, veto] = [codeTo(harness, canaryAddress), linkTo(harness, canaryAddress, '/r/'), linkTo(harness, canaryAddress, '/v/')]
  await watch(browser, '/empleador/recuperar/codigo', { codigo: canaryCode })
  await watch(browser, '/empleador/recuperar/codigo', { codigo: code })
  const other = createVisitor(harness)
  const opened = await other.get(link)
  expect(opened.statusCode).toBe(200)
  const moved = await other.post(link, {})
  seen.locations += moved.headers.location
  const page = await other.get('/empleador/recuperar/clave')
  const offered = /class="offered-key"[^>]*>\s*([^<]+?)\s*</.exec(page.body)?.[1] ?? ''
  expect(offered.split('-')).toHaveLength(5)
  await watch(other, '/empleador/recuperar/clave', { clave: `${canaryKey}\u0000` })
  await watch(other, '/empleador/recuperar/clave', { clave: canaryKey })
  await watch(other, '/empleador/recuperar/listo')
  await watch(other, '/empleador/ingresar', { ruc: holder.taxId, sucursal: '1', clave: `${canaryKey} no` })
  await watch(other, '/empleador/ingresar', { ruc: holder.taxId, sucursal: '1', clave: canaryKey })
  await watch(other, '/empleador/cuenta')
  await harness.settled()

  // Every page again while the database fails in the middle of it, with an error that quotes what it choked on.
  const executor = harness.context.db.getExecutor()
  const provide = executor.provideConnection
  executor.provideConnection = () =>
    Promise.reject(
      Object.assign(new Error(`duplicate key (${canaryKey}, ${code}, ${holder.nationalId}, ${canaryAddress})`), { detail: canaryKey, code: '23505' }),
    )
  for (const [url, fields] of [
    ['/empleador/recuperar/codigo', { codigo: code }],
    ['/empleador/recuperar/clave', { clave: canaryKey }],
    ['/empleador/recuperar', { ruc: holder.taxId, sucursal: '1', cedula: holder.nationalId, altcha: '' }],
    ['/empleador/ingresar', { ruc: holder.taxId, sucursal: '1', clave: canaryKey }],
  ] as const) {
    expect((await watch(other, url, fields)).statusCode, url).toBe(500)
  }
  for (const path of [link, veto]) {
    const broken = await other.post(path, {})
    expect(broken.statusCode).toBe(500)
    seen.errors += broken.body
  }
  executor.provideConnection = provide
  for (const bad of [`/r/${canaryKey}`, `/nada/${canaryCode}`, `/empleador?clave=${encodeURIComponent(canaryKey)}`, `/r/${canaryCode}%E0`]) {
    const answer = await harness.http.inject({ method: 'GET', url: bad })
    if (answer.statusCode >= 400) seen.errors += answer.body.replaceAll(/action="[^"]*"/g, '')
  }
  await other.post(veto, {})
  await harness.settled()

  const tokens = [link, veto].map((path) => path.slice(3))
  const cookies = [browser, other].flatMap((each) => [...each.cookies].filter(([name]) => name !== 'language').map(([, value]) => value))
  const secrets = [
    canaryKey,
    encodeURIComponent(canaryKey),
    newKey,
    offered,
    code,
    code.replaceAll(' ', ''),
    canaryCode,
    canaryAddress,
    holder.nationalId,
    holder.taxId,
    holder.name,
    ...tokens,
    ...cookies,
  ]
  const places = {
    log: lines.join(''),
    addresses: seen.url + seen.locations,
    errors: seen.errors,
    queue: await dump('pgboss'),
    record: await dump('public').then((all) =>
      all
        .split('\n')
        .filter((row) => /^(audit_event|notice|delivery|limit_window|message_budget):/.test(row))
        .join('\n'),
    ),
  }
  for (const [place, text] of Object.entries(places)) {
    expect(text.length, `${place} has something to look at`).toBeGreaterThan(50)
    for (const secret of secrets) expect(text.includes(secret), `${secret.slice(0, 12)} in ${place}`).toBe(false)
  }
  const plain = [canaryKey, offered, code.replaceAll(' ', ''), canaryCode, ...tokens, ...cookies]
  const tables = await dump('public')
  for (const secret of plain) expect(tables.includes(secret), `${secret.slice(0, 12)} in a table`).toBe(false)
})

it('an error shows a reference that the log has, and the log has no words of the person', async () => {
  const executor = harness.context.db.getExecutor()
  const provide = executor.provideConnection
  executor.provideConnection = () => Promise.reject(new Error('no database'))
  const visitor = createVisitor(harness)
  const broken = await visitor.start(madeUpTriple())
  executor.provideConnection = provide
  const reference = /<strong>([^<]+)<\/strong>/.exec(broken.body)?.[1] ?? 'none'
  expect(broken.statusCode).toBe(500)
  expect(lines.some((line) => line.includes(`"${reference}"`) && line.includes('request failed'))).toBe(true)
})
