import { afterAll, beforeAll, expect, it } from 'vitest'
import { limitKey } from '../../src/limits/windows.ts'
import { codeTo, createHarness, createVisitor, type Harness, linkTo, mailTo, taller } from '../harness.ts'
import { addHolder } from './holders.ts'

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

it('lets a holder who stops every case of a stranger still have a message of their own', async () => {
  for (let round = 0; round < 4; round += 1) {
    await createVisitor(harness).start(taller)
    await harness.settled()
    const stopped = await createVisitor(harness).post(linkTo(harness, taller.email, '/v/'), {})
    expect(stopped.headers.location).toContain('/v/hecho/ended')
  }
  expect(mailTo(harness, taller.email)).toHaveLength(4)

  const owner = createVisitor(harness)
  await owner.start(taller)
  await harness.settled()
  expect((await owner.enterCode(codeTo(harness, taller.email))).headers.location).toBe('/empleador/recuperar/clave')
  await harness.settled()
})

it('takes nothing from the holder when the browser of a stopped case goes on asking for messages', async () => {
  harness.advance(25 * 3_600_000)
  const stranger = createVisitor(harness)
  await stranger.start(taller)
  await harness.settled()
  await createVisitor(harness).post(linkTo(harness, taller.email, '/v/'), {})
  for (let round = 0; round < 4; round += 1) {
    harness.advance(60_000)
    const asked = await stranger.post('/empleador/recuperar/reenviar', {})
    expect(asked.headers.location).toBe('/empleador/recuperar/codigo')
  }
  await harness.settled()
  const before = mailTo(harness, taller.email).length
  await createVisitor(harness).start(taller)
  await harness.settled()
  expect(mailTo(harness, taller.email)).toHaveLength(before + 1)
})

it('gives an address that was removed and registered again back what it had, and not twice', async () => {
  harness.advance(25 * 3_600_000)
  const value = 'gerencia@otra-vez.example'
  const removed = { channel: 'email', value, removedAt: harness.now() } as const
  const holder = await addHolder(harness, { contacts: [removed, { channel: 'email', value }] })
  const sent = () => mailTo(harness, value).length
  const ask = async () => {
    await createVisitor(harness).start(holder)
    await harness.settled()
  }
  await ask()
  const first = linkTo(harness, value, '/v/')
  await ask()
  await ask()
  await ask()
  expect(sent()).toBe(3)
  await createVisitor(harness).post(first, {})
  for (let time = 0; time < 3; time += 1) await ask()
  expect(sent()).toBe(4)
  const { allowed_at } = await harness.context.db
    .selectFrom('message_budget')
    .select('allowed_at')
    .where('key', '=', limitKey(harness.context.keys, 'destination_messages', `email ${value}`))
    .executeTakeFirstOrThrow()
  expect(allowed_at).toHaveLength(3)
})
