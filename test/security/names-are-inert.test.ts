import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { demoInstitution } from '../../src/demo/institution.ts'
import { createSenders, type OpenSenders } from '../../src/notifications/senders.ts'
import { Secret } from '../../src/secret.ts'
import { createHarness, createVisitor, type Harness, panaderia, solvedPuzzle } from '../harness.ts'
import { type ReceivedMail, type SmtpForTests, startGateway, startSmtp } from '../mail-server.ts'

// Whoever gets a name or an address into the registry must not be able to put anything but a name into a message.

const origin = 'https://claves.example.ec'
const names: Record<string, string> = {
  markup: '<img src="https://evil.example/x.png"><a href=\'https://evil.example\'>Aquí</a><script>alert(1)</script>&lt;b&gt;',
  headers: 'Panadería\r\nBcc: ladron@evil.example\r\nContent-Type: text/html\r\n\r\n<h1>Hola</h1>',
  'right-to-left marks': 'Panader\u202eaíd\u2066ra\u200f\u061c\ufeff\u200b S.A.',
  'letters written from right to left': 'Panadería שלום مرحبا S.A.',
  'a homoglyph address': 'раyраl.com ехаmрlе.ес',
  'an address': 'evil.com https://evil.com/r/abc www.evil.com mailto:x@evil.com //evil.com',
  'an address with other dots': 'evil。com evil．com evil｡com evil․com https：／／evil.com',
  'ten thousand characters': 'Ñandú '.repeat(1700),
  'lines of its own': 'Panadería\u2028123456789012\u2029\u0085https://evil.com\n\n482109375516\n',
  'combining marks': `Pan${'\u0301\u0336\u20dd'.repeat(60)}`,
  'a template': '{{to}} {facts.link} $& %s &#60;b&#62; =?utf-8?B?PGI+?=',
}

let smtp: SmtpForTests
let gateway: Awaited<ReturnType<typeof startGateway>>
let senders: OpenSenders
let harness: Harness
let contact: string
beforeAll(async () => {
  smtp = await startSmtp()
  gateway = await startGateway()
  senders = createSenders({
    smtpUrl: new Secret(smtp.url),
    from: 'Instituto Ficticio <claves@instituto.example>',
    institution: demoInstitution,
    sms: { url: gateway.url, token: null, body: { to: '{{to}}', text: '{{text}}' } },
  })
})
beforeAll(async () => {
  harness = await createHarness({ senders, origin })
  contact = (await harness.context.db.selectFrom('contact').select('id').where('value', '=', panaderia.email).executeTakeFirstOrThrow()).id
})
beforeEach(async () => {
  harness.advance(3 * 3_600_000)
  smtp.received.length = 0
  gateway.received.length = 0
  await setAddress(panaderia.email)
})
afterAll(async () => {
  await harness.close()
  senders.close()
  await smtp.stop()
  await gateway.stop()
})

const setAddress = (value: string) => harness.context.db.updateTable('contact').set({ value, bounced_at: null }).where('id', '=', contact).execute()

/** One whole recovery of a holder with this name: the start message and both notices, as they came over the wire. */
async function recoverAs(name: string) {
  const { db } = harness.context
  await db.updateTable('employer').set({ legal_name: name }).where('tax_id', '=', panaderia.taxId).execute()
  await db.updateTable('person').set({ full_name: name }).where('national_id', '=', panaderia.nationalId).execute()
  const person = createVisitor(harness)
  await person.start()
  await harness.settled()
  const code = (smtp.received[0]?.parsed.text ?? '').split('\n').find((line) => /^\d{4} \d{4} \d{4}$/.test(line))
  expect((await person.enterCode(code ?? '')).headers.location).toBe('/empleador/recuperar/clave')
  expect((await person.setKey('mi abuela vende mangos verdes')).headers.location).toBe('/empleador/recuperar/listo')
  await harness.settled()
  expect(smtp.received).toHaveLength(3)
  return { mails: smtp.received, texts: gateway.received.map(({ body }): string => JSON.parse(body).text) }
}

