import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { standardPolicy as policy } from '../policy.ts'
import { systemRandom } from '../random.ts'
import { blocklist } from './blocklist.ts'
import { generateKey } from './generate-key.ts'
import { normalKey, refuseKey } from './new-key.ts'

const holder = { taxId: '1790000095001', names: ['Panadería Imaginaria S.A.', 'Ana Ficticia Ejemplo'] }
const refuse = (typed: string) => refuseKey(normalKey(typed), holder, { policy, blocklist })
const varied = 'k7mq2xw9ztb4vhr8ncd5pjs3gyf6la1eou0i'

describe('a new key', () => {
  it('has 15 to 128 characters', () => {
    expect(refuse(varied.slice(0, 14))).toBe('too_short')
    expect(refuse(varied.slice(0, 15))).toBeNull()
    expect(
      refuse(
        varied
          .repeat(4)
          .slice(0, 128)
          .replace(/^.{30}/, 'una frase que no se repite 123'),
      ),
    ).toBeNull()
    expect(refuse(`una frase que no se repite 123${varied.repeat(4)}`.slice(0, 129))).toBe('too_long')
  })

  it('counts code points of its composed form: an emoji and an accent that was typed apart are one each', () => {
    const emoji = ['🔑', '🥭', '🐟', '🌋', '🦙', '🌽', '🎺', '🚲', '🧵', '🪁', '🥁', '🐢', '🍫', '🎩', '🧭']
    expect(refuse(emoji.slice(0, 14).join(''))).toBe('too_short')
    expect(refuse(emoji.join(''))).toBeNull()
    expect(refuse('cafe\u0301 y pan mil')).toBe('too_short')
    expect(refuse('cafe\u0301 y pan miles')).toBeNull()
  })

  it('is the same key however its accents were typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (typed) => {
        expect(normalKey(typed.normalize('NFD'))).toBe(normalKey(typed.normalize('NFC')))
      }),
    )
  })

  it.each([
    ['contraseñacontraseña', 'made_of_your_data'],
    ['aaaaaaaaaaaaaaaaaaaa', 'repetitive'],
    ['abcabcabcabcabcabc', 'repetitive'],
    ['12345678901234567890', 'repetitive'],
    ['qwertyuiopasdfghjkl', 'repetitive'],
    ['zyxwvutsrqponmlkji', 'repetitive'],
    ['1790000095001 ruc!', 'made_of_your_data'],
    ['Panadería Imaginaria', 'made_of_your_data'],
    ['panaderia-IMAGINARIA-2026', 'made_of_your_data'],
    ['clave patronal 1790000095', 'made_of_your_data'],
    ['Ana Ficticia Ejemplo 1', 'made_of_your_data'],
    ['una frase con \u0000 dentro', 'control_characters'],
    ['una frase con \n dentro', 'control_characters'],
    ['una frase con \u202e dentro', 'control_characters'],
    ['una frase con \ud800 dentro', 'control_characters'],
  ])('is not %j', (typed, why) => {
    expect(refuse(typed)).toBe(why)
  })

  it('is none of the values that everybody tries, in whatever case', () => {
    const long = [...blocklist].filter((value) => value.length >= 15)
    expect(long.length).toBeGreaterThan(10)
    for (const value of long) expect(refuse(value.toUpperCase()), value).not.toBeNull()
  })

  it.each([
    'correct horse battery staple',
    'correcthorsebatterystaple',
    'Correct-Horse-Battery-Staple!',
    'caballo correcto batería grapa',
    'correcto caballo bateria grapa',
    'CaballoCorrectoBateríaGrapa',
    'En un lugar de la Mancha',
    'cleft cam synod lacy yr wok',
  ])('is not %j, a phrase that everybody knows, with or without spaces', (typed) => {
    expect(refuse(typed)).toBe('common')
  })

  it('may hold any words and spaces, without a rule of composition', () => {
    for (const typed of ['mi abuela vende mangos verdes', 'ÑANDÚ corre 7 leguas', 'それは長い合言葉ですから安全です', '      espacios alrededor   '])
      expect(refuse(typed)).toBeNull()
  })

  it('that was generated is always taken', () => {
    for (let time = 0; time < 500; time += 1) expect(refuse(generateKey(systemRandom, policy).reveal())).toBeNull()
  })

  it('is judged whatever is typed, and in no time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 4096 }), (typed) => {
        const before = performance.now()
        refuse(typed)
        expect(performance.now() - before).toBeLessThan(200)
      }),
    )
    const before = performance.now()
    for (const typed of ['a'.repeat(128), `${'ab'.repeat(63)}x`, `${'a'.repeat(127)}!`]) refuse(typed)
    expect(performance.now() - before).toBeLessThan(200)
  })
})
