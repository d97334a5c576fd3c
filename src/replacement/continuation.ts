import type { KeyRing } from '../keys.ts'
import { crockford, type Random } from '../random.ts'
import { Secret } from '../secret.ts'

// The continuation code of a case: 16 of Crockford's characters, 80 bits. It is shown once to the applicant, never sent by message and never
// shown to staff; only its keyed hash is kept, bound to the case number. Number and code together open a case.
//
// It comes from the token with which a browser holds its draft. Nothing else knows that token, and whoever files once more, because the answer
// never arrived, gets the same code.

export const continuationLength = 16
const perGroup = 4
const numberPattern = /^S[0-9A-HJKMNP-TV-Z]{8}$/

const ofDraft = (token: Secret) => `draft:${token.reveal()}`
const inCrockford = (mac: string) => [...Buffer.from(mac, 'base64url')].slice(0, continuationLength).map((byte) => crockford[byte % crockford.length])

/** The code of the case that is filed from the draft with this token. */
export const continuationOf = (keys: KeyRing, token: Secret) => new Secret(inCrockford(keys.mac('continuation', ofDraft(token))).join(''))
/** The same by every version of the key ring: the newest may not be the one it was filed with. */
export const continuationsOf = (keys: KeyRing, token: Secret) => keys.macs('continuation', ofDraft(token)).map((mac) => new Secret(inCrockford(mac).join('')))

/** A new case number: `S-XXXX-XXXX`. It is on everything that staff see, and opens nothing by itself. */
export function generateNumber(random: Pick<Random, 'pick'>): string {
  const four = () => Array.from({ length: 4 }, () => random.pick(crockford)).join('')
  return `S-${four()}-${four()}`
}

/** As it is printed: four groups of four, with hyphens. */
export const groupContinuation = (code: Secret) => code.reveal().replace(new RegExp(`(.{${perGroup}})(?=.)`, 'g'), '$1-')

export const bareCrockford = (typed: string) =>
  typed
    .normalize('NFKC')
    .replace(/[\s\p{Pd}]/gu, '')
    .toUpperCase()
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')

/** The normal form of a case number, however it was typed; null: it cannot be one. */
export function normalNumber(typed: string): string | null {
  const bare = bareCrockford(typed)
  return numberPattern.test(bare) ? `S-${bare.slice(1, 5)}-${bare.slice(5)}` : null
}

/** The normal form of a continuation code; null: it cannot be one. */
export function normalContinuation(typed: string): Secret | null {
  const bare = bareCrockford(typed)
  return bare.length === continuationLength && [...bare].every((character) => crockford.includes(character)) ? new Secret(bare) : null
}

type Pair = { number: string; code: Secret }
type PairErrors = Record<'empty' | 'malformed', { numero: string; continuacion: string }>

/** The pair as two fields of a form give it, or what is wrong with each. */
export function readPair(typed: { numero: string; continuacion: string }, texts: PairErrors): { pair: Pair } | { errors: Record<string, string> } {
  const [number, code] = [normalNumber(typed.numero), normalContinuation(typed.continuacion)]
  if (number !== null && code !== null) return { pair: { number, code } }
  const why = (value: string) => (value.trim() === '' ? texts.empty : texts.malformed)
  return {
    errors: {
      ...(number === null ? { numero: why(typed.numero).numero } : {}),
      ...(code === null ? { continuacion: why(typed.continuacion).continuacion } : {}),
    },
  }
}

const value = ({ number, code }: Pair) => `${number}:${code.reveal()}`

export const continuationHash = (keys: KeyRing, pair: Pair) => keys.mac('continuation', value(pair))
export const continuationHashes = (keys: KeyRing, pair: Pair) => keys.macs('continuation', value(pair))

/** What a browser keeps that opened a case, until "Terminar". */
export const pairCookie = ({ number, code }: Pair) => `${number}.${code.reveal()}`
export function readPairCookie(cookie: string | undefined): Pair | null {
  const [number, code] = (cookie ?? '').split('.').map((part, at) => (at === 0 ? normalNumber(part) : part)) as [string | null, string | undefined]
  const normal = code === undefined ? null : normalContinuation(code)
  return number && normal ? { number, code: normal } : null
}
