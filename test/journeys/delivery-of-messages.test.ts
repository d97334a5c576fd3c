import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { deliverNotice } from '../../src/notifications/deliver-notice.ts'
import type { Handed, Message } from '../../src/notifications/message.ts'
import { countUndelivered } from '../../src/notifications/undelivered.ts'
import { tellStaff } from '../../src/staff/people/tell-staff.ts'
import { noticeTypes } from '../../src/worker.ts'
import { createHarness, createVisitor, type Harness, panaderia } from '../harness.ts'
import { addStaff } from '../security/staff.ts'

// What becomes of a message when its way is down, its address is gone, or its case is over. Senders are the test's own.

const minute = 60_000
const day = 24 * 60 * minute
const phone = panaderia.phone ?? ''
const down: Handed = { outcome: 'deferred', failure: 'smtp_451' }
const gone: Handed = { outcome: 'refused', failure: 'smtp_550', hardBounce: true }

let harness: Harness
let sent: { to: string; message: Message }[]
/** What becomes of a message to an address; sent unless the test says otherwise. */
let fate: (to: string) => Handed | 'lost'
let branch: string

const send = async (to: string, message: Message): Promise<Handed> => {
  const handed = fate(to)
  if (handed === 'lost' || handed.outcome === 'sent') sent.push({ to, message })
  if (handed === 'lost') throw new Error('the connection broke after the message')
  return handed
}
beforeEach(async () => {
  sent = []
  fate = () => ({ outcome: 'sent' })
  harness = await createHarness({ senders: { email: send, phone: send } })
  branch = (await db().selectFrom('contact').select('branch_id').where('value', '=', panaderia.email).executeTakeFirstOrThrow()).branch_id ?? ''
})
afterEach(() => harness.close())

const db = () => harness.context.db
const to = (address: string) => sent.filter((each) => each.to === address).map(({ message }) => message)
const codeOf = (message: Message | undefined) => message?.blocks.flatMap((block) => ('code' in block ? [block.code] : []))[0] ?? ''
const linksOf = (message: Message | undefined, kind: '/r/' | '/v/') =>
  message?.blocks.flatMap((block) => ('link' in block && block.link.includes(kind) ? [new URL(block.link).pathname] : [])) ?? []

const deliveries = () =>
  db().selectFrom('delivery').innerJoin('contact', 'contact.id', 'delivery.contact_id').select(['contact.value', 'state', 'failure', 'attempts']).execute()

/** Waits until every delivery has been tried at least so often. */
async function tried(times: number) {
  for (const until = Date.now() + 20_000; Date.now() < until; ) {
    const all = await deliveries()
    if (all.length > 0 && all.every(({ state, attempts }) => state !== 'sending' || attempts >= times)) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`not tried ${times} times`)
}

