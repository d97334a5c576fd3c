import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, createVisitor, type Harness, linkTo, mailTo } from '../harness.ts'
import { changedContact, contactId, hardened, savedCode, settledOwner, standing, wordsOf } from '../security/account-steps.ts'
import { newKey, proven, signsIn } from '../security/steps.ts'

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

const minute = 60_000
const codePage = '/empleador/recuperar/codigo-guardado'
const keyPage = '/empleador/recuperar/clave'
const done = '/empleador/recuperar/listo'
const other = 'otra clave para el empleador'

describe('what was made in the account, in a recovery', () => {
  it('hardened recovery refuses a contact alone, and takes it with the saved code, which is used up', async () => {
    const { holder, owner } = await settledOwner(harness)
    const code = await savedCode(owner)
    await hardened(owner)
    const recovering = await proven(harness, holder)
    await recovering.setKey(other)
    expect(await signsIn(harness, holder, newKey)).toBe(true)
    expect((await recovering.post(codePage, { codigo: code.toLowerCase() })).headers.location).toBe(keyPage)
    expect((await recovering.setKey(other)).headers.location).toBe(done)
    expect(await standing(harness, holder)).toMatchObject({ hardened: true, codes: ['used'] })
    expect(await signsIn(harness, holder, newKey)).toBe(false)
  })

  it('a new contact with a saved code made before the change recovers at once; with one made after it does not', async () => {
    for (const [when, location] of [
      ['before', done],
      ['after', keyPage],
    ] as const) {
      const { holder, owner } = await settledOwner(harness)
      const value = `${when}@cambio.example`
      const before = when === 'before' ? await savedCode(owner) : ''
      harness.advance(minute)
      await changedContact(harness, owner, { contact: value, replaces: await contactId(harness, holder, holder.email) })
      harness.advance(minute)
      const code = before || (await savedCode(owner))
      const recovering = await proven(harness, { ...holder, email: value })
      await recovering.post(codePage, { codigo: code })
      expect((await recovering.setKey(other)).headers.location, when).toBe(location)
    }
  })

  it('a code that another one replaced, that was withdrawn, or whose making was undone does not count, not even where it had been given', async () => {
    const { holder, owner } = await settledOwner(harness)
    const replaced = await savedCode(owner)
    harness.advance(minute)
    const undone = await savedCode(owner)
    harness.advance(minute)
    await hardened(owner)
    await harness.settled()
    const recovering = await proven(harness, holder)
    expect((await recovering.post(codePage, { codigo: replaced })).statusCode).toBe(422)
    expect((await recovering.post(codePage, { codigo: undone })).headers.location).toBe(keyPage)
    const making = mailTo(harness, holder.email).find(({ message }) => message.subject === 'Se creó un código guardado de recuperación')
    const link = making?.message.blocks.flatMap((block) => ('link' in block ? [new URL(block.link).pathname] : [])).at(0) ?? ''
    expect((await createVisitor(harness).post(link, {})).headers.location).toBe('/v/hecho/undone')
    expect(await standing(harness, holder)).toEqual({ contacts: [holder.email], hardened: false, codes: ['made_anew', 'vetoed'] })
  })

  it('one mailbox that undoes hardened recovery does not recover at once: it waits, and every contact hears', async () => {
    const { holder, owner } = await settledOwner(harness)
    await savedCode(owner)
    harness.advance(minute)
    await hardened(owner)
    await harness.settled()
    const mailbox = createVisitor(harness)
    expect((await mailbox.post(linkTo(harness, holder.email, '/v/'), {})).headers.location).toBe('/v/hecho/undone')
    const recovering = await proven(harness, holder)
    await recovering.setKey(other)
    expect(await signsIn(harness, holder, other)).toBe(false)
    expect(wordsOf((await recovering.get(keyPage)).body)).toContain('se deshizo con un aviso la recuperación reforzada')
    await harness.settled()
    expect(mailTo(harness, holder.email)[0]?.message.blocks.some((block) => 'link' in block && block.link.includes('/v/'))).toBe(true)
    harness.advance(5 * 24 * 60 * minute)
    const again = await proven(harness, holder)
    await again.setKey(other)
    expect(await signsIn(harness, holder, other)).toBe(false)
  })

  it('a thief who made a code and then put an own contact in, in time for it to count, loses both by one click', async () => {
    const { holder, owner } = await settledOwner(harness)
    const code = await savedCode(owner)
    await harness.settled()
    const link = linkTo(harness, holder.email, '/v/')
    harness.advance(minute)
    await changedContact(harness, owner, { contact: 'ladron@con-codigo.example', replaces: await contactId(harness, holder, holder.email) })
    const thief = await proven(harness, { ...holder, email: 'ladron@con-codigo.example' })
    expect((await thief.post(codePage, { codigo: code })).headers.location).toBe(keyPage)
    expect((await createVisitor(harness).post(link, {})).headers.location).toBe('/v/hecho/undone')
    expect((await thief.setKey(other)).headers.location).toBe(keyPage)
    expect(await signsIn(harness, holder, other)).toBe(false)
    expect(wordsOf((await thief.get(keyPage)).body)).toContain('ya no consta en el registro')
    expect((await (await proven(harness, holder)).setKey('la clave que vuelve a su dueño')).headers.location).toBe(done)
  })
})
