import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Checked, checkBranchCode, checkNationalId, checkTaxId } from './identifiers.ts'

const said = (checked: Checked) => (checked.answer === 'malformed' ? checked.reason : checked.answer)

describe('a cédula', () => {
  it.each([
    ['0960000016', 'ok'], // foreign residents: third digit 6
    ['0960000024', 'ok'],
    ['0960000032', 'ok'],
    ['1700000092', 'ok'],
    ['0911111110', 'ok'],
    ['3000000129', 'ok'], // prefix 30
    ['1000000008', 'ok'],
    ['1700000001', 'ok'],
    ['0000000000', 'province'],
    ['2500000003', 'province'],
    ['2900000004', 'province'],
    ['3100000003', 'province'],
    ['1700000093', 'check_digit'],
    ['1770000004', 'third_digit'],
    ['1790016919', 'third_digit'],
    ['170000009', 'length'],
    ['17000000920', 'length'],
    ['', 'length'],
    ['17000000X2', 'characters'],
    ['17000000²2', 'check_digit'],
    ['-1700000092', 'ok'],
  ])('%s is %s', (typed, answer) => {
    expect(said(checkNationalId(typed))).toBe(answer)
  })
})

describe('a RUC', () => {
  it.each([
    ['1793213150001', 'suspect'], // active companies that fail modulus 11
    ['1793189906001', 'suspect'],
    ['0993366721001', 'suspect'],
    ['0993370026001', 'suspect'],
    ['1793189624001', 'suspect'],
    ['1793221293001', 'suspect'],
    ['0993381661001', 'suspect'],
    ['1790016919001', 'ok'],
    ['1760013210001', 'ok'],
    ['1768153530001', 'ok'],
    ['1700000092001', 'ok'],
    ['1700000092999', 'ok'],
    ['0960000016001', 'ok'], // a foreign resident's cédula, not a public body
    ['3000000129000', 'ok'], // domestic
    ['1700000093001', 'check_digit'],
    ['1700000093000', 'check_digit'],
    ['1790016919000', 'establishment'],
    ['1770000004001', 'third_digit'],
    ['1780000004001', 'third_digit'],
    ['2590016919001', 'province'],
    ['0000000000001', 'province'],
    ['179001691900', 'length'],
    ['17900169190011', 'length'],
    ['179001691900A', 'characters'],
  ])('%s is %s', (typed, answer) => {
    expect(said(checkTaxId(typed))).toBe(answer)
  })
})

describe('a branch', () => {
  it.each([
    ['1', '0001'],
    ['01', '0001'],
    ['0001', '0001'],
    [' 00-12 ', '0012'],
    ['9999', '9999'],
  ])('%s is %s', (typed, value) => {
    expect(checkBranchCode(typed)).toEqual({ answer: 'ok', value })
  })

  it.each([
    ['0', 'establishment'],
    ['0000', 'establishment'],
    ['', 'length'],
    ['00001', 'length'],
    ['A1', 'characters'],
  ])('%s is refused for its %s', (typed, reason) => {
    expect(said(checkBranchCode(typed))).toBe(reason)
  })
})

describe('whatever is typed', () => {
  const digits = (length: number) => fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((all) => all.join(''))
  const province = fc.oneof(fc.integer({ min: 1, max: 24 }), fc.constant(30)).map((number) => String(number).padStart(2, '0'))
  const checks = [checkNationalId, checkTaxId, checkBranchCode]

  it('gets an answer and never an error', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (typed) => checks.every((check) => check(typed).answer !== undefined)))
  })

  it('with spaces, hyphens, dots and full-width digits is the same number', () => {
    const noise = fc.array(fc.constantFrom('', '', ' ', '-', '.', '\u00A0', '–'), { minLength: 14, maxLength: 14 })
    const wide = (digit: string) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)
    fc.assert(
      fc.property(digits(13), noise, fc.boolean(), (number, between, isWide) => {
        const typed = [...number].map((digit, at) => (between[at] ?? '') + (isWide ? wide(digit) : digit)).join('')
        expect(checkTaxId(typed)).toEqual(checkTaxId(number))
        expect(checkNationalId(typed.slice(0, -1))).toEqual(checkNationalId(typed.slice(0, -1).replaceAll(/[^0-9０-９]/g, '')))
      }),
    )
  })

  it('is never refused as a company for its check digit', () => {
    fc.assert(
      fc.property(province, digits(7), fc.integer({ min: 1, max: 999 }), (first, middle, establishment) => {
        const number = `${first}9${middle}${String(establishment).padStart(3, '0')}`
        expect(checkTaxId(number)).toMatchObject({ value: number })
      }),
    )
  })

  it('has exactly one check digit that makes a cédula of nine digits', () => {
    fc.assert(
      fc.property(province, fc.integer({ min: 0, max: 6 }), digits(6), (first, third, rest) => {
        const fits = Array.from({ length: 10 }, (_, digit) => checkNationalId(`${first}${third}${rest}${digit}`)).filter(({ answer }) => answer === 'ok')
        expect(fits).toHaveLength(1)
      }),
    )
  })

  it('keeps its value when it is checked again', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), (number) => {
        const once = checkBranchCode(String(number))
        expect(once.answer === 'ok' && checkBranchCode(once.value)).toEqual(once)
      }),
    )
  })
})
