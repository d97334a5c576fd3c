import { describe, expect, it } from 'vitest'
import type { Reply } from '../bench/load.ts'
import { codeTo, type Harness, linkTo } from '../harness.ts'
import { activated, activationPages, entered, keyOfCase, proposedOfPerson, provenCase } from '../security/activation-steps.ts'
import { addHolder } from '../security/holders.ts'
import { approvalForm, approvedBy, moved, proposed, takenForApproval } from '../security/office-steps.ts'
import { addPerson, personalKey } from '../security/persons.ts'
import { type Filed, requestPages, startedRequest } from '../security/requests.ts'
import { addStaff, type Staff } from '../security/staff.ts'
import { everyPoint, heard, type KilledOffice, mostOften, openKilledOffice, sampleOf } from './killed-office.ts'
import { type Browser, paths } from './two-servers.ts'

// A server is killed at every point of a step: just before a message to the database leaves it, and when that has left and its answer has not
// come. Started again, the case is exactly as before or exactly as after; everybody hears of what happened and nobody of what did not; and
// whoever repeats the step gets through, or is told that it was done.

const soak = process.env.SOAK === '1'

/** A case where the request to be cut comes next, and the browser that sends it. */
type Ready = { number: string; holder: Known; email: string; cookies: ReadonlyMap<string, string>; page: string; code?: string; shows?: Staff['shows'] }
/** Who the case is of: an employer by its triple, a person by the cédula alone. */
type Known = { email: string; taxId?: string; branchCode?: string; nationalId: string }
type Step = {
  name: string
  /** What the case is before the request, and after it. */
  states: readonly [string, string]
  prepare(harness: Harness, at: number): Promise<Ready>
  form(page: Reply, ready: Ready): Record<string, string> | Promise<Record<string, string>>
  /** A soak stays at one case for longer than somebody would: what runs out meanwhile is renewed. */
  keep?(office: KilledOffice, ready: Ready, browser: Browser): Promise<unknown>
  /** Where the request leads. */
  done: string
  /** The step was done and its answer lost: what whoever repeats it sees, and what has to hold. */
  repeated(office: KilledOffice, ready: Ready, browser: Browser, again: Reply): Promise<void>
}

/** Approved by another, and waited for. */
async function readyToActivate(harness: Harness, request: Filed): Promise<Filed> {
  await approvedBy(harness, request)
  await harness.context.db.updateTable('replacement').set({ wait_ends_at: harness.now() }).where('number', '=', request.number).execute()
  expect(await moved(harness, request.number, { event: { type: 'end_wait' } })).toMatchObject({ outcome: 'moved' })
  await harness.settled()
  return request
}

const submit: Step = {
  name: 'submitting',
  states: ['draft', 'submitted'],
  async prepare(harness, at) {
    const holder = await addHolder(harness)
    const applicant = await startedRequest(harness, holder)
    const email = `solicita${at}@nuevo.example`
    await applicant.post(requestPages.contact, { correo: email })
    await harness.settled()
    await applicant.post(requestPages.code, { codigo: codeTo(harness, email) })
    await applicant.post(requestPages.office, { oficina: 'centro' })
    const { number } = await harness.context.db.selectFrom('replacement').select('number').where('contact_value', '=', email).executeTakeFirstOrThrow()
    return { number, holder, email, cookies: applicant.cookies, page: requestPages.review }
  },
  form: () => ({}),
  done: requestPages.receipt,
  async repeated(office, { number }, browser, again) {
    expect(again).toMatchObject({ status: 303, location: requestPages.receipt })
    const { body } = await browser.get(requestPages.receipt)
    expect(body).toContain(number)
    const continuation = /([0-9A-Z]{4}-){3}[0-9A-Z]{4}/.exec(body.slice(body.indexOf('tear-off')))?.[0] ?? ''
    const follower = office.browser()
    await follower.get('/tramite')
    await follower.post('/tramite', { numero: number, continuacion: continuation })
    expect((await follower.get('/tramite')).body).toContain(number)
  },
}

const approve: Step = {
  name: 'approving',
  states: ['proposed', 'waiting'],
  async prepare(harness) {
    const holder = await addHolder(harness)
    const { number, email } = await proposed(harness, holder)
    const approver = await addStaff(harness, ['approver'], { office: 'puerto' })
    await takenForApproval(approver)
    return { number, holder, email: email ?? '', cookies: approver.browser.cookies, page: `/oficina/aprobaciones/${number}`, shows: approver.shows }
  },
  form: (page, { shows }) => approvalForm({ shows: shows ?? (async () => '') }, page),
  done: '/oficina/aprobaciones?hecho=waiting',
  async repeated(_office, _ready, _browser, again) {
    expect(again).toMatchObject({ status: 303, location: '/oficina/aprobaciones?hecho=waiting' })
  },
}

