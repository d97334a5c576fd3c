import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { staffRoles } from '../../src/staff/staff.ts'
import { staffTexts } from '../../src/staff/texts.ts'
import { createHarness, createVisitor, type Harness } from '../harness.ts'
import { words } from '../security/agents.ts'
import { addStaff } from '../security/staff.ts'

let harness: Harness
beforeAll(async () => {
  harness = await createHarness({ policy: { approvalsPutBackPerDay: 7, leaseLifetime: 45 * 60_000 } })
})
afterAll(() => harness.close())

describe('the help of the console', () => {
  it('is where its pages lead, and pages of the public lead to theirs', async () => {
    const { browser } = await addStaff(harness, ['agent'])
    for (const url of ['/oficina', '/oficina/tramites', '/oficina/ingresar']) {
      const { body } = await browser.get(url)
      expect(body, url).toContain('href="/oficina/ayuda"')
    }
    const { body } = await createVisitor(harness).get('/')
    expect(body).not.toContain('/oficina/ayuda')
    expect(body).toContain('href="/ayuda"')
  })

  it('says what each role does, with the numbers of this institution, to whoever cannot sign in too', async () => {
    for (const language of ['es', 'en'] as const) {
      const answer = await createVisitor(harness).get(`/oficina/ayuda?lang=${language}`)
      expect(answer.statusCode).toBe(200)
      const said = words(answer.body)
      for (const role of staffRoles) expect(said).toContain(staffTexts[language].roles[role])
      expect(said).toMatch(/hasta 7 al día|up to 7 a day/)
      expect(said).toMatch(/45 minut/)
    }
  })
})
