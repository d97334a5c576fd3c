import { afterAll, beforeAll, expect, it } from 'vitest'
import { createHarness, type Harness, nobody, panaderia } from '../harness.ts'
import { actorOf, moved, proposed, verified } from '../security/office-steps.ts'
import { filed } from '../security/requests.ts'
import { addStaff } from '../security/staff.ts'

// Who has to act next, and until when, as the applicant reads it. Friday, 3 December 2027: 6 December is a holiday of Quito, the 7th of Cuenca.

const day = 86_400_000
let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
  const { context } = harness
  harness.advance(new Date('2027-12-03T15:00:00Z').getTime() - harness.now().getTime())
  context.institution.holidays.cantons = { Quito: { yearly: ['12-06'], add: [] }, Cuenca: { yearly: [], add: ['2027-12-07'] } }
  const branches = context.db
    .selectFrom('employer')
    .innerJoin('branch', 'branch.employer_id', 'employer.id')
    .select('branch.id')
    .where('tax_id', '=', panaderia.taxId)
  await context.db.updateTable('branch').set({ canton: 'CUENCA' }).where('id', 'in', branches).execute()
})
afterAll(() => harness.close())

const untilOf = async ({ applicant }: { applicant: { get(url: string): Promise<{ body: string }> } }) =>
  /Hasta cuándo<\/dt><dd>([^<]*)/.exec((await applicant.get('/tramite')).body)?.[1] ?? null

it('the applicant has the days of the policy to come to the office, whatever the record says of the canton', async () => {
  const [known, unknown] = [await filed(harness, panaderia), await filed(harness, nobody)]
  expect(await untilOf(known)).toBe('Usted tiene hasta el lunes 3 de enero.')
  expect(await untilOf(unknown)).toBe(await untilOf(known))
})

it('the office has its working days from the identity step, without the holidays of its canton and the employer’s, and none of the applicant’s time', async () => {
  const agent = await addStaff(harness, ['agent'])
  const request = await filed(harness, panaderia)
  await verified(harness, request, agent)
  expect(await untilOf(request)).toMatch(/^La institución tiene hasta el viernes 10 de diciembre\./)
  const by = await actorOf(harness, agent)
  const row = await harness.context.db.selectFrom('replacement').select('id').where('number', '=', request.number).executeTakeFirstOrThrow()
  const ask = { id: harness.context.random.uuid(), replacement_id: row.id, round: 1, requirement: 'ruc-activo', reason: 'suspendido', asked_by: agent.id }
  await harness.context.db
    .insertInto('requirement_ask')
    .values({ ...ask, asked_at: harness.now() })
    .execute()
  await moved(harness, request.number, { event: { type: 'ask', by } })
  expect(await untilOf(request)).toBe('Usted tiene hasta el lunes 3 de enero.')
  harness.advance(10 * day)
  await harness.context.db.updateTable('requirement_ask').set({ answered_at: harness.now() }).where('id', '=', ask.id).execute()
  await moved(harness, request.number, { event: { type: 'answer', continuation: true, document: null, by: null } })
  expect(await untilOf(request)).toMatch(/^La institución tiene hasta el jueves 16 de diciembre\./)
  harness.advance(4 * day)
  expect(await untilOf(request)).toMatch(/^La institución tenía hasta el jueves 16 de diciembre\. Si no le ha respondido, llámenos\./)
  await moved(harness, request.number, { event: { type: 'cancel', continuation: true }, patch: { cancelled_by: 'applicant' } })
  expect(await untilOf(request)).toBeNull()
})

it('a supervisor has the working days of the policy for a dispute', async () => {
  const request = await proposed(harness, panaderia)
  await moved(harness, request.number, { event: { type: 'veto', timely: true } })
  expect(await untilOf(request)).toMatch(/^La institución tiene hasta el lunes 20 de diciembre\./)
})
