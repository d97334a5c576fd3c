import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { codeTo, createHarness, createVisitor, type Harness, linkTo } from '../harness.ts'
import { addHolder } from '../security/holders.ts'
import { asked, proven } from '../security/steps.ts'

// Wherever a way online ends, the way with an office begins, with the reason chosen and what was typed carried over.

let harness: Harness
beforeEach(async () => {
  harness = await createHarness()
})
afterEach(() => harness.close())

const read = async (url: string) => (await createVisitor(harness).get(url)).body
const noPath = () => {
  harness.context.institution = { ...harness.context.institution, requirements: [] }
}
const way = (reason: string) => `href="/empleador/solicitud?motivo=${reason}"`

describe('pages that anybody can open', () => {
  const ends = [
    ['?para=empresa&clave=nunca', way('first_key')],
    ['?para=empresa&clave=bloqueada&contacto=no', way('no_usable_contact')],
    ['?para=empresa&clave=olvidada&contacto=si&representante=se-fue', way('key_holder_gone')],
    ['?para=empresa&clave=olvidada&contacto=si&representante=cambio', way('representative_changed')],
    ['?para=empresa&clave=olvidada&contacto=no-se&representante=cerrada', way('employer_closed')],
    ['?para=persona&clave=olvidada&contacto=no', 'href="/personal/solicitud"'],
  ] as const

  it('lead to a request, with the reason that was answered', async () => {
    for (const [query, link] of ends) expect(await read(`/ayuda/que-clave${query}`), query).toContain(link)
    for (const path of ['/', '/empleador', '/empleador/ingresar', '/ayuda/con-una-oficina'])
      expect(await read(path), path).toContain('href="/empleador/solicitud')
    for (const path of ['/', '/personal', '/personal/ingresar', '/ayuda/con-una-oficina'])
      expect(await read(path), path).toContain('href="/personal/solicitud"')
    expect(await read('/ayuda')).toContain('/ayuda/con-una-oficina')
  })

  it('say what to take as the institution has it, and stay as they were where it takes no requests', async () => {
    const own = harness.context.institution.requirements.map((each) =>
      each.kind === 'show' ? { ...each, bring: { es: 'La carta azul', en: 'The blue letter' } } : each,
    )
    harness.context.institution = { ...harness.context.institution, requirements: own }
    for (const path of ['/empleador', '/personal', `/ayuda/que-clave${ends[1][0]}`]) expect(await read(path), path).toContain('La carta azul')
    noPath()
    for (const path of ['/empleador', '/personal', `/ayuda/que-clave${ends[1][0]}`]) {
      const body = await read(path)
      expect(body, path).not.toContain('Empezar la solicitud')
      expect(body, path).toMatch(/cédula original/)
    }
    for (const path of ['/', '/empleador', '/empleador/ingresar', '/personal', '/personal/ingresar', '/ayuda'])
      expect(await read(path), path).not.toMatch(/solicitud"|con-una-oficina/)
  })

  it('keep the reason through the first page, in either language, to where it is chosen already; a reason that there is not is none', async () => {
    const first = await read('/empleador/solicitud?motivo=first_key')
    expect(first).toContain('href="/empleador/solicitud/motivo?motivo=first_key"')
    expect(first).toContain('?motivo=first_key&amp;lang=en')
    expect(await read('/empleador/solicitud/motivo?motivo=first_key')).toMatch(/value="first_key"[^>]*checked/)
    expect(await read('/empleador/solicitud?motivo=%3Cscript%3E')).toContain('href="/empleador/solicitud/motivo"')
  })
})

describe('a recovery that cannot end online', () => {
  it.each([
    ['a hold', { held: true }, 'hold_or_dispute'],
    ['a closed employer', { closed: true }, 'employer_closed'],
    ['no key yet', { key: 'none' }, 'first_key'],
  ] as const)('leads there for %s, and brings along what was typed', async (_why, options, reason) => {
    const holder = await addHolder(harness, options)
    const visitor = await proven(harness, holder)
    expect((await visitor.get('/empleador/recuperar/clave')).body).toContain(way(reason))
    const data = await visitor.get(`/empleador/solicitud/datos?motivo=${reason}&empleador=company`)
    for (const typed of [holder.taxId, holder.nationalId, 'Trajimos los datos']) expect(data.body).toContain(typed)
  })

  it('leads there from the code page and from a dispute', async () => {
    const holder = await addHolder(harness)
    const visitor = await asked(harness, holder)
    expect((await visitor.get('/empleador/recuperar/codigo')).body).toContain(way('no_usable_contact'))
    await visitor.enterCode(codeTo(harness, holder.email))
    await harness.settled()
    const veto = createVisitor(harness)
    await veto.post(linkTo(harness, holder.email, '/v/'), {})
    expect((await visitor.get('/empleador/recuperar/clave')).body).toContain(way('hold_or_dispute'))
    expect((await visitor.get('/empleador/solicitud/datos?motivo=hold_or_dispute&empleador=company')).body).toContain(holder.taxId)
  })
})
