import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, createVisitor, type Harness, mailTo } from '../harness.ts'
import { wordsOf } from './account-steps.ts'
import { invited, signsIn } from './enrolments.ts'
import { addStaff, nextNationalId, type Staff } from './staff.ts'
import { createPasskey } from './virtual-passkey.ts'

// Somebody who wants the record to say that it was another who did it.

let harness: Harness
let [administrator, colleague, auditor]: Staff[] = []
beforeAll(async () => {
  harness = await createHarness()
  administrator = await addStaff(harness, ['administrator'])
  colleague = await addStaff(harness, ['administrator'])
  auditor = await addStaff(harness, ['auditor'], { name: 'Hugo Libros Imaginario' })
})
afterAll(() => harness.close())

const staff = (one: Staff | undefined) => {
  if (!one) throw new Error('no such member of staff')
  return one
}
const rowOf = (nationalId: string) => harness.context.db.selectFrom('staff_member').selectAll().where('national_id', '=', nationalId).executeTakeFirstOrThrow()
const emailOf = async ({ nationalId }: Staff) => (await rowOf(nationalId)).email
const invites = (fields: Record<string, string>) =>
  staff(administrator).decides('/oficina/personal/invitar', { oficina: 'centro', funcion: 'agent', ...fields })

describe('whoever takes another’s name', () => {
  it('does not do it at enrolment: the name was given by who invited, and what is posted counts for nothing', async () => {
    const { link, nationalId, name } = await invited(harness, ['agent'])
    const [browser, passkey] = [createVisitor(harness), createPasskey()]
    const { body } = await browser.get(link)
    expect(body).not.toContain('name="nombre"')
    expect(wordsOf(body)).toContain(`${name} (`)
    await browser.post(link, { nombre: staff(auditor).name, name: staff(auditor).name, passkey: passkey.register(body) })
    expect((await signsIn(browser, passkey)).statusCode).toBe(303)
    expect((await rowOf(nationalId)).name).toBe(name)
  })

  it('is seen before it is confirmed, by the second administrator and by the auditors, who read the address', async () => {
    const [correo, cedula] = ['parecido@instituto.example', nextNationalId()]
    const page = String((await invites({ nombre: 'hugo libros\u200b imaginario', correo, cedula })).headers.location)
    const seen = wordsOf((await staff(colleague).browser.get(page)).body)
    expect(seen).toContain(`Otra cuenta con el mismo nombre ${await emailOf(staff(auditor))}`)
    expect(wordsOf((await staff(colleague).browser.get('/oficina/personal')).body)).toContain(`${correo} · Sin confirmar`)
    await harness.settled()
    const [told] = mailTo(harness, await emailOf(staff(auditor)))
    expect(JSON.stringify(told?.message.blocks)).toContain(`hugo libros imaginario (${correo})`)
  })

  it('is told apart from the other in the record: where one is chosen, and beside what each did', async () => {
    const { browser } = staff(auditor)
    const name = 'Doble Nombre Ficticio'
    const [one, other] = [await addStaff(harness, ['administrator'], { name }), await addStaff(harness, ['administrator'], { name })]
    await one.browser.get('/oficina/personal')
    const form = await browser.get('/oficina/registro')
    for (const each of [one, other]) expect(form.body).toContain(`>${name} (${await emailOf(each)})</option>`)
    const found = await browser.post('/oficina/registro', { funcionario: one.id, miradas: 'si' })
    expect(wordsOf(found.body.split('entries record')[1] ?? '')).toContain(`${name} (${await emailOf(one)})`)
  })

  it('is not hidden by letters of another alphabet, which only look alike', async () => {
    const refused = await invites({ nombre: 'Hugо Libros Imaginario', correo: 'cirilico@instituto.example', cedula: nextNationalId() })
    expect(refused.statusCode).toBe(422)
    expect(wordsOf(refused.body)).toContain('Escriba los nombres y apellidos')
  })

  it('does not rename an account alone: another administrator confirms it, and the auditors read both names', async () => {
    const agent = await addStaff(harness, ['agent'])
    const page = `/oficina/personal/${agent.id}`
    await staff(administrator).browser.get(page)
    const fields = { accion: 'datos', nombre: staff(auditor).name, correo: await emailOf(agent), oficina: 'centro', funcion: 'agent' }
    expect((await staff(administrator).decides(page, fields)).statusCode).toBe(303)
    expect((await rowOf(agent.nationalId)).name).toBe(agent.name)
    await harness.settled()
    const [told] = mailTo(harness, await emailOf(staff(auditor)))
    expect(JSON.stringify(told?.message.blocks)).toContain(`cambiar los datos de ${agent.name} (${await emailOf(agent)}) (nombre: ${staff(auditor).name};`)
    expect(wordsOf((await staff(colleague).browser.get(page)).body)).toContain(`${staff(auditor).name} (ahora: ${agent.name})`)
  })
})
