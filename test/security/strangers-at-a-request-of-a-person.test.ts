import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { codeTo, createHarness, createVisitor, type Harness, linkTo, solvedPuzzle } from '../harness.ts'
import { madeUpTriple } from './holders.ts'
import { caseOf } from './office-steps.ts'
import { addPerson } from './persons.ts'
import { alike, createObserver, type Seen, stopClock } from './strangers.ts'

// The request of a person at an office names somebody by the cédula alone: until the identity step it tells and costs the same.

vi.setConfig({ testTimeout: 120_000 })

const day = 86_400_000
const base = '/personal/solicitud'
let harness: Harness
let advance: (milliseconds: number) => void
let observe: ReturnType<typeof createObserver>
beforeEach(async () => {
  harness = await createHarness()
  advance = stopClock(harness)
  observe = createObserver(harness)
})
afterEach(() => harness.close())

type Watched = ReturnType<typeof observe> & { name: string; nationalId: string; email: string }

const watch = (everyone: readonly (readonly [string, string])[]) =>
  everyone.map(([name, nationalId], at): Watched => {
    const email = `solicita${at}@nuevo.example`
    return { name, nationalId, email, ...observe({ taxId: '1790000125001', branchCode: '0001', nationalId }, [email]) }
  })

async function file(all: readonly Watched[]) {
  const step = (name: string, request: Parameters<typeof alike<Watched>>[2]) => alike(all, name, request)
  const given = await step('data', async ({ visitor, nationalId }) =>
    visitor.post(`${base}/datos`, { cedula: nationalId, altcha: await solvedPuzzle(harness, { form: 'contact_replacement' }) }),
  )
  expect(given.status).toBe(303)
  await step('contact', ({ visitor, email }) => visitor.post(`${base}/contacto`, { correo: email }))
  await harness.settled()
  await step('a wrong code', ({ visitor }) => visitor.post(`${base}/contacto/codigo`, { codigo: '000000000000' }))
  await step('code', ({ visitor, email }) => visitor.post(`${base}/contacto/codigo`, { codigo: codeTo(harness, email) }))
  await step('office', ({ visitor }) => visitor.post(`${base}/turno`, { oficina: 'centro' }))
  await step('review page', ({ visitor }) => visitor.get(`${base}/revisar`))
  expect((await step('review', ({ visitor }) => visitor.post(`${base}/revisar`, {}))).status).toBe(303)
  await harness.settled()
  expect((await step('receipt', ({ visitor }) => visitor.get(`${base}/recibo`))).body).toContain('CONTINUACION')
}

async function look(all: readonly Watched[], when: string): Promise<Seen> {
  const step = (name: string, request: Parameters<typeof alike<Watched>>[2]) => alike(all, `${name}, ${when}`, request)
  const followed = await step('follow', ({ visitor }) => visitor.get('/tramite'))
  for (const page of ['/tramite/cancelar', '/tramite/activar', '/tramite/activar/codigo']) await step(page, ({ visitor }) => visitor.get(page))
  await step('an answer to nothing asked', ({ visitor }) => visitor.post('/tramite/responder', {}))
  await step('activation', ({ visitor }) => visitor.post('/tramite/activar', {}))
  await step('activation code', ({ visitor }) => visitor.post('/tramite/activar/codigo', { codigo: '000000000000' }))
  return followed
}

it('tells and costs the same from the data to its end, whatever the record says of the cédula, also when a contact stopped it', async () => {
  const stopped = await addPerson(harness)
  const all = watch([
    ['unknown number', madeUpTriple().nationalId],
    ['a known person', (await addPerson(harness)).nationalId],
    ['no contact', (await addPerson(harness, { contacts: [] })).nationalId],
    ['two contacts', (await addPerson(harness, { contacts: [1, 2].map((n) => ({ channel: 'email' as const, value: `p${n}@dos.example` })) })).nationalId],
    ['a blocked key', (await addPerson(harness, { key: 'blocked' })).nationalId],
    ['closed', (await addPerson(harness, { closed: true })).nationalId],
    ['a security hold', (await addPerson(harness, { held: true })).nationalId],
    ['stopped by a contact', stopped.nationalId],
  ])
  await file(all)
  expect((await look(all, 'filed')).body).toContain('Enviado')
  expect((await createVisitor(harness).post(linkTo(harness, stopped.email, '/v/'), {})).headers.location).toContain('/v/hecho/ended')
  advance(10 * day)
  expect((await look(all, 'stopped')).body).toContain('Enviado')
  await alike(all, 'cancel', ({ visitor }) => visitor.post('/tramite/cancelar', {}))
  expect((await look(all, 'cancelled')).body).toContain('Cancelado')
  const { number } = await harness.context.db.selectFrom('replacement').select('number').where('person_id', '=', stopped.personId).executeTakeFirstOrThrow()
  expect((await caseOf(harness, number)).state).toBe('cancelled')
})
