import type { Schema } from '../db/database.ts'

// The identifiers of Ecuador. An answer is `ok`, `suspect` (looked up all the same: the tax service no longer guarantees the check digit
// of companies) or `malformed` (refused, with the reason). Nothing here says whether a number exists.

export type EmployerKind = Schema['employer']['kind']
export type Malformed = 'length' | 'characters' | 'province' | 'third_digit' | 'check_digit' | 'establishment'
export type Checked = { answer: 'ok' | 'suspect'; value: string } | { answer: 'malformed'; reason: Malformed }

const malformed = (reason: Malformed): Checked => ({ answer: 'malformed', reason })
const ok = (value: string): Checked => ({ answer: 'ok', value })

/** What a person typed, without the spaces, hyphens and dots people put into numbers; full-width digits become plain ones. */
export const bare = (typed: string) => typed.normalize('NFKC').replace(/[\s\p{Pd}.]/gu, '')

function tenDigitsProblem(digits: string): Malformed | null {
  const province = Number(digits.slice(0, 2))
  if (!((province >= 1 && province <= 24) || province === 30)) return 'province'
  const sum = [...digits.slice(0, 9)].reduce((total, digit, at) => {
    const product = Number(digit) * (at % 2 === 0 ? 2 : 1)
    return total + (product > 9 ? product - 9 : product)
  }, 0)
  return (10 - (sum % 10)) % 10 === Number(digits[9]) ? null : 'check_digit'
}

/** A cédula: ten digits, province 01–24 or 30, modulus 10. Third digit 6 exists (foreign residents); 7 to 9 do not. */
export function checkNationalId(typed: string): Checked {
  const value = bare(typed)
  if (!/^\d*$/.test(value)) return malformed('characters')
  if (value.length !== 10) return malformed('length')
  if (Number(value[2]) > 6) return malformed('third_digit')
  const problem = tenDigitsProblem(value)
  return problem ? malformed(problem) : ok(value)
}

const weighted = (digits: string, weights: readonly number[]) => {
  const rest = weights.reduce((total, weight, at) => total + weight * Number(digits[at]), 0) % 11
  return rest === 0 ? 0 : 11 - rest
}
const companyDigitFits = (digits: string) => weighted(digits, [4, 3, 2, 7, 6, 5, 4, 3, 2]) === Number(digits[9])
const publicDigitFits = (digits: string) => weighted(digits, [3, 2, 7, 6, 5, 4, 3, 2]) === Number(digits[8])

/**
 * A RUC: thirteen digits. Of a natural person: a cédula and an establishment from 001; of a domestic employer: a cédula and 000. Third digit
 * 9: company (or a foreigner without cédula); 6: public body or a foreign resident. Modulus 11 never blocks, it only makes `suspect`.
 */
export function checkTaxId(typed: string): Checked {
  const value = bare(typed)
  if (!/^\d*$/.test(value)) return malformed('characters')
  if (value.length !== 13) return malformed('length')
  const [ten, establishment, third] = [value.slice(0, 10), value.slice(10), Number(value[2])]
  const problem = tenDigitsProblem(ten)
  if (problem === 'province') return malformed('province')
  if (establishment === '000') return third <= 6 ? (problem ? malformed(problem) : ok(value)) : malformed('establishment')
  if (third === 9) return companyDigitFits(value) ? ok(value) : { answer: 'suspect', value }
  if (third === 6) return problem === null || publicDigitFits(value) ? ok(value) : { answer: 'suspect', value }
  if (third > 6) return malformed('third_digit')
  return problem ? malformed(problem) : ok(value)
}

/** A branch: up to four digits; `1` is `0001`. */
export function checkBranchCode(typed: string): Checked {
  const value = bare(typed)
  if (!/^\d*$/.test(value)) return malformed('characters')
  if (value.length < 1 || value.length > 4) return malformed('length')
  const code = value.padStart(4, '0')
  return code === '0000' ? malformed('establishment') : ok(code)
}
