import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, createVisitor, type Harness, linkTo, mailTo } from '../harness.ts'
import { addHolder } from './holders.ts'
import { activatedWith, actorOf, approvedBy, caseOf, examined, moved, proposed, proposedBy, verified } from './office-steps.ts'
import { filed, opened } from './requests.ts'
import { addStaff } from './staff.ts'
import { signsIn, vetoed } from './steps.ts'

const day = 86_400_000
let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

const words = (body: string) => body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const two = (name: string) => [
  { channel: 'email' as const, value: `uno@${name}.example` },
  { channel: 'email' as const, value: `dos@${name}.example` },
]
/** A link made by hand, as if it had been sent: the rule is asked again when it is used. */
async function linkByHand(number: string, contactId: string): Promise<string> {
  const { db, keys, random } = harness.context
  const token = random.token(32)
  const { id } = await caseOf(harness, number)
  await db
    .insertInto('replacement_veto_token')
    .values({ hash: keys.mac('token', token), replacement_id: id, contact_id: contactId })
    .execute()
  return `/v/${token}`
}
const says = async (link: string) => String((await createVisitor(harness).post(link, {})).headers.location)
const contactId = async (value: string) => (await harness.context.db.selectFrom('contact').select('id').where('value', '=', value).executeTakeFirstOrThrow()).id

describe('a contact that does not know a case with an office', () => {
  it('is warned in the institution’s first language, whatever language the stranger chose', async () => {
    const [holder, stranger] = [await addHolder(harness), createVisitor(harness)]
    await stranger.get('/?lang=en')
    const request = await filed(harness, holder, { applicant: stranger })
    expect(words(request.last.body)).toContain('We received your request')
    await verified(harness, request, await addStaff(harness, ['agent']))
    await harness.settled()
    const warnings = mailTo(harness, holder.email).map(({ message }) => message.subject)
    expect(warnings.join()).toContain('Alguien presentó la solicitud')
    expect(warnings.join()).toContain('Alguien se identificó en la oficina')
    expect(
      mailTo(harness, request.email ?? '')
        .map(({ message }) => message.subject)
        .join(),
    ).not.toContain('Alguien')
  })

  it('ends it before anybody was identified, and whoever filed it sees nothing of that', async () => {
    const holder = await addHolder(harness)
    const request = await filed(harness, holder)
    const before = words((await (await opened(harness, request)).get('/tramite')).body)
    expect((await createVisitor(harness).get(linkTo(harness, holder.email, '/v/'))).body).toContain('Nadie se identificó todavía')
    expect((await caseOf(harness, request.number)).state).toBe('submitted')
    expect(await vetoed(harness, holder.email)).toBe('ended')
    expect(await caseOf(harness, request.number)).toMatchObject({ state: 'cancelled', cancelled_by: 'contact' })
    expect(words((await (await opened(harness, request)).get('/tramite')).body)).toBe(before)
    const agent = await addStaff(harness, ['agent'])
    const event = { type: 'verify_identity' as const, document: holder.nationalId, by: await actorOf(harness, agent) }
    expect(await moved(harness, request.number, { event })).toEqual({ outcome: 'refused', why: 'out_of_order' })
  })

  it('pays nothing for stopping a stranger: the messages of each stopped request are given back', async () => {
    const holder = await addHolder(harness)
    for (let times = 0; times < 6; times += 1) {
      const { number } = await filed(harness, holder)
      expect(mailTo(harness, holder.email)[0]?.message.subject, `request ${times}`).toContain(number)
      expect(await vetoed(harness, holder.email)).toBe('ended')
    }
  })

  it('disputes it once somebody was identified, at every step until the key, and every contact hears', async () => {
    for (const step of ['in_review', 'proposed', 'waiting'] as const) {
      const holder = await addHolder(harness, { contacts: two(step.replace('_', '-')) })
      const request = step === 'in_review' ? await filed(harness, holder) : await proposed(harness, holder)
      if (step === 'in_review') await verified(harness, request, await addStaff(harness, ['agent']))
      if (step === 'waiting') await approvedBy(harness, request)
      expect((await caseOf(harness, request.number)).state).toBe(step)
      expect(await vetoed(harness, holder.email)).toBe('disputed')
      await harness.settled()
      expect(await caseOf(harness, request.number)).toMatchObject({ state: 'disputed', disputed_from: step })
      for (const { value } of two(step.replace('_', '-'))) expect(mailTo(harness, value)[0]?.message.subject).toContain(`Se detuvo la solicitud`)
    }
  })

  it('freezes the key that it set, for good, and the holder is held; after the time for it nothing happens', async () => {
    const [a, b] = [await addHolder(harness), await addHolder(harness)]
    for (const holder of [a, b]) {
      const request = await proposed(harness, holder)
      await approvedBy(harness, request)
      harness.advance(5 * day)
      expect(await moved(harness, request.number, { event: { type: 'end_wait' } })).toMatchObject({ outcome: 'moved' })
      await activatedWith(harness, request, 'la clave que salió de la oficina')
      expect(await signsIn(harness, holder, 'la clave que salió de la oficina')).toBe(true)
    }
    expect(await vetoed(harness, b.email)).toBe('frozen')
    expect(await signsIn(harness, b, 'la clave que salió de la oficina')).toBe(false)
    expect(await harness.context.db.selectFrom('branch').select('security_hold_reason').where('id', '=', b.branchId).executeTakeFirst()).toEqual({
      security_hold_reason: 'key_frozen_by_veto',
    })
    harness.advance(8 * day)
    expect(await vetoed(harness, a.email)).toBe('too_late')
    expect(await signsIn(harness, a, 'la clave que salió de la oficina')).toBe(true)
  })

  it('stops an activated case also while the holder has another one at an office', async () => {
    const holder = await addHolder(harness)
    const request = await proposed(harness, holder)
    await approvedBy(harness, request)
    harness.advance(5 * day)
    await moved(harness, request.number, { event: { type: 'end_wait' } })
    await activatedWith(harness, request, 'la clave que puso otra persona')
    const link = linkTo(harness, holder.email, '/v/')
    await verified(harness, await filed(harness, holder), await addStaff(harness, ['agent']))
    expect(await says(link)).toContain('/v/hecho/frozen')
    expect((await caseOf(harness, request.number)).state).toBe('disputed')
    expect(await signsIn(harness, holder, 'la clave que puso otra persona')).toBe(false)
  })
})

