import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../harness.ts'
import { wordsOf } from '../security/account-steps.ts'
import { addStaff, nextNationalId, type Staff } from '../security/staff.ts'

// Work that nobody would be there for: said before somebody is removed, and on the page of the day to who can see to it.

let harness: Harness
let administrator: Staff
let colleague: Staff
let agent: Staff
let supervisor: Staff
beforeAll(async () => {
  harness = await createHarness()
  administrator = await addStaff(harness, ['administrator'])
  colleague = await addStaff(harness, ['administrator'])
  agent = await addStaff(harness, ['agent'])
  supervisor = await addStaff(harness, ['supervisor'])
})
afterAll(() => harness.close())

const today = async ({ browser }: Staff) => wordsOf((await browser.get('/oficina')).body)
const removalOf = async ({ id }: Staff) => wordsOf((await administrator.browser.get(`/oficina/personal/${id}/retirar`)).body)

describe('nobody left for it', () => {
  it('is said before the last agent, the last supervisor or one of two administrators is removed', async () => {
    expect(await removalOf(agent)).toContain('No quedará ningún agente')
    expect(await removalOf(supervisor)).toContain('No quedará ningún supervisor')
    expect(await removalOf(colleague)).toContain('Quedará un solo administrador')
  })

  it('is said of the last agent of an office, and not where others stay', async () => {
    const there = await addStaff(harness, ['agent'], { office: 'puerto' })
    expect(await removalOf(there)).toContain('Oficina Puerto se quedará sin agentes')
    const another = await addStaff(harness, ['agent'], { office: 'puerto' })
    expect(await removalOf(there)).not.toContain('algo dejará de funcionar')
    for (const each of [there, another]) await administrator.decides(`/oficina/personal/${each.id}`, { accion: 'quitar' })
  })

  it('is on the page of the day of administrators, and of supervisors where it is about an office', async () => {
    const told = await today(administrator)
    for (const said of ['No hay ningún aprobador', 'No hay ningún auditor', 'Oficina Puerto no tiene agentes']) expect(told).toContain(said)
    expect(told).not.toContain('ningún agente')
    expect(await today(supervisor)).toContain('Oficina Puerto no tiene agentes')
    expect(await today(supervisor)).not.toContain('ningún auditor')
    expect(await today(agent)).not.toContain('no tiene agentes')
  })

  it('does not come about by an agent of no office, whom the queue would give nothing', async () => {
    const invited = (funcion: string) =>
      administrator.decides('/oficina/personal/invitar', {
        nombre: 'Sin Oficina Ficticia',
        correo: `${funcion}@instituto.example`,
        cedula: nextNationalId(),
        oficina: '',
        funcion,
      })
    const refused = await invited('agent')
    expect(refused.statusCode).toBe(422)
    expect(wordsOf(refused.body)).toContain('sin oficina, un agente no recibe ningún trámite')
    expect((await invited('supervisor')).statusCode).toBe(303)
  })
})
