import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, createVisitor, type Harness, linkTo, mailTo } from '../harness.ts'
import { addHolder } from './holders.ts'
import { asked, byLink, newKey, proven, recovered, signsIn, vetoed } from './steps.ts'

const day = 86_400_000
let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

const twoContacts = (name: string) => [
  { channel: 'email' as const, value: `uno@${name}.example` },
  { channel: 'email' as const, value: `dos@${name}.example` },
]

describe('a contact that says it was not them', () => {
  it('before a proof ends the case and nothing more', async () => {
    const holder = await addHolder(harness)
    await asked(harness, holder)
    const link = linkTo(harness, holder.email, '/r/')
    expect(await vetoed(harness, holder.email)).toBe('ended')
    expect((await createVisitor(harness).post(link, {})).statusCode).toBe(410)
    expect((await (await asked(harness, holder)).get('/empleador/recuperar/codigo')).statusCode).toBe(200)
    expect((await byLink(harness, holder).then((browser) => browser.setKey(newKey))).headers.location).toBe('/empleador/recuperar/listo')
  })

  it('after a proof stops the case, and the holder needs an office until it is settled', async () => {
    const holder = await addHolder(harness, { contacts: twoContacts('despues') })
    const applicant = await proven(harness, holder)
    expect(await vetoed(harness, 'dos@despues.example')).toBe('disputed')
    expect((await applicant.setKey(newKey)).headers.location).toBe('/empleador/recuperar/clave')
    expect((await applicant.get('/empleador/recuperar/clave')).body).toContain('Un contacto detuvo este trámite')

    const again = await proven(harness, holder)
    expect((await again.get('/empleador/recuperar/clave')).body).toContain('retenida por seguridad')
    await again.setKey(newKey)
    expect(await signsIn(harness, holder, newKey)).toBe(false)
  })

  it('stops another proven case of the holder too, between its proof and its key', async () => {
    const holder = await addHolder(harness, { contacts: twoContacts('otro') })
    await proven(harness, holder)
    const veto = linkTo(harness, 'dos@otro.example', '/v/')
    const second = await proven(harness, holder)
    await createVisitor(harness).post(veto, {})
    expect((await second.setKey(newKey)).statusCode).toBe(303)
    expect(await signsIn(harness, holder, newKey)).toBe(false)
  })

  it('after the key freezes it for good with its sessions, holds the holder, and the old key stays dead', async () => {
    const holder = await addHolder(harness)
    await recovered(harness, holder, 'la primera clave del empleador')
    await recovered(harness, holder, 'la clave que puso un ladrón')
    const thief = createVisitor(harness)
    await thief.signIn(holder, 'la clave que puso un ladrón')
    expect((await thief.get('/empleador/cuenta')).statusCode).toBe(200)
    expect(await vetoed(harness, holder.email)).toBe('frozen')
    expect((await thief.get('/empleador/cuenta')).headers.location).toBe('/empleador/ingresar')
    expect(await signsIn(harness, holder, 'la clave que puso un ladrón')).toBe(false)
    expect(await signsIn(harness, holder, 'la primera clave del empleador')).toBe(false)
    expect((await (await proven(harness, holder)).get('/empleador/recuperar/clave')).body).toContain('retenida por seguridad')

    const frozen = harness.context.db
      .updateTable('credential')
      .set({ status: 'active', ended_at: null })
      .where('branch_id', '=', holder.branchId)
      .where('status', '=', 'frozen')
    await expect(frozen.execute()).rejects.toThrow('never comes back')
  })

  it('does it once: the same link, or a later one of the same case, does nothing more', async () => {
    const holder = await addHolder(harness)
    await asked(harness, holder)
    const early = linkTo(harness, holder.email, '/v/')
    await byLink(harness, holder).then((browser) => browser.setKey(newKey))
    await harness.settled()
    const late = linkTo(harness, holder.email, '/v/')
    expect(late).not.toBe(early)
    const visitor = createVisitor(harness)
    expect((await visitor.post(late, {})).headers.location).toContain('/v/hecho/frozen')
    await harness.settled()
    const told = harness.inbox.received.length
    for (const link of [late, early]) expect((await visitor.post(link, {})).headers.location).toContain('/v/hecho/already')
    await harness.settled()
    expect(harness.inbox.received.length).toBe(told)
    expect(
      await harness.context.db
        .selectFrom('veto')
        .innerJoin('recovery', 'recovery.id', 'veto.recovery_id')
        .select('veto.at')
        .where('recovery.branch_id', '=', holder.branchId)
        .execute(),
    ).toHaveLength(1)
  })

  it('about the first of two keys freezes the second too, when a thief renewed it through the same mailbox', async () => {
    const holder = await addHolder(harness, { contacts: twoContacts('cadena') })
    await recovered(harness, holder)
    const veto = linkTo(harness, 'dos@cadena.example', '/v/')
    await recovered(harness, holder, 'la segunda clave del ladrón')
    expect((await createVisitor(harness).post(veto, {})).headers.location).toContain('/v/hecho/frozen')
    expect(await signsIn(harness, holder, 'la segunda clave del ladrón')).toBe(false)
    expect((await (await proven(harness, holder)).get('/empleador/recuperar/clave')).body).toContain('retenida por seguridad')
  })

  it('about a key that was replaced since through another contact is not told that the key of today was frozen, and it was not', async () => {
    const holder = await addHolder(harness, { contacts: twoContacts('luego') })
    await recovered(harness, holder)
    const veto = linkTo(harness, 'dos@luego.example', '/v/')
    await recovered(harness, { ...holder, email: 'dos@luego.example' }, 'la clave del dueño legítimo')
    expect((await createVisitor(harness).post(veto, {})).headers.location).toContain('/v/hecho/disputed')
    expect(await signsIn(harness, holder, 'la clave del dueño legítimo')).toBe(true)
  })
})