describe('an ex-representative who vetoes again and again', () => {
  it('is heard once in a case, with whichever link, also after a supervisor decided against them', async () => {
    const holder = await addHolder(harness)
    const request = await filed(harness, holder)
    const first = linkTo(harness, holder.email, '/v/')
    const agent = await addStaff(harness, ['agent'])
    await verified(harness, request, agent)
    expect(await vetoed(harness, holder.email)).toBe('disputed')
    await harness.settled()
    const told = harness.inbox.received.length
    expect(await says(first)).toContain('/v/hecho/already')
    expect(await vetoed(harness, holder.email)).toBe('already')
    await harness.settled()
    expect(harness.inbox.received.length).toBe(told)
    const supervisor = await addStaff(harness, ['supervisor'])
    const event = { type: 'resolve' as const, outcome: 'applicant_was_right' as const, by: await actorOf(harness, supervisor) }
    expect(await moved(harness, request.number, { event })).toMatchObject({ outcome: 'moved' })
    for (const link of [first, await linkByHand(request.number, await contactId(holder.email))]) expect(await says(link)).toContain('/v/hecho/already')
    expect((await caseOf(harness, request.number)).state).toBe('in_review')
    await examined(harness, request, agent)
    await proposedBy(harness, request, agent)
    expect(
      await harness.context.db
        .selectFrom('replacement_veto')
        .select('at')
        .where('contact_id', '=', await contactId(holder.email))
        .execute(),
    ).toHaveLength(1)
  })

  it('is heard for 30 days after the contact was removed, and no longer', async () => {
    const [a, b] = [await addHolder(harness), await addHolder(harness)]
    for (const [holder, days] of [
      [a, 29],
      [b, 30],
    ] as const) {
      const { number } = await proposed(harness, holder)
      const removedAt = new Date(harness.now().getTime() - days * day)
      await harness.context.db.updateTable('contact').set({ status: 'removed', removed_at: removedAt }).where('branch_id', '=', holder.branchId).execute()
      const link = await linkByHand(number, await contactId(holder.email))
      expect(await says(link)).toContain(days === 29 ? '/v/hecho/disputed' : '/v/hecho/too_late')
    }
  })
})

describe('who cannot stop a case with an office', () => {
  it('is the contact that the case itself brought', async () => {
    const holder = await addHolder(harness)
    const request = await proposed(harness, holder)
    const { id } = await caseOf(harness, request.number)
    await harness.context.db
      .insertInto('contact')
      .values({
        id: harness.context.random.uuid(),
        branch_id: holder.branchId,
        channel: 'email',
        value: request.email ?? '',
        status: 'active',
        since: harness.now(),
        source: 'office',
        last_used_at: harness.now(),
        through_replacement: id,
      })
      .execute()
    expect(await says(await linkByHand(request.number, await contactId(request.email ?? '')))).toContain('/v/hecho/too_late')
    expect((await caseOf(harness, request.number)).state).toBe('proposed')
  })

  it('is a contact that still cooled off when the case was filed, also later', async () => {
    const holder = await addHolder(harness)
    await harness.context.db
      .updateTable('contact')
      .set({ cools_until: new Date(harness.now().getTime() + day) })
      .where('branch_id', '=', holder.branchId)
      .execute()
    const request = await proposed(harness, holder)
    for (const { message } of mailTo(harness, holder.email)) expect(JSON.stringify(message)).not.toContain('/v/')
    harness.advance(2 * day)
    expect(await says(await linkByHand(request.number, await contactId(holder.email)))).toContain('/v/hecho/too_late')
  })

  it('is whoever only looks: opening the link changes nothing', async () => {
    const holder = await addHolder(harness)
    const request = await proposed(harness, holder)
    const page = await createVisitor(harness).get(linkTo(harness, holder.email, '/v/'))
    expect(words(page.body)).toContain(request.number)
    expect(words(page.body)).toContain('un supervisor que no participó')
    expect((await caseOf(harness, request.number)).state).toBe('proposed')
  })
})
