import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { dateAt } from '../../src/offices/calendar-date.ts'
import { createHarness, type Harness } from '../harness.ts'
import { bakery, contactsOf, emptyRegistry, importLines, type RegistryLine } from '../registry-file.ts'
import { activated, activationPages, approved, entered, keyOfCase, openedScreen, type Ready } from '../security/activation-steps.ts'
import { madeUpTriple } from '../security/holders.ts'
import { actorOf, moved, proposed, proposedBy } from '../security/office-steps.ts'
import { addStaff } from '../security/staff.ts'
import { signsIn, vetoed } from '../security/steps.ts'

const day = 86_400_000
const ofBakery = { taxId: '1790000109001', branchCode: '0001', nationalId: '1700000092' }
const successor = { ...ofBakery, nationalId: madeUpTriple().nationalId }

let harness: Harness
let ready: Ready
beforeEach(async () => {
  harness = await createHarness({ policy: { importHeldAbove: 1000 } })
  await emptyRegistry(harness)
  await importLines(harness, [bakery()])
  ready = await approved(harness, successor, { reason: 'representative_changed' })
})
afterEach(() => harness.close())

/** The institution's day, so many days from now. */
const dayFromNow = (days: number) => dateAt(new Date(harness.now().getTime() + days * day), harness.context.institution.timeZone)
const file = (changes: RegistryLine = {}) => importLines(harness, [bakery(changes)])
const active = async () => (await contactsOf(harness, ofBakery.taxId)).filter(({ status }) => status === 'active').map(({ value }) => value)
const represent = async () => {
  const rows = await harness.context.db
    .selectFrom('representation')
    .innerJoin('person', 'person.id', 'representation.person_id')
    .select(['person.national_id', 'representation.valid_to'])
    .execute()
  return rows.filter(({ valid_to }) => valid_to === null || valid_to >= dayFromNow(0)).map(({ national_id }) => national_id)
}

describe('a file of the institution, after an office wrote into the register', () => {
  it('of the same day or an older one changes nothing of it, whatever it says', async () => {
    await activated(harness, ready)
    const another = madeUpTriple().nationalId
    for (const as_of of [dayFromNow(-20), dayFromNow(-1), dayFromNow(0)]) {
      await file({ as_of })
      await file({ as_of, email: 'otro@pan.example', email_2: 'mas@pan.example', phone: '0991112223' })
      await file({ as_of, representative_id: another, representative_name: 'Otra Persona', valid_from: '2026-01-01' })
      await file({ as_of, representative_role: 'presidente', valid_from: '2024-01-01' })
    }
    expect(await active()).toEqual([ready.email])
    expect(await represent()).toEqual([successor.nationalId])
    expect(await signsIn(harness, { ...ofBakery, email: '' } as never, keyOfCase)).toBe(true)
  })

  it('that has not heard of it does not bring back an address that the office replaced', async () => {
    await activated(harness, ready)
    harness.advance(day)
    expect(await file({ as_of: dayFromNow(0) })).toMatchObject({ outcome: 'applied', bad: 0 })
    expect(await active()).toEqual([ready.email])
  })

  it('of a later day prevails with what is new: another address, another representative', async () => {
    await activated(harness, ready)
    const third = madeUpTriple().nationalId
    harness.advance(day)
    await file({
      as_of: dayFromNow(0),
      email: 'nuevo@pan.example',
      phone: '',
      representative_id: third,
      representative_name: 'Tercera',
      valid_from: dayFromNow(0),
    })
    expect(await active()).toEqual(['nuevo@pan.example'])
    expect(await represent()).toEqual(expect.arrayContaining([third, successor.nationalId]))
  })
})

