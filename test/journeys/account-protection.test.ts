import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { normalSavedCode, savedCodeHashes } from '../../src/credentials/saved-code.ts'
import { createHarness, createVisitor, type Harness, linkTo, mailTo } from '../harness.ts'
import { account, hardened, savedCode, settledOwner, shownCode, signedIn, standing, wordsOf } from '../security/account-steps.ts'
import { newKey, signsIn, vetoed } from '../security/steps.ts'

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

const minute = 60_000
const subjects = (address: string) => mailTo(harness, address).map(({ message }) => message.subject)

describe('a saved recovery code', () => {
  it('is shown once, printable, on a page that nothing keeps; only its keyed hash stays', async () => {
    const { holder, owner } = await settledOwner(harness)
    const made = await owner.post(`${account}/codigo-guardado`, { clave: newKey })
    expect(made.statusCode).toBe(200)
    expect(made.headers['cache-control']).toBe('no-store')
    const code = shownCode(made.body)
    expect(code).not.toBe('')
    expect((await owner.get(`${account}/codigo-guardado`)).body).not.toContain(code)
    const row = await harness.context.db.selectFrom('saved_code').selectAll().where('branch_id', '=', holder.branchId).executeTakeFirstOrThrow()
    expect(JSON.stringify(row)).not.toContain(code.replaceAll('-', ''))
    const typed = normalSavedCode(code)
    expect(typed && savedCodeHashes(harness.context.keys, { branchId: holder.branchId, code: typed })).toContain(row.hash)
    await harness.settled()
    expect(subjects(holder.email)[0]).toBe('Se creó un código guardado de recuperación')
    expect(JSON.stringify(mailTo(harness, holder.email))).not.toContain(code)
  })

  it('ends when another is made, and can be withdrawn; the contacts hear of each', async () => {
    const { holder, owner } = await settledOwner(harness)
    const first = await savedCode(owner)
    expect(await savedCode(owner)).not.toBe(first)
    expect((await standing(harness, holder)).codes).toEqual(['made_anew', null])
    expect((await owner.post(`${account}/codigo-guardado/retirar`, { clave: newKey })).headers.location).toBe(`${account}/codigo-guardado`)
    expect((await standing(harness, holder)).codes).toEqual(['made_anew', 'withdrawn'])
    await harness.settled()
    expect(subjects(holder.email).slice(0, 3)).toEqual([
      'Se retiró el código guardado de recuperación',
      'Se creó un código guardado de recuperación',
      'Se creó un código guardado de recuperación',
    ])
  })
})

describe('hardened recovery', () => {
  it('needs a saved code first, says so, is chosen, needs it as long as it stands, and is given up', async () => {
    const { holder, owner } = await settledOwner(harness)
    expect(wordsOf((await owner.get(`${account}/proteccion`)).body)).toContain('Primero cree un código guardado')
    await hardened(owner)
    expect((await standing(harness, holder)).hardened).toBe(false)

    await savedCode(owner)
    await hardened(owner)
    expect((await standing(harness, holder)).hardened).toBe(true)
    expect(wordsOf((await owner.get(account)).body)).toContain('Recuperación reforzada : elegida')

    expect((await owner.post(`${account}/codigo-guardado/retirar`, { clave: newKey })).statusCode).toBe(303)
    expect((await standing(harness, holder)).codes).toEqual([null])
    expect(wordsOf((await owner.get(`${account}/codigo-guardado/retirar`)).body)).toContain('La recuperación reforzada necesita el código guardado')

    await owner.post(`${account}/proteccion`, { opcion: 'normal', clave: newKey })
    expect((await standing(harness, holder)).hardened).toBe(false)
    await harness.settled()
    expect(subjects(holder.email).slice(0, 2)).toEqual(['Se dejó la recuperación reforzada', 'Se eligió la recuperación reforzada'])
  })

  it('chosen twice is told once', async () => {
    const { holder, owner } = await settledOwner(harness)
    await savedCode(owner)
    await hardened(owner)
    await hardened(owner)
    await harness.settled()
    expect(subjects(holder.email).filter((subject) => subject === 'Se eligió la recuperación reforzada')).toHaveLength(1)
  })
})

describe('a contact that does not recognise a change', () => {
  it('reads what would happen, and takes the account back; the sessions end, the key stays, nothing more is changed with it', async () => {
    const { holder, owner } = await settledOwner(harness)
    await savedCode(owner)
    harness.advance(minute)
    await hardened(owner)
    await harness.settled()
    const link = linkTo(harness, holder.email, '/v/')
    const contact = createVisitor(harness)
    const page = wordsOf((await contact.get(link)).body)
    expect(page).toContain('se eligió desde la cuenta la recuperación reforzada')
    expect((await standing(harness, holder)).hardened).toBe(true)
    expect(await vetoed(harness, holder.email)).toBe('undone')
    expect(wordsOf((await contact.get('/v/hecho/undone')).body)).toContain('El cambio quedó deshecho')
    expect((await owner.get(account)).headers.location).toBe('/empleador/ingresar')
    await harness.settled()
    expect(subjects(holder.email)[0]).toBe('Se deshizo un cambio de la cuenta')
    // The code was made before what was vetoed: it stays.
    expect(await standing(harness, holder)).toMatchObject({ hardened: false, codes: [null] })

    expect(await signsIn(harness, holder, newKey)).toBe(true)
    const again = await signedIn(harness, holder)
    expect(wordsOf((await again.get(account)).body)).toContain('un contacto avisó que no reconocía un cambio')
    expect((await again.post(`${account}/codigo-guardado`, { clave: newKey })).headers.location).toBe(account)
    expect((await contact.post(link, {})).headers.location).toBe('/v/hecho/undone_already')
  })

  it('of the first of several undoes what the same key did since', async () => {
    const { holder, owner } = await settledOwner(harness)
    await savedCode(owner)
    await harness.settled()
    const link = linkTo(harness, holder.email, '/v/')
    await hardened(owner)
    expect((await createVisitor(harness).post(link, {})).headers.location).toBe('/v/hecho/undone')
    expect(await standing(harness, holder)).toMatchObject({ hardened: false, codes: ['vetoed'] })
  })

  it('puts hardening back that somebody gave up, since the day it was chosen', async () => {
    const { holder, owner } = await settledOwner(harness)
    await savedCode(owner)
    await hardened(owner)
    const since = () => harness.context.db.selectFrom('branch').select('hardened_since').where('id', '=', holder.branchId).executeTakeFirstOrThrow()
    const before = await since()
    harness.advance(minute)
    await owner.post(`${account}/proteccion`, { opcion: 'normal', clave: newKey })
    await harness.settled()
    expect(await vetoed(harness, holder.email)).toBe('undone')
    expect(await since()).toEqual(before)
  })

  it('has as long as a removed contact is heard, and no longer', async () => {
    const { holder, owner } = await settledOwner(harness)
    await savedCode(owner)
    await harness.settled()
    harness.advance(harness.context.institution.policy.removedContactVeto)
    expect(await vetoed(harness, holder.email)).toBe('undo_too_late')
    expect((await standing(harness, holder)).codes).toEqual([null])
  })
})
