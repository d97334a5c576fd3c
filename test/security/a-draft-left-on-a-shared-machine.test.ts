import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, createVisitor, type Harness, solvedPuzzle, type Visitor } from '../harness.ts'
import { addHolder } from './holders.ts'
import { requestPages, startedRequest } from './requests.ts'

// Somebody begins a request on a shared machine, notes the cookie of its draft and leaves the page open for the next person. That cookie gives
// the continuation code again to a browser whose answer was lost: not to one that only kept it.

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

async function filledIn(): Promise<{ victim: Visitor; thief: Visitor }> {
  const victim = await startedRequest(harness, await addHolder(harness))
  const thief = createVisitor(harness)
  await thief.get('/')
  thief.cookies.set('request', victim.cookies.get('request') ?? '')
  await victim.post(requestPages.contact, { ninguno: 'si' })
  await victim.post(requestPages.office, { oficina: 'centro' })
  return { victim, thief }
}
/** Whether the cookie of the draft, sent alone, gives the number and the code of what was filed. */
async function getsCode(thief: Visitor): Promise<boolean> {
  const kept = thief.cookies.get('request') ?? ''
  for (const ask of [() => thief.get(requestPages.review), () => thief.post(requestPages.review, {})]) {
    thief.cookies.set('request', kept)
    await ask()
  }
  thief.cookies.set('request', kept)
  return thief.cookies.has('case')
}

describe('the cookie of a draft that somebody else kept', () => {
  it('opens nothing once the applicant has seen the receipt', async () => {
    const { victim, thief } = await filledIn()
    await victim.post(requestPages.review, {})
    expect((await victim.get(requestPages.receipt)).statusCode).toBe(200)
    expect(await getsCode(thief)).toBe(false)
    expect((await victim.get(requestPages.receipt)).statusCode).toBe(200)
  })

  it('nor after "Terminar", though the answer with the code had been lost', async () => {
    const { victim, thief } = await filledIn()
    const before = new Map(victim.cookies)
    await victim.post(requestPages.review, {})
    for (const [name, value] of before) victim.cookies.set(name, value)
    victim.cookies.delete('case')
    await victim.post('/tramite/terminar', {})
    expect(await getsCode(thief)).toBe(false)
  })

  it('nor of a draft in which the next person typed their own numbers, from then on', async () => {
    const { victim, thief } = await filledIn()
    const own = await addHolder(harness)
    const typed = { ruc: own.taxId, sucursal: own.branchCode, cedula: own.nationalId, motivo: 'first_key', empleador: 'company', volver: 'revisar' }
    const changed = await victim.post(requestPages.data, { ...typed, altcha: await solvedPuzzle(harness, { form: 'replacement' }) })
    expect(changed.headers.location).toBe(requestPages.review)
    expect((await thief.get(requestPages.review)).headers.location).toBe('/empleador/solicitud')
    await victim.post(requestPages.review, {})
    expect(await getsCode(thief)).toBe(false)
    expect((await victim.get(requestPages.receipt)).body).toContain(own.taxId)
  })

  it('nor of a draft that was ended with "Terminar" before it was filed', async () => {
    const { victim, thief } = await filledIn()
    await victim.post('/tramite/terminar', {})
    expect(await getsCode(thief)).toBe(false)
  })
})
