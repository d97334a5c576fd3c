import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PolicySchema } from '../../src/policy.ts'
import { createHarness, createVisitor, type Harness } from '../harness.ts'

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

const page = async (url: string) => {
  const answer = await createVisitor(harness).get(url)
  expect([url, answer.statusCode]).toEqual([url, 200])
  return answer.body
}
const linksOf = (body: string) => [...body.matchAll(/href="(\/[^"]*)"/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'))

describe('the questions that find the procedure', () => {
  it('lead by links alone from the first page to every journey, and nowhere that is not there', async () => {
    const seen = new Map<string, string>()
    const open = [...linksOf(await page('/')).filter((href) => href.startsWith('/ayuda'))]
    for (let href = open.pop(); href !== undefined; href = open.pop()) {
      if (seen.has(href)) continue
      const body = await page(href)
      seen.set(href, body)
      open.push(...linksOf(body).filter((each) => each.startsWith('/ayuda') && !each.includes('lang=')))
    }
    const reached = new Set([...seen.values()].flatMap(linksOf))
    for (const journey of ['/empleador/recuperar', '/empleador/ingresar', '/personal/desbloquear', '/personal/ingresar'])
      expect([...reached]).toContain(journey)
    for (const href of reached) if (!href.startsWith('/assets') && !href.startsWith('/?')) await page(href)
  })

  it('ask again from the first answer that makes no sense, and never repeat what an address says', async () => {
    for (const query of ['para=otra', 'para=empresa&para=persona', 'clave=olvidada', 'para=%00', 'next=https://evil.example']) {
      const body = await page(`/ayuda/que-clave?${query}`)
      expect(body).toContain('¿Para qué necesita la clave?')
      expect(body).not.toContain('evil')
    }
    expect(await page('/ayuda/que-clave?para=empresa&clave=%3Cscript%3E')).toContain('¿Qué pasa con la clave?')
  })

  it('keep what was answered when the language changes', async () => {
    const body = await page('/ayuda/que-clave?para=persona&clave=bloqueada')
    expect(body).toContain('?para=persona&amp;clave=bloqueada&amp;lang=en')
    expect(await page('/ayuda/que-clave?para=persona&clave=bloqueada&lang=en')).toContain('Can you read the messages')
  })

  it('end at the office with what to bring, where it is and how long it takes, for who has no contact left', async () => {
    const body = await page('/ayuda/que-clave?para=empresa&clave=bloqueada&contacto=no')
    for (const text of ['cédula original', 'Oficina Centro', 'Calle Inventada 123', 'días hábiles', 'estimación']) expect(body).toContain(text)
  })
})

describe('what the pages say of numbers', () => {
  it('is what the policy says, in one and in many', async () => {
    const odd = await createHarness({
      policy: PolicySchema.parse({
        codeLifetime: 'PT1M',
        codeTries: 1,
        linkLifetime: 'PT90M',
        linkLifetimeAtMost: 'PT24H',
        coolOff: 'P1D',
        vetoWindow: 'PT36H',
        vetoWorkingDays: 1,
        officeTakesAtLeast: 1,
        officeTakesAtMost: 1,
        signInFailuresBeforeBlock: 2,
      }),
    })
    const read = async (url: string) => (await createVisitor(odd).get(url)).body
    const messages = await read('/ayuda/nuestros-mensajes')
    for (const text of ['sirve 90 minutos', 'sirve 1 minuto', 'mal una vez']) expect(messages).toContain(text)
    const blocked = await read('/ayuda/clave-bloqueada')
    for (const text of ['mal 2 veces seguidas', 'Durante 36 horas o 1 día hábil', 'hace menos de 24 horas']) expect(blocked).toContain(text)
    expect(await read('/ayuda/cuanto-tarda')).toContain('Alrededor de 1 día hábil')
    const english = await read('/ayuda/clave-bloqueada?lang=en')
    for (const text of ['wrong 2 times in a row', 'For 36 hours or 1 working day']) expect(english).toContain(text)
    await odd.close()
  })
})

it('near a filing date the first page says what to do today, and on other days it does not', async () => {
  const { filing: _none, ...rest } = harness.context.institution
  const day = (offset: number) => new Date(harness.now().getTime() + offset * 86_400_000 - 5 * 3_600_000).toISOString().slice(0, 10)
  const month = day(0).slice(0, 7)
  const name = { es: 'la planilla', en: 'the payroll form' }
  const said = async (due: string) => {
    harness.context.institution = { ...rest, filing: { name, dueDay: 15, rollsPastWeekendsAndHolidays: true, overrides: [{ month, due, reason: name }] } }
    return page('/')
  }
  expect(await said(day(0))).toContain('La planilla vence hoy')
  expect(await said(day(2))).toMatch(/La planilla vence el \S+ \d+ de \S+\./)
  harness.context.institution = rest
  expect(await page('/')).not.toContain('planilla vence')
})

it('a browser that is asked to change a password is sent to both doors', async () => {
  expect((await createVisitor(harness).get('/.well-known/change-password')).headers.location).toBe('/')
})
