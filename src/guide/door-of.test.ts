import { expect, it } from 'vitest'
import { doorOf } from './door-of.ts'

it.each([
  ['1790000125001', 'employer', 'a company'],
  ['3000000129000', 'employer', 'a domestic employer'],
  ['179000012 5001', 'employer', 'a RUC with a space'],
  ['1790000125009', 'employer', 'a RUC with a wrong digit: the door is told all the same'],
  ['1700000092', 'personal', 'a cédula'],
  ['170000009-2', 'personal', 'a cédula with its hyphen'],
  ['１７０００００９２２', 'personal', 'ten full-width digits'],
  ['', null, 'nothing'],
  ['170000009', null, 'nine digits'],
  ['17900001250011', null, 'fourteen digits'],
  ['AB12345678', null, 'letters among ten'],
] as const)('%s belongs to %s: %s', (typed, door, _what) => {
  expect(doorOf(typed)).toBe(door)
})
