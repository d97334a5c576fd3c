import { create } from 'qrcode'
import { expect, it } from 'vitest'
import { qrPath } from './qr-code.tsx'

it('draws exactly the dark squares of the code, with a quiet zone of four units around', () => {
  const { size, path } = qrPath('S-1234-ABCD')
  const { modules } = create('S-1234-ABCD', { errorCorrectionLevel: 'M' })
  const drawn = [...path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)].map(([, x, y]) => `${x} ${y}`)
  const dark = Array.from({ length: modules.size ** 2 }, (_, at) => [Math.floor(at / modules.size), at % modules.size] as const)
    .filter(([row, column]) => modules.get(row, column) !== 0)
    .map(([row, column]) => `${column + 4} ${row + 4}`)
  expect(size).toBe(modules.size + 8)
  expect(drawn).toEqual(dark)
  expect(path.replace(/M\d+ \d+h1v1h-1z/g, '')).toBe('')
})
