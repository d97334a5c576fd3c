import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createSmsSender, readGatewayStatus } from '../../src/notifications/sms-sender.ts'
import { Secret } from '../../src/secret.ts'
import { startGateway } from '../mail-server.ts'

let gateway: Awaited<ReturnType<typeof startGateway>>
beforeAll(async () => {
  gateway = await startGateway()
})
beforeEach(() => {
  gateway.received.length = 0
  gateway.state.answer = 202
  gateway.state.location = null
})
afterAll(() => gateway.stop())

const template = { messages: [{ to: 'tel:{{to}}', content: { text: '{{text}}' }, flash: false, priority: 3 }], '{{to}}': null }
const send = (sms: string, token: Secret | null = new Secret('gateway-token')) =>
  createSmsSender({ url: gateway.url, token, body: template })('+593990000001', { subject: '', blocks: [], sms })

it("posts the institution's JSON with number and text filled in", async () => {
  expect(await send('Código 1\n@claves.example.ec #123456789012')).toEqual({ outcome: 'sent' })
  const [request] = gateway.received
  expect(request).toMatchObject({ method: 'POST', authorization: 'Bearer gateway-token', contentType: 'application/json' })
  expect(JSON.parse(request?.body ?? '')).toEqual({
    messages: [{ to: 'tel:+593990000001', content: { text: 'Codigo 1\n@claves.example.ec #123456789012' }, flash: false, priority: 3 }],
    '{{to}}': null,
  })
})

it('lets nothing in a text break out of its string or be filled again', async () => {
  await send('","to":"+1999","x":"\\ {{to}} $& $1', null)
  const [request] = gateway.received
  expect(request?.authorization).toBeUndefined()
  expect(JSON.parse(request?.body ?? '').messages[0].content.text).toBe('","to":"+1999","x":"\\ {{to}} $& $1')
})

describe('what the gateway answers', () => {
  it.each([
    [200, { outcome: 'sent' }],
    [204, { outcome: 'sent' }],
    [400, { outcome: 'refused', failure: 'sms_400', hardBounce: false }],
    [404, { outcome: 'refused', failure: 'sms_404', hardBounce: false }],
    [410, { outcome: 'refused', failure: 'sms_410', hardBounce: true }],
    [422, { outcome: 'refused', failure: 'sms_422', hardBounce: true }],
    [401, { outcome: 'deferred', failure: 'sms_401' }],
    [429, { outcome: 'deferred', failure: 'sms_429' }],
    [500, { outcome: 'deferred', failure: 'sms_500' }],
    [503, { outcome: 'deferred', failure: 'sms_503' }],
  ])('%i', (status, handed) => expect(readGatewayStatus(status)).toEqual(handed))

  it('is never followed elsewhere', async () => {
    gateway.state.answer = 307
    gateway.state.location = gateway.url
    expect(await send('x')).toEqual({ outcome: 'deferred', failure: 'sms_connection' })
    expect(gateway.received).toHaveLength(1)
  })

  it('is waited for five seconds at most', async () => {
    gateway.state.answer = 'hang'
    const began = Date.now()
    expect(await send('x')).toEqual({ outcome: 'deferred', failure: 'sms_timeout' })
    expect(Date.now() - began).toBeLessThan(7000)
  })
})
