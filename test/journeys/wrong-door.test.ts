import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, createVisitor, type Harness, panaderia, solvedPuzzle } from '../harness.ts'

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

const told = (body: string) => /<div class="[^"]*" id="otra-puerta">.*?<a href="([^"]+)"/s.exec(body)?.[1] ?? null

describe('a cédula where the RUC of an employer goes', () => {
  it('is told the way to the personal key when a recovery is asked for, whoever it names, and may be a domestic employer’s', async () => {
    for (const ruc of [panaderia.nationalId, '1700000027']) {
      const answer = await createVisitor(harness).post('/empleador/recuperar', {
        ruc,
        sucursal: '0001',
        cedula: panaderia.nationalId,
        altcha: await solvedPuzzle(harness),
      })
      expect(answer.statusCode).toBe(422)
      expect(told(answer.body)).toBe('/personal')
      expect(answer.body).toContain('su cédula y 000')
    }
  })

  it('is told the same at the sign-in of employers', async () => {
    const answer = await createVisitor(harness).post('/empleador/ingresar', { ruc: '1700000092', sucursal: '0001', clave: 'x' })
    expect([answer.statusCode, told(answer.body)]).toEqual([422, '/personal'])
  })

  it('is not told where the number is merely wrong, nor where only another field is', async () => {
    const wrong = await createVisitor(harness).post('/empleador/recuperar', { ruc: '17900169', sucursal: '0001', cedula: '1700000092' })
    const other = await createVisitor(harness).post('/empleador/recuperar', { ruc: panaderia.taxId, sucursal: '0001', cedula: '' })
    expect([wrong, other].map(({ statusCode, body }) => [statusCode, told(body)])).toEqual([
      [422, null],
      [422, null],
    ])
  })
})
