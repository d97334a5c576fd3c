import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { ConfigError, readDemoConfig, readEnvironment, readServerConfig } from './config.ts'

const problemsOf = (read: () => unknown): string => {
  try {
    read()
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.join('\n')
    throw error
  }
  return 'none'
}

const institution = {
  name: 'Instituto de Prueba',
  brand: { primary: '#14505c', accent: '#8a3b12' },
  support: { phone: '1800 000 000', hours: { es: 'siempre', en: 'always' } },
  timeZone: 'America/Guayaquil',
}
function serverWith(variables: Record<string, string>, file: unknown = institution): string {
  const folder = mkdtempSync(join(tmpdir(), 'cerrajero-config-'))
  const path = join(folder, 'institution.json')
  writeFileSync(path, typeof file === 'string' ? file : JSON.stringify(file))
  const good = {
    DATABASE_URL: 'postgres://app:hunter2@db/cerrajero',
    CERRAJERO_ORIGIN: 'https://claves.example.ec',
    CERRAJERO_KEY_FILE: '/keys/key.json',
    CERRAJERO_SMTP_URL: 'smtps://user:hunter2@mail.example.ec',
    CERRAJERO_MAIL_FROM: 'Instituto <claves@example.ec>',
    CERRAJERO_INSTITUTION: path,
  }
  try {
    return problemsOf(() => readServerConfig(readEnvironment({ ...good, ...variables })))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

describe('a server', () => {
  it('starts on values that are safe', () => {
    expect(serverWith({})).toBe('none')
    expect(serverWith({ CERRAJERO_ORIGIN: 'http://127.0.0.1:8080' })).toBe('none')
    expect(serverWith({ CERRAJERO_LISTEN: '0.0.0.0:8080', CERRAJERO_TRUSTED_PROXIES: '10.0.0.1' })).toBe('none')
  })

  it.each(['DATABASE_URL', 'CERRAJERO_ORIGIN', 'CERRAJERO_KEY_FILE', 'CERRAJERO_SMTP_URL', 'CERRAJERO_MAIL_FROM', 'CERRAJERO_INSTITUTION'])(
    'has no default for %s',
    (name) => {
      expect(serverWith({ [name]: '' })).toContain(`${name}: is required`)
    },
  )

  it.each([
    [{ CERRAJERO_ORIGIN: 'http://claves.example.ec' }, 'CERRAJERO_ORIGIN'],
    [{ CERRAJERO_ORIGIN: 'https://claves.example.ec/ruta' }, 'CERRAJERO_ORIGIN'],
    [{ CERRAJERO_ORIGIN: 'https://user@claves.example.ec' }, 'CERRAJERO_ORIGIN'],
    [{ CERRAJERO_ORIGIN: 'https://:secret@claves.example.ec' }, 'CERRAJERO_ORIGIN'],
    [{ CERRAJERO_ORIGIN: 'https://claves.example.ec/#x' }, 'CERRAJERO_ORIGIN'],
    [{ CERRAJERO_ORIGIN: 'javascript:alert(1)' }, 'CERRAJERO_ORIGIN'],
    [{ CERRAJERO_LISTEN: '0.0.0.0:8080' }, 'CERRAJERO_LISTEN'],
    [{ CERRAJERO_LISTEN: '8080' }, 'CERRAJERO_LISTEN'],
    [{ CERRAJERO_LISTEN: '127.0.0.1:99999' }, 'CERRAJERO_LISTEN'],
    [{ DATABASE_URL: 'mysql://db/x' }, 'DATABASE_URL'],
    [{ CERRAJERO_SMTP_URL: 'https://mail' }, 'CERRAJERO_SMTP_URL'],
    [{ CERRAJERO_MAIL_FROM: 'x@example.ec\r\nBcc: y@example.ec' }, 'CERRAJERO_MAIL_FROM'],
    [{ CERRAJERO_TRUSTED_PROXY: '10.0.0.1' }, 'CERRAJERO_TRUSTED_PROXY: is not a setting'],
    [{ CERRAJERO_TRUSTED_PROXIES: 'everybody' }, 'CERRAJERO_TRUSTED_PROXIES'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL'],
  ])('refuses %j and names it', (variables, named) => {
    expect(serverWith(variables)).toContain(named)
  })

  it('refuses an institution with names it does not know, illegible colours or unsafe policy, each by name', () => {
    expect(serverWith({}, '{')).toContain('cannot be read as JSON')
    expect(serverWith({}, { ...institution, polici: {} })).toContain('polici')
    expect(serverWith({}, { ...institution, brand: { primary: '#ffff00', accent: '#8a3b12' } })).toContain('contrast')
    expect(serverWith({}, { ...institution, policy: { codeDigits: 6 } })).toContain('policy.codeDigits: is below its floor of 12')
    expect(serverWith({}, { ...institution, brand: { ...institution.brand, logo: '/nowhere/logo.svg' } })).toContain(
      'brand.logo: /nowhere/logo.svg cannot be read',
    )
    expect(serverWith({}, { ...institution, name: undefined })).toContain('name: is required')
    expect(serverWith({}, { ...institution, policy: { recoveryTakesAtLeast: 'PT60M' } })).toContain('recoveryTakesAtMost is shorter')
    expect(serverWith({}, { ...institution, policy: { sessionIdle: 'PT60M', sessionAtMost: 'PT30M' } })).toContain('sessionAtMost is shorter')
    expect(serverWith({}, { ...institution, policy: { messagesPerHour: 10, codeTries: 10 } })).toContain('too easy to guess')
    expect(serverWith({}, { ...institution, timeZone: 'Mars/Olympus' })).toContain('timeZone')
  })

  it('says no secret in what it refuses or prints', () => {
    expect(serverWith({ DATABASE_URL: 'mysql://app:hunter2@db/x', CERRAJERO_SMTP_URL: 'ftp://user:hunter2@mail' })).not.toContain('hunter2')
    expect(inspect(readEnvironment({ DATABASE_URL: 'postgres://app:hunter2@db/x', CERRAJERO_SMS_TOKEN: 'hunter2' }), { depth: 9 })).not.toContain('hunter2')
  })
})

it.each([
  { DATABASE_URL: 'postgres://db/x' },
  { CERRAJERO_SMTP_URL: 'smtp://mail' },
  { CERRAJERO_SMS_URL: 'https://sms' },
  { CERRAJERO_LISTEN: '0.0.0.0:8080' },
  { CERRAJERO_ORIGIN: 'https://claves.example.ec' },
])('the demo refuses %j', (variables) => {
  expect(problemsOf(() => readDemoConfig(readEnvironment({ ...variables })))).toContain(Object.keys(variables)[0])
})
