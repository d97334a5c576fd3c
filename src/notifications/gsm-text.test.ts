import fc from 'fast-check'
import { expect, it } from 'vitest'
import { gsmText, smsParts } from './gsm-text.ts'

it('keeps what the alphabet of SMS has, and writes the other accents without', () => {
  expect(gsmText('¿Código de Ñandú? Deténgalo «aquí» – Ü')).toBe('¿Codigo de Ñandu? Deténgalo "aqui" - Ü')
  expect(gsmText('https://claves.example.ec/r/A_b-9\n@claves.example.ec #123')).toBe('https://claves.example.ec/r/A_b-9\n@claves.example.ec #123')
})

it('leaves no character outside of the alphabet, whatever it is given', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const once = gsmText(text)
      expect(gsmText(once)).toBe(once)
    }),
  )
  expect(gsmText('Ж🙂漢')).toBe('???')
})

it('counts the parts of a message', () => {
  expect([160, 161, 306, 307].map((length) => smsParts('a'.repeat(length)))).toEqual([1, 2, 2, 3])
  expect(smsParts('€'.repeat(80))).toBe(1)
  expect(smsParts('€'.repeat(81))).toBe(2)
})
