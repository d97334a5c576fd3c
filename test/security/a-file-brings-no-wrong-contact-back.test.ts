import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { dateAt } from '../../src/offices/calendar-date.ts'
import { createHarness, type Harness } from '../harness.ts'
import { bakery, contactsOf, emptyRegistry, importLines } from '../registry-file.ts'
import { activated, approvedBy } from './activation-steps.ts'
import { madeUpTriple } from './holders.ts'
import { hiddenFields, type Proposed, proposed, proposedBy } from './office-steps.ts'
import { addStaff } from './staff.ts'
import { vetoed } from './steps.ts'

// A former representative stops the case of the new one, and a supervisor finds the contact to be wrong. The institution's file of the next
// night still has it: were it registered again, it would open the new key once it had cooled off, because its owner had objected.

const day = 86_400_000
const ofBakery = { taxId: '1790000109001', branchCode: '0001', nationalId: '1700000092' }
const former = 'pan@pan.example'

let harness: Harness
let request: Proposed
beforeEach(async () => {
  harness = await createHarness({ policy: { importHeldAbove: 1000 } })
  await emptyRegistry(harness)
  await importLines(harness, [bakery()])
  request = await proposed(harness, { ...ofBakery, nationalId: madeUpTriple().nationalId }, { reason: 'representative_changed' })
  await vetoed(harness, former)
  await harness.settled()
  const supervisor = await addStaff(harness, ['supervisor'])
  const { body } = await supervisor.browser.get('/oficina/aprobaciones')
  const page = new RegExp(`href="([^"]+)">${request.number}<`).exec(body)?.[1] ?? ''
  const form = { ...hiddenFields(await supervisor.browser.get(page)), respuesta: 'applicant_was_right.contact_was_an_old_one', confirma: 'si' }
  expect((await supervisor.decides(page, form)).statusCode).toBe(303)
  harness.advance(1000)
})
afterEach(() => harness.close())

const today = () => dateAt(harness.now(), harness.context.institution.timeZone)
const active = async () => (await contactsOf(harness, ofBakery.taxId)).filter(({ status }) => status === 'active').map(({ value }) => value)

describe('a contact that a supervisor found to be wrong', () => {
  it('does not come back with a file that still gives it while the case goes on, however it is written', async () => {
    const others = await active()
    expect(others).not.toContain(former)
    for (const changes of [{}, { as_of: today() }, { as_of: today(), email: former.toUpperCase() }, { as_of: today(), email: '', email_2: former }]) {
      await importLines(harness, [bakery(changes)])
      expect(await active()).toEqual(others)
    }
  })

  it('nor once the key is set', async () => {
    await proposedBy(harness, request, request.agent)
    await approvedBy(harness, request, await addStaff(harness, ['approver'], { office: 'puerto' }))
    await activated(harness, request)
    for (let night = 0; night < 3; night += 1) {
      harness.advance(day)
      await importLines(harness, [bakery({ as_of: today() })])
    }
    expect(await active()).toEqual([request.email])
  })

  it('and another address of a later file is registered as ever', async () => {
    await importLines(harness, [bakery({ as_of: today(), email: 'nueva@pan.example' })])
    expect(await active()).toContain('nueva@pan.example')
  })
})
