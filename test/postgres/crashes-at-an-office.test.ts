import { AsyncLocalStorage } from 'node:async_hooks'
import type { LightMyRequestResponse } from 'fastify'
import { CompiledQuery, type DatabaseConnection, sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeTo, createHarness, type Harness, mailTo } from '../harness.ts'
import { activationPages, approved, keyOfCase, provenCase } from '../security/activation-steps.ts'
import { addHolder } from '../security/holders.ts'
import { approvedOnPage, caseOf, proposed, takenForApproval } from '../security/office-steps.ts'
import { requestPages, startedRequest } from '../security/requests.ts'
import { addStaff, signedInAgain } from '../security/staff.ts'
import { signsIn } from '../security/steps.ts'

// The connection of a request is cut before each of its statements in turn, the commit too, until one attempt comes through. Every attempt
// that was cut leaves the case exactly as it was; the one that came through leaves it whole, and everybody hears.

type Sabotage = { left: number; hit: boolean }

let harness: Harness
let server: pg.Client
const current = new AsyncLocalStorage<Sabotage>()

beforeAll(async () => {
  harness = await createHarness()
  server = new pg.Client({ connectionString: (harness.databaseUrl ?? '').replace('app@', 'owner@') })
  await server.connect()
  const executor = harness.context.db.getExecutor()
  const provide = executor.provideConnection.bind(executor)
  executor.provideConnection = (consumer, options) => provide((connection) => consumer(cut(connection)), options)
})
afterAll(async () => {
  await server.end()
  await harness.close()
})

function cut(connection: DatabaseConnection): DatabaseConnection {
  return new Proxy(connection, {
    get(target, name) {
      if (name !== 'executeQuery') {
        const value: unknown = Reflect.get(target, name, target)
        return typeof value === 'function' ? value.bind(target) : value
      }
      return async (query: CompiledQuery) => {
        const sabotage = current.getStore()
        if (sabotage && !sabotage.hit) {
          sabotage.left -= 1
          if (sabotage.left === 0) {
            sabotage.hit = true
            const { rows } = await target.executeQuery<{ pid: number }>(CompiledQuery.raw('select pg_backend_pid() as pid'))
            await server.query('select pg_terminate_backend($1)', [rows[0]?.pid])
          }
        }
        return target.executeQuery(query)
      }
    },
  })
}

/** Everything that a step of a case writes. */
async function written(number: string): Promise<unknown> {
  const { rows } = await sql`
    select to_jsonb(r) as row,
      (select count(*)::int from notice n where n.replacement_id = r.id) as notices,
      (select count(*)::int from applicant_message m where m.replacement_id = r.id) as messages,
      (select count(*)::int from audit_event a where a.subject = r.id) as events,
      (select jsonb_agg(to_jsonb(c) order by c.id) from credential c where c.branch_id = r.branch_id) as keys,
      (select jsonb_agg(to_jsonb(k) order by k.id) from contact k where k.branch_id = r.branch_id) as contacts,
      (select jsonb_agg(to_jsonb(p) order by p.id) from representation p join branch b on b.employer_id = p.employer_id where b.id = r.branch_id) as representations
    from replacement r where r.number = ${number}`.execute(harness.context.db)
  return rows[0]
}

/** Cuts one attempt after another, each a statement later. Returns how many were cut, and the answer of the one that came through. */
async function cutEverywhere(number: string, attempt: () => Promise<LightMyRequestResponse>) {
  const before = await written(number)
  for (let at = 1; at < 200; at += 1) {
    const sabotage = { left: at, hit: false }
    const answer = await current.run(sabotage, attempt)
    if (!sabotage.hit) return { cuts: at - 1, answer }
    expect(answer.statusCode, `cut before statement ${at}`).toBeGreaterThanOrEqual(500)
    expect(await written(number), `cut before statement ${at}`).toEqual(before)
  }
  throw new Error('no attempt came through')
}

describe('a process that dies at any step', { timeout: 300_000 }, () => {
  it('of filing leaves a draft, or a case with its notice and its receipt', async () => {
    const holder = await addHolder(harness)
    const applicant = await startedRequest(harness, holder)
    const email = 'corte@nuevo.example'
    await applicant.post(requestPages.contact, { correo: email })
    await harness.settled()
    await applicant.post(requestPages.code, { codigo: codeTo(harness, email) })
    await applicant.post(requestPages.office, { oficina: 'centro' })
    const { number } = await harness.context.db.selectFrom('replacement').select('number').where('contact_value', '=', email).executeTakeFirstOrThrow()
    const { cuts, answer } = await cutEverywhere(number, () => applicant.post(requestPages.review, {}))
    expect(cuts).toBeGreaterThan(5)
    expect(answer.headers.location).toBe(requestPages.receipt)
    await harness.settled()
    expect((await caseOf(harness, number)).state).toBe('submitted')
    expect(mailTo(harness, holder.email).filter(({ message }) => message.subject.includes(number))).toHaveLength(1)
    expect(mailTo(harness, email).filter(({ message }) => message.subject.includes(number))).toHaveLength(1)
    process.stdout.write(`filing was cut ${cuts} times\n`)
  })

  it('of approving leaves a proposal, or an approval that every contact hears of', async () => {
    const holder = await addHolder(harness)
    const { number, email } = await proposed(harness, holder)
    const approver = await addStaff(harness, ['approver'], { office: 'puerto' })
    await signedInAgain(harness, approver)
    const page = await takenForApproval(approver)
    const told = mailTo(harness, holder.email).length
    const { cuts, answer } = await cutEverywhere(number, () => approvedOnPage(approver, number, page))
    expect(cuts).toBeGreaterThan(5)
    expect(answer.statusCode).toBe(303)
    await harness.settled()
    expect((await caseOf(harness, number)).state).toBe('waiting')
    expect(mailTo(harness, holder.email)).toHaveLength(told + 1)
    expect(mailTo(harness, email ?? '').filter(({ message }) => message.subject.includes('aprobado'))).toHaveLength(1)
    process.stdout.write(`approving was cut ${cuts} times\n`)
  })

  it('of activating leaves a case that is ready with its proof, or a key, a register and notices that are all new', async () => {
    const holder = await addHolder(harness)
    const ready = await approved(harness, holder)
    const visitor = await provenCase(harness, ready)
    const { cuts, answer } = await cutEverywhere(ready.number, () => visitor.post(activationPages.key, { clave: keyOfCase }))
    expect(cuts).toBeGreaterThan(20)
    expect(answer.headers.location).toBe(activationPages.done)
    await harness.settled()
    expect((await caseOf(harness, ready.number)).state).toBe('activated')
    expect(await signsIn(harness, holder, keyOfCase)).toBe(true)
    const subjectOf = { [holder.email]: 'cambió en una oficina', [ready.email ?? '']: 'Terminó el trámite' }
    for (const [address, subject] of Object.entries(subjectOf)) {
      expect(mailTo(harness, address).filter(({ message }) => message.subject.includes(subject)).length, address).toBe(1)
    }
    process.stdout.write(`activating was cut ${cuts} times\n`)
  })
})
