import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import { recoveryTexts } from '../../src/recovery/texts.ts'
import { createHarness, type Harness } from '../harness.ts'

let harness: Harness
let folder: string
beforeAll(async () => {
  harness = await createHarness()
  folder = mkdtempSync(join(tmpdir(), 'cerrajero-logo-'))
})
afterAll(async () => {
  await harness.close()
  rmSync(folder, { recursive: true, force: true })
})

const strip = 'Demostración: institución ficticia'

it('an institution has its own name, logo, two colours and telephone on every page, and no strip that says demonstration', async () => {
  const logo = join(folder, 'logo.svg')
  const drawing = '<svg xmlns="http://www.w3.org/2000/svg"/>'
  writeFileSync(logo, drawing)
  const institution = {
    ...harness.context.institution,
    name: 'Caja Inventada del Sur',
    fictional: false,
    brand: { logo, primary: '#3b1f5c', accent: '#7a1f1f' },
    support: { phone: '1700 111 222', hours: { es: 'sábados, de 09:00 a 12:00', en: 'Saturdays, 09:00 to 12:00' } },
  }
  const http = await createApp({ ...harness.context, institution })
  for (const url of ['/', '/empleador', '/empleador/recuperar', '/empleador/ingresar', '/nada']) {
    const { body } = await http.inject({ method: 'GET', url })
    for (const own of ['Caja Inventada del Sur', 'src="/assets/logo"', '--primary:#3b1f5c', '--accent:#7a1f1f', '1700 111 222', 'sábados, de 09:00 a 12:00']) {
      expect(body, url).toContain(own)
    }
    expect(body, url).not.toContain('Ficticio')
    expect(body, url).not.toContain(strip)
  }
  const served = await http.inject({ method: 'GET', url: '/assets/logo' })
  expect([served.headers['content-type'], served.body]).toEqual(['image/svg+xml', drawing])
  await http.close()
})

it('the fictional institution says so on every page', async () => {
  for (const url of ['/', '/empleador', '/empleador/recuperar', '/empleador/ingresar', '/nada', '/demo/buzon']) {
    expect((await harness.http.inject({ method: 'GET', url })).body, url).toContain(strip)
  }
})

describe.each(['es', 'en'] as const)('the start page in %s', (language) => {
  it('says what to have at hand, why, and at which step', async () => {
    const { body } = await harness.http.inject({ method: 'GET', url: `/empleador?lang=${language}` })
    const { have } = recoveryTexts[language].before
    expect(have).toHaveLength(3)
    for (const { what, when } of have) {
      expect(when).toMatch(language === 'es' ? /\b(primer|segundo) paso\b/ : /\b(first|second) step\b/)
      expect(body).toContain(what)
      expect(body).toContain(when.replaceAll("'", '&#39;'))
    }
  })
})
