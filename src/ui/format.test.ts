import { describe, expect, it } from 'vitest'
import { demoInstitution } from '../demo/institution.ts'
import { sayTime } from './format.ts'

const said = { institution: demoInstitution, now: new Date('2026-11-23T23:50:00-05:00') }

describe('a time of day', () => {
  it('stands alone when it is today in the institution’s time zone, whatever the day in UTC', () => {
    expect(sayTime(new Date('2026-11-23T23:58:00-05:00'), { ...said, language: 'es' })).toBe('23:58')
  })

  it('carries its date when it is another day', () => {
    const at = new Date('2026-11-24T00:18:00-05:00')
    expect(sayTime(at, { ...said, language: 'es' })).toBe('00:18 del martes 24 de noviembre')
    expect(sayTime(at, { ...said, language: 'en' })).toBe('00:18 on Tuesday 24 November')
  })
})
