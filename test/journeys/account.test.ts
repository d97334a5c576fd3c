import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../harness.ts'
import { account, signedIn, wordsOf } from '../security/account-steps.ts'
import { addHolder } from '../security/holders.ts'
import { moved, verified } from '../security/office-steps.ts'
import { filed } from '../security/requests.ts'
import { addStaff } from '../security/staff.ts'
import { asked, newKey, recovered, vetoed } from '../security/steps.ts'

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

describe('the signed-in home of an employer', () => {
  it('shows its last sign-ins with time, device and whether the browser was known, and no one else’s', async () => {
    const [holder, other] = [await addHolder(harness), await addHolder(harness)]
    const owner = await recovered(harness, holder)
    await recovered(harness, other)
    await signedIn(harness, other, { userAgent: 'Mozilla/5.0 (iPhone) Mobile' })
    await owner.signIn(holder, newKey)
    await signedIn(harness, holder, { userAgent: 'Mozilla/5.0 (Linux; Android 14; SM-X200)' })
    const page = wordsOf((await owner.get(account)).body)
    expect(page).toMatch(/Computador, equipo conocido/)
    expect(page).toMatch(/Tableta, equipo que no conocíamos/)
    expect(page).not.toMatch(/Teléfono, /)
    expect(page).toContain(holder.name)
    expect(page).not.toContain(other.name)
  })

  it('shows contacts masked, and says plainly which cools off until when and which is in doubt and why', async () => {
    const holder = await addHolder(harness, {
      contacts: [
        { channel: 'email', value: 'gerencia@contactos.example' },
        { channel: 'phone', value: '+593990000077', lastUsedAt: new Date(harness.now().getTime() - 366 * 86_400_000) },
        { channel: 'email', value: 'nuevo@contactos.example', coolsUntil: new Date(harness.now().getTime() + 86_400_000) },
        { channel: 'email', value: 'antes@contactos.example', removedAt: harness.now() },
      ],
    })
    await recovered(harness, holder)
    const { body } = await (await signedIn(harness, holder)).get(account)
    expect(body).not.toMatch(/@contactos\.example|990000077/)
    expect(wordsOf(body)).toMatch(/ge••••@co••••\.example desde el/)
    expect(wordsOf(body)).toMatch(/nu••••@co••••\.example desde el [^•]* Cambió hace poco: hasta el/)
    expect(wordsOf(body)).toMatch(/•••• 0077 desde el [^•]* En duda: hace mucho que no se usa/)
    expect(body).not.toContain('an••••@')
  })

  it('sends nobody to a recovery online that cannot work without a contact', async () => {
    const holder = await addHolder(harness)
    const owner = await recovered(harness, holder)
    await owner.signIn(holder, newKey)
    const recover = 'cree otra clave ahora'
    expect(wordsOf((await owner.get(account)).body)).toContain(recover)
    await harness.context.db.updateTable('contact').set({ status: 'removed', removed_at: harness.now() }).where('branch_id', '=', holder.branchId).execute()
    const { body } = await owner.get(account)
    expect(wordsOf(body)).toContain('Sin contactos la clave solo se recupera en una oficina')
    expect(wordsOf(body)).toContain('Si no reconoce un ingreso, llame al')
    expect(wordsOf(body)).not.toContain(recover)
    expect(body).not.toContain('href="/empleador/recuperar"')
  })

  it('shows the history of the key: made elsewhere, replaced, and the one that counts', async () => {
    const holder = await addHolder(harness)
    await recovered(harness, holder, 'la primera clave del empleador')
    await recovered(harness, holder)
    const page = wordsOf((await (await signedIn(harness, holder)).get(account)).body)
    const history = page.slice(page.indexOf('Historia de la clave'), page.indexOf('Sesiones abiertas'))
    expect(history).toMatch(
      /Creada el .* Es la que vale\. .*Creada el .* Terminó el .*: se creó otra\. .*Hecha antes de este servicio; .* Terminó el .*: se creó otra\./,
    )
  })

  it('shows open cases with their number, since when, and where they are; not those that are over', async () => {
    const holder = await addHolder(harness)
    await recovered(harness, holder)
    const owner = await signedIn(harness, holder)
    expect(wordsOf((await owner.get(account)).body)).toContain('No hay ninguna recuperación abierta.')
    await asked(harness, holder)
    expect(wordsOf((await owner.get(account)).body)).toMatch(/Trámite \S+, pedido el .* Nadie ha confirmado todavía/)
    expect(await vetoed(harness, holder.email)).toBe('ended')
    expect(wordsOf((await owner.get(account)).body)).toContain('No hay ninguna recuperación abierta.')
  })

  it('lists a case with an office too, says how far it is and what to do about one that is not theirs', async () => {
    const holder = await addHolder(harness)
    await recovered(harness, holder)
    const owner = await signedIn(harness, holder)
    const request = await filed(harness, holder)
    expect(wordsOf((await owner.get(account)).body)).toMatch(new RegExp(`Trámite con una oficina ${request.number}, pedido el .* Nadie se ha presentado`))
    await verified(harness, request, await addStaff(harness, ['agent']))
    const page = wordsOf((await owner.get(account)).body)
    expect(page).toContain('se presentó con su documento')
    expect(page).toContain('Si no reconoce un trámite con una oficina')
    await moved(harness, request.number, { event: { type: 'cancel', continuation: true }, patch: { cancelled_by: 'applicant' } })
    expect(wordsOf((await owner.get(account)).body)).not.toContain('Trámite con una oficina')
  })

  it('ends the other sessions with one button, keeps its own, and leaves other holders alone', async () => {
    const [holder, other] = [await addHolder(harness), await addHolder(harness)]
    await recovered(harness, holder)
    await recovered(harness, other)
    const [here, there, elsewhere] = [await signedIn(harness, holder), await signedIn(harness, holder), await signedIn(harness, other)]
    expect((await here.get(account)).body).toContain('Cerrar las otras sesiones')
    expect((await here.post(`${account}/sesiones`, {})).headers.location).toBe(account)
    expect((await here.get(account)).body).not.toContain('Cerrar las otras sesiones')
    expect((await there.get(account)).headers.location).toBe('/empleador/ingresar')
    expect((await elsewhere.get(account)).statusCode).toBe(200)
  })

  it('says, while a veto can still freeze the key, that nothing can be changed, until when and why', async () => {
    const holder = await addHolder(harness)
    await recovered(harness, holder)
    const owner = await signedIn(harness, holder)
    expect(wordsOf((await owner.get(account)).body)).toMatch(
      /La clave se creó o se desbloqueó hace poco, y todavía se puede anular si no fue usted\. Hasta el /,
    )
  })

  it('signs out, and the page before is gone', async () => {
    const holder = await addHolder(harness)
    await recovered(harness, holder)
    const owner = await signedIn(harness, holder)
    await owner.get(account)
    expect((await owner.get('/empleador/ingresar?salida=si')).body).not.toContain('Su sesión se cerró')
    expect((await owner.post('/empleador/salir', {})).headers.location).toBe('/empleador/ingresar?salida=si')
    expect((await owner.get('/empleador/ingresar?salida=si')).body).toContain('Su sesión se cerró')
    expect((await owner.get(account)).headers.location).toBe('/empleador/ingresar')
  })
})
