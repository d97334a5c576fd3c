import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { codeTo, createHarness, createVisitor, type Harness, linkTo, mailTo, solvedPuzzle } from '../harness.ts'
import { addHolder, madeUpTriple } from './holders.ts'
import { moved, verified } from './office-steps.ts'
import { filed, readyRequest, requestPages } from './requests.ts'
import { addStaff } from './staff.ts'
import { signsIn } from './steps.ts'
import { alike, createObserver, type Seen, stopClock, type Triple } from './strangers.ts'

// A request for an office names a holder, and whoever files it has proven nothing: until the identity step it tells and costs the same.

// Ten browsers take every step, and a hundred requests are filed.
vi.setConfig({ testTimeout: 120_000 })

const day = 86_400_000
let harness: Harness
let advance: (milliseconds: number) => void
let observe: ReturnType<typeof createObserver>
beforeEach(async () => {
  harness = await createHarness()
  advance = stopClock(harness)
  observe = createObserver(harness)
})
afterEach(() => harness.close())

type Watched = ReturnType<typeof observe> & { name: string; triple: Triple; email: string }

const watch = (everyone: readonly (readonly [string, Triple])[]) =>
  everyone.map(([name, triple], at): Watched => {
    const email = `solicita${at}@nuevo.example`
    return { name, triple, email, ...observe(triple, [email]) }
  })

/** From the reason to the receipt. */
async function file(all: readonly Watched[]) {
  const step = (name: string, request: Parameters<typeof alike<Watched>>[2]) => alike(all, name, request)
  const answers = { motivo: 'representative_changed', empleador: 'company' }
  await step('reason page', ({ visitor }) => visitor.get(requestPages.reason))
  await step('reason', ({ visitor }) => visitor.post(requestPages.reason, answers))
  await step('requirements', ({ visitor }) => visitor.get(`/empleador/solicitud/requisitos?${new URLSearchParams(answers)}`))
  await step('data page', ({ visitor }) => visitor.get(`${requestPages.data}?${new URLSearchParams(answers)}`))
  const given = await step('data', async ({ visitor, triple }) =>
    visitor.post(requestPages.data, {
      ...answers,
      ruc: triple.taxId,
      sucursal: triple.branchCode,
      cedula: triple.nationalId,
      altcha: await solvedPuzzle(harness, { form: 'replacement' }),
    }),
  )
  expect(given.status).toBe(303)
  await step('contact page', ({ visitor }) => visitor.get(requestPages.contact))
  await step('contact', ({ visitor, email }) => visitor.post(requestPages.contact, { correo: email }))
  await harness.settled()
  await step('code page', ({ visitor }) => visitor.get(requestPages.code))
  await step('a wrong code', ({ visitor }) => visitor.post(requestPages.code, { codigo: '000000000000' }))
  await step('code', ({ visitor, email }) => visitor.post(requestPages.code, { codigo: codeTo(harness, email) }))
  await step('office', ({ visitor }) => visitor.post(requestPages.office, { oficina: 'centro' }))
  await step('review page', ({ visitor }) => visitor.get(requestPages.review))
  const back = { ...answers, volver: 'revisar' }
  await step('data page from the review', ({ visitor }) => visitor.get(`${requestPages.data}?volver=revisar`))
  for (const sucursal of ['0009', null]) {
    const changed = await step('other data', async ({ visitor, triple }) =>
      visitor.post(requestPages.data, {
        ...back,
        ruc: triple.taxId,
        sucursal: sucursal ?? triple.branchCode,
        cedula: triple.nationalId,
        altcha: await solvedPuzzle(harness, { form: 'replacement' }),
      }),
    )
    expect(changed.status).toBe(303)
  }
  await step('other answers', ({ visitor }) => visitor.post('/empleador/solicitud/cambiar', { motivo: 'first_key', empleador: 'public_body' }))
  await step('the same answers', ({ visitor }) => visitor.post('/empleador/solicitud/cambiar', answers))
  await step('review page again', ({ visitor }) => visitor.get(requestPages.review))
  expect((await step('review', ({ visitor }) => visitor.post(requestPages.review, {}))).status).toBe(303)
  await harness.settled()
  expect((await step('receipt', ({ visitor }) => visitor.get(requestPages.receipt))).body).toContain('CONTINUACION')
  for (const each of all) expect(mailTo(harness, each.email).length, each.name).toBe(2)
}

/** Every page that a browser with the number and the code can reach. */
async function look(all: readonly Watched[], when: string): Promise<Seen> {
  const step = (name: string, request: Parameters<typeof alike<Watched>>[2]) => alike(all, `${name}, ${when}`, request)
  const followed = await step('follow', ({ visitor }) => visitor.get('/tramite'))
  for (const page of ['/tramite/cancelar', '/tramite/activar', '/tramite/activar/codigo', '/tramite/activar/clave', requestPages.receipt]) {
    await step(page, ({ visitor }) => visitor.get(page))
  }
  await step('an answer to nothing asked', ({ visitor }) => visitor.post('/tramite/responder', {}))
  await step('activation', ({ visitor }) => visitor.post('/tramite/activar', {}))
  await step('activation code', ({ visitor }) => visitor.post('/tramite/activar/codigo', { codigo: '000000000000' }))
  await step('activation key', ({ visitor }) => visitor.post('/tramite/activar/clave', { clave: 'mi abuela vende mangos verdes' }))
  return followed
}

