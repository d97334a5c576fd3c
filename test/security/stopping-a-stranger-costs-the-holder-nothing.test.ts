import { afterAll, beforeAll, expect, it } from 'vitest'
import { codeTo, createHarness, createVisitor, type Harness, linkTo, mailTo, taller } from '../harness.ts'

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
    expect(stopped.headers.location).toBe('/v/hecho/ended')
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
