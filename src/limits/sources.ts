import { isIPv4, isIPv6 } from 'node:net'

// A source is a network, not an address: whoever has a /56 has 2^72 addresses.

export type Tier = 'narrow' | 'wide' | 'widest'
export type SourceTier = { tier: Tier; network: string }

const ipv4Prefix = (address: string, bits: number) => {
  const value = address.split('.').reduce((total, part) => total * 256 + Number(part), 0)
  return `${Math.floor(value / 2 ** (32 - bits))}/${bits}`
}

function ipv6Words(address: string): number[] {
  const [head = '', tail] = (address.split('%')[0] ?? '').split('::')
  const words = (part: string) =>
    part
      .split(':')
      .filter(Boolean)
      .flatMap((word) => (isIPv4(word) ? ipv4Words(word) : [Number.parseInt(word, 16)]))
  const [front, back] = [words(head), words(tail ?? '')]
  return tail === undefined ? front : [...front, ...Array.from({ length: 8 - front.length - back.length }, () => 0), ...back]
}
const ipv4Words = (address: string) => {
  const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number)
  return [a * 256 + b, c * 256 + d]
}

const ipv6Prefix = (words: readonly number[], bits: number) => {
  const value = words.reduce((total, word) => (total << 16n) | BigInt(word), 0n)
  return `${(value >> BigInt(128 - bits)).toString(16)}/${bits}`
}

const ipv4Tiers = (address: string): SourceTier[] => [
  { tier: 'narrow', network: ipv4Prefix(address, 24) },
  { tier: 'wide', network: ipv4Prefix(address, 20) },
]

/** The networks an address counts for: IPv4 /24 and /20; IPv6 /56, /48 and /40. An IPv4 address written as IPv6 is the IPv4 address. */
export function sourceTiers(address: string): SourceTier[] {
  if (isIPv4(address)) return ipv4Tiers(address)
  if (!isIPv6(address)) throw new Error('a source has no address')
  const words = ipv6Words(address)
  if (words.slice(0, 5).every((word) => word === 0) && words[5] === 0xffff) {
    const [high = 0, low = 0] = words.slice(6)
    return ipv4Tiers([high >> 8, high & 255, low >> 8, low & 255].join('.'))
  }
  return [
    { tier: 'narrow', network: ipv6Prefix(words, 56) },
    { tier: 'wide', network: ipv6Prefix(words, 48) },
    { tier: 'widest', network: ipv6Prefix(words, 40) },
  ]
}