describe('a request for an office', () => {
  it('tells and costs the same from the reason to its end, whatever the record says of the numbers', async () => {
    const inReview = await addHolder(harness)
    const owners = await filed(harness, inReview)
    await verified(harness, owners, await addStaff(harness, ['agent']))
    const all = watch([
      ['unknown numbers', madeUpTriple()],
      ['a known holder', await addHolder(harness)],
      ['a known RUC with another cédula', { ...(await addHolder(harness)), nationalId: madeUpTriple().nationalId }],
      ['a known RUC with another branch', { ...(await addHolder(harness)), branchCode: '0007' }],
      ['a blocked key', await addHolder(harness, { key: 'blocked' })],
      ['no contact', await addHolder(harness, { contacts: [] })],
      ['three contacts', await addHolder(harness, { contacts: [1, 2, 3].map((n) => ({ channel: 'email', value: `c${n}@tres.example` })) })],
      ['a closed employer', await addHolder(harness, { closed: true })],
      ['a security hold', await addHolder(harness, { held: true })],
      ['a case in review', inReview],
    ])
    await file(all)
    expect((await look(all, 'filed')).body).toContain('Enviado')
    advance(10 * day)
    await look(all, 'after ten days')
    await alike(all, 'cancel', ({ visitor }) => visitor.post('/tramite/cancelar', {}))
    expect((await look(all, 'cancelled')).body).toContain('Cancelado')
    await alike(all, 'cancel again', ({ visitor }) => visitor.post('/tramite/cancelar', {}))
    await harness.settled()
    expect((await harness.context.db.selectFrom('replacement').select('state').where('number', '=', owners.number).executeTakeFirstOrThrow()).state).toBe(
      'in_review',
    )
  })

  it('that a contact stopped goes on for whoever filed it as one that nobody knows, and can be cancelled, or is over, as that one', async () => {
    for (const cancels of [true, false]) {
      const stopped = await addHolder(harness)
      const all = watch([
        ['unknown numbers', madeUpTriple()],
        ['stopped by a contact', stopped],
      ]).map((each, at) => ({ ...each, email: `${cancels ? 'uno' : 'dos'}${at}@nuevo.example` }))
      for (const each of all) Object.assign(each, observe(each.triple, [each.email]))
      await file(all)
      const veto = await createVisitor(harness).post(linkTo(harness, stopped.email, '/v/'), {})
      expect(veto.statusCode).toBe(303)
      const states = await harness.context.db.selectFrom('replacement').select(['state', 'cancelled_by']).where('branch_id', '=', stopped.branchId).execute()
      expect(states).toEqual([{ state: 'cancelled', cancelled_by: 'contact' }])
      expect((await look(all, 'stopped')).body).toContain('Enviado')
      if (cancels) {
        await alike(all, 'cancel', ({ visitor }) => visitor.post('/tramite/cancelar', {}))
        expect((await look(all, 'cancelled')).body).toContain('Cancelado')
      } else {
        advance(45 * day)
        expect((await look(all, 'over')).body).toContain('Vencido')
        await alike(all, 'cancel when over', ({ visitor }) => visitor.post('/tramite/cancelar', {}))
        expect((await look(all, 'over for good')).body).toContain('Vencido')
      }
    }
  })

  it('of which a hundred are filed costs the owner nothing: its own goes through, and so does its recovery', async () => {
    const owner = await addHolder(harness)
    const started = harness.inbox.received.length
    for (let time = 0; time < 100; time += 1) {
      if (time % 25 === 24) advance(3_600_000)
      await filed(harness, owner, { email: null })
    }
    const warned = mailTo(harness, owner.email).length
    expect(warned).toBeGreaterThan(0)
    expect(warned).toBeLessThanOrEqual(harness.context.institution.policy.messagesPerDayBeforeSlow)
    expect(harness.inbox.received.length - started).toBe(warned)

    const own = await filed(harness, owner)
    await verified(harness, own, await addStaff(harness, ['agent']))
    const next = await filed(harness, owner, { email: null })
    await moved(harness, next.number, { event: { type: 'cancel', continuation: true }, patch: { cancelled_by: 'applicant' } })

    const visitor = createVisitor(harness)
    await visitor.start(owner)
    await harness.settled()
    expect((await visitor.enterCode(codeTo(harness, owner.email))).headers.location).toBe('/empleador/recuperar/clave')
    expect((await visitor.setKey('mi abuela vende mangos verdes')).statusCode).toBe(303)
    expect(await signsIn(harness, owner, 'mi abuela vende mangos verdes')).toBe(true)
  })

  it('whose numbers are changed from the review again and again is counted and ended as one begun again and again would be', async () => {
    const { applicant } = await readyRequest(harness, madeUpTriple(), { kind: 'company' })
    const change = async (triple: Triple) =>
      applicant.post(requestPages.data, {
        motivo: 'first_key',
        empleador: 'company',
        volver: 'revisar',
        ruc: triple.taxId,
        sucursal: '0001',
        cedula: triple.nationalId,
      })
    const limit = harness.context.institution.policy.noScriptPerSource
    for (let time = 0; time < limit; time += 1) expect((await change(madeUpTriple())).headers.location).toBe(requestPages.review)
    expect((await change(madeUpTriple())).statusCode).toBe(429)
    const spent = await solvedPuzzle(harness, { form: 'replacement' })
    const puzzled = () => ({ ruc: madeUpTriple().taxId, sucursal: '0001', cedula: madeUpTriple().nationalId, altcha: spent })
    const answers = { motivo: 'first_key', empleador: 'company', volver: 'revisar' }
    expect((await applicant.post(requestPages.data, { ...answers, ...puzzled() })).statusCode).toBe(303)
    expect((await applicant.post(requestPages.data, { ...answers, ...puzzled() })).statusCode).toBe(422)
    expect((await applicant.get(requestPages.review)).statusCode).toBe(200)
    advance(harness.context.institution.policy.draftKept)
    expect((await applicant.get(requestPages.review)).headers.location).toBe('/empleador/solicitud')
  })
})