describe('a dispute that the applicant wins', () => {
  it('leaves what was written, until a new review rejects the case after all', async () => {
    await activated(harness, ready)
    await vetoed(harness, 'pan@pan.example')
    const by = await actorOf(harness, await addStaff(harness, ['supervisor']))
    const patch = { activated_at: null, credential_id: null }
    expect(await moved(harness, ready.number, { event: { type: 'resolve', outcome: 'applicant_was_right', by }, patch })).toMatchObject({ outcome: 'moved' })
    expect(await represent()).toEqual([successor.nationalId])
    await proposedBy(harness, ready, ready.agent, 'reject')
    const approver = await addStaff(harness, ['approver'], { office: 'puerto' })
    expect(await moved(harness, ready.number, { event: { type: 'approve', by: await actorOf(harness, approver) } })).toMatchObject({ outcome: 'moved' })
    expect(await represent()).toEqual(['1700000092'])
    expect((await active()).toSorted()).toEqual(['+593990000001', 'pan@pan.example'])
  })
})

describe('a dispute that the contact wins', () => {
  it('puts the contacts and the representative back, and what the case brought is nobody’s', async () => {
    await activated(harness, ready)
    await vetoed(harness, 'pan@pan.example')
    expect(await represent()).toEqual([successor.nationalId])
    const supervisor = await addStaff(harness, ['supervisor'])
    const resolved = await moved(harness, ready.number, {
      event: { type: 'resolve', outcome: 'contact_was_right', by: await actorOf(harness, supervisor) },
      patch: { reject_reason: 'contact_was_right' },
    })
    expect(resolved).toMatchObject({ outcome: 'moved' })
    expect((await active()).toSorted()).toEqual(['+593990000001', 'pan@pan.example'])
    expect(await represent()).toEqual(['1700000092'])
    const brought = await harness.context.db.selectFrom('contact').selectAll().where('value', '=', ready.email).executeTakeFirstOrThrow()
    expect(brought).toMatchObject({ status: 'removed' })
    expect(brought.suspended_at).not.toBeNull()
  })
})

const resolved = async (number: string) => {
  const supervisor = await actorOf(harness, await addStaff(harness, ['supervisor']))
  const event = { type: 'resolve' as const, outcome: 'contact_was_right' as const, by: supervisor }
  expect(await moved(harness, number, { event, patch: { reject_reason: 'did_not_represent' } })).toMatchObject({ outcome: 'moved' })
}

describe('two false cases, one upon the other, undone', () => {
  it.each([
    ['in the order they came', [0, 1]],
    ['the later one first', [1, 0]],
  ] as const)('%s: nothing of either is left', async (_order, order) => {
    await activated(harness, ready)
    const second = await approved(harness, { ...ofBakery, nationalId: madeUpTriple().nationalId }, { reason: 'representative_changed' })
    await activated(harness, second, 'otra clave de otro ladrón')
    for (const { number } of [ready, second])
      expect(await moved(harness, number, { event: { type: 'veto', timely: true } })).toMatchObject({ outcome: 'moved' })
    const numbers = [ready.number, second.number]
    for (const at of order) await resolved(numbers[at] ?? '')
    expect(await represent()).toEqual(['1700000092'])
    expect((await active()).toSorted()).toEqual(['+593990000001', 'pan@pan.example'])
  })
})

describe('a false case that was undone', () => {
  it('brings back no address long after, when a later case that stands has replaced them all and another one is rejected', async () => {
    await activated(harness, ready)
    harness.advance(day)
    await file({ as_of: dayFromNow(0), email: 'nuevo@pan.example' })
    await moved(harness, ready.number, { event: { type: 'veto', timely: true } })
    await resolved(ready.number)
    expect(await active()).not.toContain('pan@pan.example')

    const standing = await approved(harness, ofBakery, { email: null })
    const code = await openedScreen(harness, standing, await addStaff(harness, ['supervisor']))
    const applicant = await entered(harness, standing)
    await applicant.post(activationPages.code, { codigo: code })
    expect((await applicant.post(activationPages.key, { clave: 'otra frase de la panadera de siempre' })).headers.location).toBe(activationPages.done)
    expect(await active()).toEqual([])

    const { number } = await proposed(harness, successor, { proposal: 'reject' })
    const approver = await actorOf(harness, await addStaff(harness, ['approver'], { office: 'puerto' }))
    expect(await moved(harness, number, { event: { type: 'approve', by: approver } })).toMatchObject({ outcome: 'moved', next: { state: 'rejected' } })
    expect(await active()).toEqual([])
  })
})
