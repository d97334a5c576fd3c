import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { standardPolicy } from '../../src/policy.ts'
import { createHarness, createVisitor, type Harness, mailTo } from '../harness.ts'
import { addHolder, type Holder } from './holders.ts'
import { addPerson } from './persons.ts'
import { newKey, proven, signsIn } from './steps.ts'
import { askedUnlock, provenUnlock } from './unlock-steps.ts'

// A registry that several officers filled has one accountant's address in several ways.

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

const { employersPerContact, messagesPerHour } = standardPolicy

/** The same mailbox, written in as many ways. */
const written = (word: string, ways: number) =>
  Array.from({ length: ways }, (_, at) => `${word.slice(0, at)}${word.charAt(at).toUpperCase()}${word.slice(at + 1)}@tramites.example`)
const mail = (value: string) => ({ contacts: [{ channel: 'email' as const, value }] })
const received = (mailbox: string) => harness.inbox.received.filter(({ to }) => to.toLowerCase() === mailbox).length

describe('a mailbox written in as many ways as it has holders', () => {
  it('serves them all, and sets no key of an employer alone and at once', async () => {
    const holders: Holder[] = []
    for (const value of written('contadora', employersPerContact + 1)) holders.push(await addHolder(harness, mail(value)))
    const [first] = holders
    if (!first) throw new Error('nobody')
    const browser = await proven(harness, first)
    await browser.setKey(newKey)
    expect(await signsIn(harness, first, newKey)).toBe(false)
    expect((await browser.get('/empleador/recuperar/clave')).body).toContain('sirve a muchos empleadores')
  })

  it('nor opens the key of a person', async () => {
    const persons = []
    for (const value of written('tramitador', employersPerContact + 1)) persons.push(await addPerson(harness, mail(value)))
    const [first] = persons
    if (!first) throw new Error('nobody')
    expect((await (await provenUnlock(harness, first)).get('/personal/desbloquear/opcion')).body).toContain('sirve a muchas personas o empresas')
  })

  it('gets no more messages than a mailbox has, beside the one an hour that is each holder’s own', async () => {
    const [one, two] = written('inundada', 2)
    const holders = [await addHolder(harness, mail(one ?? '')), await addHolder(harness, mail(two ?? ''))]
    // One holder after the other: of messages that leave at once the mailbox's may all be somebody's own.
    for (const holder of holders) {
      for (let time = 0; time < messagesPerHour; time += 1) await createVisitor(harness).start(holder)
      await harness.settled()
    }
    expect(received('inundada@tramites.example')).toBe(messagesPerHour + 1)

    const [three, four] = written('desbordada', 2)
    for (const person of [await addPerson(harness, mail(three ?? '')), await addPerson(harness, mail(four ?? ''))]) {
      for (let time = 0; time < messagesPerHour; time += 1) await askedUnlock(harness, person)
    }
    expect(received('desbordada@tramites.example')).toBe(messagesPerHour + 1)
  })

  it('that one holder has twice gets one message of a start, not one for each way', async () => {
    const contacts = written('repetida', 2).map((value) => ({ channel: 'email' as const, value }))
    const holder = await addHolder(harness, { contacts })
    for (let time = 0; time < messagesPerHour; time += 1) await createVisitor(harness).start(holder)
    await harness.settled()
    expect(contacts.flatMap(({ value }) => mailTo(harness, value))).toHaveLength(messagesPerHour)
  })
})
