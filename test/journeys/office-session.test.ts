import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, createVisitor, type Harness } from '../harness.ts'
import { addStaff } from '../security/staff.ts'

const minute = 60_000
const ended = `/oficina/ingresar?nota=terminada&ir=${encodeURIComponent('/oficina')}`

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

describe('a session of staff', () => {
  it('shows who is signed in, and where that account may go', async () => {
    const { browser, name } = await addStaff(harness, ['agent'])
    const { body } = await browser.get('/oficina')
    expect(body).toContain(name)
    expect(body).toContain('/oficina/tramites')
    expect(body).not.toContain('/oficina/registro')
  })

  it('ends when it idles, when it has lasted long enough, and when the account is removed', async () => {
    const idle = await addStaff(harness, ['agent'])
    harness.advance(16 * minute)
    expect((await idle.browser.get('/oficina')).headers.location).toBe(ended)

    const busy = await addStaff(harness, ['agent'])
    for (let passed = 0; passed < 12 * 60; passed += 10) {
      expect((await busy.browser.get('/oficina')).statusCode).toBe(200)
      harness.advance(10 * minute)
    }
    expect((await busy.browser.get('/oficina')).headers.location).toBe(ended)

    const removed = await addStaff(harness, ['agent'])
    await harness.context.db.updateTable('staff_member').set({ state: 'removed', removed_at: harness.now() }).where('id', '=', removed.id).execute()
    expect((await removed.browser.get('/oficina')).headers.location).toBe(ended)
  })

  it('is nobody’s who has none, or made one up', async () => {
    const stranger = createVisitor(harness)
    expect((await stranger.get('/oficina')).headers.location).toBe('/oficina/ingresar')
    stranger.cookies.set('staff', 'x'.repeat(43))
    expect((await stranger.get('/oficina')).headers.location).toBe(ended)
  })

  it('that ended is said on the page to sign in, and leads back; of one that was closed, or never was, nothing is said', async () => {
    const said = 'Su sesión terminó'
    const { browser } = await addStaff(harness, ['agent'])
    harness.advance(16 * minute)
    const page = await browser.get(String((await browser.get('/oficina')).headers.location))
    expect(page.body).toContain(said)
    expect(page.body).toContain('name="ir" value="/oficina"')

    const left = await addStaff(harness, ['agent'])
    await left.browser.get('/oficina')
    await left.browser.post('/oficina/salir', {})
    for (const nobody of [left.browser, createVisitor(harness)]) {
      expect((await nobody.get(String((await nobody.get('/oficina')).headers.location))).body).not.toContain(said)
    }
  })
})
