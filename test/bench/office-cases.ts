import { randomBytes, randomUUID } from 'node:crypto'
import type pg from 'pg'
import type { KeyRing } from '../../src/keys.ts'

// Cases and agents of the office benchmark, written straight into the database.

export type Agent = { id: string; office: string; cookie: string }

let made = 0

/** An agent of an office, signed in. */
export async function addAgent(client: pg.Client, keys: KeyRing, office: string): Promise<Agent> {
  made += 1
  const [id, cookie] = [randomUUID(), randomBytes(32).toString('base64url')]
  await client.query(
    `insert into staff_member (id, national_id, email, name, office, roles, state, invited_at, confirmed_at, approves_from)
     values ($1, $2, $3, $4, $5, '{agent}', 'active', now() - interval '30 days', now() - interval '30 days', now() - interval '30 days')`,
    [id, `24${String(made).padStart(8, '0')}`, `agente${made}@instituto.example`, `Agente Ficticio ${made}`, office],
  )
  await client.query('insert into staff_session (hash, staff_id, started_at, seen_at) values ($1, $2, now(), now())', [keys.mac('token', cookie), id])
  return { id, office, cookie }
}

const columns = `id, number, kind, state, version, round, reason, employer_kind, language, typed, branch_id, office, continuation_hash, contact, codes,
  tries_left, started_at, submitted_at, moved_at, ends_at, queued_at, identity_by, identity_at, identity_document, cancelled_by`

/** $1 and $2: from which to which employer of the seed; $3 the office; $4 who identified. Half stand at the counter, half are being examined. */
const waitingSql = `
  insert into replacement (${columns})
  select gen_random_uuid(), 'S-E' || lpad(n::text, 7, '0'), 'employer', case when n % 2 = 0 then 'submitted' else 'in_review' end, 2, 1, 'key_holder_gone', 'company',
    'es', jsonb_build_object('taxId', employer.tax_id, 'branchCode', '0001', 'nationalId', '1700000092'), branch.id, $3, 'bench waiting ' || n, 'none', '[]',
    0, at - interval '1 hour', at - interval '1 hour', at, now() + interval '20 days', case when n % 2 = 0 then at end,
    case when n % 2 = 1 then $4::uuid end, case when n % 2 = 1 then at end, case when n % 2 = 1 then 'cedula' end, null
  from generate_series($1::int, $2::int) n
    join lateral (select now() - interval '5 days' + n * interval '1 second' as at) as times on true
    join employer on employer.tax_id = '179' || lpad(n::text, 7, '0') || '001'
    join branch on branch.employer_id = employer.id`

export async function addWaiting(client: pg.Client, of: { from: number; to: number; agent: Agent }) {
  await client.query(waitingSql, [of.from, of.to, of.agent.office, of.agent.id])
}

/** $1 and $2: which cases; each of another RUC, filed and cancelled a year ago. */
const recordSql = `
  insert into replacement (${columns})
  select gen_random_uuid(), 'S-R' || lpad(n::text, 7, '0'), 'employer', 'cancelled', 3, 1, 'key_holder_gone', 'company', 'es',
    jsonb_build_object('taxId', '119' || lpad(n::text, 7, '0') || '001', 'branchCode', '0001', 'nationalId', '1700000092'), null, 'centro', 'bench record ' || n, 'none', '[]',
    0, at, at, at, at, null, null, null, null, 'applicant'
  from generate_series($1::int, $2::int) n join lateral (select now() - interval '1 year' + n * interval '1 second' as at) as times on true`

export const taxIdOnRecord = (n: number) => `119${String(n).padStart(7, '0')}001`

export async function addRecord(client: pg.Client, of: { from: number; to: number }) {
  await client.query(recordSql, [of.from, of.to])
  await client.query('vacuum analyze replacement')
}

/** Gives back what an agent took, so that the queue is as long as before. */
export async function giveBack(client: pg.Client, agent: Agent) {
  await client.query('update replacement set leased_by = null, leased_until = null where leased_by = $1', [agent.id])
}
