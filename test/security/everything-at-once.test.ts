import { afterAll, beforeAll, expect, it } from 'vitest'
import { codeTo, createHarness, createVisitor, type Harness, linkTo } from '../harness.ts'
import { addHolder } from './holders.ts'
import { asked, byLink, newKey, proven } from './steps.ts'

let harness: Harness
beforeAll(async () => {
  harness = await createHarness({ policy: { messagesPerHour: 10, signInFailuresPerSource: 5 } })
})
afterAll(() => harness.close())

it('fifty wrong codes at once spend exactly the tries there are', async () => {
  const holder = await addHolder(harness)
  const browser = await asked(harness, holder)
  const answers = await Promise.all(Array.from({ length: 50 }, () => browser.enterCode('000011112222')))
  // One browser's requests take turns; those for which the line is too long are told to wait.
  expect(answers.map((answer) => answer.statusCode).filter((status) => status !== 422 && status !== 429)).toEqual([])
  expect(answers.filter((answer) => answer.statusCode === 422).length).toBeGreaterThan(5)
  const { wrong_at } = await harness.context.db.selectFrom('recovery').select('wrong_at').where('branch_id', '=', holder.branchId).executeTakeFirstOrThrow()
  expect(wrong_at).toHaveLength(5)
})

it('fifty right codes at once prove once', async () => {
  const holder = await addHolder(harness)
  const browser = await asked(harness, holder)
  const code = codeTo(harness, holder.email)
  const asker = browser.cookies.get('recovery') ?? ''
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => {
      const tab = createVisitor(harness)
      for (const [name, value] of browser.cookies) tab.cookies.set(name, value)
      tab.cookies.set('recovery', asker)
      return tab.get('/empleador/recuperar/codigo').then(() => tab.enterCode(code))
    }),
  )
  expect(answers.filter((answer) => answer.headers.location === '/empleador/recuperar/clave')).toHaveLength(1)
  const events = await harness.context.db
    .selectFrom('audit_event')
    .innerJoin('recovery', 'recovery.id', 'audit_event.subject')
    .select('type')
    .where('branch_id', '=', holder.branchId)
    .execute()
  expect(events).toEqual([{ type: 'recovery.proven' }])
})

it('proofs, resends, vetoes and new keys of one holder never wait for each other in a circle', async () => {
  const holder = await addHolder(harness)
  const setting = [await proven(harness, holder), await proven(harness, holder)]
  const others = await Promise.all(Array.from({ length: 4 }, async () => asked(harness, holder)))
  const code = codeTo(harness, holder.email)
  const link = linkTo(harness, holder.email, '/r/')
  const answers = await Promise.all([
    ...setting.map((browser, at) => browser.setKey(`${newKey} ${at}`)),
    ...others.flatMap((browser) => [browser.enterCode(code), browser.enterCode('000011112222'), browser.post('/empleador/recuperar/reenviar', {})]),
    ...Array.from({ length: 6 }, () => createVisitor(harness).post(link, {})),
    createVisitor(harness).start(holder),
  ])
  expect(answers.map((answer) => answer.statusCode).filter((status) => status >= 500)).toEqual([])
})

it('many sign-ins at once from one network are no more tries than one after the other', async () => {
  // Where time passes between them, a network may try again: here none does.
  const { clock } = harness.context
  const at = harness.now()
  harness.context.clock = async () => at
  const hashed = harness.context.hasher.calls()
  const visitors = Array.from({ length: 20 }, (_, at) => createVisitor(harness, { address: `10.200.0.${at}` }))
  const holder = await addHolder(harness)
  const answers = await Promise.all(visitors.map((visitor) => visitor.signIn(holder, 'no es esta la clave')))
  expect(answers.filter((answer) => answer.statusCode === 422)).toHaveLength(5)
  expect(answers.filter((answer) => answer.statusCode === 429)).toHaveLength(15)
  expect(harness.context.hasher.calls() - hashed).toBe(5)
  harness.context.clock = clock
})

it('one case that posts key after key fills its own lane, and others still set theirs', async () => {
  const [greedy, modest] = [await addHolder(harness), await addHolder(harness)]
  await proven(harness, greedy)
  const flooding = await byLink(harness, greedy)
  const owner = await proven(harness, modest)
  const flood = Array.from({ length: 120 }, (_, at) => flooding.setKey(`una frase larga número ${at}`))
  expect((await owner.setKey(newKey)).headers.location).toBe('/empleador/recuperar/listo')
  const statuses = (await Promise.all(flood)).map((answer) => answer.statusCode)
  expect(statuses.filter((status) => ![303, 429, 503].includes(status))).toEqual([])
  const { count } = await harness.context.db
    .selectFrom('credential')
    .select((eb) => eb.fn.countAll().as('count'))
    .where('branch_id', '=', greedy.branchId)
    .executeTakeFirstOrThrow()
  expect(Number(count)).toBe(2)
})
