import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { demoInstitution } from '../../src/demo/institution.ts'
import type { Message } from '../../src/notifications/message.ts'
import { createSenders, type OpenSenders } from '../../src/notifications/senders.ts'
import { Secret } from '../../src/secret.ts'
import { type SmtpForTests, startSmtp } from '../mail-server.ts'

const message: Message = {
  subject: 'Recuperar la clave patronal: árbol río',
  blocks: [
    { text: 'Año nuevo' },
    { link: 'http://127.0.0.1:8080/r/abc', label: 'Continuar' },
    { code: '1234 5678 9012', label: 'O escriba' },
    { text: 'x'.repeat(1200) },
  ],
  sms: '',
}
const about = { noticeId: '0b54d1b4-9c4c-4a8c-9a60-1f3c0b6f3f10', language: 'es' } as const

let smtp: SmtpForTests
let senders: OpenSenders
const open = (url = smtp.url, from = 'Instituto Ficticio <claves@instituto.example>') =>
  createSenders({ smtpUrl: new Secret(url), from, institution: demoInstitution, sms: null })
beforeEach(async () => {
  smtp = await startSmtp()
  senders = open()
})
afterEach(async () => {
  senders.close()
  await smtp.stop()
})

it('sends both parts in the language of the case, as an automatic message', async () => {
  expect(await senders.email('ana@example.ec', message, about)).toEqual({ outcome: 'sent' })
  const [mail] = smtp.to('ana@example.ec')
  if (!mail) throw new Error('nothing arrived')
  const { parsed, raw } = mail
  expect(parsed.subject).toBe(message.subject)
  expect(parsed.from?.text).toBe('"Instituto Ficticio" <claves@instituto.example>')
  expect(Object.fromEntries(['auto-submitted', 'x-auto-response-suppress', 'content-language'].map((name) => [name, parsed.headers.get(name)]))).toEqual({
    'auto-submitted': 'auto-generated',
    'x-auto-response-suppress': 'All',
    'content-language': 'es',
  })
  expect(parsed.headers.has('x-mailer')).toBe(false)
  const lines = (parsed.text ?? '').split('\n')
  expect(lines).toContain('http://127.0.0.1:8080/r/abc')
  expect(lines).toContain('1234 5678 9012')
  expect(lines).toContain(`¿Necesita ayuda? Llame al ${demoInstitution.support.phone} (${demoInstitution.support.hours.es}).`)
  expect(parsed.html).toContain('href="http://127.0.0.1:8080/r/abc"')
  expect(raw).toMatch(/multipart\/alternative/)
  expect(raw).not.toMatch(/format=flowed/)
  expect(raw.split('\r\n').every((line) => line.length <= 998)).toBe(true)
})

it('gives every attempt of one notice to one address the same Message-ID, and no other', async () => {
  await senders.email('ana@example.ec', message, about)
  await senders.email('ana@example.ec', message, about)
  await senders.email('luis@example.ec', message, about)
  await senders.email('ana@example.ec', message, { ...about, noticeId: 'another' })
  const [first, again, other, later] = smtp.received.map(({ parsed }) => parsed.messageId)
  expect(first).toMatch(/^<[0-9a-f]{40}@instituto\.example>$/)
  expect(again).toBe(first)
  expect(new Set([first, other, later]).size).toBe(3)
})

describe('what the server answers', () => {
  it('is a hard bounce when the recipient is refused for good', async () => {
    smtp.behaviour.onRecipient = () => ({ code: 550, text: '5.1.1 <ana@example.ec> unknown' })
    expect(await senders.email('ana@example.ec', message, about)).toEqual({ outcome: 'refused', failure: 'smtp_550', hardBounce: true })
  })
  it('is tried again when the message, the sender or the hour displeases', async () => {
    smtp.behaviour.onMessage = () => ({ code: 554, text: '5.7.1 policy' })
    expect(await senders.email('ana@example.ec', message, about)).toEqual({ outcome: 'deferred', failure: 'smtp_554' })
    smtp.behaviour.onMessage = () => null
    smtp.behaviour.onSender = () => ({ code: 550, text: '5.1.8 who?' })
    expect(await senders.email('ana@example.ec', message, about)).toEqual({ outcome: 'deferred', failure: 'smtp_550' })
    smtp.behaviour.onSender = () => null
    smtp.behaviour.onRecipient = () => ({ code: 451, text: '4.7.1 greylisted' })
    expect(await senders.email('ana@example.ec', message, about)).toEqual({ outcome: 'deferred', failure: 'smtp_451' })
    smtp.behaviour.onRecipient = () => null
    expect(await senders.email('ana@example.ec', message, about)).toEqual({ outcome: 'sent' })
  })
  it('is tried again when there is no server, within seconds', async () => {
    await smtp.stop()
    const handed = await senders.email('ana@example.ec', message, about)
    expect(handed).toMatchObject({ outcome: 'deferred', failure: expect.stringMatching(/^smtp_e[a-z]+$/) })
    smtp = await startSmtp()
  })
  it('is waited for ten seconds at most', async () => {
    smtp.behaviour.onRecipient = () => 'hang'
    const began = Date.now()
    expect(await senders.email('ana@example.ec', message, about)).toMatchObject({ outcome: 'deferred' })
    expect(Date.now() - began).toBeLessThan(12_000)
  })
})

it('never hands over an address that could be read as two, or as a header', async () => {
  for (const to of ['a@example.ec, b@example.ec', 'a@example.ec\r\nBcc: b@example.ec', '"a b"@example.ec', 'Ana <a@example.ec>']) {
    expect(await senders.email(to, message, about)).toEqual({ outcome: 'refused', failure: 'address_unusable', hardBounce: true })
  }
  expect(smtp.received).toEqual([])
})

it('insists on encryption beyond loopback, whatever the address asks for', async () => {
  // 0.0.0.0 reaches the same server under a name that is not loopback's; this server knows no STARTTLS.
  const plain = open(`smtp://0.0.0.0:${smtp.port}?requireTLS=false&ignoreTLS=true`)
  expect(await plain.email('ana@example.ec', message, about)).toEqual({ outcome: 'deferred', failure: 'smtp_500' })
  expect(smtp.received).toEqual([])
  plain.close()
})

it('refuses a sender that is no address, and a gateway without https', () => {
  expect(() => open(smtp.url, 'Instituto')).toThrow('not an address')
  const sms = { url: 'http://sms.example.ec/send', token: null, body: { to: '{{to}}', text: '{{text}}' } }
  expect(() => createSenders({ smtpUrl: new Secret(smtp.url), from: 'a@example.ec', institution: demoInstitution, sms })).toThrow('https')
})
