import { afterAll, beforeAll, expect, it } from 'vitest'
import { codeTo, createHarness, createVisitor, type Harness } from '../harness.ts'
import { activationPages, approvedOfPerson, entered, words } from './activation-steps.ts'
import { caseOf, hiddenFields } from './office-steps.ts'
import { addPerson, personalKey } from './persons.ts'
import { addStaff } from './staff.ts'
import { askedUnlock, kept, signsInAsPerson } from './unlock-steps.ts'

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

/** Somebody had the contact of a personal key replaced with an office, and unblocked the key through the new one. */
async function replacedByThief() {
  const owner = await addPerson(harness, { key: 'blocked' })
  const ready = await approvedOfPerson(harness, owner)
  const visitor = await entered(harness, ready)
  expect((await visitor.post(activationPages.code, { codigo: codeTo(harness, ready.email ?? '') })).headers.location).toBe(activationPages.done)
  await harness.settled()
  const thief = { ...owner, email: ready.email ?? '' }
  await kept(harness, thief)
  expect(await signsInAsPerson(harness, owner, personalKey)).toBe(true)
  return { owner, thief, number: ready.number }
}

const contacts = (personId: string) =>
  harness.context.db.selectFrom('contact').select(['value', 'status']).where('person_id', '=', personId).orderBy('since').execute()

/** The link that came with the notice of the case, not with that of the unblocking. */
async function linkOfCase(number: string, email: string): Promise<string> {
  for (const { message } of harness.inbox.received.filter(({ to }) => to === email)) {
    if (!JSON.stringify(message).includes(number)) continue
    for (const block of message.blocks) if ('link' in block && block.link.includes('/v/')) return new URL(block.link).pathname
  }
  throw new Error('the case gave no link')
}

it('a former contact that does not know the change undoes all of it: the key that came through the new contact is frozen, and the person held', async () => {
  const { owner, thief, number } = await replacedByThief()
  const link = await linkOfCase(number, owner.email)
  expect(words(await createVisitor(harness).get(link))).toContain('la clave personal queda retenida')
  expect((await createVisitor(harness).post(link, {})).headers.location).toContain('/v/hecho/frozen')
  await harness.settled()
  expect(await signsInAsPerson(harness, owner, personalKey)).toBe(false)
  expect(await caseOf(harness, number)).toMatchObject({ state: 'disputed', disputed_from: 'activated' })
  expect(await contacts(owner.personId)).toContainEqual({ value: thief.email, status: 'removed' })

  // The thief's contact neither starts anything nor stops what the owner begins.
  const before = harness.inbox.received.filter(({ to }) => to === thief.email).length
  await askedUnlock(harness, owner)
  expect(harness.inbox.received.filter(({ to }) => to === thief.email).length).toBe(before)
})

it('when that contact wins the dispute the former contacts are back, and the thief’s is gone for good', async () => {
  const { owner, thief, number } = await replacedByThief()
  expect((await createVisitor(harness).post(await linkOfCase(number, owner.email), {})).headers.location).toContain('/v/hecho/frozen')
  const supervisor = await addStaff(harness, ['supervisor'])
  const where = `/oficina/aprobaciones/disputas/replacement/${(await caseOf(harness, number)).id}`
  const page = await supervisor.browser.get(where)
  const done = await supervisor.decides(where, { ...hiddenFields(page), respuesta: 'contact_was_right.did_not_represent', confirma: 'si' })
  expect(done.statusCode).toBe(303)
  expect(await contacts(owner.personId)).toEqual(
    expect.arrayContaining([
      { value: owner.email, status: 'active' },
      { value: thief.email, status: 'removed' },
    ]),
  )
  const held = harness.context.db.selectFrom('person').select('security_hold_reason').where('id', '=', owner.personId)
  expect(await held.executeTakeFirst()).toEqual({ security_hold_reason: 'key_frozen_by_veto' })
})
