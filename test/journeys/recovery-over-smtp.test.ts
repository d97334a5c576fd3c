import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { demoInstitution } from '../../src/demo/institution.ts'
import { smsParts } from '../../src/notifications/gsm-text.ts'
import { createSenders, type OpenSenders } from '../../src/notifications/senders.ts'
import { Secret } from '../../src/secret.ts'
import { stretch } from '../busy-machine.ts'
import { createHarness, createVisitor, type Harness, panaderia, taller } from '../harness.ts'
import { type ReceivedMail, type SmtpForTests, startGateway, startSmtp } from '../mail-server.ts'

const origin = 'http://127.0.0.1:8080'
const newKey = 'mi abuela vende mangos verdes'
const phone = panaderia.phone ?? ''

let smtp: SmtpForTests
let gateway: Awaited<ReturnType<typeof startGateway>>
let senders: OpenSenders
let harness: Harness
beforeAll(async () => {
  gateway = await startGateway()
})
beforeEach(async () => {
  smtp = await startSmtp()
  gateway.received.length = 0
  senders = createSenders({
    smtpUrl: new Secret(smtp.url),
    from: 'Instituto Ficticio <claves@instituto.example>',
    institution: demoInstitution,
    sms: { url: gateway.url, token: null, body: { to: '{{to}}', text: '{{text}}' } },
  })
  harness = await createHarness({ senders, origin })
})
afterEach(async () => {
  await harness.close()
  senders.close()
  await smtp.stop()
})
afterAll(() => gateway.stop())

const lines = (mail: ReceivedMail) => (mail.parsed.text ?? '').split('\n')
const mailLink = (mail: ReceivedMail, kind: '/r/' | '/v/') => {
  const line = lines(mail).find((each) => each.startsWith(`${origin}${kind}`))
  if (!line) throw new Error(`no ${kind} link stands alone on a line`)
  return new URL(line).pathname
}
const mailCode = (mail: ReceivedMail) => {
  const line = lines(mail).find((each) => /^\d{4} \d{4} \d{4}$/.test(each))
  if (!line) throw new Error('no code stands alone on a line')
  return line
}
const smsTexts = () =>
  gateway.received
    .map(({ body }) => JSON.parse(body))
    .filter(({ to }) => to === phone)
    .map(({ text }): string => text)

