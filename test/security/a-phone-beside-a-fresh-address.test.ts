import { afterEach, beforeEach, expect, it } from 'vitest'
import { codeTo, createHarness, type Harness } from '../harness.ts'
import { addHolder } from './holders.ts'
import { asked } from './steps.ts'

let harness: Harness
beforeEach(async () => {
  harness = await createHarness()
})
afterEach(() => harness.close())

it('whoever took over the phone does not recover at once because an address beside it, which cannot stop it yet, was just put in', async () => {
  const phone = { channel: 'phone', value: '+593990000777' } as const
  const email = { channel: 'email', value: 'nueva@empresa.example' } as const
  const coolsUntil = new Date(harness.now().getTime() + 6 * 86_400_000)
  const page = async (contacts: Parameters<typeof addHolder>[1]) => {
    const browser = await asked(harness, await addHolder(harness, contacts))
    expect((await browser.enterCode(codeTo(harness, phone.value))).statusCode).toBe(303)
    return (await browser.get('/empleador/recuperar/clave')).body
  }
  expect(await page({ contacts: [phone, { ...email, coolsUntil }] })).not.toContain('offered-key')
  expect(await page({ contacts: [phone, email] })).toContain('offered-key')
})
