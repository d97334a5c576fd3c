import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { dateAt } from '../../src/offices/calendar-date.ts'
import { codeTo, createHarness, type Harness } from '../harness.ts'
import { bakery, contactsOf, emptyRegistry, importLines } from '../registry-file.ts'
import { activated, approved, approvedBy, approvedOfPerson, entered } from './activation-steps.ts'
import { madeUpTriple } from './holders.ts'
import { actorOf, caseOf, examined, moved, proposedBy, verified } from './office-steps.ts'
import { addPerson } from './persons.ts'
import { filed } from './requests.ts'
import { addStaff } from './staff.ts'

// Somebody with forged papers got a key. A contact stops that; before the dispute is resolved the new representative comes to the office, and
// the key, the contacts and the representation of until then are replaced for good. Undoing the false case brings back nothing of them.

const day = 86_400_000
const ofBakery = { taxId: '1790000109001', branchCode: '0001', nationalId: '1700000092' }
const former = '1700000092'

let harness: Harness
beforeEach(async () => {
  harness = await createHarness({ policy: { importHeldAbove: 1000 } })
  await emptyRegistry(harness)
  await importLines(harness, [bakery({ email_2: 'caja@pan.example' })])
})
afterEach(() => harness.close())

const somebody = () => ({ ...ofBakery, nationalId: madeUpTriple().nationalId })
const today = () => dateAt(harness.now(), harness.context.institution.timeZone)
const active = async () => (await contactsOf(harness, ofBakery.taxId)).filter(({ status }) => status === 'active').map(({ value }) => value)
async function represent() {
  const rows = await harness.context.db
    .selectFrom('representation')
    .innerJoin('person', 'person.id', 'representation.person_id')
    .select(['person.national_id', 'representation.valid_to'])
    .execute()
  return rows.filter(({ valid_to }) => valid_to === null || valid_to >= today()).map(({ national_id }) => national_id)
}

async function activatedFor(triple: typeof ofBakery) {
  const ready = await approved(harness, triple, { reason: 'representative_changed' })
  await activated(harness, ready)
  return ready
}
async function stopped({ number }: { number: string }) {
  expect(await moved(harness, number, { event: { type: 'veto', timely: true } })).toMatchObject({ outcome: 'moved' })
}
async function undone({ number }: { number: string }) {
  const by = await actorOf(harness, await addStaff(harness, ['supervisor']))
  const event = { type: 'resolve' as const, outcome: 'contact_was_right' as const, by }
  expect(await moved(harness, number, { event, patch: { reject_reason: 'did_not_represent' } })).toMatchObject({ outcome: 'moved' })
}

describe('a false case that is undone after another one took its place', () => {
  it('brings back neither a contact nor a representative beside those of the case that stands', async () => {
    const thief = await activatedFor(somebody())
    await stopped(thief)
    const successor = somebody()
    const own = await activatedFor(successor)
    await undone(thief)
    expect(await active()).toEqual([own.email])
    expect(await represent()).toEqual([successor.nationalId])
    harness.advance(day)
    await importLines(harness, [bakery({ email_2: 'caja@pan.example', representative_id: '', as_of: today() })])
    expect(await active()).toEqual([own.email])

    // And if that one was false as well, everything is as it was before the first.
    await stopped(own)
    await undone(own)
    expect((await active()).toSorted()).toEqual(['+593990000001', 'caja@pan.example', 'pan@pan.example'])
    expect(await represent()).toEqual([former])
  })

  it('brings back every address that the owner had added in the account, and not one of them alone', async () => {
    await harness.context.db.updateTable('contact').set({ slot: null, source: 'account' }).where('channel', '=', 'email').execute()
    const thief = await activatedFor(somebody())
    await stopped(thief)
    await undone(thief)
    expect((await active()).toSorted()).toEqual(['+593990000001', 'caja@pan.example', 'pan@pan.example'])
  })

  it('leaves those who represent the employer together with who came: that one ended none of them', async () => {
    const other = madeUpTriple().nationalId
    const line = { representative_name: 'Otra Persona', valid_from: '2024-01-01', representative_id: other }
    await importLines(harness, [bakery({ email_2: 'caja@pan.example' }), bakery({ email_2: 'caja@pan.example', ...line })])
    const thief = await activatedFor(somebody())
    await stopped(thief)
    await activatedFor(ofBakery)
    await undone(thief)
    expect(new Set(await represent())).toEqual(new Set([former, other]))
  })

  it('of a person brings back no old address either', async () => {
    const person = await addPerson(harness)
    const through = async () => {
      const ready = await approvedOfPerson(harness, person)
      const visitor = await entered(harness, ready)
      await visitor.post('/tramite/activar/codigo', { codigo: codeTo(harness, ready.email ?? '') })
      await harness.settled()
      return ready
    }
    const thief = await through()
    await stopped(thief)
    harness.advance(61_000)
    const own = await through()
    await undone(thief)
    const contacts = harness.context.db.selectFrom('contact').select(['value', 'through_replacement']).where('person_id', '=', person.personId)
    const living = await contacts.where('status', '=', 'active').execute()
    expect(living).toHaveLength(1)
    expect(living[0]?.value).toBe(own.email)
    expect(living[0]?.through_replacement).not.toBeNull()
  })
})

