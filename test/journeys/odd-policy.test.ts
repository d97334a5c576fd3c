import { afterEach, describe, expect, it } from 'vitest'
import { pages } from '../../src/app.ts'
import { demoPersons } from '../../src/demo/persons.ts'
import { PolicySchema, standardPolicy } from '../../src/policy.ts'
import { asRead, broken } from '../as-read.ts'
import { codeTo, createHarness, createVisitor, type Harness, linkTo, panaderia } from '../harness.ts'

// Every number that a page or a message says comes from the policy: with values that nobody would think of, the usual ones are nowhere.

const odd = PolicySchema.parse({
  codeLifetime: 'PT1M',
  codeTries: 1,
  resendAfter: 'PT11S',
  linkLifetime: 'PT91M',
  linkLifetimeAtMost: 'PT23H',
  proofLifetime: 'PT93M',
  recoveryTakesAtLeast: 'PT3M',
  recoveryTakesAtMost: 'PT22H',
  officeTakesAtLeast: 1,
  officeTakesAtMost: 17,
  keyLengthAtLeast: 19,
  keyLengthAtMost: 97,
  coolOff: 'PT36H',
  vetoWindow: 'PT37H',
  vetoWorkingDays: 1,
  removedContactVeto: 'P8D',
  signInFailuresBeforeBlock: 2,
  knownBrowserLifetime: 'P13D',
  unprovenKept: 'PT25H',
  draftKept: 'PT3H',
  visitWithin: 'P29D',
  answerWithin: 'P28D',
  approvalLifetime: 'P14D',
  waitAtLeast: 'PT35H',
  waitWorkingDays: 2,
})

/** As Spanish and English say the standard values of what was changed above. */
const usual =
  /\b(?:10 minut|60 minut|1 hora\b|una hora|1 hour\b|24 hor|24 hour|72 h|7 días|7 days|30 días|30 days|90 días|90 days|5 veces|5 times|20 veces|20 times|15 caracteres|15 characters|128 caracteres|128 characters|3 días hábiles|3 working days|dos días hábiles|two working days|30 minut|diez minut|ten minut)/i

const [ana] = demoPersons
if (!ana) throw new Error('the demo has persons')

let harness: Harness
afterEach(() => harness.close())

describe.each(['es', 'en'] as const)('at odd values of the policy, in %s', (language) => {
  it('every page and every message of both journeys says those values and no others', async () => {
    harness = await createHarness({ policy: odd })
    const person = createVisitor(harness)
    const read: [string, string][] = []
    const see = async (url: string) => {
      const answer = await person.get(url)
      read.push([url, asRead(answer.body)])
      return answer
    }
    await person.get(`/?lang=${language}`)
    const fixed = ['/', '/empleador', '/empleador/recuperar', '/empleador/ingresar', '/personal', '/personal/desbloquear', '/personal/ingresar', '/ayuda']
    const help = [
      '/ayuda/con-una-oficina',
      '/ayuda/dos-claves',
      '/ayuda/que-reunir',
      '/ayuda/clave-bloqueada',
      '/ayuda/cuanto-tarda',
      '/ayuda/nuestros-mensajes',
    ]
    const results = ['?para=empresa&clave=nunca', '?para=empresa&clave=olvidada&contacto=si&representante=mismo', '?para=persona&clave=olvidada&contacto=no']
    for (const url of [...fixed, ...help, ...results.map((query) => `/ayuda/que-clave${query}`)]) expect([url, (await see(url)).statusCode]).toEqual([url, 200])

    await person.start()
    await harness.settled()
    await see('/empleador/recuperar/codigo')
    const link = linkTo(harness, panaderia.email, '/r/')
    const wrong = await person.enterCode('000000000000')
    read.push(['a wrong code', asRead(wrong.body)])
    await see(link)
    await see(linkTo(harness, panaderia.email, '/v/'))
    await person.post(link, {})
    await see('/empleador/recuperar/clave')
    read.push(['a refused key', asRead((await person.setKey('corta')).body)])
    await person.setKey('mi abuela vende mangos verdes')
    await harness.settled()
    await see('/empleador/recuperar/listo')
    await person.signIn(panaderia, 'mi abuela vende mangos verdes')
    await see('/empleador/cuenta')
    harness.advance(5 * 86_400_000)
    const freed = asRead((await person.signIn(panaderia, 'mi abuela vende mangos verdes')).body)
    read.push(['a sign-in', freed])
    for (const url of pages.map(({ page }) => page.path).filter((path) => path.startsWith('/empleador/cuenta'))) await see(url)

    await person.startUnlock(ana.nationalId)
    await harness.settled()
    await see('/personal/desbloquear/codigo')
    await see(linkTo(harness, ana.email, '/d/'))
    read.push(['a wrong code of a person', asRead((await person.enterUnlockCode('000000000000')).body)])
    await person.post(linkTo(harness, ana.email, '/d/'), {})
    await see('/personal/desbloquear/opcion')
    read.push(['a refused key of a person', asRead((await person.setPersonalKey('corta')).body)])
    await person.setPersonalKey('otra frase bien larga y rara')
    await harness.settled()
    await see('/personal/desbloquear/listo')
    await person.signInAsPerson(ana.nationalId, 'otra frase bien larga y rara')
    await see('/personal/cuenta')

    for (let time = 0; time < 3; time += 1) await createVisitor(harness).signIn(panaderia, 'otra clave cualquiera')
    await harness.settled()
    expect(codeTo(harness, panaderia.email)).toMatch(/^[\d ]+$/)
    for (const { to, message } of harness.inbox.received)
      read.push([`a message to ${to}`, asRead(`${message.subject}\n${JSON.stringify(message.blocks)}\n${message.sms}`)])

    expect(read.length).toBeGreaterThan(25)
    expect(read.flatMap(([where, text]) => [usual.exec(text), broken.exec(text)].flatMap((found) => (found ? [`${where}: ${found[0]}`] : [])))).toEqual([])
    const all = read.map(([, text]) => text).join('\n')
    for (const [name, value] of Object.entries(odd) as [keyof typeof odd, number][]) {
      if (!['codeLifetime', 'linkLifetime', 'recoveryTakesAtLeast', 'keyLengthAtLeast', 'coolOff', 'vetoWindow', 'officeTakesAtMost'].includes(name)) continue
      expect(value).not.toBe(standardPolicy[name])
    }
    for (const text of ['91', '36', '37', '17', '19', '13', '1 minut']) expect(all).toContain(text)
  })
})
