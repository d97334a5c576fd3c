import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { standardPolicy } from '../../src/policy.ts'
import { createHarness, createVisitor, type Harness, linkTo, mailTo } from '../harness.ts'
import { changedContact, contactId, settledOwner, signedIn, standing } from './account-steps.ts'
import { newKey, recovered, signsIn } from './steps.ts'

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

const minute = 60_000
const { coolOff, removedContactVeto } = standardPolicy
const thiefs = 'ladron@expulsado.example'
const rightful = 'la clave que vuelve a su dueño'

describe('a thief whose contact was thrown out while it cooled off', () => {
  it('gains no veto when that time is up: not of a recovery, not of a fresh key, not of a change', async () => {
    const { holder, owner } = await settledOwner(harness)
    await changedContact(harness, owner, { contact: thiefs, replaces: await contactId(harness, holder, holder.email) })
    await harness.settled()
    harness.advance(minute)
    expect((await createVisitor(harness).post(linkTo(harness, holder.email, '/v/'), {})).headers.location).toBe('/v/hecho/undone')
    harness.advance(coolOff + minute)

    await recovered(harness, holder, rightful)
    harness.advance(coolOff)
    await changedContact(harness, await signedIn(harness, holder, { key: rightful }), { contact: 'otro@expulsado.example', key: rightful })
    await harness.settled()
    // It hears of both, as every removed contact does for a while, and can stop neither.
    expect(mailTo(harness, thiefs).map(({ message }) => message.subject)).toContain('Cambió un contacto registrado')
    expect(() => linkTo(harness, thiefs, '/v/')).toThrow()
    expect(await signsIn(harness, holder, rightful)).toBe(true)
    expect(await signsIn(harness, holder, newKey)).toBe(false)
    expect((await standing(harness, holder)).contacts).toEqual([holder.email, 'otro@expulsado.example'].sort())
  })

  it('also when the owner undoes it on the last day of the cool-off', async () => {
    const { holder, owner } = await settledOwner(harness)
    const value = `dos-${thiefs}`
    await changedContact(harness, owner, { contact: value, replaces: await contactId(harness, holder, holder.email) })
    await harness.settled()
    const link = linkTo(harness, holder.email, '/v/')
    harness.advance(coolOff - 1)
    expect((await createVisitor(harness).post(link, {})).headers.location).toBe('/v/hecho/undone')
    const row = await harness.context.db.selectFrom('contact').select('cools_until').where('value', '=', value).executeTakeFirstOrThrow()
    expect(row.cools_until).toEqual(new Date(harness.now().getTime() + removedContactVeto))
  })
})
