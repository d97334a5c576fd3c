import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sweep } from '../../src/operations/sweep.ts'
import { standardPolicy } from '../../src/policy.ts'
import { codeTo, createHarness, createVisitor, type Harness, linkTo, mailTo } from '../harness.ts'
import {
  account,
  askContact,
  changedContact,
  contactId,
  giveCode,
  hardened,
  savedCode,
  settledOwner,
  signedIn,
  standing,
  wordsOf,
} from '../security/account-steps.ts'
import { asked, byLink, newKey, proven, signsIn, vetoed } from '../security/steps.ts'

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

const minute = 60_000
const { coolOff, codeTries, contactsAtMost, removedContactVeto } = standardPolicy
const subjects = (address: string) => mailTo(harness, address).map(({ message }) => message.subject)
let made = 0
const address = () => {
  made += 1
  return `nuevo${made}@buzon.example`
}

describe('a changed contact', () => {
  it('is confirmed at the new address, told to all the old ones and to the new one, and shown with its cool-off', async () => {
    const { holder, owner } = await settledOwner(harness, {
      contacts: [
        { channel: 'email', value: 'cambia@empresa.example' },
        { channel: 'email', value: 'queda@empresa.example' },
      ],
    })
    const value = address()
    const replaces = await contactId(harness, holder, 'cambia@empresa.example')
    expect((await askContact(owner, { contact: value, replaces })).headers.location).toBe(`${account}/contacto/codigo`)
    await harness.settled()
    const page = await owner.get(`${account}/contacto/codigo`)
    expect(page.body).not.toContain(value)
    expect(wordsOf(page.body)).toContain('Enviamos un código a nu••••@bu••••.example')
    // Until the code is given nothing has changed, and nobody else has heard.
    expect((await standing(harness, holder)).contacts).toEqual(['cambia@empresa.example', 'queda@empresa.example'])
    expect(subjects('cambia@empresa.example')[0]).not.toBe('Cambió un contacto registrado')
    expect(mailTo(harness, value).map(({ message }) => message.subject)).toEqual(['Código para confirmar este contacto'])

    expect((await giveCode(owner, codeTo(harness, value))).headers.location).toBe(`${account}/contacto/listo`)
    expect(wordsOf((await owner.get(`${account}/contacto/listo`)).body)).toMatch(/Se cambió ca••••@em••••\.example por nu••••@bu••••\.example/)
    expect((await standing(harness, holder)).contacts).toEqual([value, 'queda@empresa.example'].sort())
    await harness.settled()
    for (const to of [value, 'cambia@empresa.example', 'queda@empresa.example']) expect(subjects(to)[0]).toBe('Cambió un contacto registrado')
    for (const to of ['cambia@empresa.example', 'queda@empresa.example']) expect(linkTo(harness, to, '/v/')).toMatch(/^\/v\//)
    expect(() => linkTo(harness, value, '/v/')).toThrow()
    expect(wordsOf((await owner.get(account)).body)).toMatch(/nu••••@bu••••\.example desde el [^•]* Cambió hace poco: hasta el/)
    const row = await harness.context.db.selectFrom('contact').selectAll().where('value', '=', value).executeTakeFirstOrThrow()
    expect(row.cools_until).toEqual(new Date(harness.now().getTime() + coolOff))
  })

  it('can be added beside the others, by mobile too, up to as many as policy allows', async () => {
    const { holder, owner } = await settledOwner(harness)
    await changedContact(harness, owner, { contact: '+593991234501' })
    expect((await standing(harness, holder)).contacts).toEqual(['+593991234501', holder.email])
    for (let more = 2; more < contactsAtMost; more += 1) {
      harness.advance(60 * minute)
      const again = await signedIn(harness, holder)
      await changedContact(harness, again, { contact: address() })
    }
    const full = await askContact(await signedIn(harness, holder), { contact: address() })
    expect(full.statusCode).toBe(422)
    expect(wordsOf(full.body)).toContain(`Ya hay ${contactsAtMost} contactos`)
  })

  it('is refused with what was typed kept, when it is no address, a landline, one that is registered, or nothing was chosen', async () => {
    const { holder, owner } = await settledOwner(harness)
    const refused = async (fields: Record<string, string>) => {
      const answer = await owner.post(`${account}/contacto`, { cambiar: 'nuevo', contacto: address(), clave: newKey, ...fields })
      expect(answer.statusCode).toBe(422)
      return wordsOf(answer.body)
    }
    expect(await refused({ contacto: 'gerencia(at)empresa' })).toContain('no es un correo ni un número de celular')
    expect(await refused({ contacto: '02 234 5678' })).toContain('A un teléfono fijo no llegan mensajes')
    expect(await refused({ contacto: holder.email.toUpperCase() })).toContain('Ese contacto ya está registrado')
    expect(await refused({ cambiar: '' })).toContain('Elija qué contacto quiere cambiar')
    expect(await refused({ clave: '' })).toContain('Escriba la clave')
    expect((await owner.post(`${account}/contacto`, { cambiar: 'nuevo', contacto: 'mal', clave: newKey })).body).toContain('value="mal"')
  })

  it('says when the message could not be delivered', async () => {
    let refusing = false
    const own: Harness = await createHarness({
      senders: { phone: async () => (refusing ? { outcome: 'refused', failure: 'sms_422', hardBounce: true } : { outcome: 'sent' }) },
    })
    const { owner } = await settledOwner(own)
    refusing = true
    await askContact(owner, { contact: '099 123 4502' })
    await own.settled()
    expect(wordsOf((await owner.get(`${account}/contacto/codigo`)).body)).toContain('No pudimos entregar el mensaje')
    await own.close()
  })

  it('alone recovers nothing until it has cooled off, and then does', async () => {
    const { holder, owner } = await settledOwner(harness)
    const value = address()
    await changedContact(harness, owner, { contact: value, replaces: await contactId(harness, holder, holder.email) })
    const changed = { ...holder, email: value }
    const early = await proven(harness, changed)
    expect(wordsOf((await early.get('/empleador/recuperar/clave')).body)).toContain('se cambió hace poco')
    expect((await early.setKey('otra clave del que llegó')).statusCode).toBe(303)
    expect(await signsIn(harness, holder, newKey)).toBe(true)
    harness.advance(coolOff)
    const late = await proven(harness, changed)
    expect((await late.setKey('otra clave del dueño, tarde')).headers.location).toBe('/empleador/recuperar/listo')
    expect(await signsIn(harness, holder, newKey)).toBe(false)
  })

  it('ends what the old one proved in an open case', async () => {
    const { holder, owner } = await settledOwner(harness)
    const recovering = await proven(harness, holder)
    await changedContact(harness, owner, { contact: address(), replaces: await contactId(harness, holder, holder.email) })
    expect((await recovering.setKey('una clave que ya no se puede poner')).statusCode).toBe(303)
    expect(wordsOf((await recovering.get('/empleador/recuperar/clave')).body)).toContain('ya no consta en el registro')
    expect(await signsIn(harness, holder, newKey)).toBe(true)
  })
})

describe('the old contact that does not recognise the change', () => {
  it('has its place again at once, with its age; the new one is out; sessions end; everybody hears; the old one recovers', async () => {
    const { holder, owner } = await settledOwner(harness)
    const value = address()
    const before = await harness.context.db.selectFrom('contact').selectAll().where('value', '=', holder.email).executeTakeFirstOrThrow()
    await changedContact(harness, owner, { contact: value, replaces: before.id })
    await harness.settled()
    harness.advance(minute)
    const link = linkTo(harness, holder.email, '/v/')
    expect(wordsOf((await createVisitor(harness).get(link)).body)).toContain('se cambió o se agregó un contacto registrado')
    expect(await vetoed(harness, holder.email)).toBe('undone')
    expect(await harness.context.db.selectFrom('contact').selectAll().where('id', '=', before.id).executeTakeFirstOrThrow()).toEqual(before)
    expect((await standing(harness, holder)).contacts).toEqual([holder.email])
    expect((await owner.get(account)).headers.location).toBe('/empleador/ingresar')
    await harness.settled()
    for (const to of [holder.email, value]) expect(subjects(to)[0]).toBe('Se deshizo un cambio de la cuenta')

    // Whoever made the change still has the key: the old contact takes it away at once.
    const rightful = await proven(harness, holder)
    expect((await rightful.setKey('la clave que vuelve a su dueño')).headers.location).toBe('/empleador/recuperar/listo')
    expect(await signsIn(harness, holder, newKey)).toBe(false)
  })

  it('brings down a chain of changes by the same key, with a saved code and hardening made between them', async () => {
    const { holder, owner } = await settledOwner(harness)
    const [second, third] = [address(), address()]
    await changedContact(harness, owner, { contact: second, replaces: await contactId(harness, holder, holder.email) })
    await harness.settled()
    const link = linkTo(harness, holder.email, '/v/')
    harness.advance(minute)
    await savedCode(owner)
    await hardened(owner)
    harness.advance(minute)
    await changedContact(harness, owner, { contact: third, replaces: await contactId(harness, holder, second) })
    expect((await createVisitor(harness).post(link, {})).headers.location).toBe('/v/hecho/undone')
    expect(await standing(harness, holder)).toEqual({ contacts: [holder.email], hardened: false, codes: ['vetoed'] })
    // Hardened recovery went with it: the contact recovers after a wait in which every other one could stop it.
    const recovering = await proven(harness, holder)
    await recovering.setKey('la clave del contacto de siempre')
    expect(await signsIn(harness, holder, 'la clave del contacto de siempre')).toBe(false)
    harness.advance(6 * 24 * 60 * minute)
    await sweep(harness.context)
    await harness.settled()
    const later = createVisitor(harness)
    await later.post(linkTo(harness, holder.email, '/r/'), {})
    expect((await later.setKey('la clave del contacto de siempre')).headers.location).toBe('/empleador/recuperar/listo')
  })

  it('leaves alone what a later key changed', async () => {
    const { holder, owner } = await settledOwner(harness, {
      contacts: [
        { channel: 'email', value: 'uno@cadena.example' },
        { channel: 'email', value: 'dos@cadena.example' },
      ],
    })
    const thiefs = address()
    await changedContact(harness, owner, { contact: thiefs, replaces: await contactId(harness, holder, 'uno@cadena.example') })
    await harness.settled()
    const link = linkTo(harness, 'uno@cadena.example', '/v/')
    const rightful = await proven(harness, { ...holder, email: 'dos@cadena.example' })
    await rightful.setKey('la clave nueva del dueño legítimo')
    harness.advance(coolOff)
    const later = await signedIn(harness, holder, { key: 'la clave nueva del dueño legítimo' })
    const good = address()
    await changedContact(harness, later, { contact: good, replaces: await contactId(harness, holder, thiefs), key: 'la clave nueva del dueño legítimo' })
    expect((await createVisitor(harness).post(link, {})).headers.location).toBe('/v/hecho/undone')
    expect((await standing(harness, holder)).contacts).toEqual(['dos@cadena.example', good, 'uno@cadena.example'].sort())
    expect((await later.get(account)).statusCode).toBe(200)
    expect(wordsOf((await later.get(account)).body)).not.toContain('no reconocía un cambio')
  })

  it('takes the place of its own address when that was registered anew meanwhile', async () => {
    const { holder, owner } = await settledOwner(harness)
    const value = address()
    await changedContact(harness, owner, { contact: value, replaces: await contactId(harness, holder, holder.email) })
    await harness.settled()
    const link = linkTo(harness, holder.email, '/v/')
    const { id } = await harness.context.db.selectFrom('contact').select('id').where('value', '=', holder.email).executeTakeFirstOrThrow()
    harness.advance(60 * minute)
    await changedContact(harness, await signedIn(harness, holder), { contact: holder.email })
    expect((await createVisitor(harness).post(link, {})).headers.location).toBe('/v/hecho/undone')
    const active = await harness.context.db.selectFrom('contact').select('id').where('branch_id', '=', holder.branchId).where('status', '=', 'active').execute()
    expect(active).toEqual([{ id }])
  })

  it('voids what the new one proved, in a case that was open', async () => {
    const { holder, owner } = await settledOwner(harness)
    const value = address()
    await changedContact(harness, owner, { contact: value, replaces: await contactId(harness, holder, holder.email) })
    await harness.settled()
    harness.advance(coolOff)
    const thief = await proven(harness, { ...holder, email: value })
    expect(await vetoed(harness, holder.email)).toBe('disputed')
    expect((await createVisitor(harness).post(changeLink(holder.email), {})).headers.location).toBe('/v/hecho/undone')
    expect((await thief.setKey('la clave que quería el ladrón')).statusCode).toBe(303)
    expect(await signsIn(harness, holder, newKey)).toBe(true)
  })

  it('has 30 days, and no longer', async () => {
    const { holder, owner } = await settledOwner(harness)
    await changedContact(harness, owner, { contact: address(), replaces: await contactId(harness, holder, holder.email) })
    await harness.settled()
    harness.advance(removedContactVeto)
    expect(await vetoed(harness, holder.email)).toBe('undo_too_late')
    expect((await standing(harness, holder)).contacts).not.toContain(holder.email)
  })
})

/** The link that undoes a change of a contact, of all the links that an address has. */
function changeLink(to: string): string {
  const found = mailTo(harness, to).find(({ message }) => message.subject === 'Cambió un contacto registrado')
  for (const block of found?.message.blocks ?? []) if ('link' in block) return new URL(block.link).pathname
  throw new Error('no change was told')
}

describe('nothing is changed', () => {
  it('from inside a case of recovery: it neither offers it nor opens the page', async () => {
    const { holder } = await settledOwner(harness)
    const recovering = await asked(harness, holder)
    const pages = [(await recovering.get('/empleador/recuperar/codigo')).body]
    const linked = await byLink(harness, holder)
    pages.push((await linked.get('/empleador/recuperar/clave')).body)
    await linked.setKey('la clave que se acaba de crear')
    pages.push((await linked.get('/empleador/recuperar/listo')).body)
    for (const body of pages) expect(body).not.toContain(`${account}/contacto`)
    expect((await linked.get(`${account}/contacto`)).headers.location).toBe('/empleador/ingresar')
    // Whoever signs in with the key of that case can change nothing while it can still be frozen.
    const fresh = await signedIn(harness, holder, { key: 'la clave que se acaba de crear' })
    expect(wordsOf((await fresh.get(`${account}/contacto`)).body)).toMatch(/La clave se creó o se desbloqueó hace poco.* Hasta el/)
    expect((await askContact(fresh, { contact: address(), key: 'la clave que se acaba de crear' })).headers.location).toBe(account)
    expect((await standing(harness, holder)).contacts).toEqual([holder.email])
  })

  it(`after ${codeTries} wrong codes: the code is dead, also the right one`, async () => {
    const { holder, owner } = await settledOwner(harness)
    const value = address()
    await askContact(owner, { contact: value })
    await harness.settled()
    for (let tries = 0; tries < codeTries; tries += 1) expect((await giveCode(owner, '000000000000')).statusCode).toBe(422)
    expect(wordsOf((await giveCode(owner, codeTo(harness, value))).body)).toContain('demasiados códigos equivocados')
    expect((await standing(harness, holder)).contacts).toEqual([holder.email])
  })
})
