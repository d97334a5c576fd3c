import { expect, it } from 'vitest'
import { inert } from './inert.ts'

it.each([
  ['Panadería Imaginaria S.A.', 'Panadería Imaginaria S.A.'],
  ['Pan Supuesto S.A.S', 'Pan Supuesto S.A.S'],
  ['S.A.', 'S.A.'],
  ['J. M. Ficticio', 'J. M. Ficticio'],
])('a name reads in a message as it is written: %s', (name, read) => {
  expect(inert(name)).toBe(read)
})

it.each([
  ['evil.com', 'evil. com'],
  ['S.A.com', 'S.A. com'],
  ['a.co', 'a. co'],
  ['t.c-o', 't. c-o'],
  ['x.y2', 'x. y2'],
  ['1.2.3.4', '1. 2. 3. 4'],
  ['evil.c', 'evil. c'],
  ['a。b', 'a. b'],
])('what a mail program could take for an address is none: %s', (name, read) => {
  expect(inert(name)).toBe(read)
})
