import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { databaseClock } from '../../src/db/clock.ts'
import { codeTo, createHarness, createVisitor, type Harness, mailTo } from '../harness.ts'
import { addHolder } from './holders.ts'
import { asked, newKey, proven, recovered } from './steps.ts'

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
  harness.context.clock = databaseClock
})
afterAll(() => harness.close())

const eventIn = (seconds: number) =>
  sql`insert into audit_event (occurred_at, type, actor, details) values (clock_timestamp() + ${seconds} * interval '1 second', 'session.ended', 'system', '{}')`.execute(
    harness.context.db,
  )

it('while the clock lies more than five seconds before the newest event nothing is issued, proven, set, vetoed or signed in', async () => {
  const [fresh, half, whole] = [await addHolder(harness), await addHolder(harness), await addHolder(harness)]
  const asking = await asked(harness, half)
  const code = codeTo(harness, half.email)
  const holding = await proven(harness, half)
  await recovered(harness, whole)
  await eventIn(4)
  expect((await createVisitor(harness).start(fresh)).statusCode).toBe(303)
  await harness.settled()
  expect(mailTo(harness, fresh.email)).toHaveLength(1)

  await eventIn(3600)
  const visitor = createVisitor(harness)
  await visitor.get('/empleador/ingresar')
  const rows = () =>
    sql`select (select count(*) from recovery) as r, (select count(*) from credential) as c, (select count(*) from employer_session) as s, (select count(*) from notice) as n, (select count(*) from audit_event) as a`.execute(
      harness.context.db,
    )
  const before = (await rows()).rows
  const answers = [
    await visitor.start(fresh),
    await asking.enterCode(code),
    await holding.setKey(newKey),
    await visitor.signIn(whole, newKey),
    await asking.post('/empleador/recuperar/reenviar', {}),
  ]
  expect(answers.map((answer) => answer.statusCode)).toEqual([503, 503, 503, 503, 503])
  expect(answers[0]?.body).toContain('El servicio no puede atender en este momento')
  for (const holder of [half, whole]) {
    const link = mailTo(harness, holder.email).flatMap(({ message }) =>
      message.blocks.flatMap((block) => ('link' in block ? [new URL(block.link).pathname] : [])),
    )
    for (const path of link) expect((await visitor.post(path, {})).statusCode, path.slice(0, 3)).toBe(503)
  }
  expect((await rows()).rows).toEqual(before)
})
