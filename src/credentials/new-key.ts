import type { Policy } from '../policy.ts'

// The rules for a new key: long enough, not a value everybody tries, not made of the holder's own names and numbers. No rule on which
// characters, no expiry, no hint (SP 800-63B §3.1.1.2). A key is its NFC form, and each code point counts as one.

export type KeyRefusal = 'too_short' | 'too_long' | 'control_characters' | 'common' | 'repetitive' | 'made_of_your_data'

export const normalKey = (typed: string) => typed.normalize('NFC')

/** Letters and digits alone, without case or accents: how values are compared with the blocklist. */
const skeleton = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

const contextWords = [
  'clave',
  'patronal',
  'empleador',
  'empresa',
  'ruc',
  'contrasena',
  'password',
  'recuperar',
  'cerrajero',
  'ecuador',
  'instituto',
  'seguro',
  'social',
  'quito',
  'guayaquil',
  'cuenca',
  'cia',
  'ltda',
  'sa',
]
const sequences = [
  '0123456789012345678901234567890',
  'abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  'qwertyuiopasdfghjklñzxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
]

const isRepetition = (text: string) => new Set(text).size <= 3 || /^(.{1,8}?)\1+.{0,7}$/u.test(text)
const isSequence = (text: string) => sequences.some((sequence) => sequence.includes(text) || [...sequence].reverse().join('').includes(text))

/** Whether nothing of weight is left of the text once the words are taken out. */
function isMadeOf(text: string, words: readonly string[]): boolean {
  const ordered = words
    .map(skeleton)
    .filter((word) => word.length >= 2)
    .sort((a, b) => b.length - a.length)
  return ordered.reduce((rest, word) => rest.replaceAll(word, ''), text).replace(/\p{N}/gu, '').length < 4
}

export function refuseKey(
  key: string,
  holder: { taxId: string; names: readonly string[] },
  rules: { policy: Policy; blocklist: ReadonlySet<string> },
): KeyRefusal | null {
  const length = [...key].length
  if (length < rules.policy.keyLengthAtLeast) return 'too_short'
  if (length > rules.policy.keyLengthAtMost) return 'too_long'
  if (/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u.test(key)) return 'control_characters'
  const bare = skeleton(key)
  if (rules.blocklist.has(key.toLowerCase()) || rules.blocklist.has(bare)) return 'common'
  if (isRepetition(key.toLowerCase()) || (bare !== '' && (isRepetition(bare) || isSequence(bare)))) return 'repetitive'
  const words = [holder.taxId, holder.taxId.slice(0, 10), ...holder.names.flatMap((name) => name.split(/\s+/)), ...contextWords]
  return isMadeOf(bare, words) && bare !== '' ? 'made_of_your_data' : null
}