describe('who cannot stop a case', () => {
  it('is a contact whose cool-off had not ended when the case began, also later with an old link', async () => {
    const coolsUntil = new Date(harness.now().getTime() + 2 * day)
    const holder = await addHolder(harness, {
      contacts: [
        { channel: 'email', value: 'viejo@frio.example' },
        { channel: 'email', value: 'nuevo@frio.example', coolsUntil },
      ],
    })
    await recovered(harness, holder)
    for (const { message } of mailTo(harness, 'nuevo@frio.example')) expect(JSON.stringify(message)).not.toContain('/v/')
    // A link made by hand, as if it had been sent: the rule is asked again when it is used.
    const token = 'V'.repeat(43)
    const { id } = await harness.context.db.selectFrom('contact').select('id').where('value', '=', 'nuevo@frio.example').executeTakeFirstOrThrow()
    const recovery = await harness.context.db.selectFrom('recovery').select('id').where('branch_id', '=', holder.branchId).executeTakeFirstOrThrow()
    await harness.context.db
      .insertInto('veto_token')
      .values({ hash: harness.context.keys.mac('token', token), recovery_id: recovery.id, contact_id: id })
      .execute()
    harness.advance(2 * day)
    expect((await createVisitor(harness).post(`/v/${token}`, {})).headers.location).toContain('/v/hecho/too_late')
    expect(await signsIn(harness, holder, newKey)).toBe(true)
  })

  it('is a contact removed 30 days ago; until then it hears and can', async () => {
    const [a, b] = [await addHolder(harness), await addHolder(harness)]
    for (const holder of [a, b]) {
      await harness.context.db
        .insertInto('contact')
        .values({
          id: harness.context.random.uuid(),
          branch_id: holder.branchId,
          channel: 'email',
          value: `antes-${holder.email}`,
          status: 'removed',
          since: new Date(0),
          source: 'test',
          last_used_at: harness.now(),
          removed_at: new Date(harness.now().getTime() - 29 * day),
        })
        .execute()
    }
    await recovered(harness, a)
    expect(await vetoed(harness, `antes-${a.email}`)).toBe('frozen')
    await recovered(harness, b)
    harness.advance(day)
    expect(await vetoed(harness, `antes-${b.email}`)).toBe('too_late')
    expect(await signsIn(harness, b, newKey)).toBe(true)
  })

  it('is a removed contact with a code: it gets no start message at all', async () => {
    const holder = await addHolder(harness, { contacts: [{ channel: 'email', value: 'solo@quitado.example', removedAt: harness.now() }] })
    await asked(harness, holder)
    expect(mailTo(harness, 'solo@quitado.example')).toEqual([])
  })

  it('is anybody with a link that was never made', async () => {
    const visitor = createVisitor(harness)
    expect((await visitor.get(`/v/${'a'.repeat(43)}`)).statusCode).toBe(410)
    expect((await visitor.post(`/v/${'a'.repeat(43)}`, {})).statusCode).toBe(410)
  })
})