const activate: Step = {
  name: 'activating',
  states: ['ready', 'activated'],
  async prepare(harness) {
    const holder = await addHolder(harness)
    const request = await readyToActivate(harness, await proposed(harness, holder))
    const visitor = await provenCase(harness, request)
    return { number: request.number, holder, email: request.email ?? '', cookies: visitor.cookies, page: activationPages.key }
  },
  form: () => ({ clave: keyOfCase }),
  done: activationPages.done,
  async repeated(office, { holder }, browser, again) {
    expect(again).toMatchObject({ status: 303, location: activationPages.done })
    expect((await browser.get(activationPages.done)).status).toBe(200)
    const signedIn = await office.browser().post(paths.signIn, { ruc: holder.taxId ?? '', sucursal: holder.branchCode ?? '', clave: keyOfCase })
    expect(signedIn).toMatchObject({ status: 303, location: paths.account })
  },
}

const finishForAPerson: Step = {
  name: 'replacing the contact of a person',
  states: ['ready', 'activated'],
  async prepare(harness) {
    const person = await addPerson(harness, { key: 'active' })
    const request = await readyToActivate(harness, await proposedOfPerson(harness, person))
    const visitor = await entered(harness, request)
    const email = request.email ?? ''
    return { number: request.number, holder: person, email, cookies: visitor.cookies, page: activationPages.code, code: codeTo(harness, email) }
  },
  form: (_page, { code }) => ({ codigo: code ?? '' }),
  keep: (office, { number }) =>
    office.rows(
      `update replacement set codes = (select jsonb_agg(jsonb_set(code, '{endsAt}', to_jsonb((code ->> 'endsAt')::bigint + 60000))) from jsonb_array_elements(codes) code)
       where number = $1`,
      [number],
    ),
  done: activationPages.done,
  async repeated(office, { holder }, browser, again) {
    expect(again.status).toBe(303)
    expect((await browser.get(activationPages.done)).status).toBe(200)
    const signedIn = await office.browser().post('/personal/ingresar', { cedula: holder.nationalId, clave: personalKey })
    expect(signedIn).toMatchObject({ status: 303, location: '/personal/cuenta' })
  },
}

const veto: Step = {
  name: 'stopping a key that is set',
  states: ['activated', 'disputed'],
  async prepare(harness) {
    const holder = await addHolder(harness)
    const request = await readyToActivate(harness, await proposed(harness, holder))
    await activated(harness, request)
    return { number: request.number, holder, email: request.email ?? '', cookies: new Map(), page: linkTo(harness, holder.email, '/v/') }
  },
  form: () => ({}),
  done: '/v/hecho/frozen',
  async repeated(office, { holder }, browser, again) {
    expect(again).toMatchObject({ status: 303, location: expect.stringContaining('/v/hecho/already') })
    expect((await browser.get(again.location)).body).toContain('Usted ya lo detuvo')
    const signedIn = await office.browser().post(paths.signIn, { ruc: holder.taxId ?? '', sucursal: holder.branchCode ?? '', clave: keyOfCase })
    expect(signedIn.location).not.toBe(paths.account)
  },
}

/** What a case, its holder and the record say of each other, without the values that differ from case to case, and the looks of whoever keeps it open. */
async function shapeOf(office: KilledOffice, { number }: Ready): Promise<unknown> {
  const [found] = await office.rows(
    `select r.state, r.version, r.round, r.contact, r.proposal, r.disputed_from, r.cancelled_by, coalesce(r.branch_id, r.person_id) is not null as found,
       r.leased_by is not null as leased, r.continuation_hash is not null as continuation,
       r.proof_hash is not null as proof, jsonb_array_length(r.codes) as codes, r.approved_by is not null as approved,
       r.approved_results is not null as results, r.wait_ends_at is not null as wait, r.approval_ends_at is not null as approval_ends,
       r.submitted_at is not null as submitted, r.activated_at is not null as activated,
       (select jsonb_agg(array[requirement, outcome] order by requirement) from requirement_result x where x.replacement_id = r.id) as found_of_requirements,
       (select count(*) from replacement_note n where n.replacement_id = r.id) as notes,
       (select count(*) from replacement_veto v where v.replacement_id = r.id) as vetoes,
       (select jsonb_agg(jsonb_build_array(generation, status, blocked_reason, id = r.credential_id) order by generation)
          from credential k where k.branch_id = r.branch_id or k.person_id = r.person_id) as keys,
       (select jsonb_agg(jsonb_build_array(channel, status, source, through_replacement = r.id, removed_through = r.id) order by since)
          from contact k where k.branch_id = r.branch_id or k.person_id = r.person_id) as contacts,
       (select jsonb_agg(jsonb_build_array(source, valid_to is null, through_replacement = r.id) order by valid_from, source)
          from representation p where p.employer_id = b.employer_id) as representations,
       b.security_hold_reason, b.security_hold_since is not null as held,
       (select jsonb_agg(array[type, actor] order by id) from audit_event a where a.subject = r.id and type <> 'staff.viewed') as record,
       (select jsonb_agg(kind order by kind) from notice n where n.replacement_id = r.id) as notices,
       (select jsonb_agg(kind order by kind) from applicant_message m where m.replacement_id = r.id) as messages
     from replacement r left join branch b on b.id = r.branch_id where r.number = $1`,
    [number],
  )
  return found
}