/** Like `settled`, with time for a retry on a busy machine. */
async function allDone() {
  for (const until = Date.now() + 20_000; Date.now() < until; ) {
    if (!(await db().selectFrom('notice').select('id').where('done_at', 'is', null).executeTakeFirst())) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('notices are still open')
}

const addContact = (contact: { value: string; removed?: boolean; coolsUntil?: Date; lastUsed?: Date }) =>
  db()
    .insertInto('contact')
    .values({
      id: harness.context.random.uuid(),
      branch_id: branch,
      channel: 'email',
      value: contact.value,
      status: contact.removed ? 'removed' : 'active',
      since: new Date(harness.now().getTime() - 400 * day),
      cools_until: contact.coolsUntil ?? null,
      source: 'test',
      last_used_at: contact.lastUsed ?? harness.now(),
      removed_at: contact.removed ? new Date(harness.now().getTime() - day) : null,
    })
    .execute()

describe('a message that cannot be handed over now', () => {
  it('is made anew and sent once when the way is open, and nobody who had it has it again', async () => {
    fate = (address) => (address === panaderia.email ? down : { outcome: 'sent' })
    const person = createVisitor(harness)
    await person.start()
    await tried(1)
    fate = () => ({ outcome: 'sent' })
    await allDone()
    expect(to(panaderia.email)).toHaveLength(1)
    expect(to(phone)).toHaveLength(1)
    expect((await person.enterCode(codeOf(to(panaderia.email)[0]))).headers.location).toBe('/empleador/recuperar/clave')
  })

  it('is sent once more when it is not known whether it arrived, and the first one works all the same', async () => {
    fate = (address) => (address === panaderia.email && to(panaderia.email).length === 0 ? 'lost' : { outcome: 'sent' })
    const person = createVisitor(harness)
    await person.start()
    await allDone()
    expect(to(phone)).toHaveLength(1)
    const [first, again, ...more] = to(panaderia.email).map(codeOf)
    expect(more).toEqual([])
    expect(again).not.toBe(first)
    expect((await person.enterCode(first ?? '')).headers.location).toBe('/empleador/recuperar/clave')
  })

  it.each([
    { name: 'was stopped meanwhile', overtake: async () => void (await createVisitor(harness).post(linksOf(to(phone)[0], '/v/')[0] ?? '', {})) },
    { name: 'was asked for a day ago', overtake: async () => harness.advance(24 * 60 * minute) },
  ])('is not sent for a case that $name', async ({ overtake }) => {
    fate = (address) => (address === panaderia.email ? down : { outcome: 'sent' })
    await createVisitor(harness).start()
    await tried(1)
    await overtake()
    fate = () => ({ outcome: 'sent' })
    await allDone()
    expect(to(panaderia.email)).toEqual([])
    expect(await deliveries()).toContainEqual({ value: panaderia.email, state: 'failed', failure: 'no_longer_due', attempts: expect.any(Number) })
    expect(await countUndelivered(db())).toMatchObject({ waiting: 0, failed: 0 })
    expect((await db().selectFrom('contact').select('bounced_at').where('bounced_at', 'is not', null).execute()).length).toBe(0)
  })

  it('comes with the link alone when the browser that asked has no time left to type a code', async () => {
    fate = (address) => (address === panaderia.email ? down : { outcome: 'sent' })
    await createVisitor(harness).start()
    await tried(1)
    harness.advance(3 * 60 * minute)
    fate = () => ({ outcome: 'sent' })
    await allDone()
    const [late] = to(panaderia.email)
    expect(late?.blocks.some((block) => 'code' in block)).toBe(false)
    const link = linksOf(late, '/r/')[0] ?? ''
    expect((await createVisitor(harness).post(link, {})).headers.location).toBe('/empleador/recuperar/clave')
  })

  it('is given up when its retries run out, and stays where the operator sees it', async () => {
    fate = () => down
    await createVisitor(harness).start()
    await tried(1)
    const { id } = await db().selectFrom('notice').select('id').executeTakeFirstOrThrow()
    const means = { senders: { email: send, phone: send }, types: noticeTypes }
    await expect(deliverNotice(harness.context, means, { id, last: true })).rejects.toThrow('could not be reached')
    expect(await db().selectFrom('notice').select(['done_at', 'gave_up_at']).execute()).toEqual([{ done_at: null, gave_up_at: expect.any(Date) }])
    expect(new Set((await deliveries()).map(({ state, failure }) => `${state} ${failure}`))).toEqual(new Set(['failed smtp_451']))
    expect(await countUndelivered(db())).toMatchObject({ waiting: 0, gaveUp: 1, failed: 2 })
    fate = () => ({ outcome: 'sent' })
    await deliverNotice(harness.context, means, { id, last: false })
    expect(sent).toEqual([])
  })
})

describe('a message to staff that cannot be handed over yet', () => {
  it('counts among those that wait, so that the operator hears of it', async () => {
    fate = () => down
    const { id } = await addStaff(harness, ['auditor'])
    await db()
      .transaction()
      .execute((tx) => tellStaff(harness.context, tx, 'auditora@instituto.example', { kind: 'removed', about: id, by: null, now: harness.now() }))
    expect(await countUndelivered(db())).toMatchObject({ waiting: 1 })
    fate = () => ({ outcome: 'sent' })
    await harness.settled()
    expect(await countUndelivered(db())).toMatchObject({ waiting: 0 })
  })
})

describe('an address that is gone', () => {
  it('is remembered on the contact and not tried again, and the others are told', async () => {
    fate = (address) => (address === panaderia.email ? gone : { outcome: 'sent' })
    await createVisitor(harness).start()
    await harness.settled()
    expect(to(phone)).toHaveLength(1)
    expect(await deliveries()).toContainEqual({ value: panaderia.email, state: 'failed', failure: 'smtp_550', attempts: 1 })
    const bounced = await db().selectFrom('contact').select('value').where('bounced_at', 'is not', null).execute()
    expect(bounced).toEqual([{ value: panaderia.email }])
    expect(await countUndelivered(db())).toMatchObject({ waiting: 0, gaveUp: 0, failed: 1 })
  })

  it('is not held against a contact when the gateway may have meant itself', async () => {
    fate = (address) => (address === phone ? { outcome: 'refused', failure: 'sms_404', hardBounce: false } : { outcome: 'sent' })
    await createVisitor(harness).start()
    await harness.settled()
    expect(await deliveries()).toContainEqual({ value: phone, state: 'failed', failure: 'sms_404', attempts: 1 })
    expect(await db().selectFrom('contact').select('id').where('bounced_at', 'is not', null).execute()).toEqual([])
  })
})

describe('who is told', () => {
  it('a destination that is registered twice has one message, with a link that stops the case', async () => {
    await addContact({ value: panaderia.email.toUpperCase() })
    await addContact({ value: panaderia.email, removed: true })
    const person = createVisitor(harness)
    await person.start()
    await harness.settled()
    const mails = sent.filter((each) => each.to.toLowerCase() === panaderia.email)
    expect(mails).toHaveLength(1)
    await person.enterCode(codeOf(mails[0]?.message))
    await harness.settled()
    expect(sent.filter((each) => each.to.toLowerCase() === panaderia.email)).toHaveLength(2)
    const [veto] = linksOf(sent.find((each) => each.to.toLowerCase() === panaderia.email && linksOf(each.message, '/r/').length === 0)?.message, '/v/')
    expect((await createVisitor(harness).post(veto ?? '', {})).headers.location).toContain('/v/hecho/disputed')
  })

  it('a removed contact has no start message but hears of the proof; one that cools off has both, and no link to stop', async () => {
    await addContact({ value: 'antes@panaderia.example', removed: true })
    await addContact({ value: 'nuevo@panaderia.example', coolsUntil: new Date(harness.now().getTime() + day) })
    const person = createVisitor(harness)
    await person.start()
    await harness.settled()
    expect(to('antes@panaderia.example')).toEqual([])
    expect(linksOf(to('nuevo@panaderia.example')[0], '/r/')).toHaveLength(1)
    expect(linksOf(to('nuevo@panaderia.example')[0], '/v/')).toEqual([])
    await person.enterCode(codeOf(to(panaderia.email)[0]))
    await harness.settled()
    expect(linksOf(to('antes@panaderia.example')[0], '/v/')).toHaveLength(1)
    expect(linksOf(to('nuevo@panaderia.example')[1], '/v/')).toEqual([])
  })

  it('a contact registered after the event is not told of it by a later attempt', async () => {
    fate = (address) => (address === panaderia.email ? down : { outcome: 'sent' })
    await createVisitor(harness).start()
    await tried(1)
    await addContact({ value: 'despues@panaderia.example' })
    fate = () => ({ outcome: 'sent' })
    await allDone()
    expect(to(panaderia.email)).toHaveLength(1)
    expect(to('despues@panaderia.example')).toEqual([])
  })
})

it('proving twice through a long-unused address does not clear its doubt', async () => {
  await db()
    .updateTable('contact')
    .set({ last_used_at: new Date(harness.now().getTime() - 800 * day) })
    .where('value', '=', panaderia.email)
    .execute()
  for (let round = 0; round < 2; round += 1) {
    harness.advance(2 * 60 * minute)
    const person = createVisitor(harness)
    await person.start()
    await harness.settled()
    await person.enterCode(codeOf(to(panaderia.email).findLast((message) => codeOf(message) !== '')))
    const states = await db().selectFrom('recovery').select(['state', 'office_reason']).where('proven_at', 'is not', null).execute()
    expect(new Set(states.map(({ state }) => state))).toEqual(new Set(['waiting']))
    expect(states).toHaveLength(round + 1)
  }
})
