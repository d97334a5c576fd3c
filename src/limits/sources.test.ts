import fc from 'fast-check'
import { expect, it } from 'vitest'
import { sourceTiers } from './sources.ts'

const networks = (address: string) => sourceTiers(address).map(({ network }) => network)
const share = (a: string, b: string) => networks(a).map((network, at) => network === networks(b)[at])

it('an IPv4 address counts for its /24 and its /20', () => {
  expect(share('10.1.16.1', '10.1.16.255')).toEqual([true, true])
  expect(share('10.1.16.1', '10.1.17.1')).toEqual([false, true])
  expect(share('10.1.31.255', '10.1.32.0')).toEqual([false, false])
})

it('an IPv6 address counts for its /56, its /48 and its /40', () => {
  expect(share('2001:db8:1:1200::1', '2001:db8:1:12ff:ffff:ffff:ffff:ffff')).toEqual([true, true, true])
  expect(share('2001:db8:1:1200::1', '2001:db8:1:1300::1')).toEqual([false, true, true])
  expect(share('2001:db8:100::1', '2001:db8:1ff::1')).toEqual([false, false, true])
  expect(share('2001:db8:100::1', '2001:db8:200::1')).toEqual([false, false, false])
  expect(share('fe80::1%eth0', 'fe80::2')).toEqual([true, true, true])
})

it('an IPv4 address is the same source however it is written', () => {
  fc.assert(
    fc.property(fc.ipV4(), (address) => {
      const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number)
      const [high, low] = [(a * 256 + b).toString(16), (c * 256 + d).toString(16)]
      for (const form of [`::ffff:${address}`, `::FFFF:${high}:${low}`, `0:0:0:0:0:ffff:${high}:${low}`])
        expect(sourceTiers(form)).toEqual(sourceTiers(address))
    }),
  )
})

it('an IPv6 address is the same source however it is written', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 8, maxLength: 8 }), (words) => {
      const full = words.map((word) => word.toString(16).padStart(4, '0')).join(':')
      const short = new URL(`http://[${full}]`).hostname.slice(1, -1)
      expect(sourceTiers(short)).toEqual(sourceTiers(full.toUpperCase()))
    }),
  )
})

it('what is no address is refused', () => {
  for (const text of ['', 'unknown', '10.0.0.1:443', '10.0.0', '::gggg', '10.0.0.1, 10.0.0.2']) expect(() => sourceTiers(text)).toThrow('no address')
})
