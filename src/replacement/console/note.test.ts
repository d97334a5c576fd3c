import { describe, expect, it } from 'vitest'
import { longestNote, type NoteProblem, problemOf } from './note.ts'

describe('a note of staff', () => {
  it.each<[string, NoteProblem]>([
    ['Escribir a ana@correo.example', 'email'],
    ['ANA.PEREZ+2@Correo.Example.', 'email'],
    ['ana @ correo.example', 'email'],
    ['ana＠correo.example', 'email'],
    ['<ana@correo . example>', 'email'],
    ['Su celular: 0991234567', 'phone'],
    ['cel.0991234567, de su hija', 'phone'],
    ['099 123 4567', 'phone'],
    ['0991 234 567', 'phone'],
    ['09-9123-4567', 'phone'],
    ['099.123.4567', 'phone'],
    ['09 91 23 45 67', 'phone'],
    ['0 9 9 1 2 3 4 5 6 7', 'phone'],
    ['０９９１２３４５６７', 'phone'],
    ['099\u00a0123\u20114567', 'phone'],
    ['cédula 0911111110 099 123 4567', 'phone'],
    ['0991234567 o 0987654321', 'phone'],
    ['(02) 234-5678', 'phone'],
    ['02-2345678', 'phone'],
    ['022345678', 'phone'],
    ['022 345 678', 'phone'],
    ['04 234 5678 ext. 12', 'phone'],
    ['+593 99 123 4567', 'phone'],
    ['+593991234567', 'phone'],
    ['+593 (0)99 123 4567', 'phone'],
    ['(+593) 2 234 5678', 'phone'],
    ['593991234567', 'phone'],
    ['00593 99 123 4567', 'phone'],
    ['+34 612 345 678', 'phone'],
    ['a'.repeat(longestNote + 1), 'too_long'],
  ])('%s: is refused (%s)', (note, expected) => {
    expect(problemOf(note)).toBe(expected)
  })

  it.each([
    '',
    'El gerente trae la escritura.\nFalta verla.',
    'a'.repeat(longestNote),
    // Cases, and people.
    'Vea S-0991-2345 y S-4567-0022.',
    'S 0223 4567 8',
    'Cédula 1700000092, de otra provincia.',
    'Cédula 0911111110',
    'Cédulas 0960000016, 0960000024 y 0960000032',
    '0960000016 0911111110 1700000092',
    '091111111-0',
    'RUC 1790012345001, sucursal 0001',
    'RUC 1790012345 001',
    'RUC 0991234567-001',
    '0991234567001',
    // Days and hours.
    'El 02-03-2026 3 hojas',
    'Inscrita el 2026-07-04 12:30',
    '03/04/2026 09:15:00',
    '04.05.2026 1 2 3',
    // Documents and amounts.
    'Factura 001-001-022345678',
    'Autorización 2311202601179001234500120010010000000011234567813',
    'Oficio 0223-4567-OF',
    'Oficio IESS-0991234567-A, foja 022',
    'Pasaporte P0991234567',
    'Acta 0345 12345',
    'Escritura 20261701001P01234',
    'Repertorio 991234567',
    'Tomo 5, 0001234567',
    'USD 1.234.567,89 y $ 02.50',
    '0,50 0,25 0,75 1000 2000',
    'arroba @ sin nada, y el 4 @ 5',
  ])('%s: is accepted', (note) => {
    expect(problemOf(note)).toBeNull()
  })

  it('is read in steps that grow with its length and do not double with each sign: nobody stops the service with one', () => {
    for (const sign of ['-', '.', ' ', ' - ', '(']) expect(problemOf(`${`0${sign}`.repeat(60)}0x`)).toBeNull()
  })
})
