import { afterAll, beforeAll, expect, it } from 'vitest'
import { createHarness, createVisitor, type Harness, mailTo } from '../harness.ts'
import { activated, activationPages, approved, entered, words } from '../security/activation-steps.ts'
import { identified, pageOf } from '../security/agents.ts'
import { addHolder } from '../security/holders.ts'
import { filed, requestPages, startedRequest } from '../security/requests.ts'
import { addStaff } from '../security/staff.ts'

// What the pages and messages of the office path say fits whoever reads them.

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

it.each(['domestic', 'natural_person'])('an employer who is a person (%s) goes in person, and no representative is spoken of', async (kind) => {
  const visitor = createVisitor(harness)
  for (const page of ['requisitos', 'datos']) {
    const said = words(await visitor.get(`/empleador/solicitud/${page}?motivo=no_usable_contact&empleador=${kind}`))
    expect(said).toContain(page === 'requisitos' ? 'va usted en persona' : 'Su cédula')
    expect(said).not.toContain('representante')
  }
})

it('a company sends its legal representative, and nothing is said to rest on answers that nobody gave', async () => {
  const visitor = createVisitor(harness)
  expect(words(await visitor.get('/empleador/solicitud/requisitos?motivo=first_key&empleador=company'))).toContain('va en persona el representante legal')
  expect(words(await visitor.get('/personal/solicitud/requisitos'))).not.toContain('respond')
})

it('a code by SMS is looked for in no folder of unwanted mail, and one by e-mail is', async () => {
  for (const [contact, expected] of [
    [{ celular: '0991234567' }, false],
    [{ correo: 'codigo@nuevo.example' }, true],
  ] as const) {
    const visitor = await startedRequest(harness, await addHolder(harness))
    await visitor.post(requestPages.contact, contact)
    expect((await visitor.get(requestPages.code)).body.includes('no deseado')).toBe(expected)
  }
})

it('nobody is told to type a last code before one was sent', async () => {
  const ready = await approved(harness, await addHolder(harness, { contacts: [] }))
  const { applicant } = ready
  const asked = words(await applicant.get(activationPages.code))
  expect(asked).toContain('Falta un último código')
  expect(asked).not.toContain('Escriba el último código')
  const visitor = await entered(harness, ready)
  const sent = words(await visitor.get(activationPages.code))
  expect(sent).toContain('Escriba el último código')
  expect(sent).toContain('no deseado')
})

it.each([
  ['a first key', 'none' as const],
  ['a key that takes the place of another', 'external' as const],
])('of %s the page and the message speak of a former one only if there was one', async (_what, key) => {
  const contact = `antes-${key}@registrado.example`
  const ready = await approved(harness, await addHolder(harness, { key, contacts: [{ channel: 'email', value: contact }] }), { reason: 'first_key' })
  const page = words(await (await activated(harness, ready)).get(activationPages.done))
  const messages = mailTo(harness, contact).map(({ message }) => `${message.subject} ${JSON.stringify(message.blocks)} ${message.sms}`)
  expect(messages.length).toBeGreaterThan(2)
  const said = [page, ...messages].join(' ')
  if (key === 'none') {
    expect(said).toContain('Se creó su clave patronal en una oficina')
    expect(said).not.toMatch(/La anterior ya no sirve|la anterior dejará|clave patronal cambió|clave patronal de .* cambió/)
  } else {
    expect(page).toContain('La anterior ya no sirve')
    expect(said).toContain('la anterior dejará de servir')
    expect(said).toContain('Su clave patronal cambió en una oficina')
  }
})

it('whoever finishes on a screen of the office is told to bring the number and the code, which only they type', async () => {
  const ready = await approved(harness, await addHolder(harness, { contacts: [] }), { email: null })
  const said = words(await ready.applicant.get('/tramite'))
  expect(said).toContain('vaya a la oficina con su cédula, este número y su código de continuación')
  expect(said).toContain('El código lo escribe solo usted')
})

it('how long an office takes includes the wait for earlier contacts', async () => {
  for (const page of ['/ayuda/cuanto-tarda', '/empleador/solicitud']) {
    expect(words(await createVisitor(harness).get(page)), page).toContain('esperamos al menos 24 horas y hasta el final del siguiente día hábil')
  }
})

it('an agent reads of contacts that can object only where there are some, though a key that is held waits too', async () => {
  const agent = await addStaff(harness, ['agent'])
  for (const contacts of [[], [{ channel: 'email' as const, value: 'queda@registrado.example' }]]) {
    const holder = await addHolder(harness, { contacts })
    const held = { security_hold_since: harness.now(), security_hold_reason: 'set_by_supervisor' as const }
    await harness.context.db.updateTable('branch').set(held).where('id', '=', holder.branchId).execute()
    const { number } = await filed(harness, holder)
    await identified(harness, agent.browser, number)
    const said = words(await agent.browser.get(pageOf(number)))
    expect(said).toContain('La clave está retenida')
    expect(said.includes('Hay contactos registrados que pueden oponerse')).toBe(contacts.length > 0)
    harness.advance(1000)
  }
})