describe('a false case whose dispute its applicant won, and that ends without a key after that', () => {
  it.each(['cancelled', 'expired', 'rejected'] as const)('leaves the contacts and the representatives of before: %s', async (end) => {
    const thief = await activatedFor(somebody())
    await stopped(thief)
    const by = await actorOf(harness, await addStaff(harness, ['supervisor']))
    const patch = { activated_at: null, credential_id: null }
    await moved(harness, thief.number, { event: { type: 'resolve', outcome: 'applicant_was_right', by }, patch })
    expect(await active()).not.toContain('pan@pan.example')
    if (end === 'cancelled') await moved(harness, thief.number, { event: { type: 'cancel', continuation: true }, patch: { cancelled_by: 'applicant' } })
    if (end === 'expired') {
      await harness.context.db.updateTable('replacement').set({ ends_at: harness.now() }).where('number', '=', thief.number).execute()
      await moved(harness, thief.number, { event: { type: 'expire' } })
    }
    if (end === 'rejected') {
      await proposedBy(harness, thief, thief.agent, 'reject')
      await moved(harness, thief.number, { event: { type: 'approve', by: await actorOf(harness, thief.approver) } })
    }
    expect((await caseOf(harness, thief.number)).state).toBe(end)
    expect((await active()).toSorted()).toEqual(['+593990000001', 'caja@pan.example', 'pan@pan.example'])
    expect(await represent()).toEqual([former])
  })
})

describe('what the institution’s file said after a false case', () => {
  it('stays: a representative whom it ended meanwhile does not run again', async () => {
    const thief = await activatedFor(somebody())
    harness.advance(day)
    const third = madeUpTriple().nationalId
    const next = { representative_id: third, representative_name: 'Tercera', valid_from: today() }
    await importLines(harness, [bakery({ as_of: today(), valid_to: '2026-01-15' }), bakery({ as_of: today(), ...next })])
    await stopped(thief)
    await undone(thief)
    expect(await represent()).toEqual([third])
  })
})

describe('a case that is rejected and had changed nothing', () => {
  it('brings back no address that an earlier false one had removed', async () => {
    const thief = await activatedFor(somebody())
    harness.advance(day)
    await importLines(harness, [bakery({ email: 'nueva@pan.example', email_2: '', phone: '', as_of: today() })])
    await stopped(thief)
    await undone(thief)
    expect(await active()).not.toContain('pan@pan.example')
    await harness.context.db.updateTable('contact').set({ status: 'removed', removed_at: harness.now() }).where('value', '=', 'nueva@pan.example').execute()
    const before = await active()

    const request = await filed(harness, ofBakery)
    const agent = await addStaff(harness, ['agent'])
    await verified(harness, request, agent)
    await examined(harness, request, agent)
    await proposedBy(harness, request, agent, 'reject')
    const approver = await addStaff(harness, ['approver'], { office: 'puerto' })
    await approvedBy(harness, request, approver)
    expect(await active()).toEqual(before)
  })
})