const linksIn = (text: string) => [...new Set(text.match(/\bhttps?:\/\/[^\s"'<>]+/gi) ?? [])].sort()
const ours = /^https:\/\/claves\.example\.ec\/[rv]\/[\w-]{43}$/
const expectedHeaders = [
  'auto-submitted',
  'content-language',
  'content-type',
  'date',
  'from',
  'message-id',
  'mime-version',
  'subject',
  'to',
  'x-auto-response-suppress',
]

function expectInert({ parsed, raw, to }: ReceivedMail) {
  const head = raw.slice(0, raw.indexOf('\r\n\r\n'))
  expect(to).toBe(panaderia.email)
  expect([...parsed.headers.keys()].sort()).toEqual(expectedHeaders)
  const unfolded = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n')
  expect(unfolded).toHaveLength(expectedHeaders.length)
  expect(raw).toMatch(/^[\t\r\n\x20-\x7e]*$/)
  expect(raw.split('\r\n').every((line) => line.length <= 998)).toBe(true)
  expect([...raw.matchAll(/^Content-Type: (text\/\w+; charset=[\w-]+)/gm)].map(([, type]) => type)).toEqual([
    'text/plain; charset=utf-8',
    'text/html; charset=utf-8',
  ])

  const text = parsed.text ?? ''
  const html = String(parsed.html)
  const inText = linksIn(text)
  expect(inText.length).toBeGreaterThan(0)
  for (const link of inText) expect(link).toMatch(ours)
  expect(linksIn(html)).toEqual(inText)
  expect(
    [...html.matchAll(/<([a-z0-9]+)/g)]
      .map(([, tag]) => tag)
      .filter((tag) => ['img', 'script', 'iframe', 'link', 'style', 'form', 'h1', 'b'].includes(tag ?? '')),
  ).toEqual([])
  const tags = [...html.matchAll(/<[^>]*>/g)].map(([tag]) => tag).join('')
  expect([...tags.matchAll(/\b(?:src|background|action|on\w+)=|url\(/g)]).toEqual([])
  expect([...html.matchAll(/href="([^"]*)"/g)].every(([, href]) => ours.test(href ?? ''))).toBe(true)
  for (const part of [text, html]) {
    expect(part).not.toMatch(/[\p{Bidi_C}\u200b\ufeff\u2028\u2029\u0085]/u)
    expect(part).not.toMatch(/[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Cyrillic}]/u)
    expect(part).not.toMatch(/evil[.。．｡․]com|www\.\S|mailto:|ladron@/i)
  }
}

describe('a holder whose name is', () => {
  it.each(Object.keys(names))('%s has messages with a name in them and nothing else', async (kind) => {
    const { mails, texts } = await recoverAs(names[kind] ?? '')
    for (const mail of mails) expectInert(mail)
    for (const mail of mails.slice(1)) {
      const line = (mail.parsed.text ?? '').split('\n').find((each) => each.startsWith('Empleador: '))
      expect(line).toMatch(/, sucursal 0001\. Trámite R-/)
      expect([...(line ?? '')].length).toBeLessThan(250)
    }
    expect(texts).toHaveLength(3)
    for (const text of texts) {
      expect(text.length).toBeLessThan(460)
      for (const link of linksIn(text)) expect(link).toMatch(ours)
      expect(text).not.toMatch(/evil\.com|www\.\S|ladron@/i)
      expect(text.match(/^\d{12}$/m)).toBeNull()
    }
  })
})

describe('an address in the registry', () => {
  it.each([
    '"ana perez"@panaderia.example',
    '"<script>"@panaderia.example',
    'ana@panaderia.example, ladron@evil.example',
    'ana@panaderia.example\r\nBcc: ladron@evil.example',
    'ana@panaderia.example> SIZE=1\r\nRCPT TO:<ladron@evil.example',
    'ladron@evil.example(ana@panaderia.example)',
    'an\u202ea@panaderia.example',
  ])('such as %j is never written to, and holds up nobody', async (value) => {
    await setAddress(value)
    await createVisitor(harness).start()
    await harness.settled()
    expect(smtp.received).toEqual([])
    expect(gateway.received).toHaveLength(1)
  })

  it('with letters beyond English reaches its owner alone', async () => {
    await setAddress('ñandú@panaderia.example')
    await createVisitor(harness).start()
    await harness.settled()
    expect(smtp.received.map(({ to }) => to)).toEqual(['ñandú@panaderia.example'])
  })
})

it('links lead to the configured origin, whatever host the browser claims', async () => {
  const { csrf, cookie } = await harness.http.inject({ url: '/empleador/ingresar' }).then((page) => ({
    csrf: /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? '',
    cookie: page.cookies.map(({ name, value }) => `${name}=${value}`).join('; '),
  }))
  await harness.http.inject({
    method: 'POST',
    url: '/empleador/recuperar',
    headers: {
      host: 'evil.example',
      'x-forwarded-host': 'evil.example',
      'content-type': 'application/x-www-form-urlencoded',
      'sec-fetch-site': 'same-origin',
      cookie,
    },
    payload: new URLSearchParams({
      _csrf: csrf,
      ruc: panaderia.taxId,
      sucursal: '0001',
      cedula: panaderia.nationalId,
      altcha: await solvedPuzzle(harness),
    }).toString(),
  })
  await harness.settled()
  expect(smtp.received).toHaveLength(1)
  for (const mail of smtp.received) expectInert(mail)
})
