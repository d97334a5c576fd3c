import { afterAll, beforeAll, expect, it } from 'vitest'
import { dateAt } from '../../src/offices/calendar-date.ts'
import { createHarness, type Harness } from '../harness.ts'
import { bakery, companyTaxId, emptyRegistry, importLines } from '../registry-file.ts'
import { activationPages, approved, keyOfCase, provenCase } from '../security/activation-steps.ts'
import { madeUpTriple } from '../security/holders.ts'
import { caseOf } from '../security/office-steps.ts'

// A file of the institution is applied while cases of the employers that it names are finished.

let harness: Harness
beforeAll(async () => {
  harness = await createHarness({ policy: { importHeldAbove: 1000 } })
  await emptyRegistry(harness)
})
afterAll(() => harness.close())

const day = 86_400_000
const companies = Array.from({ length: 6 }, (_, at) => companyTaxId(5000 + at))

it('ends in no circle: each case is finished, or goes back to the office because the register changed', { timeout: 120_000 }, async () => {
  const line = (taxId: string, changes = {}) => bakery({ tax_id: taxId, email: `uno@e${taxId}.example`, phone: '', ...changes })
  await importLines(
    harness,
    companies.map((taxId) => line(taxId)),
  )
  const going = []
  for (const taxId of companies) {
    const ready = await approved(harness, { taxId, branchCode: '0001', nationalId: madeUpTriple().nationalId }, { reason: 'representative_changed' })
    going.push({ ready, taxId })
  }
  const visitors = []
  for (const { ready } of going) visitors.push(await provenCase(harness, ready))
  const today = dateAt(new Date(harness.now().getTime() - day), harness.context.institution.timeZone)
  const file = companies.map((taxId) =>
    line(taxId, { as_of: today, email: `dos@e${taxId}.example`, representative_role: 'presidente', valid_from: '2024-02-02' }),
  )
  const [imported, ...answers] = await Promise.all([
    importLines(harness, file),
    ...visitors.map((visitor) => visitor.post(activationPages.key, { clave: keyOfCase })),
  ])
  expect(imported).toMatchObject({ outcome: 'applied', bad: 0 })
  expect(answers.map(({ statusCode }) => statusCode)).toEqual(companies.map(() => 303))
  const states = await Promise.all(going.map(({ ready }) => caseOf(harness, ready.number)))
  for (const { state } of states) expect(['activated', 'in_review']).toContain(state)
  for (const { ready } of going) {
    const { state, branch_id } = await caseOf(harness, ready.number)
    const active = await harness.context.db.selectFrom('contact').select('value').where('branch_id', '=', branch_id).where('status', '=', 'active').execute()
    if (state === 'activated') expect(active.map(({ value }) => value)).toEqual([ready.email])
    else expect(active.map(({ value }) => value)).not.toContain(ready.email)
  }
  process.stdout.write(`${states.filter(({ state }) => state === 'activated').length} of ${states.length} came before the file\n`)
})