const stateOf = async (office: KilledOffice, { number }: Ready) =>
  (await office.rows<{ state: string }>('select state from replacement where number = $1', [number]))[0]?.state

type Next = { ready: Ready; browser: Browser; renew: () => Promise<void>; send: () => Promise<Reply> }

/** Cases one after the other, each where the request comes next. The server is up. */
function casesOf(office: KilledOffice, step: Step): () => Promise<Next> {
  const waiting: Ready[] = []
  let made = 0
  return async () => {
    if (waiting.length === 0) {
      await office.prepare(async (harness) => {
        for (let n = 0; n < 4; n += 1) {
          made += 1
          waiting.push(await step.prepare(harness, made))
        }
      })
      await office.start()
    }
    const [ready] = waiting.splice(0, 1)
    if (!ready) throw new Error('no case was prepared')
    const browser = office.browser(ready.cookies)
    let page = await browser.get(ready.page)
    expect(await stateOf(office, ready)).toBe(step.states[0])
    const renew = async () => {
      await step.keep?.(office, ready, browser)
      page = await browser.get(ready.page)
    }
    return { ready, browser, renew, send: async () => browser.post(ready.page, await step.form(page, ready)) }
  }
}

describe.concurrent.each([submit, approve, activate, finishForAPerson, veto])(
  'a server that is killed while $name',
  { timeout: soak ? 7_200_000 : 300_000 },
  (step) => {
    it('leaves what was before or what is after, with everybody told', async () => {
      const office = await openKilledOffice()
      const next = casesOf(office, step)
      const all: Ready[] = []
      try {
        const first = await next()
        const { answer, passed } = await office.killed({ at: Number.POSITIVE_INFINITY, form: 'before', unit: 'statement' }, first.send)
        expect(answer).toMatchObject({ status: 303, location: expect.stringContaining(step.done) })
        expect(passed).toBeGreaterThan(5)
        await office.told()
        all.push(first.ready)
        const after = await shapeOf(office, first.ready)
        const told = heard(office, first.ready)
        expect(told.flat().length).toBeGreaterThan(1)

        /** The step was done, and it is whole. */
        async function expectAfter(ready: Ready, where: string) {
          await office.told()
          expect(await shapeOf(office, ready), where).toEqual(after)
          all.push(ready)
        }

        const counts: string[] = []
        for (const form of ['before', 'after'] as const) {
          const seen = { before: 0, after: 0 }
          let current = await next()
          for (const at of soak ? everyPoint(1, 1) : sampleOf(passed)) {
            const unit = soak ? 'message' : 'statement'
            const where = `${form} ${unit} ${at}`
            if (soak) await current.renew()
            const before = await office.everything()
            if (!(await office.killed({ at, form, unit }, current.send)).killed) break
            if ((await stateOf(office, current.ready)) === step.states[0]) {
              seen.before += 1
              expect(await office.everything(), where).toEqual(before)
            } else {
              seen.after += 1
              await expectAfter(current.ready, where)
              await step.repeated(office, current.ready, current.browser, await current.send())
              current = await next()
            }
          }
          if ((await stateOf(office, current.ready)) === step.states[0])
            expect(await current.send()).toMatchObject({ status: 303, location: expect.stringContaining(step.done) })
          await office.told()
          all.push(current.ready)
          expect(seen.before).toBeGreaterThan(0)
          if (form === 'after') expect(seen.after).toBeGreaterThan(0)
          counts.push(`${form}: ${seen.before} as before, ${seen.after} as after`)
        }

        // While everybody is being told: what was handed over when it died, and not yet written down, is handed over once more.
        let telling = 0
        for (const at of soak ? everyPoint(passed + 1, 2) : []) {
          const current = await next()
          const untilTold = async () => {
            const answer = await current.send()
            await office.told()
            return answer
          }
          const { killed } = await office.killed({ at, form: 'after', unit: 'statement' }, untilTold)
          await expectAfter(current.ready, `telling, statement ${at}`)
          if (!killed) break
          telling += 1
        }

        await office.told()
        for (const ready of all) {
          expect(await shapeOf(office, ready)).toEqual(after)
          expect(heard(office, ready)).toEqual(told)
        }
        expect(mostOften(office)).toBeLessThanOrEqual(telling === 0 ? 1 : 2)
        process.stdout.write(`killed while ${step.name}, of ${passed} statements ${counts.join('; ')}; ${telling} while telling\n`)
      } finally {
        await office.stop()
      }
    })
  },
)