async function waitFor<T>(what: () => T | undefined, within = 5000): Promise<T> {
  for (const until = Date.now() + within; Date.now() < until; ) {
    const found = what()
    if (found !== undefined) return found
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  throw new Error(`nothing came within ${within} ms`)
}
const nextMail = (count = 1) => waitFor(() => smtp.to(panaderia.email)[count - 1])

describe.each([
  { language: 'es', tag: /Recuperar la clave patronal: (.+)/, subjects: ['Se va a crear una nueva clave patronal', 'Su clave patronal cambió'] },
  {
    language: 'en',
    tag: /Recover the employer key: (.+)/,
    subjects: ['Se va a crear una nueva clave patronal / A new employer key is about to be made', 'Su clave patronal cambió / Your employer key has changed'],
  },
])('over real SMTP, in $language', ({ language, tag, subjects }) => {
  it.each(['code', 'link'] as const)('an employer gets a new key by %s, and hears of every step in that language', async (way) => {
    const asking = createVisitor(harness)
    await asking.get(`/?lang=${language}`)
    await asking.start()
    const mail = await nextMail()
    expect(mail.parsed.headers.get('content-language')).toBe(language)
    expect(mail.parsed.html).toContain(`<html lang="${language}"`)
    // Whoever asks in another language than the institution's hides nothing from a contact: it is there in both.
    expect(mail.parsed.html?.toString().includes('<div lang="es"')).toBe(language === 'en')
    expect(mail.parsed.text).toContain('Nadie se lo va a pedir')
    const words = tag.exec(mail.parsed.subject ?? '')?.[1] ?? '?'
    expect((await asking.get('/empleador/recuperar/codigo')).body).toContain(words)

    const finishing = way === 'code' ? asking : createVisitor(harness)
    if (way === 'code') expect((await asking.enterCode(mailCode(mail))).headers.location).toBe('/empleador/recuperar/clave')
    else {
      expect((await finishing.get(mailLink(mail, '/r/'))).statusCode).toBe(200)
      expect((await finishing.post(mailLink(mail, '/r/'), {})).headers.location).toBe('/empleador/recuperar/clave')
    }
    expect((await finishing.setKey(newKey)).headers.location).toBe('/empleador/recuperar/listo')
    expect((await finishing.signIn(panaderia, newKey)).headers.location).toBe('/empleador/cuenta')
    await harness.settled()
    expect(
      new Set(
        smtp
          .to(panaderia.email)
          .slice(1)
          .map(({ parsed }) => parsed.subject),
      ),
    ).toEqual(new Set(subjects))
    for (const notice of smtp.to(panaderia.email).slice(1)) {
      expect(notice.parsed.text).toContain(words)
      expect((await createVisitor(harness).get(mailLink(notice, '/v/'))).statusCode).toBe(200)
    }
    for (const { parsed } of smtp.received) expect(parsed.text).toContain(demoInstitution.support.phone)
  })

  it('the phone has tag, link and code, each alone on a line, and the host and code at the end', async () => {
    const asking = createVisitor(harness)
    await asking.get(`/?lang=${language}`)
    await asking.start()
    await harness.settled()
    const [text] = smsTexts()
    const words = tag.exec(smtp.received[0]?.parsed.subject ?? '')?.[1]
    expect(text).toContain(`(${words})`)
    const ofSms = (text ?? '').split('\n')
    expect(ofSms.some((line) => line.startsWith(`${origin}/r/`) && !line.includes(' '))).toBe(true)
    const code = ofSms.find((line) => /^\d{4} \d{4} \d{4}$/.test(line))
    expect(ofSms.at(-1)).toBe(`@127.0.0.1 #${code?.replaceAll(' ', '')}`)
    expect(smsParts(text ?? '')).toBeLessThanOrEqual(2)
    expect((await asking.enterCode(code ?? '')).headers.location).toBe('/empleador/recuperar/clave')
    await asking.setKey(newKey)
    await harness.settled()
    expect(smsTexts()).toHaveLength(3)
    for (const notice of smsTexts().slice(1)) {
      expect(notice).toContain(`(${words})`)
      expect(notice.split('\n').some((line) => line.startsWith(`${origin}/v/`))).toBe(true)
    }
  })
})

it('puts the link before the code, with time and kind of device, and says that nobody will ask', async () => {
  const asking = createVisitor(harness, { userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile' })
  await asking.start()
  const mail = await nextMail()
  const text = mail.parsed.text ?? ''
  expect(text.indexOf('/r/')).toBeLessThan(text.indexOf(mailCode(mail)))
  expect(text).toContain('desde un teléfono')
  expect(text).toContain('Nadie se lo va a pedir')
})

it('leaves within a second of the answer of the page, also while another recipient hangs', async () => {
  smtp.behaviour.onRecipient = (address) => (address === 'luis@taller.example' ? 'hang' : null)
  const stuck = createVisitor(harness)
  await stuck.start(taller)
  await new Promise((resolve) => setTimeout(resolve, 700))

  const times: number[] = []
  for (let round = 1; round <= 5; round += 1) {
    harness.advance(2 * 3_600_000)
    await createVisitor(harness).start()
    const answered = Date.now()
    times.push((await nextMail(round)).at - answered)
  }
  expect(Math.max(...times)).toBeLessThan(1000 * stretch())
  process.stdout.write(`from answer to message while one recipient hangs: ${times.join(', ')} ms\n`)
})

it('while the server is down the page answers the same, and the message comes when it is up again', async () => {
  await smtp.stop()
  const asking = createVisitor(harness)
  expect((await asking.start()).headers.location).toBe('/empleador/recuperar/codigo')
  await waitFor(() => (smsTexts().length > 0 ? true : undefined))
  await new Promise((resolve) => setTimeout(resolve, 1000))
  const waiting = await harness.context.db.selectFrom('delivery').select(['state', 'failure']).where('state', '=', 'sending').execute()
  expect(waiting).toEqual([{ state: 'sending', failure: 'smtp_esocket' }])

  smtp = await startSmtp({ port: smtp.port })
  const mail = await waitFor(() => smtp.to(panaderia.email)[0], 15_000)
  await harness.settled()
  expect(smsTexts()).toHaveLength(1)
  expect((await asking.enterCode(mailCode(mail))).headers.location).toBe('/empleador/recuperar/clave')
  expect((await asking.setKey(newKey)).headers.location).toBe('/empleador/recuperar/listo')
})
