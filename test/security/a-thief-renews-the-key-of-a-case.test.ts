import { afterAll, beforeAll, expect, it } from 'vitest'
import { createHarness, createVisitor, type Harness } from '../harness.ts'
import { activated, approved, keyOfCase } from './activation-steps.ts'
import { addHolder, madeUpTriple } from './holders.ts'
import { caseOf } from './office-steps.ts'
import { newKey, recovered, signsIn } from './steps.ts'

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

/** The newest link that came with a notice of the case, not with those of the recovery. */
function linkOfCase(number: string, address: string): string {
  const links = harness.inbox.received
    .filter(({ to, message }) => to === address && JSON.stringify(message).includes(number))
    .flatMap(({ message }) => message.blocks.flatMap((block) => ('link' in block && block.link.includes('/v/') ? [new URL(block.link).pathname] : [])))
  return links[0] ?? ''
}

it('a thief who recovers the key online, through the contact that an office registered, does not escape the veto of the case', async () => {
  const holder = await addHolder(harness)
  const { nationalId } = madeUpTriple()
  const thiefs = await approved(harness, { ...holder, nationalId }, { reason: 'representative_changed' })
  await activated(harness, thiefs)
  const link = linkOfCase(thiefs.number, holder.email)
  await recovered(harness, { ...holder, nationalId, email: thiefs.email ?? '' })
  expect(await signsIn(harness, holder, newKey)).toBe(true)

  expect((await createVisitor(harness).post(link, {})).headers.location).toContain('/v/hecho/frozen')
  expect(await signsIn(harness, holder, newKey)).toBe(false)
  expect(await signsIn(harness, holder, keyOfCase)).toBe(false)
  expect(await caseOf(harness, thiefs.number)).toMatchObject({ state: 'disputed', disputed_from: 'activated' })
  const { db } = harness.context
  expect(await db.selectFrom('branch').select('security_hold_reason').where('id', '=', holder.branchId).executeTakeFirst()).toEqual({
    security_hold_reason: 'key_frozen_by_veto',
  })
  expect(await db.selectFrom('contact').select('suspended_at').where('value', '=', thiefs.email).executeTakeFirst()).not.toEqual({ suspended_at: null })
})
